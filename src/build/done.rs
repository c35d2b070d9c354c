//! What a run without errors did.

use std::time::Duration;

use crate::write::Summary;

/// What a run without errors did.
#[derive(Debug, Default)]
pub struct Done {
    /// What changed in the output folder; nothing where none was written.
    pub summary: Summary,
    /// The search index; `None` where there is none.
    pub index: Option<IndexDone>,
    pub times: PageTimes,
}

/// A search index that was made.
#[derive(Debug, Default)]
pub struct IndexDone {
    /// How long it took, beside the pages.
    pub took: Duration,
    pub files: usize,
    pub bytes: u64,
}

/// What rendering and writing pages took.
#[derive(Debug, Clone, Copy, Default)]
pub struct PageTimes {
    /// Summed over all threads, which render and write in turn.
    pub rendering: Duration,
    /// The same of writing.
    pub writing: Duration,
    /// How many bytes all pages have.
    pub bytes: u64,
    /// From the first page to the last file in its place.
    pub both: Duration,
}
