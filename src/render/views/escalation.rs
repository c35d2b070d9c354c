//! The views of thresholds' histories, and of figures.

use serde::Serialize;
use tera::Value;

use crate::render::views::{DateView, LinkView, RungView, TermView, WordingView};

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

/// What every figure has.
#[derive(Debug, Clone, Serialize)]
pub struct FigureView {
    /// `ladder`, `board`, `lanes`, `curve`, `chain`, `touch`, `timeline`, `map` or `network`: the
    /// component that draws it.
    pub kind: &'static str,
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What it shows, in one or two sentences.
    pub description: String,
    /// Why there is nothing to draw.
    pub empty: Option<&'static str>,
    /// What was gathered or left out of the drawing.
    pub remarks: Vec<String>,
    /// The ladder that it is drawn on.
    pub ladder: Option<LinkView>,
    /// The sides that its marks are of.
    pub sides: Vec<SideView>,
    /// Its axis of time.
    pub axis: Option<AxisView>,
    /// In pixels. Widths are in percent, so that a figure is as wide as its column.
    pub height: u32,
}

/// A side, for the legend.
#[derive(Debug, Clone, Serialize)]
pub struct SideView {
    pub name: String,
    /// 0 to 5, for its colour and the shape of its marks; 6 for events of no side.
    pub number: u8,
}

/// An axis of time. Quiet stretches are shortened.
#[derive(Debug, Clone, Serialize)]
pub struct AxisView {
    pub ticks: Vec<TickView>,
    pub gaps: Vec<GapView>,
}

/// A date on an axis.
#[derive(Debug, Clone, Serialize)]
pub struct TickView {
    /// In percent of the width, as every `x`.
    pub x: f64,
    pub label: String,
    /// `start`, `middle` or `end` of the text stands there.
    pub anchor: &'static str,
}

/// A stretch without events that is drawn shorter than it was.
#[derive(Debug, Clone, Serialize)]
pub struct GapView {
    pub x: f64,
    pub width: f64,
    /// "4 years without an event".
    pub label: String,
}

/// A name beside a mark.
#[derive(Debug, Clone, Serialize)]
pub struct MarkNameView {
    pub text: String,
    /// How wide the drawing is that it is for: `narrow`, from the narrowest page on; `wide`, where it is
    /// 560 pixels wide; `widest`, 900; or `hidden`, for a mark that is pointed out.
    pub room: &'static str,
    /// From the mark's middle, in pixels.
    pub dx: i32,
    pub dy: i32,
    /// `start`, `middle` or `end` of the text stands there.
    pub anchor: &'static str,
}

/// A mark of one event or several.
#[derive(Debug, Clone, Serialize)]
pub struct MarkView {
    pub x: f64,
    /// In pixels from the top, as every `y`.
    pub y: i32,
    /// The class of its shape and colour: `side-0` to `side-5`, `side-6` where it stands for events of no side or of
    /// several, and on lanes `mark-` with what the event did to the threshold.
    pub shape: String,
    /// Whether the page is about it.
    pub own: bool,
    /// How many events it stands for.
    pub count: usize,
    /// The event's page, or for several the figure's table.
    pub url: String,
    /// Its name for readers who do not see it: date, title and what it did.
    pub label: String,
    /// Where its date is not one day: the stretch among which it lies.
    pub from: Option<f64>,
    pub to: Option<f64>,
}

/// The figure of a ladder: rungs from the highest down.
#[derive(Debug, Clone, Serialize)]
pub struct LadderFigure {
    #[serde(flatten)]
    pub figure: FigureView,
    pub rows: Vec<RungRowView>,
    /// Every event on it, by date.
    pub events: Vec<EventRowView>,
    /// Whether its table links to each: one of more events than a figure draws does not, since the ladder's
    /// own page does.
    pub linked: bool,
}

/// A rung of a drawn ladder, or several on which nothing stands.
#[derive(Debug, Clone, Serialize)]
pub struct RungRowView {
    /// "7"; empty for several rungs.
    pub number: String,
    /// The rung's name in lines that fit a narrow page.
    pub lines: Vec<LineView>,
    /// Where the row begins.
    pub top: i32,
    /// Where its marks stand; `null` where it has none.
    pub marks_y: Option<i32>,
    pub thresholds: Vec<RungThresholdView>,
    pub marks: Vec<MarkView>,
    /// The firebreak directly above it, in a line that fits a narrow page.
    pub firebreak: Option<LineView>,
}

/// A line of text in a figure.
#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    pub y: i32,
    pub text: String,
}

/// A threshold at its rung.
#[derive(Debug, Clone, Serialize)]
pub struct RungThresholdView {
    pub link: LinkView,
    pub holders: Vec<LinkView>,
    pub status: StatusView,
    /// Its title, status and holders.
    pub label: String,
    /// The same in lines that fit a narrow page.
    pub lines: Vec<LineView>,
}

/// An event in a figure's table.
#[derive(Debug, Clone, Serialize)]
pub struct EventRowView {
    /// Card.
    pub event: Value,
    pub rung: u32,
    pub sides: Vec<String>,
}

/// The board: thresholds by holder.
#[derive(Debug, Clone, Serialize)]
pub struct BoardFigure {
    #[serde(flatten)]
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
    #[serde(flatten)]
    pub figure: FigureView,
    pub lanes: Vec<LaneView>,
    /// The statuses that its bands show; `unsettled` where several are possible.
    pub statuses: Vec<TermView>,
    /// The effects that its marks show.
    pub effects: Vec<TermView>,
}

/// A threshold's lane.
#[derive(Debug, Clone, Serialize)]
pub struct LaneView {
    pub threshold: LinkView,
    pub holders: Vec<LinkView>,
    pub status: StatusView,
    /// Its title and status.
    pub label: String,
    /// The same in lines that fit a narrow page.
    pub lines: Vec<LineView>,
    /// Where the band begins, from the top.
    pub band_y: i32,
    pub stretches: Vec<StretchView>,
    pub marks: Vec<MarkView>,
    /// Its whole history, for the table.
    pub history: Vec<SegmentView>,
}

/// A stretch of a lane.
#[derive(Debug, Clone, Serialize)]
pub struct StretchView {
    pub x: f64,
    pub width: f64,
    /// A status, or `unsettled`.
    pub status: &'static str,
    /// "Crossed", or "Standing or crossed".
    pub label: String,
    /// Whether there is room for the label, and the middle of it.
    pub labelled: bool,
    pub middle: f64,
}

/// The curve: levels over time.
#[derive(Debug, Clone, Serialize)]
pub struct CurveFigure {
    #[serde(flatten)]
    pub figure: FigureView,
    pub rungs: Vec<CurveRungView>,
    pub firebreaks: Vec<FirebreakView>,
    pub series: Vec<SeriesView>,
    /// The highest of all, with the marks that stand for events of several sides.
    pub joint: SeriesView,
    pub arrows: Vec<ArrowView>,
    /// What is drawn, in words.
    pub levels: Vec<LevelRowView>,
}

/// A firebreak of the curve.
#[derive(Debug, Clone, Serialize)]
pub struct FirebreakView {
    pub y: i32,
    pub name: String,
    /// The name in a line that fits a narrow page; `null` where marks leave no room for it.
    pub label: Option<LineView>,
    /// `start` or `end`: at which end of the line its name has room.
    pub anchor: &'static str,
}

/// A rung on the curve's axis.
#[derive(Debug, Clone, Serialize)]
pub struct CurveRungView {
    pub number: u32,
    pub name: String,
    pub y: i32,
    /// Whether there is room for its number.
    pub labelled: bool,
}

/// The levels of a side.
#[derive(Debug, Clone, Serialize)]
pub struct SeriesView {
    pub side: u8,
    pub steps: Vec<StepView>,
    pub marks: Vec<MarkView>,
}

/// A level that holds for a while.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    pub x: f64,
    pub to: f64,
    pub y: i32,
    /// From where the step before leads to it.
    pub from_y: Option<i32>,
    /// Where the window after its last event ends: beyond, nothing is known to have held it.
    pub fades: f64,
}

/// An act and its answer.
#[derive(Debug, Clone, Serialize)]
pub struct ArrowView {
    pub x: f64,
    pub y: i32,
    pub to_x: f64,
    pub to_y: i32,
    pub label: String,
}

/// A level in the curve's table.
#[derive(Debug, Clone, Serialize)]
pub struct LevelRowView {
    pub date: DateView,
    /// `null` for the joint level.
    pub side: Option<String>,
    pub rung: RungView,
    pub events: Vec<LinkView>,
}

/// Chains of act and answer.
#[derive(Debug, Clone, Serialize)]
pub struct ChainFigure {
    #[serde(flatten)]
    pub figure: FigureView,
    pub rungs: Vec<ChainRungView>,
    pub acts: Vec<ChainActView>,
    pub arrows: Vec<ArrowView>,
}

/// A rung on the chain's axis.
#[derive(Debug, Clone, Serialize)]
pub struct ChainRungView {
    pub number: u32,
    pub name: String,
    pub x: f64,
    /// Its number, with "Rung" where there is room.
    pub label: String,
}

/// An event of a chain.
#[derive(Debug, Clone, Serialize)]
pub struct ChainActView {
    pub event: LinkView,
    pub date: DateView,
    /// Date and title in lines that fit a narrow page.
    pub lines: Vec<LineView>,
    /// Its mark; `null` for an event that is not on the ladder.
    pub mark: Option<MarkView>,
    pub rung: Option<u32>,
    pub answers: Vec<AnswerView>,
    /// Whether it begins a new chain.
    pub first: bool,
}

/// What an event responds to.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerView {
    pub event: LinkView,
    /// "after 2 days", where the dates tell.
    pub after: Option<String>,
    /// How many rungs higher the answer is, or lower: "+1", "−2", "0".
    pub change: Option<String>,
}

/// What would this touch?
#[derive(Debug, Clone, Serialize)]
pub struct TouchFigure {
    #[serde(flatten)]
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
