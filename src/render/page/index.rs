//! Index pages: the home page, and parts of long lists under their headings.

use tera::Value;

use crate::model::actor::{Actor, ActorKind};
use crate::model::brief::Brief;
use crate::model::event::Event;
use crate::model::figure::{Figure, FigureKind, WrittenFigure};
use crate::model::identity::Kind;
use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::plan::{DataFile, Page, Portion, Section};
use crate::render::Renderer;
use crate::render::figure;
use crate::render::page::brief::corrections as correction_views;
use crate::render::views::{
    CorrectedView, GroupView, HomeView, ListView, NavigationView, SitemapEntryView,
};

/// How many briefs and events the home page shows.
const LATEST: usize = 8;

/// The home page.
pub fn home(renderer: &Renderer<'_>) -> HomeView {
    let (dossier, cards) = (renderer.dossier, &renderer.cards);
    let events = (0..dossier.events.len()).rev().take(LATEST).map(Index::<Event>::new);
    HomeView {
        briefs: cards.all(dossier.listed_briefs().take(LATEST)),
        events: cards.all(events),
        thresholds: cards.all(dossier.thresholds.indexes()),
    }
}

/// The explainer's figures that its author's text does not place itself.
pub fn figures(renderer: &Renderer<'_>) -> Vec<Value> {
    let placed = placed(renderer, Section::Thresholds);
    let is_placed = |kind: FigureKind| placed.iter().any(|figure| figure.kind == kind);
    let kinds = FigureKind::ALL.iter().copied().filter(|kind| kind.explains() && !is_placed(*kind));
    kinds.map(|kind| figure::view(renderer, &Figure::of(kind), figure::id(kind))).collect()
}

/// The map, where its author's text does not place one itself.
pub fn map(renderer: &Renderer<'_>) -> Option<Value> {
    let kind = FigureKind::Map;
    let is_placed = placed(renderer, Section::Map).iter().any(|figure| figure.kind == kind);
    (!is_placed).then(|| figure::view(renderer, &Figure::of(kind), figure::id(kind)))
}

/// The figures that the author's text of a section places.
fn placed<'a>(renderer: &Renderer<'a>, section: Section) -> &'a [WrittenFigure] {
    let text = renderer.dossier.index_text(section.folder());
    text.map_or(&[], |text| &renderer.dossier.pages[text].header.body.body.figures)
}

/// Links to the data of thresholds and levels.
pub fn data(renderer: &Renderer<'_>) -> Vec<NavigationView> {
    let link = |file: DataFile| NavigationView {
        title: file.title().to_owned(),
        url: file.address().href(&renderer.site.base_path),
    };
    DataFile::ALL.into_iter().map(link).collect()
}

/// Briefs, newest first.
pub fn briefs(renderer: &Renderer<'_>, portion: &Portion<Index<Brief>>) -> ListView {
    grouped(renderer, portion, |_| String::new(), |brief| renderer.cards.of(*brief))
}

/// Actors by kind.
pub fn actors(renderer: &Renderer<'_>, portion: &Portion<Index<Actor>>) -> ListView {
    let heading = |actor: &Index<Actor>| {
        let kind = renderer.dossier.actors[*actor].kind;
        kind.map_or("Others", ActorKind::plural).to_owned()
    };
    grouped(renderer, portion, heading, |actor| renderer.cards.of(*actor))
}

/// Events by year, newest first.
pub fn events(renderer: &Renderer<'_>, portion: &Portion<Index<Event>>) -> ListView {
    let heading = |event: &Index<Event>| match renderer.dossier.events[*event].date.year() {
        i64::MAX => "Undated".to_owned(),
        year @ ..=0 => format!("{} BCE", 1 - year),
        year => year.to_string(),
    };
    grouped(renderer, portion, heading, |event| renderer.cards.of(*event))
}

/// Sources, by author.
pub fn sources(renderer: &Renderer<'_>, portion: &Portion<Index<Source>>) -> ListView {
    grouped(renderer, portion, |_| String::new(), |source| renderer.cards.of(*source))
}

/// Documents with a tag, by kind.
pub fn tagged(renderer: &Renderer<'_>, portion: &Portion<Target>) -> ListView {
    let heading = |target: &Target| {
        match target.kind() {
            Kind::Brief => "Briefs",
            Kind::Actor => "Actors",
            Kind::Event => "Events",
            Kind::Threshold => "Thresholds",
            _ => "Pages",
        }
        .to_owned()
    };
    grouped(renderer, portion, heading, |target| renderer.cards.of(*target))
}

/// Corrected and withdrawn briefs.
pub fn corrections(renderer: &Renderer<'_>, portion: &Portion<Index<Brief>>) -> ListView {
    let entry = |index: &Index<Brief>| {
        let brief = &renderer.dossier.briefs[*index];
        let corrections = correction_views(renderer, brief);
        let view = CorrectedView { brief: renderer.cards.of(*index), corrections };
        Value::from_serializable(&view)
    };
    grouped(renderer, portion, |_| String::new(), entry)
}

/// A part of a list; neighbours with one heading stand together.
fn grouped<T>(
    renderer: &Renderer<'_>,
    portion: &Portion<T>,
    heading: impl Fn(&T) -> String,
    entry: impl Fn(&T) -> Value,
) -> ListView {
    let mut groups: Vec<GroupView> = Vec::new();
    for item in &portion.items {
        let title = heading(item);
        match groups.last_mut() {
            Some(group) if group.title == title => group.items.push(entry(item)),
            _ => groups.push(GroupView { title, items: vec![entry(item)] }),
        }
    }
    let url = |number: usize| portion.first.numbered(number).href(&renderer.site.base_path);
    ListView {
        total: portion.total,
        groups,
        number: portion.number,
        of: portion.of,
        previous: (portion.number > 1).then(|| url(portion.number - 1)),
        next: (portion.number < portion.of).then(|| url(portion.number + 1)),
        pages: (1..=portion.of).map(url).collect(),
    }
}

/// Every page that readers and search engines should find.
pub fn sitemap(renderer: &Renderer<'_>) -> Vec<SitemapEntryView> {
    let listed = renderer.plan.pages.iter().filter(|page| page.content.is_listed());
    listed.map(|page| sitemap_entry(renderer, page)).collect()
}

fn sitemap_entry(renderer: &Renderer<'_>, page: &Page) -> SitemapEntryView {
    let dossier = renderer.dossier;
    let target = page.content.target();
    let updated = target.and_then(|target| dossier.header(target)?.updated.as_ref());
    let published = match target {
        Some(Target::Brief(index)) => Some(&dossier.briefs[index].date),
        _ => None,
    };
    let changed = updated.or(published).and_then(|date| date.html());
    SitemapEntryView {
        permalink: format!("{}{}", renderer.site.base_url, page.address.href("")),
        // Sitemaps take days; a year or a month alone would say nothing.
        changed: changed.filter(|day| day.len() >= 10),
    }
}
