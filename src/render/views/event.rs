//! The views of events.

use serde::Serialize;
use tera::Value;

use crate::render::views::country::CountryView;
use crate::render::views::date::DateView;
use crate::render::views::document::DocumentView;
use crate::render::views::effect::EffectView;
use crate::render::views::escalation::StakeView;
use crate::render::views::rung::RungView;
use crate::render::views::term::TermView;

/// `event`: an event's own page.
#[derive(Debug, Serialize)]
pub struct EventView {
    #[serde(skip)]
    pub document: DocumentView,
    pub date: DateView,
    /// When it became public, where that differs.
    pub reported: Option<DateView>,
    pub place: Option<PlaceView>,
    #[serde(rename = "type")]
    pub kind: Option<TermView>,
    pub status: TermView,
    pub cameo: Option<String>,
    pub dimension: Option<TermView>,
    pub mechanism: Option<TermView>,
    pub importance: Option<u8>,
    pub casualties: Option<CasualtiesView>,
    /// Its actors by role, in the order of the roles.
    pub roles: Vec<RoleView>,
    pub placements: Vec<PlacementView>,
    pub effects: Vec<EffectView>,
    /// What stood at stake that day.
    pub stakes: Vec<StakeView>,
    /// Cards of events.
    pub responds_to: Vec<Value>,
    /// Cards of the events that respond to it.
    pub responses: Vec<Value>,
    /// Cards of its neighbours in the timeline.
    pub previous: Option<Value>,
    pub next: Option<Value>,
    /// Cards of the briefs that name it; `mentions(by="brief")` has the sentences.
    pub briefs: Vec<Value>,
}

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
