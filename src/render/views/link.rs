//! The view of a link to a document.

use serde::Serialize;

/// A link to a document.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// `brief`, `actor`, `event`, `threshold`, `ladder`, `source`, `tag` or `page`.
    pub kind: &'static str,
    pub id: String,
    pub title: String,
    pub url: String,
}
