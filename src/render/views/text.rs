//! The view of an author's own text.

use serde::Serialize;
use tera::Value;

use crate::render::views::document::DocumentView;

/// `text`: the author's own text of an index, or an ordinary page.
#[derive(Debug, Serialize)]
pub struct TextView {
    #[serde(skip)]
    pub document: DocumentView,
    /// For a folder's index, cards of the pages in it.
    pub children: Vec<Value>,
}
