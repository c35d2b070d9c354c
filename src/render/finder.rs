//! Finders: what a reader's browser needs to filter, count and sort a long list by itself. A list is
//! split in two: numbers of every entry, by which it is filtered, and the entries' texts in parts that
//! are asked for when they are shown. `docs/themes.md` describes both.

mod actors;
mod briefs;
mod column;
mod entry;
mod events;
mod sources;

use serde::Serialize;

use crate::plan::{FinderPart, Section, finder_entries};
use crate::render::finder::column::{Dates, Facet, Range};
use crate::render::finder::entry::FinderEntry;
use crate::render::renderer::Renderer;

/// By what the entries of a list can be filtered.
#[derive(Serialize)]
struct Columns {
    /// What the entries are: `events`.
    noun: &'static str,
    count: usize,
    /// How many entries a part holds.
    per_part: usize,
    facets: Vec<Facet>,
    ranges: Vec<Range>,
    /// When each entry was, as days among which it lies.
    dates: Option<Dates>,
}

/// The bytes of a part of a list's finder.
pub fn part(renderer: &Renderer<'_>, section: Section, part: FinderPart) -> Vec<u8> {
    let bytes = match part {
        FinderPart::Columns => serde_json::to_vec(&columns(renderer, section)),
        FinderPart::Entries(number) => serde_json::to_vec(&entries(renderer, section, number)),
    };
    bytes.unwrap_or_default()
}

fn columns(renderer: &Renderer<'_>, section: Section) -> Columns {
    let (facets, ranges, dates) = match section {
        Section::Events => events::columns(renderer),
        Section::Briefs => briefs::columns(renderer),
        Section::Actors => actors::columns(renderer),
        _ => sources::columns(renderer),
    };
    Columns {
        noun: section.folder(),
        count: finder_entries(renderer.dossier, section),
        per_part: FinderPart::ENTRIES,
        facets: facets.into_iter().flatten().collect(),
        ranges: ranges.into_iter().flatten().collect(),
        dates,
    }
}

fn entries(renderer: &Renderer<'_>, section: Section, number: usize) -> Vec<FinderEntry> {
    fn part<T>(all: Vec<T>, number: usize, entry: impl Fn(T) -> FinderEntry) -> Vec<FinderEntry> {
        let from = number * FinderPart::ENTRIES;
        all.into_iter().skip(from).take(FinderPart::ENTRIES).map(entry).collect()
    }
    match section {
        Section::Events => part(events::order(renderer), number, |it| events::entry(renderer, it)),
        Section::Briefs => part(briefs::order(renderer), number, |it| briefs::entry(renderer, it)),
        Section::Actors => part(actors::order(renderer), number, |it| actors::entry(renderer, it)),
        _ => part(sources::order(renderer), number, |it| sources::entry(renderer, it)),
    }
}
