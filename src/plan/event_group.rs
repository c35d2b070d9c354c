//! Groups of events that have a list of their own: those of a year, and those of a type. Readers without
//! scripts find by them what others filter for.

use std::collections::{BTreeMap, BTreeSet};

use crate::link::Dossier;
use crate::model::address::Address;
use crate::model::event::{Event, EventType};
use crate::model::table::Index;
use crate::model::vocabulary::Vocabulary;
use crate::plan::section::Section;

/// What the events of a group have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventGroup {
    /// That they began in this year, or may have; 0 is 1 BCE, as in ISO 8601.
    Year(i64),
    Type(EventType),
}

impl EventGroup {
    /// Where its list is.
    pub fn address(self) -> Address {
        let part = match self {
            Self::Year(year) if year < 0 => format!("year/-{:04}", year.unsigned_abs()),
            Self::Year(year) => format!("year/{year:04}"),
            Self::Type(kind) => format!("type/{}", kind.term()),
        };
        Address::of_folder(&format!("{}/{part}", Section::Events.folder()))
    }
}

/// The groups that there are, years before types, each with its events, newest first.
pub fn all(dossier: &Dossier) -> Vec<(EventGroup, Vec<Index<Event>>)> {
    // An event of which only the century is known has no year of its own; it falls in those of others.
    let years: BTreeSet<i64> = dossier.events.iter().filter_map(own_year).collect();
    let mut groups: BTreeMap<EventGroup, Vec<Index<Event>>> = BTreeMap::new();
    let mut put = |group, index| groups.entry(group).or_default().push(index);
    let mut newest_first: Vec<Index<Event>> = dossier.events.indexes().collect();
    newest_first.reverse();
    for index in newest_first {
        let event = &dossier.events[index];
        if let Some(among) = event.date.years_of_beginning(usize::MAX) {
            years.range(among).for_each(|year| put(EventGroup::Year(*year), index));
        }
        if let Some(kind) = event.facts.kind {
            put(EventGroup::Type(kind), index);
        }
    }
    groups.into_iter().collect()
}

/// The year that lists show an event under; `None` for one without a date.
fn own_year(event: &Event) -> Option<i64> {
    Some(event.date.year()).filter(|year| *year != i64::MAX)
}
