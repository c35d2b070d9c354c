//! The axis of rungs that chains reach.

use std::collections::BTreeSet;

use crate::model::event::Event;
use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::label;
use crate::render::figure::scale::rounded;

/// What labels of rungs leave free between each other on the narrowest page, in percent.
const BETWEEN_LABELS: f64 = 2.0;

/// A rung on the axis.
pub struct RungTick {
    pub number: u32,
    pub name: String,
    pub x: f64,
    /// Its number, with "Rung" where there is room.
    pub label: String,
}

impl RungTick {
    /// Whether its label does not run into that of the tick before.
    fn has_room_after(&self, before: &Self) -> bool {
        let widths = [before, self].map(|tick| label::share(&tick.label, label::SMALL));
        self.x - before.x >= (widths[0] + widths[1]) / 2.0 + BETWEEN_LABELS
    }
}

/// The rungs that the chains reach, from left to right.
pub struct RungAxis {
    pub rungs: Vec<RungTick>,
    lowest: f64,
    highest: f64,
}

impl RungAxis {
    pub fn new(
        drawing: &Drawing<'_>,
        ladder: Option<Index<Ladder>>,
        chains: &[Vec<Index<Event>>],
    ) -> Self {
        let dossier = drawing.dossier();
        let Some(ladder) = ladder else {
            return Self { rungs: Vec::new(), lowest: 0.0, highest: 0.0 };
        };
        let events = chains.iter().flatten();
        let used: BTreeSet<u32> = events
            .filter_map(|event| Some(dossier.events[*event].placement_on(ladder)?.rung))
            .collect();
        let ends = used.first().zip(used.last());
        let (lowest, highest) =
            ends.map_or((0.0, 0.0), |(low, high)| (f64::from(*low), f64::from(*high)));
        let mut axis = Self { rungs: Vec::new(), lowest, highest };
        for number in used {
            let x = axis.x(number);
            let rung = dossier.ladders[ladder].rung(number);
            let name = rung.map(|rung| rung.name.clone()).unwrap_or_default();
            let tick = RungTick { number, name, x, label: number.to_string() };
            if axis.rungs.last().is_none_or(|last| tick.has_room_after(last)) {
                axis.rungs.push(tick);
            }
        }
        let with_words = |rung: &RungTick| RungTick {
            label: format!("Rung {}", rung.number),
            name: rung.name.clone(),
            ..*rung
        };
        let in_words: Vec<RungTick> = axis.rungs.iter().map(with_words).collect();
        if in_words.windows(2).all(|pair| pair[1].has_room_after(&pair[0])) {
            axis.rungs = in_words;
        }
        axis
    }

    pub fn x(&self, rung: u32) -> f64 {
        if self.highest <= self.lowest {
            return 50.0;
        }
        rounded(8.0 + 84.0 * (f64::from(rung) - self.lowest) / (self.highest - self.lowest))
    }
}

pub fn rung_of(event: &Event, ladder: Option<Index<Ladder>>) -> Option<u32> {
    Some(event.placement_on(ladder?)?.rung)
}
