//! Levels: the highest rung that each side, and all of them together, reached day by day.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use jiff::civil;

use crate::link::backlinks::Backlinks;
use crate::link::nouns::Nouns;
use crate::model::actor::{Actor, RelationKind};
use crate::model::date::Days;
use crate::model::event::{Event, Role};
use crate::model::ladder::Ladder;
use crate::model::table::{Index, Table};

/// The sides that actors are drawn with.
#[derive(Debug, Clone, Default)]
pub struct Sides {
    /// Their names, in alphabetical order.
    pub names: Vec<String>,
    of_actor: Table<Option<u8>>,
}

/// A side, by its position among [`Sides::names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Side(pub u8);

impl Sides {
    /// An actor has the side that its document names, or else that of the nearest whole it is part
    /// of that has one.
    /// Sides beyond the 255th are left out.
    pub fn derive(nouns: &Nouns) -> Self {
        let named: BTreeMap<&str, ()> =
            nouns.actors.iter().filter_map(|actor| Some((actor.side.as_deref()?, ()))).collect();
        let names: Vec<String> =
            named.into_keys().take(usize::from(u8::MAX)).map(str::to_owned).collect();
        let own = |actor: &Actor| {
            let side = actor.side.as_ref()?;
            names.binary_search(side).ok().map(|at| at as u8)
        };
        let inherited = |index: Index<Actor>| {
            let mut seen = HashSet::from([index]);
            let mut open = VecDeque::from([index]);
            while let Some(at) = open.pop_front() {
                let actor = &nouns.actors[at];
                if let Some(side) = own(actor) {
                    return Some(side);
                }
                let wholes = actor.relations.iter().filter(|it| it.kind == RelationKind::PartOf);
                open.extend(wholes.map(|it| it.actor).filter(|whole| seen.insert(*whole)));
            }
            None
        };
        let of_actor = nouns.actors.indexes().map(inherited).collect();
        Self { names, of_actor }
    }

    /// The name of a side.
    pub fn name(&self, side: Side) -> &str {
        &self.names[usize::from(side.0)]
    }

    /// The side of an actor.
    pub fn of_actor(&self, actor: Index<Actor>) -> Option<Side> {
        self.of_actor.beside_index(actor).map(Side)
    }

    /// The sides that an event was initiated by.
    pub fn initiating(&self, event: &Event) -> Vec<Side> {
        let initiators = event.actors.iter().filter(|part| part.role == Role::Initiator);
        let mut sides: Vec<Side> =
            initiators.filter_map(|part| self.of_actor(part.actor)).collect();
        sides.sort_unstable();
        sides.dedup();
        sides
    }
}

/// The levels of one ladder over time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    /// One for each side that initiated an event on the ladder, in the order of the sides.
    pub sides: Vec<(Side, Vec<Level>)>,
    /// All events together, those without a side among them.
    pub joint: Vec<Level>,
}

/// A level that was reached, and holds until the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// When it begins: a day, or the days among which it did.
    pub from: Days,
    pub rung: u32,
    /// The events that reached it.
    pub events: Vec<Index<Event>>,
}

/// An event on a ladder, as levels follow from it.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    pub event: Index<Event>,
    pub rung: u32,
    pub days: Days,
    /// Whether it went on from its first day to its last, rather than fell on one of them.
    pub lasts: bool,
}

impl Step {
    /// An event's step on a ladder, where it stands on it and began by `as_of`.
    pub fn new(
        index: Index<Event>,
        event: &Event,
        ladder: Index<Ladder>,
        as_of: civil::Date,
    ) -> Option<Self> {
        let placement = event.placement_on(ladder).filter(|_| event.counts())?;
        let mut days = event.date.days().filter(|days| days.first <= as_of)?;
        let lasts = event.date.is_interval();
        if lasts && (event.date.latest().is_none() || days.last > as_of) {
            // What goes on still, or will, goes on today; tomorrow is not told.
            days.last = as_of.tomorrow().unwrap_or(as_of);
        }
        Some(Self { event: index, rung: placement.rung, days, lasts })
    }
}

impl Levels {
    /// Derives the levels of a ladder from the events that stand on it until `as_of`.
    pub fn derive(
        nouns: &Nouns,
        backlinks: &Backlinks,
        sides: &Sides,
        ladder: Index<Ladder>,
        as_of: civil::Date,
    ) -> Self {
        let mut by_side: BTreeMap<Side, Vec<Step>> = BTreeMap::new();
        let mut all = Vec::new();
        let mut placed: Vec<Index<Event>> =
            backlinks.ladders.beside_index(ladder).placements.iter().map(|it| it.0).collect();
        placed.dedup();
        for index in placed {
            let event = &nouns.events[index];
            let Some(step) = Step::new(index, event, ladder, as_of) else { continue };
            all.push(step);
            for side in sides.initiating(event) {
                by_side.entry(side).or_default().push(step);
            }
        }
        Self {
            sides: by_side.into_iter().map(|(side, steps)| (side, levels(&steps))).collect(),
            joint: levels(&all),
        }
    }
}

/// The levels that steps make: on each day with events the highest rung of that day. What lasts
/// counts on each of its days but the last, on which what follows it may begin.
pub fn levels(steps: &[Step]) -> Vec<Level> {
    let mut starts: BTreeMap<Days, Vec<&Step>> = BTreeMap::new();
    for step in steps {
        let from = if step.lasts { Days::on(step.days.first) } else { step.days };
        starts.entry(from).or_default().push(step);
    }
    let mut lasting: Vec<&Step> = Vec::new();
    let mut found: Vec<Level> = Vec::new();
    // Where the level may fall back to what goes on: after events, and where something ends.
    let mut falls: BTreeSet<civil::Date> = BTreeSet::new();
    for (from, begun) in starts {
        while let Some(day) = falls.first().copied().filter(|day| *day <= from.first) {
            falls.remove(&day);
            if day < from.first {
                fall_back(&mut found, &mut lasting, day);
            }
        }
        lasting.retain(|step| from.first < step.days.last);
        push(&mut found, from, begun.iter().chain(&lasting).copied());
        lasting.extend(begun.iter().filter(|step| step.lasts));
        falls.extend(begun.iter().filter(|step| step.lasts).map(|step| step.days.last));
        falls.extend(from.last.tomorrow());
    }
    for day in falls {
        fall_back(&mut found, &mut lasting, day);
    }
    found
}

/// Adds the level of what goes on, on a day without an event.
fn fall_back(found: &mut Vec<Level>, lasting: &mut Vec<&Step>, day: civil::Date) {
    lasting.retain(|step| day < step.days.last);
    push(found, Days::on(day), lasting.iter().copied());
}

/// Adds the level that steps reach together, unless it is the one that holds already.
fn push<'a>(found: &mut Vec<Level>, from: Days, steps: impl Iterator<Item = &'a Step>) {
    let steps: Vec<&Step> = steps.collect();
    let Some(rung) = steps.iter().map(|step| step.rung).max() else { return };
    let highest = steps.iter().filter(|step| step.rung == rung);
    let mut events: Vec<Index<Event>> = highest.map(|step| step.event).collect();
    events.sort_unstable();
    events.dedup();
    let is_held = found.last().is_some_and(|last| last.rung == rung && last.events == events);
    if !is_held {
        found.push(Level { from, rung, events });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::Date;

    #[test]
    fn levels_are_the_highest_rungs_of_their_days() {
        let cases = [
            ("", ""),
            ("2024-01-01 4", "2024-01-01 4"),
            ("2024-01-01 4, 2024-01-01 6, 2024-01-01 6", "2024-01-01 6"),
            ("2024-01-01 4, 2024-01-05 2", "2024-01-01 4, 2024-01-05 2"),
            // What lasts holds the level up until its last day.
            (
                "2025-06-13/2025-06-24 8, 2025-06-15 10, 2025-06-24 1",
                "2025-06-13 8, 2025-06-15 10, 2025-06-16 8, 2025-06-24 1",
            ),
            ("2025-06-13/2025-06-24 8, 2025-06-15 2", "2025-06-13 8"),
            ("2025-06-13/2025-06-24 8, 2025-06-20/2025-06-30 9", "2025-06-13 8, 2025-06-20 9"),
            // Where the higher of two ends, the lower goes on.
            (
                "2024-06-01/2024-06-10 9, 2024-06-05/2024-06-30 8, 2024-07-15 2",
                "2024-06-01 9, 2024-06-10 8, 2024-07-15 2",
            ),
            (
                "2024-06-01/2024-06-30 4, 2024-06-05/2024-06-12 6, 2024-06-12 2",
                "2024-06-01 4, 2024-06-05 6, 2024-06-12 4",
            ),
            // A month is no duration.
            ("2025-06 8, 2025-06-15 2", "2025-06-01..2025-06-30 8, 2025-06-15 2"),
        ];
        for (steps, expected) in cases {
            let parts = steps.split(", ").filter(|part| !part.is_empty()).enumerate();
            let steps: Vec<Step> = parts
                .map(|(number, part)| {
                    let (date, rung) = part.split_once(' ').unwrap();
                    let date = Date::parse(date).unwrap();
                    Step {
                        event: Index::new(number),
                        rung: rung.parse().unwrap(),
                        days: date.days().unwrap(),
                        lasts: date.is_interval(),
                    }
                })
                .collect();
            let written = |level: &Level| match level.from.is_settled() {
                true => format!("{} {}", level.from.first, level.rung),
                false => format!("{}..{} {}", level.from.first, level.from.last, level.rung),
            };
            let found: Vec<String> = levels(&steps).iter().map(written).collect();
            assert_eq!(found.join(", "), expected);
        }
    }
}
