//! The views of ladders.

use serde::Serialize;
use tera::Value;

use crate::render::views::document::DocumentView;

/// `ladder`: a ladder's own page.
#[derive(Debug, Serialize)]
pub struct LadderView {
    #[serde(skip)]
    pub document: DocumentView,
    pub description: Option<String>,
    /// Whether placements that name no ladder stand on it.
    pub is_default: bool,
    /// Highest first, as ladders are drawn.
    pub rungs: Vec<LadderRungView>,
}

/// A rung with what stands on it.
#[derive(Debug, Serialize)]
pub struct LadderRungView {
    pub number: u32,
    pub name: String,
    pub description: Option<String>,
    /// The name of the firebreak directly above it.
    pub firebreak_above: Option<String>,
    /// Cards of thresholds.
    pub thresholds: Vec<Value>,
    /// Cards of events, by date.
    pub events: Vec<Value>,
}
