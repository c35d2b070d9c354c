//! The views of thresholds' histories.

use serde::Serialize;
use tera::Value;

use crate::render::views::date::DateView;
use crate::render::views::link::LinkView;
use crate::render::views::term::TermView;

/// Where a threshold stands.
#[derive(Debug, Clone, Serialize)]
pub struct StatusView {
    /// One, or all that are possible where the dates do not settle it.
    pub statuses: Vec<TermView>,
    /// From when on; `null` where nothing happened yet.
    pub since: Option<DateView>,
    /// What made it: `nothing`, `since` (its document), `event`, or `silence` (no answer in time).
    pub cause: &'static str,
    /// The event that made it, or the crossing that had no answer.
    pub event: Option<LinkView>,
    /// What that event did: "Crossed".
    pub participle: Option<&'static str>,
    /// How many days an answer may take.
    pub window_days: u32,
}

/// What became of the crossings of a threshold.
#[derive(Debug, Clone, Serialize)]
pub struct RecordView {
    pub crossed: usize,
    pub enforced: usize,
    pub waived: usize,
    /// Without an answer in time, or later.
    pub unanswered: usize,
    /// With time left for an answer.
    pub open: usize,
    /// With an answer of which the dates do not say whether it came after.
    pub unsettled: usize,
    /// The median time from crossing to enforcement: "5–6 days".
    pub median: Option<String>,
    /// How often it was tested.
    pub tested: usize,
}

/// A crossing and its answer.
#[derive(Debug, Clone, Serialize)]
pub struct CrossingView {
    /// Card of the event that crossed it.
    pub event: Value,
    /// `enforced`, `waived`, `unanswered`, `open` or `unsettled`.
    pub outcome: &'static str,
    /// Card of the event that answered, or may have.
    pub answer: Option<Value>,
    /// The time from one to the other: "after 2 days", "after 5–6 days", "on the same day".
    pub after: Option<String>,
    /// Whether the answer came after the window.
    pub late: bool,
    /// The last day for an answer that is still awaited.
    pub until: Option<DateView>,
    /// How many days an answer may take.
    pub window_days: u32,
}

/// A stretch of a threshold's history.
#[derive(Debug, Clone, Serialize)]
pub struct SegmentView {
    pub status: StatusView,
    /// The day before the next begins; `null` for the last.
    pub until: Option<DateView>,
}

/// How an event stood to a threshold of its parties on its day.
#[derive(Debug, Clone, Serialize)]
pub struct StakeView {
    /// Card.
    pub threshold: Value,
    /// The statuses that were possible as the day began.
    pub statuses: Vec<TermView>,
    /// What the event did to it.
    pub effects: Vec<TermView>,
    /// Where the event stands to the threshold's rung: `below`, `at`, `above`; `null` where they are
    /// not on one ladder.
    pub reach: Option<&'static str>,
}
