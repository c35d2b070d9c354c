//! Fields of sources, and of their uses.

use crate::diagnostic::Diagnostic;
use crate::model::date::Date;
use crate::model::source::{Credibility, Reliability, Source, SourceKind};
use crate::parse::fields::lints::Silences;
use crate::parse::node::Node;
use crate::parse::record::{Decode, Reader, Shape, record, wrong_type};
use crate::parse::scalar::address::WebAddress;
use crate::parse::scalar::code::Language;
use crate::parse::scalar::{Entire, Reference, Term};
use crate::source::Located;

record! {
    /// Fields of a source.
    pub struct SourceFields is "source" {
        /// The key that citations use.
        required key: Located<String> = "\"reuters-2025-06-15\"",
        /// What it is: one of hayagriva's entry types.
        optional kind: Term<SourceKind> = "\"article\"",
        /// Its title; a description in square brackets where it has none.
        required title: String = "\"[Report citing two U.S. officials on a blocked plan]\"",
        /// Who wrote it: names in natural order, or `Family, Given`; an institution in braces. A source
        /// without authors is cited by its publisher.
        list authors: String = "[\"Kahn, Herman\"]",
        /// Who published it.
        optional publisher: String = "\"Reuters\"",
        /// When it was published.
        optional date: Date = "2025-06-15",
        /// Where it can be read.
        optional url: WebAddress = "\"https://www.example.org/report\"",
        /// Where a copy is kept.
        optional archive_url: WebAddress = "\"https://archive.example.org/report\"",
        /// When the address was last read.
        optional accessed: Date = "2025-07-01",
        /// The language it is in (BCP 47).
        optional language: Language = "\"en\"",
        /// How far the source is trusted (Admiralty A to F, F meaning unknown).
        optional reliability: Term<Reliability> = "\"B\"",
        /// What should be said about it.
        optional note: String = "\"Known here by its reception only.\"",
        /// Lints that the source does without, each with the reason.
        optional lints: Silences = "{ missing-archive = \"Its publisher forbids copies.\" }",
    }
}

record! {
    /// A use of a source: what holds for this report only.
    pub struct SourceUseFields is "use of a source" {
        /// The source's key.
        required key: Reference<Source> = "\"reuters-2025-06-15\"",
        /// How far the report is believed (Admiralty 1 to 6, 6 meaning unknown).
        optional credibility: Credibility = "2",
        /// The pages.
        optional pages: String = "\"12-15\"",
        /// What should be said about this use.
        optional note: String = "\"Two officials, not named.\"",
    }
}

record! {
    /// The file of a source library in TOML.
    pub struct LibraryFields is "source library" {
        /// The sources.
        list sources: Entire<SourceFields> = "[{ key = \"reuters-2025-06-15\", title = \"…\" }]",
    }
}

/// An entry of a document's `sources`.
#[derive(Debug, Clone)]
pub struct SourceEntry {
    pub key: Reference<Source>,
    pub credibility: Option<Credibility>,
    pub pages: Option<String>,
    pub note: Option<String>,
    /// The source, where it is defined in place.
    pub defined: Option<Box<Entire<SourceFields>>>,
}

impl Decode for SourceEntry {
    fn shape() -> Shape {
        let in_place = Shape::Records(&SourceFields::TABLE, &[&SourceUseFields::TABLE]);
        Shape::OneOf(vec![Shape::Reference("source"), SourceUseFields::shape(), in_place])
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        if node.as_text().is_some() {
            let key = Reference::decode(node, problems)?;
            return Some(Self { key, credibility: None, pages: None, note: None, defined: None });
        }
        let Some(table) = node.as_table() else {
            return wrong_type(node, "a source's key or a table", problems);
        };
        if table.get("title").is_none() {
            let used = SourceUseFields::decode(node, problems)?;
            let SourceUseFields { key, credibility, pages, note } = used;
            return Some(Self { key, credibility, pages, note, defined: None });
        }
        // Defined in place: the note belongs to the source, the rest of a use to this report.
        let mut reader = Reader::new(table, node.span, problems);
        reader.refuse_unknown("a source", &[&SourceFields::TABLE, &SourceUseFields::TABLE]);
        let credibility = reader.optional("credibility");
        let pages = reader.optional("pages");
        let fields = SourceFields::read(&mut reader)?;
        let key = Reference::new(fields.key.value.clone(), fields.key.span);
        let defined = Some(Box::new(Entire { value: fields, extent: node.extent() }));
        Some(Self { key, credibility, pages, note: None, defined })
    }
}
