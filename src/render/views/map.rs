//! The views of the map.

use serde::Serialize;

use crate::render::views::{CountryView, DateView, FigureView, LinkView, MarkNameView, TermView};

/// The map: where events took place. Its outlines scale with the page; its marks stand over them,
/// with both `x` and `y` in percent, and keep their size.
#[derive(Debug, Clone, Serialize)]
pub struct MapFigure {
    #[serde(flatten)]
    pub figure: FigureView,
    /// The size of the outlines' `viewBox`.
    pub width: u32,
    pub height: u32,
    /// Land, and borders between countries, as paths of SVG.
    pub land: String,
    pub borders: String,
    /// Where the outlines come from.
    pub credit: &'static str,
    pub marks: Vec<MapMarkView>,
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

/// A mark of a map.
#[derive(Debug, Clone, Serialize)]
pub struct MapMarkView {
    pub x: f64,
    pub y: f64,
    /// How many events it stands for, and that number in at most three characters.
    pub count: usize,
    pub number: String,
    /// The type of its event, or `other`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status of its event.
    pub status: &'static str,
    /// Whether only the country is known, of all its events.
    pub country_only: bool,
    /// Whether the page is about one of its events.
    pub own: bool,
    /// The event's page, or for several their group in the list.
    pub url: String,
    /// Its name for readers who do not see it: place, date and title.
    pub label: String,
    /// The place's name beside it, for narrow and wide drawings; none where there is no room.
    pub names: Vec<MarkNameView>,
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
