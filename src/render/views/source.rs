//! The views of sources.

use serde::Serialize;
use tera::Value;

use crate::render::views::date::DateView;
use crate::render::views::document::{CredibilityView, DocumentView};

/// `source`: a source's own page.
#[derive(Debug, Serialize)]
pub struct SourceView {
    #[serde(skip)]
    pub document: DocumentView,
    /// Its card.
    pub card: Value,
    pub accessed: Option<DateView>,
    pub note: Option<String>,
    /// What else its record says: volume, pages, edition, identifiers.
    pub details: Vec<DetailView>,
}

/// A detail of a source's record.
#[derive(Debug, Serialize)]
pub struct DetailView {
    pub label: &'static str,
    pub text: String,
}

/// An item of `cited_by()`: what cites a source.
#[derive(Debug, Serialize)]
pub struct CitingView {
    /// Card.
    pub by: Value,
    pub credibility: Option<CredibilityView>,
    pub pages: Option<String>,
    pub note: Option<String>,
    /// Whether it quotes the source's words.
    pub quoted: bool,
    pub sentence: Option<String>,
    pub url: String,
}
