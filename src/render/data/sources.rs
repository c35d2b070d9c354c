//! Sources as data.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::vocabulary::Vocabulary;
use crate::render::data::csv_rows::{Tabular, optional, text, texts};
use crate::render::data::record::{Dated, Reference, dated, reference, tags};
use crate::render::renderer::Renderer;

/// A source.
#[derive(Serialize)]
pub struct Record<'a> {
    id: &'a str,
    url: String,
    kind: &'static str,
    title: &'a str,
    authors: &'a [String],
    publisher: Option<&'a str>,
    container: Option<&'a str>,
    published: Option<Dated<'a>>,
    address: Option<&'a str>,
    archive: Option<&'a str>,
    accessed: Option<Dated<'a>>,
    language: Option<&'a str>,
    reliability: Option<&'static str>,
    note: Option<&'a str>,
    cited_by: Vec<Reference<'a>>,
    tags: Vec<&'a str>,
    draft: bool,
}

/// A source as a record.
pub fn record<'a>(renderer: &Renderer<'a>, index: Index<Source>) -> Record<'a> {
    let dossier = renderer.dossier;
    let source = &dossier.sources[index];
    let header = &source.header;
    let citing = dossier.backlinks.citations.beside_index(index).iter();
    // What a withdrawn brief rested on is gone with its text.
    let citing = citing.filter(|citing| !dossier.is_withdrawn(citing.by));
    Record {
        id: &header.id,
        url: renderer.permalink(&header.address),
        kind: source.kind.term(),
        title: &header.title,
        authors: &source.authors,
        publisher: source.publisher.as_deref(),
        container: source.container.as_deref(),
        published: source.date.as_ref().map(dated),
        address: source.url.as_ref().map(|url| url.value.as_str()),
        archive: source.archive_url.as_ref().map(|url| url.value.as_str()),
        accessed: source.accessed.as_ref().map(dated),
        language: header.language.as_deref(),
        reliability: source.reliability.map(Vocabulary::term),
        note: source.note.as_deref(),
        cited_by: citing.map(|citing| reference(dossier, citing.by)).collect(),
        tags: tags(dossier, header),
        draft: header.draft,
    }
}

/// A source as a row.
#[derive(Serialize)]
pub struct Row<'a> {
    id: &'a str,
    kind: &'static str,
    title: Cow<'a, str>,
    authors: String,
    publisher: Option<Cow<'a, str>>,
    container: Option<Cow<'a, str>>,
    published: Option<&'a str>,
    address: Option<Cow<'a, str>>,
    archive: Option<Cow<'a, str>>,
    accessed: Option<&'a str>,
    language: Option<&'a str>,
    reliability: Option<&'static str>,
    note: Option<Cow<'a, str>>,
    cited_by: usize,
    tags: String,
    url: String,
}

impl<'a> Tabular for Record<'a> {
    type Row = Row<'a>;

    const HEADER: &'static [&'static str] = &[
        "id",
        "kind",
        "title",
        "authors",
        "publisher",
        "container",
        "published",
        "address",
        "archive",
        "accessed",
        "language",
        "reliability",
        "note",
        "cited_by",
        "tags",
        "url",
    ];

    fn row(self) -> Row<'a> {
        Row {
            id: self.id,
            kind: self.kind,
            title: text(self.title),
            authors: texts(self.authors.iter().map(String::as_str)),
            publisher: optional(self.publisher),
            container: optional(self.container),
            published: self.published.map(|it| it.date),
            address: optional(self.address),
            archive: optional(self.archive),
            accessed: self.accessed.map(|it| it.date),
            language: self.language,
            reliability: self.reliability,
            note: optional(self.note),
            cited_by: self.cited_by.len(),
            tags: texts(self.tags),
            url: self.url,
        }
    }
}
