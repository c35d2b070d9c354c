//! The view of a rung.

use serde::Serialize;

use crate::render::views::link::LinkView;

/// A rung of a ladder.
#[derive(Debug, Clone, Serialize)]
pub struct RungView {
    pub number: u32,
    pub name: String,
    pub description: Option<String>,
    pub ladder: LinkView,
}
