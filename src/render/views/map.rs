//! The views of the map.

use serde::Serialize;

use crate::render::views::country::CountryView;
use crate::render::views::date::DateView;
use crate::render::views::figure::FigureView;
use crate::render::views::link::LinkView;
use crate::render::views::term::TermView;

/// The map: where events took place. Its drawing is two, one on the other: outlines that scale with the page,
/// and over them marks that keep their size.
#[derive(Debug, Clone, Serialize)]
pub struct MapFigure {
    #[serde(skip)]
    pub figure: FigureView,
    /// Where the outlines come from.
    pub credit: &'static str,
    /// The types and statuses that its marks show, for the legend.
    pub types: Vec<TermView>,
    pub statuses: Vec<TermView>,
    /// Whether some marks stand for a country only, and some for several events.
    pub country_only: bool,
    pub gathered: bool,
    /// The list beside it: the places of each mark, the latest events first.
    pub groups: Vec<MapGroupView>,
    /// How many of the events have no place that could be shown.
    pub unplaced: usize,
}

/// What a mark stands for, in the list.
#[derive(Debug, Clone, Serialize)]
pub struct MapGroupView {
    /// Unique on the page.
    pub id: String,
    pub places: Vec<MapPlaceView>,
    /// How many of its places the list leaves out.
    pub more: usize,
}

/// A place with its events.
#[derive(Debug, Clone, Serialize)]
pub struct MapPlaceView {
    pub name: String,
    pub country: Option<CountryView>,
    /// Whether it is marked in the middle of its country for want of coordinates.
    pub country_only: bool,
    pub events: Vec<MapEventView>,
    /// How many of its events the list leaves out.
    pub more: usize,
}

/// An event of a place.
#[derive(Debug, Clone, Serialize)]
pub struct MapEventView {
    pub event: LinkView,
    pub date: DateView,
    #[serde(rename = "type")]
    pub kind: Option<TermView>,
    pub status: TermView,
}
