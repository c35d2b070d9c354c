//! The views of what every document has: its text, its notes, its sources, and what names it.

use serde::Serialize;
use serde_json::{Map, Value as Json};
use tera::Value;

use crate::render::views::date::DateView;
use crate::render::views::link::LinkView;
use crate::render::views::term::TermView;

/// What every document's own page has.
#[derive(Debug, Serialize)]
pub struct DocumentView {
    pub id: String,
    pub title: String,
    pub aliases: Vec<String>,
    pub tags: Vec<LinkView>,
    pub draft: bool,
    pub updated: Option<DateView>,
    pub language: Option<String>,
    pub body: BodyView,
    /// The sources that it lists or cites.
    pub sources: Vec<SourceUseView>,
    /// Whether it has a file of its own or is defined elsewhere: `document`, `inline`, `stub` or
    /// `built-in`.
    pub origin: &'static str,
    /// The author's own table.
    pub extra: Map<String, Json>,
}

/// A body and what belongs to it.
#[derive(Debug, Serialize)]
pub struct BodyView {
    /// Safe HTML; empty where there is no text. Annotations count from the beginning of the element
    /// with the id `part-text`, which must hold this and nothing else.
    pub html: Value,
    /// Headings of the levels 2 and 3.
    pub contents: Vec<HeadingView>,
    /// Notes in the order in which the text refers to them, each a [`NoteView`].
    pub notes: Vec<Value>,
    /// How many notes there are of each kind that occurs.
    pub note_counts: Vec<NoteCountView>,
}

/// An entry of the table of contents.
#[derive(Debug, Serialize)]
pub struct HeadingView {
    pub title: String,
    pub anchor: String,
    pub children: Vec<HeadingView>,
}

/// A note.
#[derive(Debug, Serialize)]
pub struct NoteView {
    /// From 1, in the order of the text.
    pub number: usize,
    /// Permanent: it is made from the note's label.
    pub anchor: String,
    /// The anchor with the page's full address in front, to be copied.
    pub permalink: String,
    pub kind: TermView,
    /// Safe HTML.
    pub html: Value,
    /// Where the text refers to it.
    pub references: Vec<NoteReferenceView>,
}

/// A place in the text that refers to a note.
#[derive(Debug, Serialize)]
pub struct NoteReferenceView {
    pub anchor: String,
    /// The passage's text; empty for a note on a point.
    pub quote: String,
}

/// How many notes of a kind there are.
#[derive(Debug, Serialize)]
pub struct NoteCountView {
    pub kind: TermView,
    pub count: usize,
}

/// A source as a document uses it.
#[derive(Debug, Serialize)]
pub struct SourceUseView {
    /// Card.
    pub source: Value,
    /// Its entry in the citation style, safe HTML.
    pub reference: Value,
    pub credibility: Option<CredibilityView>,
    pub pages: Option<String>,
    pub note: Option<String>,
}

/// An Admiralty credibility.
#[derive(Debug, Serialize)]
pub struct CredibilityView {
    /// 1 to 6.
    pub grade: u8,
    pub label: &'static str,
}

/// An item of `mentions()`: a document that names the one whose page this is.
#[derive(Debug, Serialize)]
pub struct MentionView {
    /// Card.
    pub by: Value,
    /// Whether its front matter lists it.
    pub listed: bool,
    /// The sentence around the first mention.
    pub sentence: Option<String>,
    /// Where the sentence is: the document's page, or the note in it.
    pub url: String,
}
