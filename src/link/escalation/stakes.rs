//! Stakes: for an event, where the thresholds of its parties stood on its day, and whether it
//! reached them.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::link::backlinks::Backlinks;
use crate::link::escalation::history::History;
use crate::link::escalation::levels::Sides;
use crate::link::nouns::Nouns;
use crate::model::event::Event;
use crate::model::table::{Index, Table};
use crate::model::threshold::{Status, Threshold};

/// How an event stood to a threshold on its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stake {
    pub threshold: Index<Threshold>,
    /// The status that the day began with, or all that were possible.
    pub statuses: Vec<Status>,
    /// Which of the event's effects are on it.
    pub effects: Vec<usize>,
    /// Where the event stands to the threshold's rung, where both are on one ladder.
    pub reach: Option<Ordering>,
}

/// How an event stood to one threshold; `None` for an event without a date.
fn stake(
    nouns: &Nouns,
    histories: &Table<History>,
    event: Index<Event>,
    threshold: Index<Threshold>,
) -> Option<Stake> {
    let it = &nouns.events[event];
    let before = it.date.days()?.first.yesterday().ok()?;
    let line = &nouns.thresholds[threshold];
    let placed = line.ladder.and_then(|ladder| it.placement_on(ladder));
    let effects = it.thresholds.iter().enumerate();
    Some(Stake {
        threshold,
        statuses: histories.beside_index(threshold).on(before).to_vec(),
        effects: effects.filter(|(_, it)| it.threshold == threshold).map(|(at, _)| at).collect(),
        reach: placed.zip(line.rung).map(|(placed, rung)| placed.rung.cmp(&rung)),
    })
}

/// The stakes of every event: the thresholds that it touches, and those that its actors, or others
/// of their sides, hold or are warned by, as far as they stood.
pub fn find_stakes(
    nouns: &Nouns,
    backlinks: &Backlinks,
    histories: &Table<History>,
    sides: &Sides,
) -> Table<Vec<Stake>> {
    let of_side = of_sides(nouns, backlinks, sides);
    let events: Vec<(Index<Event>, &Event)> = nouns.events.entries().collect();
    let stakes = events.into_par_iter().map(|(index, event)| {
        let mut thresholds: BTreeSet<Index<Threshold>> =
            event.thresholds.iter().map(|effect| effect.threshold).collect();
        let touched = thresholds.clone();
        for part in &event.actors {
            let links = backlinks.actors.beside_index(part.actor);
            thresholds.extend(links.holds.iter().chain(&links.addressed));
            if let Some(side) = sides.of_actor(part.actor) {
                thresholds.extend(&of_side[usize::from(side.0)]);
            }
        }
        let stakes = thresholds.into_iter().filter_map(|it| stake(nouns, histories, index, it));
        let matters = |stake: &Stake| {
            let stood = |status: &Status| !matches!(status, Status::Undeclared | Status::Withdrawn);
            touched.contains(&stake.threshold) || stake.statuses.iter().any(stood)
        };
        stakes.filter(matters).collect()
    });
    Table::from(stakes.collect::<Vec<Vec<Stake>>>())
}

/// The thresholds that the actors of each side hold or are warned by.
fn of_sides(
    nouns: &Nouns,
    backlinks: &Backlinks,
    sides: &Sides,
) -> Vec<BTreeSet<Index<Threshold>>> {
    let mut found = vec![BTreeSet::new(); sides.names.len()];
    for actor in nouns.actors.indexes() {
        if let Some(side) = sides.of_actor(actor) {
            let links = backlinks.actors.beside_index(actor);
            found[usize::from(side.0)].extend(links.holds.iter().chain(&links.addressed).copied());
        }
    }
    found
}
