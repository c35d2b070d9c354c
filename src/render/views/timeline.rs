//! The views of timelines.

use serde::Serialize;

use crate::render::views::FigureView;

/// The timeline: how many events there were over time.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineFigure {
    #[serde(flatten)]
    pub figure: FigureView,
    /// The types that are told apart, for the legend.
    pub types: Vec<BarTypeView>,
    /// The years, months or days in which events began.
    pub periods: Vec<PeriodRowView>,
    /// Events of which that is not certain, as far as they are drawn.
    pub spreads: Vec<SpreadView>,
}

/// A type that is told apart.
#[derive(Debug, Clone, Serialize)]
pub struct BarTypeView {
    /// For its colour: 0 to 4, or 5 for the rest.
    pub number: u8,
    pub label: &'static str,
}

/// An event whose year, month or day is not certain.
#[derive(Debug, Clone, Serialize)]
pub struct SpreadView {
    /// Its date and title.
    pub label: String,
    pub url: String,
}

/// A bar in words.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodRowView {
    /// "June 2025".
    pub period: String,
    pub count: usize,
    /// "4 strike, 2 statement, 2 other".
    pub types: String,
    /// Where the list of events has them.
    pub url: String,
}
