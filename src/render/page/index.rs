//! Index pages: the home page, and parts of long lists under their headings.

use tera::Value;

use crate::model::actor::{Actor, ActorKind};
use crate::model::address::Address;
use crate::model::brief::Brief;
use crate::model::date::month_words;
use crate::model::event::Event;
use crate::model::figure::{Figure, FigureKind, WrittenFigure};
use crate::model::identity::{Kind, slug};
use crate::model::site::OwnPart;
use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::plan::{EventGroup, FinderPart, Page, Portion, SITEMAP_LIMIT, Section};
use crate::render::event_list::{month_of, year_words};
use crate::render::figure;
use crate::render::page::brief::corrections as correction_views;
use crate::render::renderer::Renderer;
use crate::render::views::{
    BrowseView, CorrectedView, GroupLinkView, GroupView, HomeView, ListView, PageLinkView,
    SitemapEntryView,
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
    let kinds = FigureKind::EXPLAINER.into_iter().filter(|kind| !is_placed(*kind));
    kinds.map(|kind| figure::view(renderer, &Figure::new(kind), figure::id(kind))).collect()
}

/// The figure that a section is about, where its author's text does not place one itself.
pub fn figure_of(renderer: &Renderer<'_>, section: Section, kind: FigureKind) -> Option<Value> {
    let is_placed = placed(renderer, section).iter().any(|figure| figure.kind == kind);
    (!is_placed).then(|| figure::view(renderer, &Figure::new(kind), figure::id(kind)))
}

/// The figures that the author's text of a section places.
fn placed<'a>(renderer: &Renderer<'a>, section: Section) -> &'a [WrittenFigure] {
    let text = renderer.dossier.index_text(section.folder());
    text.map_or(&[], |text| &renderer.dossier.pages[text].header.body.body.figures)
}

/// Briefs, newest first.
pub fn briefs(renderer: &Renderer<'_>, portion: &Portion<Index<Brief>>) -> ListView {
    grouped(renderer, portion, |_| String::new(), |brief| renderer.cards.get(*brief))
}

/// Actors by kind.
pub fn actors(renderer: &Renderer<'_>, portion: &Portion<Index<Actor>>) -> ListView {
    let heading = |actor: &Index<Actor>| {
        let kind = renderer.dossier.actors[*actor].kind;
        kind.map_or("Others", ActorKind::plural).to_owned()
    };
    grouped(renderer, portion, heading, |actor| renderer.cards.get(*actor))
}

/// A strip of all events over time, on the first page of their list: the others show a part of them.
pub fn overview(renderer: &Renderer<'_>, portion: &Portion<Index<Event>>) -> Option<Value> {
    let strip = Figure::new(FigureKind::Timeline);
    (portion.number == 1).then(|| figure::view(renderer, &strip, "part-overview".to_owned()))
}

/// Events by year and month, newest first.
pub fn events(renderer: &Renderer<'_>, portion: &Portion<Index<Event>>) -> ListView {
    let mut years: Vec<GroupView> = Vec::new();
    for index in &portion.items {
        let date = &renderer.dossier.events[*index].date;
        let year = year_words(date.year());
        if years.last().is_none_or(|last| last.title != year) {
            years.push(group(year));
        }
        let Some(last) = years.last_mut() else { continue };
        match month_of(date) {
            Some(month) => {
                let title = month_words(month.month()).to_owned();
                if last.groups.last().is_none_or(|last| last.title != title) {
                    let anchor = month.strftime("%Y-%m").to_string();
                    last.groups.push(GroupView { anchor, ..group(title) });
                }
                if let Some(month) = last.groups.last_mut() {
                    month.items.push(renderer.cards.get(*index));
                }
            }
            None => last.items.push(renderer.cards.get(*index)),
        }
    }
    list(renderer, portion, years)
}

/// Links to the lists of events by year and by type, newest years first.
pub fn browse(renderer: &Renderer<'_>, current: Option<EventGroup>) -> BrowseView {
    let link = |(group, events): &(EventGroup, usize)| GroupLinkView {
        title: match group {
            EventGroup::Year(year) => year_words(*year),
            EventGroup::Type(kind) => kind.label().to_owned(),
        },
        url: group.address().href(&renderer.site.base_path),
        events: *events,
        current: current == Some(*group),
    };
    let is_year = |(group, _): &&(EventGroup, usize)| matches!(group, EventGroup::Year(_));
    let (years, types): (Vec<_>, Vec<_>) = renderer.plan.event_groups.iter().partition(is_year);
    BrowseView {
        years: years.into_iter().rev().map(link).collect(),
        types: types.into_iter().map(link).collect(),
    }
}

/// What the list of a group of events is called.
pub fn group_title(group: EventGroup) -> String {
    match group {
        EventGroup::Year(year) => format!("Events of {}", year_words(year)),
        EventGroup::Type(kind) => format!("Events: {}", kind.label().to_lowercase()),
    }
}

/// Sources, by author.
pub fn sources(renderer: &Renderer<'_>, portion: &Portion<Index<Source>>) -> ListView {
    grouped(renderer, portion, |_| String::new(), |source| renderer.cards.get(*source))
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
    grouped(renderer, portion, heading, |target| renderer.cards.get(*target))
}

/// Corrected and withdrawn briefs.
pub fn corrections(renderer: &Renderer<'_>, portion: &Portion<Index<Brief>>) -> ListView {
    let entry = |index: &Index<Brief>| {
        let brief = &renderer.dossier.briefs[*index];
        let corrections = correction_views(renderer, brief);
        let view = CorrectedView { brief: renderer.cards.get(*index), corrections };
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
            _ => groups.push(GroupView { items: vec![entry(item)], ..group(title) }),
        }
    }
    list(renderer, portion, groups)
}

/// Where the columns of an index's finder are, if there are entries enough to be filtered.
fn finder(renderer: &Renderer<'_>, first: &Address, total: usize) -> Option<String> {
    const FEW: usize = 10;
    let filtered = [Section::Events, Section::Briefs, Section::Actors, Section::Sources];
    let section =
        filtered.into_iter().find(|section| *first == Address::of_folder(section.folder()))?;
    let address = FinderPart::Columns.address(section);
    let is_filtered = total >= FEW && renderer.site.has(OwnPart::Filters);
    is_filtered.then(|| address.href(&renderer.site.base_path))
}

/// A heading with nothing under it.
fn group(title: String) -> GroupView {
    GroupView { anchor: slug(&title), title, groups: Vec::new(), items: Vec::new() }
}

/// A page of an index whose entries its caller shows.
pub fn plain_list<T>(renderer: &Renderer<'_>, portion: &Portion<T>) -> ListView {
    list(renderer, portion, Vec::new())
}

/// A page of an index, with its neighbours.
fn list<T>(renderer: &Renderer<'_>, portion: &Portion<T>, groups: Vec<GroupView>) -> ListView {
    let url = |number: usize| portion.first.numbered(number).href(&renderer.site.base_path);
    ListView {
        total: portion.total,
        finder: finder(renderer, &portion.first, portion.total),
        groups,
        number: portion.number,
        of: portion.of,
        previous: (portion.number > 1).then(|| url(portion.number - 1)),
        next: (portion.number < portion.of).then(|| url(portion.number + 1)),
        pages: near(portion.number, portion.of)
            .map(|number| PageLinkView { number, url: url(number) })
            .collect(),
    }
}

/// The first and the last of the pages of an index, and those around one.
fn near(number: usize, of: usize) -> impl Iterator<Item = usize> {
    const AROUND: usize = 2;
    let (from, to) = (number.saturating_sub(AROUND).max(1), (number + AROUND).min(of));
    let first = (from > 1).then_some(1);
    let last = (to < of).then_some(of);
    first.into_iter().chain(from..=to).chain(last)
}

/// Every page that readers and search engines should find.
pub fn sitemap(renderer: &Renderer<'_>, number: usize) -> Vec<SitemapEntryView> {
    let listed = renderer.plan.pages.iter().filter(|page| page.content.is_listed());
    let part = listed.skip(number * SITEMAP_LIMIT).take(SITEMAP_LIMIT);
    part.map(|page| sitemap_entry(renderer, page)).collect()
}

fn sitemap_entry(renderer: &Renderer<'_>, page: &Page) -> SitemapEntryView {
    let dossier = renderer.dossier;
    let target = page.content.target();
    let updated = target.and_then(|target| dossier.header(target)?.updated.as_ref());
    let of_brief = match target {
        Some(Target::Brief(index)) => {
            let brief = &dossier.briefs[index];
            // Corrections stand latest first.
            [brief.corrections.first().map(|it| &it.date), Some(&brief.date)]
        }
        _ => [None, None],
    };
    let known = of_brief.into_iter().flatten().chain(updated);
    let changed = known.max().and_then(|date| date.html());
    SitemapEntryView {
        permalink: renderer.permalink(&page.address),
        // Sitemaps take days; a year or a month alone would say nothing.
        changed: changed.filter(|day| day.len() >= 10),
    }
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn pages_near_one_are_few() {
        let cases: [(usize, usize, &[usize]); 6] = [
            (1, 1, &[1]),
            (1, 3, &[1, 2, 3]),
            (1, 9, &[1, 2, 3, 9]),
            (4, 9, &[1, 2, 3, 4, 5, 6, 9]),
            (5, 9, &[1, 3, 4, 5, 6, 7, 9]),
            (2000, 2000, &[1, 1998, 1999, 2000]),
        ];
        for (number, of, expected) in cases {
            assert_eq!(near(number, of).collect::<Vec<_>>(), expected, "{number} of {of}");
        }
    }
}
