//! The view of what an event does to a threshold.

use serde::Serialize;

use crate::render::views::link::LinkView;
use crate::render::views::term::TermView;

/// What an event does to a threshold, as the event tells it.
#[derive(Debug, Clone, Serialize)]
pub struct EffectView {
    /// `crosses`, "Crosses".
    pub effect: TermView,
    /// Told of the threshold: "Crossed".
    pub participle: &'static str,
    pub threshold: LinkView,
    pub note: Option<String>,
    pub confidence: Option<TermView>,
}
