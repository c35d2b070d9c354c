//! The views of thresholds.

use serde::Serialize;
use tera::Value;

use crate::render::views::date::DateView;
use crate::render::views::document::DocumentView;
use crate::render::views::escalation::{CrossingView, RecordView, SegmentView, StatusView};
use crate::render::views::rung::RungView;
use crate::render::views::term::TermView;

/// `threshold`: a threshold's own page.
#[derive(Debug, Serialize)]
pub struct ThresholdView {
    #[serde(skip)]
    pub document: DocumentView,
    /// Cards of actors.
    pub holders: Vec<Value>,
    pub addressed_to: Vec<Value>,
    pub condition: Option<String>,
    pub consequence: Option<String>,
    pub clarity: Option<TermView>,
    pub basis: Option<TermView>,
    pub since: Option<DateView>,
    pub wording: Vec<WordingView>,
    pub rung: Option<RungView>,
    /// Where it stands on the day that counts as today.
    pub state: StatusView,
    pub record: RecordView,
    /// Its crossings by date, with what became of each.
    pub crossings: Vec<CrossingView>,
    /// Its history, stretch by stretch.
    pub history: Vec<SegmentView>,
    /// Every event that touched it, by date.
    pub touches: Vec<TouchView>,
    /// Cards of the briefs that name it; `mentions(by="brief")` has the sentences.
    pub briefs: Vec<Value>,
}

/// What was said.
#[derive(Debug, Clone, Serialize)]
pub struct WordingView {
    pub text: String,
    pub language: Option<String>,
    pub direction: &'static str,
    pub translation: Option<String>,
    pub date: Option<DateView>,
    /// Card.
    pub source: Option<Value>,
}

/// An event that touched a threshold.
#[derive(Debug, Serialize)]
pub struct TouchView {
    /// Card.
    pub event: Value,
    pub effect: TermView,
    /// Told of the threshold: "Crossed".
    pub participle: &'static str,
    pub note: Option<String>,
    pub confidence: Option<TermView>,
}
