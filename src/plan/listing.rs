//! Which pages a dossier has.

use crate::link::Dossier;
use crate::model::actor::Actor;
use crate::model::address::Address;
use crate::model::brief::{Brief, BriefStatus};
use crate::model::event::{Event, Place};
use crate::model::identity::Header;
use crate::model::site::{OwnPart, SearchEngine, Site};
use crate::model::table::Index;
use crate::model::target::Target;
use crate::plan::event_group::EventGroup;
use crate::plan::file::{PlannedFile, StaticFiles};
use crate::plan::page::{Content, FinderPart, Page, Portion};
use crate::plan::search::search_page;
use crate::plan::section::Section;
use crate::plan::{data, feed, serving};

/// The indexes that have something to show, in the order of navigation.
pub fn sections(dossier: &Dossier, site: &Site) -> Vec<Section> {
    let has_ladder = dossier.ladders.indexes().any(|ladder| dossier.is_ladder_in_use(ladder));
    let is_on_map =
        |event: &Event| event.counts() && event.place.as_ref().and_then(Place::position).is_some();
    let is_tied = |actor: Index<Actor>| dossier.is_tied(actor);
    let shown = [
        (Section::Briefs, !dossier.briefs.is_empty()),
        (Section::Events, !dossier.events.is_empty()),
        (Section::Map, site.has(OwnPart::Map) && dossier.events.iter().any(is_on_map)),
        (Section::Actors, !dossier.actors.is_empty()),
        (Section::Network, site.has(OwnPart::Network) && dossier.actors.indexes().any(is_tied)),
        (Section::Thresholds, !dossier.thresholds.is_empty()),
        (Section::Ladders, has_ladder),
        (Section::Sources, !dossier.sources.is_empty()),
        (Section::Tags, !dossier.tags.is_empty()),
        // That there are none is worth a page, too.
        (Section::Corrections, site.has(OwnPart::Corrections) && !dossier.briefs.is_empty()),
        (Section::Data, data::is_offered(dossier, site)),
    ];
    // A page about data that there is none of is an ordinary one.
    let wanted = |section: Section| {
        section != Section::Data && dossier.index_text(section.folder()).is_some()
    };
    shown
        .into_iter()
        .filter(|(section, has_entries)| *has_entries || wanted(*section))
        .map(|(section, _)| section)
        .collect()
}

/// Every page, in a fixed order: the home page, the sections, the documents, and what serves them.
pub fn pages(
    dossier: &Dossier,
    site: &Site,
    sections: &[Section],
    groups: &[(EventGroup, Vec<Index<Event>>)],
    statics: &StaticFiles<'_>,
    files: &[PlannedFile],
) -> Vec<Page> {
    let mut pages = vec![page(Address::home(), Content::Home)];
    for section in sections {
        pages.extend(index(*section, dossier, site.per_page));
    }
    event_groups(groups, site.per_page, &mut pages);
    documents(dossier, sections, &mut pages);
    annotations(dossier, site, &mut pages);
    tags(dossier, site.per_page, &mut pages);
    redirects(dossier, &mut pages);
    let feeds = feed::all(dossier, site, sections).into_iter();
    pages.extend(feeds.map(|feed| page(feed.address(dossier), Content::Feed(feed))));
    for section in sections.iter().filter(|_| site.has(OwnPart::Filters)) {
        finder(dossier, *section, &mut pages);
    }
    let data = data::all(dossier, site).into_iter();
    pages.extend(data.map(|file| page(file.address(dossier), Content::Data(file))));
    if !site.appearance.properties.is_empty() {
        pages.push(page(statics.assets.properties(), Content::Properties));
    }
    if site.search != SearchEngine::Off {
        pages.push(page(search_page(), Content::Search));
    }
    pages.extend(serving::pages(site, &pages, files));
    pages
}

/// How many entries a section's finder has; 0 for one that is not filtered.
pub fn finder_entries(dossier: &Dossier, section: Section) -> usize {
    match section {
        Section::Events => dossier.events.len(),
        Section::Briefs => dossier.listed_briefs().count(),
        Section::Actors => dossier.actors.len(),
        Section::Sources => dossier.sources.len(),
        _ => 0,
    }
}

fn finder(dossier: &Dossier, section: Section, pages: &mut Vec<Page>) {
    let parts = finder_entries(dossier, section).div_ceil(FinderPart::ENTRIES);
    let entries = (0..parts).map(FinderPart::Entries);
    let columns = (parts > 0).then_some(FinderPart::Columns);
    for part in columns.into_iter().chain(entries) {
        pages.push(page(part.address(section), Content::Finder(section, part)));
    }
}

fn page(address: Address, content: Content) -> Page {
    Page { address, content, template: None }
}

fn index(section: Section, dossier: &Dossier, per_page: usize) -> Vec<Page> {
    let first = Address::of_folder(section.folder());
    match section {
        Section::Briefs => {
            let briefs: Vec<_> = dossier.listed_briefs().collect();
            divided(&first, &briefs, per_page, Content::Briefs)
        }
        Section::Events => {
            let events: Vec<_> = dossier.events.indexes().collect();
            let newest_first: Vec<_> = events.into_iter().rev().collect();
            divided(&first, &newest_first, per_page, Content::Events)
        }
        Section::Map => vec![page(first, Content::Map)],
        Section::Network => {
            let actors: Vec<_> = dossier.actors.indexes().collect();
            divided(&first, &actors, per_page, Content::Network)
        }
        Section::Actors => divided(&first, &actors_by_kind(dossier), per_page, Content::Actors),
        Section::Thresholds => vec![page(first, Content::Thresholds)],
        Section::Ladders => vec![page(first, Content::Ladders)],
        Section::Sources => {
            let sources: Vec<_> = dossier.sources.indexes().collect();
            divided(&first, &sources, per_page, Content::Sources)
        }
        Section::Tags => vec![page(first, Content::Tags)],
        Section::Corrections => {
            divided(&first, &corrected_briefs(dossier), per_page, Content::Corrections)
        }
        Section::Data => vec![page(first, Content::DataIndex)],
    }
}

fn event_groups(
    groups: &[(EventGroup, Vec<Index<Event>>)],
    per_page: usize,
    pages: &mut Vec<Page>,
) {
    for (group, events) in groups {
        let first = group.address();
        for portion in Portion::divide(&first, events, per_page) {
            let address = first.numbered(portion.number);
            pages.push(page(address, Content::EventGroup(*group, portion)));
        }
    }
}

fn divided<T: Clone>(
    first: &Address,
    items: &[T],
    per_page: usize,
    content: fn(Portion<T>) -> Content,
) -> Vec<Page> {
    let portions = Portion::divide(first, items, per_page).into_iter();
    portions.map(|portion| page(first.numbered(portion.number), content(portion))).collect()
}

/// Actors by kind and, within a kind, by name; those without a kind last.
pub fn actors_by_kind(dossier: &Dossier) -> Vec<Index<Actor>> {
    let mut actors: Vec<_> = dossier.actors.indexes().collect();
    actors.sort_by_key(|actor| {
        let kind = dossier.actors[*actor].kind;
        (kind.is_none(), kind, *actor)
    });
    actors
}

/// Briefs with corrections, and withdrawn ones, the latest change first.
fn corrected_briefs(dossier: &Dossier) -> Vec<Index<Brief>> {
    let is_corrected =
        |brief: &Brief| !brief.corrections.is_empty() || brief.status == BriefStatus::Withdrawn;
    let entries = dossier.briefs.entries().filter(|(_, brief)| is_corrected(brief));
    let mut briefs: Vec<Index<Brief>> = entries.map(|(index, _)| index).collect();
    let latest = |brief: &Brief| match brief.corrections.first() {
        Some(correction) => correction.date.clone(),
        None => brief.header.updated.clone().unwrap_or_else(|| brief.date.clone()),
    };
    briefs.sort_by(|a, b| {
        let by_date = latest(&dossier.briefs[*b]).cmp(&latest(&dossier.briefs[*a]));
        by_date.then(a.cmp(b))
    });
    briefs
}

fn documents(dossier: &Dossier, sections: &[Section], pages: &mut Vec<Page>) {
    let mut add = |header: &Header, content: Content| {
        let (address, template) = (header.address.clone(), header.template.clone());
        pages.push(Page { address, content, template });
    };
    for (index, brief) in dossier.briefs.entries() {
        add(&brief.header, Content::Brief(index));
    }
    for (index, actor) in dossier.actors.entries() {
        add(&actor.header, Content::Actor(index));
    }
    for (index, event) in dossier.events.entries() {
        add(&event.header, Content::Event(index));
    }
    for (index, threshold) in dossier.thresholds.entries() {
        add(&threshold.header, Content::Threshold(index));
    }
    for (index, ladder) in dossier.ladders.entries() {
        if dossier.is_ladder_in_use(index) {
            add(&ladder.header, Content::Ladder(index));
        }
    }
    for (index, source) in dossier.sources.entries() {
        add(&source.header, Content::Source(index));
    }
    for (index, text) in dossier.pages.entries() {
        let folder = text.index_of.as_deref();
        if !folder.is_some_and(|folder| belongs_to_section(folder, sections)) {
            add(&text.header, Content::Page(index));
        }
    }
}

/// Whether a folder's index text is shown by the home page or by a section's index.
fn belongs_to_section(folder: &str, sections: &[Section]) -> bool {
    folder.is_empty() || sections.iter().any(|section| section.folder() == folder)
}

/// The annotations of every brief that has notes and a text to find them in.
fn annotations(dossier: &Dossier, site: &Site, pages: &mut Vec<Page>) {
    for (index, brief) in dossier.briefs.entries() {
        if data::has_annotations(dossier, site, index) {
            let address = brief.header.address.file("annotations.json");
            pages.push(page(address, Content::Annotations(index)));
        }
    }
}

fn tags(dossier: &Dossier, per_page: usize, pages: &mut Vec<Page>) {
    for (index, tag) in dossier.tags.entries() {
        let tagged = dossier.backlinks.tags.beside_index(index);
        for portion in Portion::divide(&tag.address, tagged, per_page) {
            let address = tag.address.numbered(portion.number);
            pages.push(page(address, Content::Tag(index, portion)));
        }
    }
}

fn redirects(dossier: &Dossier, pages: &mut Vec<Page>) {
    let mut add = |header: &Header, target: Target| {
        for (from, _) in &header.redirect_from {
            pages.push(page(from.clone(), Content::Redirect(target)));
        }
    };
    dossier.briefs.entries().for_each(|(index, it)| add(&it.header, index.into()));
    dossier.actors.entries().for_each(|(index, it)| add(&it.header, index.into()));
    dossier.events.entries().for_each(|(index, it)| add(&it.header, index.into()));
    dossier.thresholds.entries().for_each(|(index, it)| add(&it.header, index.into()));
    dossier.pages.entries().for_each(|(index, it)| add(&it.header, index.into()));
}
