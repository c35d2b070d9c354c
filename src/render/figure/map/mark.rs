//! A mark on the map.

use crate::model::event::{EventStatus, EventType};
use crate::render::figure::name::Name;

/// A mark of one event or several.
pub struct MapMark {
    /// In percent of the width, and of the height.
    pub x: f64,
    pub y: f64,
    /// How many events it stands for.
    pub count: usize,
    /// The type of its event.
    pub kind: EventType,
    /// The status of its event.
    pub status: EventStatus,
    /// Whether only the country is known, of all its events.
    pub country_only: bool,
    /// Whether the page is about one of its events.
    pub is_own: bool,
    /// The event's page, or for several their group in the list.
    pub url: String,
    /// Its name for readers who do not see it: place, date and title.
    pub label: String,
    /// The place's name beside it, for each width on which it has room.
    pub names: Vec<Name>,
}

impl MapMark {
    pub fn is_one(&self) -> bool {
        self.count == 1
    }
}
