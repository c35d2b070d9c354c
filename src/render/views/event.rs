//! The views of events.

use serde::Serialize;
use tera::Value;

use crate::render::views::country::CountryView;
use crate::render::views::rung::RungView;
use crate::render::views::term::TermView;

/// A place.
#[derive(Debug, Serialize)]
pub struct PlaceView {
    pub name: String,
    pub country: Option<CountryView>,
    /// Degrees north and east.
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

/// Numbers in words: "3", "10–20", "at least 100".
#[derive(Debug, Serialize)]
pub struct CasualtiesView {
    pub killed: Option<String>,
    pub wounded: Option<String>,
    pub note: Option<String>,
}

/// The actors with one role in an event.
#[derive(Debug, Serialize)]
pub struct RoleView {
    pub role: TermView,
    /// Cards.
    pub actors: Vec<Value>,
}

/// Where an event stands, argued.
#[derive(Debug, Serialize)]
pub struct PlacementView {
    pub rung: RungView,
    pub why: Option<String>,
    pub dissent: Vec<DissentView>,
}

/// A different judgement of where an event stands.
#[derive(Debug, Serialize)]
pub struct DissentView {
    pub rung: RungView,
    pub by: Option<String>,
    pub why: Option<String>,
}
