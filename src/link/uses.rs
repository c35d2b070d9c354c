//! Uses: where documents refer to each other, as their authors wrote it. Noted only when a command that
//! rewrites references asks for them.

use std::sync::{Mutex, PoisonError};

use crate::model::target::Target;
use crate::source::Span;

/// A reference that was resolved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// Around the words: in quotes, in brackets, or bare.
    pub span: Span,
    /// The id, name, alias or path.
    pub written: String,
    pub target: Target,
    pub place: UsePlace,
}

/// Where a reference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UsePlace {
    FrontMatter,
    Body,
    /// The path of a document in a link of a body.
    Path,
}

/// What notes uses while documents are linked side by side.
#[derive(Debug, Default)]
pub struct ReferenceRecorder(Mutex<Vec<Use>>);

impl ReferenceRecorder {
    /// Notes a use.
    pub fn note(&self, used: Use) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(used);
    }

    /// All that was noted, in the order of the texts.
    pub fn uses(self) -> Vec<Use> {
        let mut uses = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        uses.sort();
        uses.dedup();
        uses
    }
}
