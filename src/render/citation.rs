//! Citations and bibliographies, formatted by a CSL style for one page at a time.
//!
//! hayagriva formats; its own HTML escapes nothing, so its tree is written out here.

mod elements;
pub mod export;
mod locator;

use std::collections::HashMap;
use std::sync::LazyLock;

use hayagriva::citationberg::Locale;
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem as CslItem, CitationRequest, CitePurpose,
    Entry,
};

use crate::link::Dossier;
use crate::model::body::{Citation, CitationItem, Element, LinkedBody};
use crate::model::citation_style::CitationStyle;
use crate::model::identity::Header;
use crate::model::site::Site;
use crate::model::source::Source;
use crate::model::table::{Index, Table};

/// The terms of every language that hayagriva brings; decoded when the first page cites something.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(hayagriva::archive::locales);

/// Which body of a page: the document's own, or that of one of its notes by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BodyOf {
    Document,
    Note(usize),
}

/// What a page cites, formatted.
#[derive(Debug, Default)]
pub struct PageCitations {
    /// HTML by body and by the citation's position in it.
    citations: HashMap<(BodyOf, usize), String>,
    /// The bibliography's entries as HTML, in the style's order.
    pub bibliography: Vec<(Index<Source>, String)>,
}

impl PageCitations {
    /// Formats everything that a document cites, in the order in which readers meet it, and lists
    /// what it lists besides. A document that cites nothing costs nothing.
    pub fn new(site: &Site, style: &CitationStyle, dossier: &Dossier, header: &Header) -> Self {
        let cited = in_reading_order(header);
        if cited.is_empty() && header.sources.is_empty() {
            return Self::default();
        }
        let sources = &dossier.sources;
        let mut driver = BibliographyDriver::new();
        for at in &cited {
            let items = at.citation.items.iter().zip(at.sources);
            let items = items.map(|(item, source)| {
                let locator = locator::parse(&item.locator);
                let purpose = purpose(at.citation, item);
                CslItem::new(&sources[*source].record, locator, None, false, purpose)
            });
            driver.citation(request(items.collect(), style));
        }
        let listed: Vec<CslItem<'_, Entry>> = header
            .sources
            .iter()
            .map(|used| CslItem::new(&sources[used.source].record, None, None, true, None))
            .collect();
        if !listed.is_empty() {
            driver.citation(request(listed, style));
        }
        let rendered = driver.finish(bibliography_request(style));

        let mut page = Self::default();
        for (at, rendered) in cited.iter().zip(&rendered.citations) {
            let html =
                elements::citation(&rendered.citation, at.citation, at.sources, site, dossier);
            page.citations.insert((at.body, at.number), html);
        }
        let by_key = by_key(header, &cited, sources);
        let formatted = rendered.bibliography.map(|it| it.items).unwrap_or_default();
        for item in &formatted {
            if let Some(index) = by_key.get(item.key.as_str()) {
                page.bibliography.push((*index, elements::bibliography_item(item)));
            }
        }
        page
    }

    /// The HTML of a citation.
    pub fn html(&self, body: BodyOf, number: usize) -> &str {
        self.citations.get(&(body, number)).map_or("", String::as_str)
    }
}

/// The sources that a document lists or cites, by their keys.
fn by_key<'a>(
    header: &Header,
    cited: &[Cited<'_>],
    sources: &'a Table<Source>,
) -> HashMap<&'a str, Index<Source>> {
    let listed = header.sources.iter().map(|used| used.source);
    let cited = cited.iter().flat_map(|at| at.sources.iter().copied());
    listed.chain(cited).map(|index| (sources[index].record.key(), index)).collect()
}

/// One source's entry as a bibliography has it.
pub fn reference(record: &Entry, style: &CitationStyle) -> String {
    let mut driver = BibliographyDriver::new();
    driver.citation(request(vec![CslItem::new(record, None, None, true, None)], style));
    let rendered = driver.finish(bibliography_request(style));
    let items = rendered.bibliography.map(|it| it.items).unwrap_or_default();
    match items.first() {
        Some(item) => elements::bibliography_item(item),
        // A style without a bibliography has the whole entry in its notes.
        None => full_citation(record, style),
    }
}

fn full_citation(record: &Entry, style: &CitationStyle) -> String {
    let mut driver = BibliographyDriver::new();
    let item = CslItem::new(record, None, None, false, Some(CitePurpose::Full));
    driver.citation(request(vec![item], style));
    let rendered = driver.finish(bibliography_request(style));
    let first = rendered.citations.first();
    first.map(|it| elements::html(&it.citation)).unwrap_or_default()
}

fn request<'a>(
    items: Vec<CslItem<'a, Entry>>,
    style: &'a CitationStyle,
) -> CitationRequest<'a, Entry> {
    CitationRequest::new(items, style.rules(), Some(style.locale.clone()), &LOCALES, None)
}

fn bibliography_request(style: &CitationStyle) -> BibliographyRequest<'_> {
    BibliographyRequest::new(style.rules(), Some(style.locale.clone()), &LOCALES)
}

fn purpose(citation: &Citation, item: &CitationItem) -> Option<CitePurpose> {
    match (citation.in_text, item.suppress_author) {
        (true, _) => Some(CitePurpose::Prose),
        (false, true) => Some(CitePurpose::Year),
        (false, false) => None,
    }
}

/// A citation of a document, with where it stands.
struct Cited<'a> {
    body: BodyOf,
    number: usize,
    citation: &'a Citation,
    sources: &'a [Index<Source>],
}

/// Every citation of a document: those of a note where the text first refers to it.
fn in_reading_order(header: &Header) -> Vec<Cited<'_>> {
    let mut cited = Vec::new();
    let mut bodies = std::iter::once(&header.body).chain(header.notes.iter().map(|it| &it.body));
    if bodies.all(|body| body.cited.is_empty()) {
        return cited;
    }
    let mut visited = vec![false; header.notes.len()];
    collect(header, BodyOf::Document, &header.body, &mut visited, &mut cited);
    cited
}

fn collect<'a>(
    header: &'a Header,
    place: BodyOf,
    linked: &'a LinkedBody,
    visited: &mut [bool],
    cited: &mut Vec<Cited<'a>>,
) {
    for mark in &linked.body.marks {
        match mark.element {
            Element::Citation(number) => {
                let number = number as usize;
                let (citation, sources) = (&linked.body.citations[number], &linked.cited[number]);
                cited.push(Cited { body: place, number, citation, sources });
            }
            Element::NoteReference(position) => {
                let position = position as usize;
                if let (Some(false), Some(note)) =
                    (visited.get(position).copied(), header.notes.get(position))
                {
                    visited[position] = true;
                    collect(header, BodyOf::Note(position), &note.body, visited, cited);
                }
            }
            _ => {}
        }
    }
}
