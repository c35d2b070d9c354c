//! The marks of the events that reached levels, and the arrows between them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::event::Event;
use crate::model::table::Index;
use crate::render::figure::arrow::{Arrow, MarkPlace};
use crate::render::figure::curve::levels::Shown;
use crate::render::figure::curve::rung_rows::RungRows;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::mark::{self, Mark, Shape, Spot};
use crate::render::figure::scale::Scale;
use crate::render::figure::side::{NO_SIDE, side_number};

/// How far the lines of different sides are kept apart, and the first from the last at most, in pixels.
const APART: f64 = 3.0;
const MOST_APART: f64 = 12.0;

/// How many arrows are drawn at most.
const MOST_ARROWS: usize = 100;

/// Sides on one rung at one time are drawn a little apart: how far a side's line lies below the middle,
/// in pixels.
pub fn lift(number: usize, count: usize) -> i32 {
    let last = count.saturating_sub(1) as f64;
    let apart = APART.min(MOST_APART / last.max(1.0));
    ((number as f64 - last / 2.0) * apart).round() as i32
}

/// The marks of the events that reached levels.
pub struct Marks {
    /// Beside the sides that the figure shows.
    pub of_sides: Vec<Vec<Mark>>,
    /// Those that stand for events of several sides.
    pub joint: Vec<Mark>,
}

impl Marks {
    pub fn new(drawing: &Drawing<'_>, scale: &Scale, rows: &RungRows<'_>, shown: &Shown) -> Self {
        let mut by_rung: BTreeMap<u32, Vec<(usize, Spot)>> = BTreeMap::new();
        for (number, (side, levels)) in shown.sides.iter().enumerate() {
            for level in levels {
                let side = side_number(*side);
                let spot = |event: &Index<Event>| {
                    (number, Spot { event: *event, days: level.from, side, effect: None })
                };
                by_rung.entry(level.rung).or_default().extend(level.events.iter().map(spot));
            }
        }
        let mut marks = Self { of_sides: vec![Vec::new(); shown.sides.len()], joint: Vec::new() };
        for (rung, mut spots) in by_rung {
            // What reached a rung and held it is one event still.
            spots.sort_by_key(|(number, spot)| (*number, spot.event, spot.days));
            spots.dedup_by_key(|(number, spot)| (*number, spot.event));
            let all = spots.iter().map(|(_, spot)| spot.clone()).collect();
            for mark in mark::gather(drawing, scale, all, rows.y(rung)) {
                let own = spots.iter().filter(|(_, spot)| mark.events.contains(&spot.event));
                let sides = own.map(|(number, _)| *number).collect();
                marks.add(mark, sides);
            }
        }
        marks
    }

    /// Puts a mark on the line of its side, or between them.
    pub fn add(&mut self, mut mark: Mark, sides: BTreeSet<usize>) {
        match sides.first() {
            Some(side) if sides.len() == 1 || mark.events.len() == 1 => {
                mark.y += lift(*side, self.of_sides.len());
                self.of_sides[*side].push(mark);
            }
            _ => {
                mark.shape = Shape::OfSide(NO_SIDE);
                self.joint.push(mark);
            }
        }
    }

    pub fn every(&self) -> impl Iterator<Item = &Mark> {
        self.of_sides.iter().flatten().chain(&self.joint)
    }
}

/// Arrows between marks of which one answers the other, the most important first.
pub fn arrows<'m>(drawing: &Drawing<'_>, marks: impl Iterator<Item = &'m Mark>) -> Vec<Arrow> {
    let dossier = drawing.dossier();
    let mut place: HashMap<Index<Event>, MarkPlace> = HashMap::new();
    for mark in marks {
        for event in &mark.events {
            place.entry(*event).or_insert((mark.x, mark.y));
        }
    }
    let mut answers: Vec<(Index<Event>, Index<Event>)> = place
        .keys()
        .flat_map(|answer| {
            let causes = dossier.events[*answer].responds_to.iter();
            causes.filter(|cause| place.contains_key(cause)).map(|cause| (*cause, *answer))
        })
        .filter(|(cause, answer)| place[cause] != place[answer])
        .collect();
    let importance = |event: Index<Event>| dossier.events[event].facts.importance.unwrap_or(0);
    answers.sort_unstable_by_key(|(cause, answer)| {
        (std::cmp::Reverse(importance(*answer)), *answer, *cause)
    });
    answers.truncate(MOST_ARROWS);
    answers.sort_unstable();
    let arrow = |(cause, answer): (Index<Event>, Index<Event>)| {
        drawing.arrow((cause, place[&cause]), (answer, place[&answer]))
    };
    answers.into_iter().map(arrow).collect()
}

#[cfg(test)]
mod tests {
    use super::lift;

    #[test]
    fn lines_lie_apart_around_their_rung_and_never_far_from_it() {
        assert_eq!(lift(0, 1), 0);
        assert_eq!([lift(0, 3), lift(1, 3), lift(2, 3)], [-3, 0, 3]);
        for count in 1..20 {
            let lifts: Vec<i32> = (0..count).map(|number| lift(number, count)).collect();
            assert!(lifts.is_sorted() && lifts.iter().all(|lift| lift.abs() <= 6), "{lifts:?}");
        }
    }
}
