//! Namings and citations: which documents name a document or cite a source, and where.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::link::nouns::Nouns;
use crate::link::sentence::sentence_of;
use crate::model::body::{Edge, Element, LinkedBody};
use crate::model::identity::Header;
use crate::model::source::Source;
use crate::model::table::{Index, Table};
use crate::model::target::Target;
use crate::model::target_map::TargetMap;

/// A point of a document's body or of one of its notes. The sentence around it is found by whoever
/// shows it ([`sentence_around`]): most are never shown at once, and finding all takes longer than
/// linking does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// A byte of the body's text.
    pub at: u32,
    /// The note, by its position; `None` for the document's own body.
    pub note: Option<u32>,
}

/// A document that names another.
#[derive(Debug, Clone)]
pub struct InboundReference {
    pub by: Target,
    /// Whether its front matter lists it.
    pub listed: bool,
    /// The first mention, where its text has one.
    pub at: Option<Point>,
}

/// A document that cites a source.
#[derive(Debug, Clone)]
pub struct Citing {
    pub by: Target,
    /// Which entry of its `sources`, where it is listed.
    pub listed: Option<usize>,
    /// Whether a threshold quotes it.
    pub quoted: bool,
    /// The first citation, where its text has one.
    pub at: Option<Point>,
}

/// The documents that name each document.
#[derive(Debug, Clone, Default)]
pub struct Namings(TargetMap<Vec<InboundReference>>);

impl Namings {
    /// The documents that name a document, by kind and in the order of the kind.
    pub fn get(&self, target: Target) -> &[InboundReference] {
        self.0.get(target).map_or(&[], Vec::as_slice)
    }

    /// The same namings, where a document has another text: its mentions stand where that has them.
    pub(super) fn with_points_of(&self, by: Target, before: &Header, after: &Header) -> Self {
        let mut namings = self.clone();
        let mut points: HashMap<Target, Point> = HashMap::default();
        for (target, at) in links(after) {
            points.entry(target).or_insert(at);
        }
        for target in linked_targets(before).chain(linked_targets(after)) {
            let naming =
                namings.0.get_mut(target).into_iter().flatten().find(|naming| naming.by == by);
            if let Some(naming) = naming {
                naming.at = points.get(&target).copied();
            }
        }
        namings
    }
}

/// Finds which documents name which.
pub fn namings(nouns: &Nouns) -> Namings {
    let found: Vec<Vec<(Target, InboundReference)>> = nouns
        .headers()
        .into_par_iter()
        .map(|(by, header)| named_in(by, header, &listed_in(nouns, by)))
        .collect();
    let mut namings = Namings::default();
    for (target, naming) in found.into_iter().flatten() {
        namings.0.get_or_default(target).push(naming);
    }
    namings
}

/// The documents that a brief's front matter lists.
fn listed_in(nouns: &Nouns, by: Target) -> Vec<Target> {
    let Target::Brief(index) = by else { return Vec::new() };
    let brief = &nouns.briefs[index];
    let mut listed: Vec<Target> = Vec::new();
    listed.extend(brief.actors.iter().map(|index| Target::from(*index)));
    listed.extend(brief.events.iter().map(|index| Target::from(*index)));
    listed.extend(brief.thresholds.iter().map(|index| Target::from(*index)));
    listed
}

fn named_in(by: Target, header: &Header, listed: &[Target]) -> Vec<(Target, InboundReference)> {
    let links = links(header);
    if links.is_empty() && listed.is_empty() {
        return Vec::new();
    }
    let mut seen: HashSet<Target> = HashSet::from_iter([by]);
    let mut named = Vec::new();
    for (target, at) in links {
        if seen.insert(target) {
            let listed = listed.contains(&target);
            named.push((target, InboundReference { by, listed, at: Some(at) }));
        }
    }
    for target in listed {
        if seen.insert(*target) {
            named.push((*target, InboundReference { by, listed: true, at: None }));
        }
    }
    named
}

/// The documents that a header's body and notes link to, in no order.
pub fn linked_targets(header: &Header) -> impl Iterator<Item = Target> {
    bodies(header).flat_map(|(body, _)| links_of_body(body)).map(|(target, _)| target)
}

/// Every link of a document to another, body first, each body in the order of its text.
fn links(header: &Header) -> Vec<(Target, Point)> {
    let mut links = Vec::new();
    for (body, note) in bodies(header) {
        let from = links.len();
        links.extend(links_of_body(body).map(|(target, at)| (target, Point { at, note })));
        links[from..].sort_by_key(|(_, point)| point.at);
    }
    links
}

/// The links of a body, those that were found before those that were written, each with where it begins.
fn links_of_body(body: &LinkedBody) -> impl Iterator<Item = (Target, u32)> {
    let found = body.mentions.iter().map(|mention| (mention.target, mention.start));
    // Most bodies have no reference, and many marks.
    let marks = if body.references.is_empty() { &[][..] } else { &body.body.marks[..] };
    let written = marks.iter().filter_map(|mark| {
        let number = match (mark.edge, mark.element) {
            (Edge::Open, Element::Reference(number)) => number,
            (Edge::Point, Element::Embed(number)) => number,
            _ => return None,
        };
        let reference = body.reference(number)?;
        Some((reference.target, mark.at))
    });
    found.chain(written)
}

fn bodies(header: &Header) -> impl Iterator<Item = (&LinkedBody, Option<u32>)> {
    let notes = header.notes.iter().enumerate().map(|(at, note)| (&note.body, Some(at as u32)));
    std::iter::once((&header.body, None)).chain(notes)
}

/// Finds which documents cite which sources; a document stands once for each source.
pub fn citations(nouns: &Nouns) -> Table<Vec<Citing>> {
    let mut citations: Table<Vec<Citing>> = Table::beside(&nouns.sources);
    let mut cite = |source: Index<Source>, citing: Citing| {
        let known = citations.beside_index_mut(source);
        match known.iter_mut().rfind(|known| known.by == citing.by) {
            Some(known) => {
                known.listed = known.listed.or(citing.listed);
                known.at = known.at.or(citing.at);
                known.quoted |= citing.quoted;
            }
            None => known.push(citing),
        }
    };
    for (by, header) in nouns.headers() {
        for (number, used) in header.sources.iter().enumerate() {
            let citing = Citing { by, listed: Some(number), quoted: false, at: None };
            cite(used.source, citing);
        }
        for (source, at) in cited_in(header) {
            cite(source, Citing { by, listed: None, quoted: false, at: Some(at) });
        }
    }
    for (source, by) in of_relations(nouns) {
        cite(source, Citing { by, listed: None, quoted: false, at: None });
    }
    for (source, by) in wordings(nouns) {
        cite(source, Citing { by, listed: None, quoted: true, at: None });
    }
    citations
}

/// The sources that a document's texts cite, body first, each body in the order of its text.
fn cited_in(header: &Header) -> impl Iterator<Item = (Index<Source>, Point)> {
    bodies(header).flat_map(|(body, note)| {
        body.body.marks.iter().flat_map(move |mark| {
            let number = match mark.element {
                Element::Citation(number) => Some(number as usize),
                _ => None,
            };
            let cited = number.and_then(|number| body.cited.get(number)).into_iter().flatten();
            cited.map(move |source| (*source, Point { at: mark.at, note }))
        })
    })
}

/// Moves the citations of a document that has another text to where that has them.
pub(super) fn move_citations(
    citations: &mut Table<Vec<Citing>>,
    by: Target,
    before: &Header,
    after: &Header,
) {
    let mut points: HashMap<Index<Source>, Point> = HashMap::default();
    for (source, at) in cited_in(after) {
        points.entry(source).or_insert(at);
    }
    for (source, _) in cited_in(before).chain(cited_in(after)) {
        let citing = citations.beside_index_mut(source).iter_mut().find(|it| it.by == by);
        if let Some(citing) = citing {
            citing.at = points.get(&source).copied();
        }
    }
}

/// The sentence of a block around a byte of the text, without the spaces around it.
pub fn sentence_around(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at.min(text.len()));
    // A point at the very end of a block belongs to that block.
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let end = text[at..].find('\n').map_or(text.len(), |line| at + line);
    let block = &text[start..end];
    // A point right after a full stop belongs to the sentence before it, as citations do.
    let sentence = sentence_of(block, at - start);
    let found = &block[sentence.clone()];
    let from = start + sentence.start + (found.len() - found.trim_start().len());
    from..from + found.trim().len()
}

/// The sources of a relation are cited by the actor that states it.
fn of_relations(nouns: &Nouns) -> impl Iterator<Item = (Index<Source>, Target)> {
    nouns.actors.entries().flat_map(|(index, actor)| {
        let used = actor.relations.iter().flat_map(|relation| &relation.sources);
        used.map(move |used| (used.source, Target::from(index)))
    })
}

/// The source of a wording is cited by its threshold.
fn wordings(nouns: &Nouns) -> impl Iterator<Item = (Index<Source>, Target)> {
    nouns.thresholds.entries().flat_map(|(index, threshold)| {
        let sources = threshold.wording.iter().filter_map(|wording| wording.source);
        sources.map(move |source| (source, Target::from(index)))
    })
}

#[cfg(test)]
mod tests {
    use super::sentence_around;

    #[test]
    fn sentences_are_found_around_a_point() {
        let text = "One is short. Two U.S. Army officials spoke. Three!\nFour stands alone\n";
        let cases = [
            ("One", "One is short."),
            ("officials", "Two U.S. Army officials spoke."),
            ("Three", "Three!"),
            ("alone", "Four stands alone"),
        ];
        for (word, expected) in cases {
            let at = text.find(word).unwrap();
            assert_eq!(&text[sentence_around(text, at)], expected, "{word}");
        }
        assert_eq!(&text[sentence_around(text, text.len())], "");
    }
}
