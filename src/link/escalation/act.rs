//! The acts that a threshold's history follows from, with the days among which each fell.

use jiff::{ToSpan as _, civil};

use crate::link::backlinks::ThresholdTouch;
use crate::model::date::Days;
use crate::model::event::Effect;

/// An effect on the threshold, with the days among which it fell: of an event that lasts, on its
/// first.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    pub touch: ThresholdTouch,
    pub effect: Effect,
    pub days: Days,
    /// The last day of an event that lasts.
    pub ends: Option<civil::Date>,
}

impl Act {
    /// All of its days.
    pub fn span(self) -> Days {
        let last = self.ends.map_or(self.days.last, |end| end.max(self.days.last));
        Days { first: self.days.first, last }
    }
}

/// All that a threshold's history follows from.
pub struct Line<'a> {
    /// In the order of their days.
    pub acts: &'a [Act],
    /// Whether one act, by its position, certainly came before another.
    pub precedes: &'a dyn Fn(usize, usize) -> bool,
    /// From when it stands without a declaration.
    pub since: Option<Days>,
    /// Whether its first act shows that it stands.
    pub unspoken: bool,
    /// How many days an answer to a crossing may take.
    pub window: u32,
    /// The day that counts as today; what lies after it is not told.
    pub as_of: civil::Date,
}

/// Narrows the days of acts by their order: what follows another came on its first day at the
/// earliest, and what another follows on the other's last day at the latest. Takes acts in the order
/// of their days.
pub fn narrow(acts: &mut [Act], precedes: &dyn Fn(&Act, &Act) -> bool) {
    // One moment has dates up to two days apart, in Samoa and on Baker Island.
    const APART: i64 = 2;
    let wide: Vec<Act> = acts.to_vec();
    for (at, one) in wide.iter().enumerate() {
        let end = one.days.last.saturating_add(APART.days());
        let near = wide.iter().enumerate().skip(at + 1).take_while(|(_, it)| it.days.first <= end);
        for (later, other) in near.filter(|(_, other)| other.days != one.days) {
            let (first, second) = match () {
                () if precedes(one, other) => (at, later),
                () if precedes(other, one) => (later, at),
                () => continue,
            };
            acts[second].days.first = acts[second].days.first.max(wide[first].days.first);
            acts[first].days.last = acts[first].days.last.min(wide[second].days.last);
        }
    }
    // Times in different zones may name the later day for the earlier moment.
    for act in acts {
        act.days.last = act.days.last.max(act.days.first);
    }
}
