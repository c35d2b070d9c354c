//! Markdown to [`Body`]: pulldown-cmark's events become standoff markup, and redlines' own
//! constructs (passages and notes, references, embeds, citations) are told apart.

mod anchor;
mod builder;
mod citation;
mod comment;
mod event;
mod figure;
mod note;
mod passage;

use crate::diagnostic::Diagnostic;
use crate::model::body::Body;
use crate::model::note::WrittenNote;
use crate::model::site::MarkdownSettings;
use crate::source::FileId;

pub use anchor::unique_anchor;
pub use comment::mask as mask_comments;

/// The Markdown of one document.
pub struct Markdown<'a> {
    /// The whole text of the file, its comments masked.
    pub text: &'a str,
    /// The byte where the body begins.
    pub start: usize,
    pub file: FileId,
    pub settings: MarkdownSettings,
}

/// Parses a document's body and the notes that it defines, in the order of their definitions.
pub fn parse(markdown: &Markdown<'_>, problems: &mut Vec<Diagnostic>) -> (Body, Vec<WrittenNote>) {
    let events = event::collect(markdown);
    let notes = note::labels(&events, markdown, problems);
    let passages = passage::find(&events, markdown, problems);
    builder::build(&events, &notes, passages, markdown, problems)
}
