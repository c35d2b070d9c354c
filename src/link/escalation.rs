//! Escalation: what follows from the events for thresholds and ladders. Pure functions of the linked
//! documents; `docs/escalation.md` is the model that they carry out.

mod act;
mod cause;
#[cfg(test)]
mod enumeration;
mod follower;
mod history;
mod levels;
#[cfg(test)]
mod notation;
mod record;
mod stakes;
mod status;

use std::collections::HashMap;

use jiff::civil;
use rayon::prelude::*;

use crate::link::backlinks::Backlinks;
use crate::link::nouns::Nouns;
use crate::model::event::{Effect, Event};
use crate::model::table::{Index, Table};
use crate::model::threshold::Threshold;

pub use cause::Chains;
pub use history::{Cause, History, Segment};
pub use levels::{Level, Levels, Side, Sides, Step, levels};
pub use record::{Crossing, CrossingOutcome, CrossingRecord, Lag};
pub use stakes::Stake;

use act::{Act, Line, narrow};
use cause::Nearest;

/// All that is derived of a site's thresholds and ladders.
#[derive(Debug, Default)]
pub struct Escalation {
    /// By threshold.
    pub histories: Table<History>,
    /// By threshold.
    pub records: Table<CrossingRecord>,
    pub sides: Sides,
    /// By ladder.
    pub levels: Table<Levels>,
    pub chains: Chains,
    /// By event: the thresholds at stake on its day.
    pub stakes: Table<Vec<Stake>>,
}

/// Derives everything. `window` is the number of days that an answer to a crossing may take.
pub fn derive_escalation(
    nouns: &Nouns,
    backlinks: &Backlinks,
    window: u32,
    as_of: civil::Date,
) -> Escalation {
    let thresholds: Vec<Index<Threshold>> = nouns.thresholds.indexes().collect();
    let derive = |index: &Index<Threshold>| threshold(nouns, backlinks, *index, window, as_of);
    let ((sides, levels), (chains, derived)) = rayon::join(
        || {
            let sides = Sides::derive(nouns);
            let of = |ladder| Levels::derive(nouns, backlinks, &sides, ladder, as_of);
            let levels = nouns.ladders.indexes().map(of).collect();
            (sides, levels)
        },
        || (Chains::find(nouns), thresholds.par_iter().map(derive).collect::<Vec<_>>()),
    );
    let (histories, records): (Vec<History>, Vec<CrossingRecord>) = derived.into_iter().unzip();
    let histories = histories.into_iter().collect();
    let stakes = stakes::find_stakes(nouns, backlinks, &histories, &sides);
    Escalation { histories, records: records.into_iter().collect(), sides, levels, chains, stakes }
}

fn threshold(
    nouns: &Nouns,
    backlinks: &Backlinks,
    index: Index<Threshold>,
    window: u32,
    as_of: civil::Date,
) -> (History, CrossingRecord) {
    let threshold = &nouns.thresholds[index];
    let touches = backlinks.touches.beside_index(index).iter();
    let mut acts: Vec<Act> = touches
        .filter_map(|touch| {
            let event = &nouns.events[touch.event];
            let days = event.date.beginning().filter(|_| event.counts())?;
            let ends = event.date.days().filter(|_| event.date.is_interval());
            let effect = event.thresholds[touch.effect].effect;
            Some(Act { touch: *touch, effect, days, ends: ends.map(|days| days.last) })
        })
        .collect();
    let order = |act: &Act| (act.days, act.touch.event, status::rank(act.effect));
    acts.sort_by_key(order);
    narrow(&mut acts, &|one, other| precedes(nouns, one, other));
    acts.sort_by_key(order);
    let precedes = |one: usize, other: usize| precedes(nouns, &acts[one], &acts[other]);
    let line = Line {
        acts: &acts,
        precedes: &precedes,
        since: threshold.since.as_ref().and_then(|since| since.days()),
        unspoken: threshold.is_unspoken() && threshold.since.is_none(),
        window,
        as_of,
    };
    let history = History::follow(&line);
    let answered = answered(nouns, &acts);
    let answers = |at: usize| answered.get(&at).cloned().unwrap_or_default();
    let record = CrossingRecord::new(&line, &answers, &history.without_line);
    (history, record)
}

/// Whether one act certainly came before another: by their dates, because the other responds to it,
/// or by the order of effects within one event.
fn precedes(nouns: &Nouns, one: &Act, other: &Act) -> bool {
    let (event, other_event) = (one.touch.event, other.touch.event);
    if event == other_event {
        return (status::rank(one.effect), one.touch.effect)
            < (status::rank(other.effect), other.touch.effect);
    }
    // Days that overlap settle nothing, unless they are one day, with a time perhaps.
    let is_apart = one.days.precede(other.days) || other.days.precede(one.days);
    let is_exact = one.days.is_settled() && other.days.is_settled();
    if !is_apart && !is_exact && nouns.events[other_event].responds_to.is_empty() {
        return false;
    }
    let (date, other_date) = (&nouns.events[event].date, &nouns.events[other_event].date);
    date.begins_before(other_date)
        || (!other_date.begins_before(date) && cause::leads_to(nouns, event, other_event))
}

/// For each enforcement or waiver, the crossings that it responds to, all by position.
fn answered(nouns: &Nouns, acts: &[Act]) -> HashMap<usize, Vec<usize>> {
    let mut crossings: HashMap<Index<Event>, Vec<usize>> = HashMap::new();
    for (at, act) in acts.iter().enumerate().filter(|(_, act)| act.effect == Effect::Crosses) {
        crossings.entry(act.touch.event).or_default().push(at);
    }
    let mut nearest = Nearest::new(nouns, crossings);
    // Acts stand in the order of their days, so that an answer to an answer finds the first one's.
    let answering = acts.iter().enumerate();
    let answering =
        answering.filter(|(_, act)| matches!(act.effect, Effect::Enforces | Effect::Waives));
    answering.map(|(at, act)| (at, nearest.to(act.touch.event))).collect()
}
