//! The spots of a map: events that name the same place at the same position.

use std::collections::HashMap;

use crate::model::country::Country;
use crate::model::event::{Event, Place};
use crate::model::position::Coordinates;
use crate::model::table::Index;
use crate::render::figure::drawing::Drawing;

/// How important an event is where its author does not say.
const MIDDLING: u8 = 5;

/// A place with its events.
#[derive(Debug, Clone)]
pub struct MapSpot<'a> {
    pub name: &'a str,
    pub country: Option<Country>,
    pub position: Coordinates,
    /// Whether the position is the middle of its country, for want of a better one.
    pub country_only: bool,
    /// The latest first.
    pub events: Vec<Index<Event>>,
    /// That of its most important event.
    pub importance: u8,
}

impl MapSpot<'_> {
    /// "Damascus, Syria"; "Israel (country only)".
    pub fn words(&self) -> String {
        let mut words = self.name.to_owned();
        if let Some(country) = self.country.filter(|country| country.name != self.name) {
            words.push_str(&format!(", {}", country.name));
        }
        if self.country_only {
            words.push_str(" (country only)");
        }
        words
    }
}

/// The events of a map by their places.
pub struct MapSpots<'a> {
    /// In the order of their latest events, the latest first.
    pub spots: Vec<MapSpot<'a>>,
    /// How many events are nowhere.
    pub unplaced: usize,
}

/// Finds the spots of the events that a figure shows.
pub fn find<'a>(drawing: &Drawing<'a>) -> MapSpots<'a> {
    let dossier = drawing.dossier();
    let mut found = MapSpots { spots: Vec::new(), unplaced: 0 };
    let mut numbers: HashMap<(&str, [u64; 2]), usize> = HashMap::new();
    let latest_first = (0..dossier.events.len()).rev().map(Index::<Event>::new);
    for index in latest_first.filter(|index| shows(drawing, *index)) {
        let event = &dossier.events[index];
        let placed = event.place.as_ref().and_then(|place| Some((place, place.position()?)));
        let Some((place, position)) = placed else {
            found.unplaced += 1;
            continue;
        };
        let Place { name, country, coordinates } = place;
        let key = (name.as_str(), [position.latitude, position.longitude].map(f64::to_bits));
        let number = *numbers.entry(key).or_insert_with(|| {
            let (country, country_only) = (*country, coordinates.is_none());
            let (events, importance) = (Vec::new(), 0);
            found.spots.push(MapSpot { name, country, position, country_only, events, importance });
            found.spots.len() - 1
        });
        let spot = &mut found.spots[number];
        spot.events.push(index);
        spot.importance = spot.importance.max(event.facts.importance.unwrap_or(MIDDLING));
        spot.country = spot.country.or(*country);
    }
    found
}

fn shows(drawing: &Drawing<'_>, index: Index<Event>) -> bool {
    let (event, figure) = (&drawing.dossier().events[index], drawing.figure);
    let takes_part = |actor| event.actors.iter().any(|part| part.actor == actor);
    let is_then = match event.date.days() {
        Some(days) => drawing.shows(days),
        // What has no day is in no stretch of days.
        None => figure.from.is_none() && figure.until.is_none(),
    };
    event.counts()
        && is_then
        && figure.actor.is_none_or(takes_part)
        && figure.tag.is_none_or(|tag| event.header.tags.contains(&tag))
}
