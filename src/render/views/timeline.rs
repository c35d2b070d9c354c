//! The views of timelines.

use serde::Serialize;

use crate::render::views::figure::FigureView;

/// The timeline: how many events there were over time.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineFigure {
    #[serde(skip)]
    pub figure: FigureView,
    /// The types that are told apart, for the legend.
    pub types: Vec<BarTypeView>,
}

/// A type that is told apart.
#[derive(Debug, Clone, Serialize)]
pub struct BarTypeView {
    /// For its colour: 0 to 4, or 5 for the rest.
    pub number: u8,
    pub label: &'static str,
}
