//! The views of figures. What is drawn is markup by then; the views hold what is said of it.

use serde::Serialize;
use tera::Value;

use crate::render::views::escalation::CrossingView;
use crate::render::views::link::LinkView;
use crate::render::views::rung::RungView;
use crate::render::views::term::TermView;
use crate::render::views::threshold::WordingView;

/// What every figure has.
#[derive(Debug, Clone, Serialize)]
pub struct FigureView {
    /// `ladder`, `board`, `lanes`, `curve`, `chain`, `touch`, `timeline`, `map` or `network`.
    pub kind: &'static str,
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What it shows, in one or two sentences.
    pub description: String,
    /// Why there is nothing to draw.
    pub empty: Option<&'static str>,
    /// The drawing: SVG, safe HTML; `null` where there is nothing to draw, and for a board and "what would this
    /// touch?".
    pub drawing: Option<Value>,
    /// What was gathered or left out of the drawing.
    pub remarks: Vec<String>,
    /// What the drawing shows, in words; `null` where there is no drawing, for a ladder on which no event stands, and
    /// for a map, beside which stands a list.
    pub table: Option<FigureTableView>,
    /// The ladder that it is drawn on.
    pub ladder: Option<LinkView>,
    /// The sides that its marks are of, for the legend; empty where all are of none.
    pub sides: Vec<SideView>,
}

/// A side, for the legend.
#[derive(Debug, Clone, Serialize)]
pub struct SideView {
    pub name: String,
    /// 0 to 5, for its colour and the shape of its marks; 6 for events of no side.
    pub number: u8,
}

/// The table that says what a drawing shows.
#[derive(Debug, Clone, Serialize)]
pub struct FigureTableView {
    /// "The events as a table".
    pub label: &'static str,
    /// Its head and its rows: safe HTML for a `table`.
    pub content: Value,
}

/// The board: thresholds by holder.
#[derive(Debug, Clone, Serialize)]
pub struct BoardFigure {
    #[serde(skip)]
    pub figure: FigureView,
    pub holders: Vec<HolderView>,
}

/// A holder with its thresholds.
#[derive(Debug, Clone, Serialize)]
pub struct HolderView {
    /// `null` for thresholds that nobody holds.
    pub holder: Option<LinkView>,
    /// Cards of thresholds.
    pub thresholds: Vec<Value>,
}

/// Lanes: the status of thresholds over time.
#[derive(Debug, Clone, Serialize)]
pub struct LanesFigure {
    #[serde(skip)]
    pub figure: FigureView,
    /// The statuses that its bands show; `unsettled` where several are possible.
    pub statuses: Vec<TermView>,
    /// The effects that its marks show.
    pub effects: Vec<TermView>,
}

/// The curve: levels over time.
#[derive(Debug, Clone, Serialize)]
pub struct CurveFigure {
    #[serde(skip)]
    pub figure: FigureView,
    /// Whether a line shows the highest of all sides, beside their own.
    pub joint: bool,
}

/// What would this touch?
#[derive(Debug, Clone, Serialize)]
pub struct TouchFigure {
    #[serde(skip)]
    pub figure: FigureView,
    /// Who may act: all that are warned, or have touched a threshold.
    pub actors: Vec<LinkView>,
    /// Against whom: all that hold one.
    pub holders: Vec<LinkView>,
    /// The rungs of each ladder that thresholds stand on.
    pub rungs: Vec<RungView>,
    /// The kinds of acts that touched one before.
    pub types: Vec<TermView>,
    pub thresholds: Vec<TouchedView>,
}

/// A threshold in the answer to "what would this touch?".
#[derive(Debug, Clone, Serialize)]
pub struct TouchedView {
    /// Card.
    pub threshold: Value,
    pub wording: Vec<WordingView>,
    /// The ids of those whose acts it is about; empty where it is about anybody's.
    pub actors: Vec<String>,
    pub holders: Vec<String>,
    /// The kinds of acts that touched it before.
    pub types: Vec<&'static str>,
    /// What happened the last times, latest first.
    pub last: Vec<LastTouchView>,
}

/// What happened when a threshold was touched.
#[derive(Debug, Clone, Serialize)]
pub struct LastTouchView {
    /// Card.
    pub event: Value,
    pub participle: &'static str,
    /// For a crossing, what became of it.
    pub crossing: Option<CrossingView>,
}
