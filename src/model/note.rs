//! Annotations: the notes in a brief's margin, and what they annotate.

use std::sync::Arc;

use crate::model::body::{Body, LinkedBody};
use crate::model::vocabulary::vocabulary;
use crate::source::Span;

vocabulary! {
    /// What a note does to its passage; authors write it as the note's bold lead-in.
    NoteKind is "note" {
        /// Where a claim comes from.
        Source = "source" "Source",
        Context = "context" "Context",
        /// Who contests it.
        Dispute = "dispute" "Dispute",
        Correction = "correction" "Correction",
        /// A judgement, the author's or somebody else's.
        Assessment = "assessment" "Assessment",
        Definition = "definition" "Definition",
        /// What is not known.
        Question = "question" "Question",
        /// A note without a lead-in.
        Plain = "note" "Note",
    }
}

/// A note as its author defined it: `[^label]: **Kind:** text`.
#[derive(Debug, Clone)]
pub struct WrittenNote {
    /// The label, unique in the document; its address on the page is made from it.
    pub label: String,
    pub kind: NoteKind,
    /// The text without its lead-in.
    pub body: Arc<Body>,
    /// Where the definition stands.
    pub span: Span,
}

/// A note whose references are resolved.
#[derive(Debug, Clone)]
pub struct Note {
    pub label: String,
    pub kind: NoteKind,
    pub body: LinkedBody,
    pub span: Span,
}

/// The anchor of the note with this label; it survives edits elsewhere in the brief.
pub fn anchor(label: &str) -> String {
    format!("note-{}", crate::model::identity::slug(label))
}
