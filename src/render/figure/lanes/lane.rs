//! A threshold's lane, and the stretches of its band.

use crate::model::threshold::Status;
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::label::Line;
use crate::render::figure::mark::Mark;
use crate::render::views::TermView;

pub const BAND: i32 = 16;

/// A threshold's lane.
pub struct Lane {
    pub url: String,
    /// The threshold's title and status.
    pub label: String,
    /// The same in lines.
    pub lines: Vec<Line>,
    /// Where the band begins, in pixels.
    pub band_y: i32,
    pub stretches: Vec<LaneBand>,
    pub marks: Vec<Mark>,
}

/// A stretch of a lane's band.
pub struct LaneBand {
    pub x: f64,
    pub width: f64,
    /// `None` where several are possible.
    pub status: Option<Status>,
    /// "Crossed", or "Standing or crossed", where there is room for it.
    pub label: Option<String>,
}

impl LaneBand {
    /// A status, or `unsettled`.
    pub fn term(&self) -> &'static str {
        self.status.map_or(UNSETTLED.term, |status| status.term())
    }
}

/// What stands for several statuses of which one is meant.
pub const UNSETTLED: TermView = TermView { term: "unsettled", label: "Unsettled" };
