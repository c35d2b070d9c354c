//! What came of one file.

use std::sync::Arc;

use crate::parse::document::{Document, LadderFile, Outline};
use crate::parse::library::LibrarySource;

/// What came of one file.
#[derive(Clone)]
pub enum ParseOutcome {
    Document(Box<Result<Document, Vec<Outline>>>),
    Ladder(Box<Result<LadderFile, Vec<Outline>>>),
    /// The sources, and whether all of them were sound.
    Library(Vec<Arc<LibrarySource>>, bool),
}
