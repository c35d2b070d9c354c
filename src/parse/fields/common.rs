//! Fields that every kind of document has.

use std::sync::{Arc, LazyLock};

use crate::model::date::Date;
use crate::parse::fields::lints::Silences;
use crate::parse::fields::source::SourceEntry;
use crate::parse::node::NodeTable;
use crate::parse::record::{Reader, record};
use crate::parse::scalar::address::OldPath;
use crate::parse::scalar::code::Language;
use crate::parse::scalar::{ChosenId, Extra, TagName};
use crate::source::Located;

record! {
    /// Fields of every document.
    pub struct CommonFields is "document" {
        /// The id, where it is not the file's name without its ending. Lower-case letters of any
        /// script, digits, `-`, `_` and `.`; unique within the kind.
        optional id: ChosenId = "\"veto\"",
        /// Other names that resolve to the document.
        list aliases: Located<String> = "[\"the blocked plan\"]",
        /// Old paths of the document; each becomes a page that leads to the new one.
        list redirect_from: OldPath = "[\"/2025/veto/\"]",
        /// The author's own subjects. Each has a page.
        list tags: TagName = "[\"deterrence\", \"leadership\"]",
        /// Whether the document is left out unless drafts are asked for.
        optional draft: bool = "true",
        /// When its substance last changed.
        optional updated: Date = "2025-07-20",
        /// What it rests on: keys, keys with what holds for this use, or sources defined in place.
        list sources: SourceEntry = "[\"kahn-1965\", { key = \"reuters-2025-06-15\", credibility = 2 }]",
        /// The language of the text, where it is not the site's (BCP 47).
        optional language: Language = "\"fa\"",
        /// The template that renders it instead of its kind's.
        optional template: Located<String> = "\"long-read.html\"",
        /// Lints that the document does without, each with the reason.
        optional lints: Silences = "{ single-source = \"Only one outlet reported it.\" }",
        /// Your own table, handed to templates untouched.
        optional extra: Extra = "{ desk = \"Middle East\" }",
    }
}

impl CommonFields {
    /// Reads the fields of a document. Most documents of a large site have none, and share one record.
    pub fn shared(table: &NodeTable, reader: &mut Reader<'_>) -> Option<Arc<Self>> {
        static SILENT: LazyLock<Arc<CommonFields>> =
            LazyLock::new(|| Arc::new(CommonFields::silent()));
        let says_something = Self::TABLE.fields.iter().any(|it| table.get(it.name).is_some());
        match says_something {
            true => Self::read(reader).map(Arc::new),
            false => Some(Arc::clone(&SILENT)),
        }
    }

    /// The fields of a document that says nothing.
    pub fn silent() -> Self {
        Self {
            id: None,
            aliases: Vec::new(),
            redirect_from: Vec::new(),
            tags: Vec::new(),
            draft: None,
            updated: None,
            sources: Vec::new(),
            language: None,
            template: None,
            lints: None,
            extra: None,
        }
    }
}

record! {
    /// Fields of ordinary pages and of the `_index.md` texts.
    pub struct PageFields is "page" {
        /// What the page is called. An `_index.md` may leave it out.
        optional title: String = "\"About this site\"",
    }
}

impl PageFields {
    /// The fields of a page that says nothing.
    pub fn untitled() -> Self {
        Self { title: None }
    }
}

record! {
    /// The field that says what a document is, where its folder does not. It is read with the fields of every kind.
    #[allow(dead_code, reason = "its table alone is used")]
    pub struct KindField is "document outside the folders of the kinds" {
        /// The kind of document, where the folder does not say it: `brief`, `event`, `threshold` or
        /// `page`; a kind of actor makes it an actor.
        optional kind: String = "\"brief\"",
    }
}
