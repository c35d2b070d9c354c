//! The views of timelines.

use serde::Serialize;

use crate::render::views::FigureView;

/// The timeline: how many events there were over time.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineFigure {
    #[serde(flatten)]
    pub figure: FigureView,
    /// The years, months or days in which events began.
    pub bars: Vec<BarView>,
    /// Events of which that is not certain.
    pub spreads: Vec<SpreadView>,
    pub types: Vec<BarTypeView>,
    /// How many events the highest bar stands for.
    pub most: usize,
    /// The bars in words, for the table.
    pub periods: Vec<PeriodRowView>,
}

/// A year, month or day.
#[derive(Debug, Clone, Serialize)]
pub struct BarView {
    pub x: f64,
    pub width: f64,
    /// One a type, from the bottom up.
    pub parts: Vec<BarPartView>,
    /// "June 2025: 8 events (4 strike, 2 statement, 2 other)".
    pub label: String,
    pub period: String,
    /// Its first and its last day, `YYYY-MM-DD`.
    pub first: String,
    pub last: String,
    pub count: usize,
    /// "4 strike, 2 statement, 2 other".
    pub types: String,
    /// Where the list of events has them.
    pub url: String,
}

/// The events of one type in a bar.
#[derive(Debug, Clone, Serialize)]
pub struct BarPartView {
    pub y: i32,
    pub height: i32,
    /// The number of its type, for its colour: 0 to 4, or 5 for the rest.
    pub number: u8,
}

/// A type that is told apart.
#[derive(Debug, Clone, Serialize)]
pub struct BarTypeView {
    pub number: u8,
    pub label: &'static str,
}

/// An event whose year, month or day is not certain.
#[derive(Debug, Clone, Serialize)]
pub struct SpreadView {
    pub x: f64,
    pub to: f64,
    pub y: i32,
    /// Its date and title.
    pub label: String,
    pub url: String,
}

/// A bar in words.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodRowView {
    pub period: String,
    pub count: usize,
    pub types: String,
    pub url: String,
}
