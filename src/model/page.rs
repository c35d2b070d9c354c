//! Ordinary pages, and the authors' own texts of index pages.

use crate::model::identity::{Header, Kind, Noun};

/// A page of text: `about.md`, or a folder's `_index.md`.
#[derive(Debug, Clone)]
pub struct Page {
    pub header: Header,
    /// The folder whose index text this is; `""` for the home page.
    pub index_of: Option<String>,
}

impl Noun for Page {
    const KIND: Kind = Kind::Page;
}
