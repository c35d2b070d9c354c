//! The rows of a ladder.

use crate::render::figure::label::Line;
use crate::render::figure::mark::Mark;

/// What lies between two lines of the drawing.
pub enum LadderRow {
    /// The name of a firebreak, whose line is there too.
    Firebreak(Line),
    Rung(RungRow),
}

/// A rung, or several on which nothing stands.
pub struct RungRow {
    /// `None` for several rungs.
    pub number: Option<u32>,
    /// The rung's name.
    pub lines: Vec<Line>,
    /// Where the row begins, in pixels.
    pub top: i32,
    pub thresholds: Vec<ThresholdLabel>,
    pub marks: Vec<Mark>,
}

/// A threshold at its rung.
pub struct ThresholdLabel {
    pub url: String,
    /// Its status, title and holders.
    pub text: String,
    /// The same in lines.
    pub lines: Vec<Line>,
}

impl LadderRow {
    pub fn marks(&mut self) -> Option<&mut Vec<Mark>> {
        match self {
            Self::Firebreak(_) => None,
            Self::Rung(row) => Some(&mut row.marks),
        }
    }
}
