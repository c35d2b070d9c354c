//! The firebreaks of a ladder as lines, with their names where these have room.

use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::render::figure::curve::marks::Marks;
use crate::render::figure::curve::rung_rows::RungRows;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::label::{self, Line};

/// How far firebreaks lie from each other that both bear their names, above or below, in pixels.
const NAMED_APART: f64 = 30.0;

/// How far the baseline of a firebreak's name lies above the line, or below it, in pixels.
const ABOVE: i32 = 3;
const BELOW: i32 = 12;

/// The height of a firebreak's name and of a mark around its middle, in pixels, and the width of a mark on
/// the narrowest page, in percent.
const NAME: i32 = 12;
const MARK: i32 = 8;
const MARK_WIDTH: f64 = 4.0;

/// A firebreak between two rungs.
pub struct FirebreakLine<'a> {
    pub name: &'a str,
    pub y: i32,
    /// Its name, where marks leave room for it.
    pub label: Option<FirebreakName>,
}

/// A firebreak's name, and at which end of the line it has room.
pub struct FirebreakName {
    pub line: Line,
    pub anchor: &'static str,
}

impl<'a> RungRows<'a> {
    /// The firebreaks, with their names where these run neither into each other nor into marks; the
    /// ladder's own figure has them all.
    pub fn firebreaks(
        &self,
        drawing: &Drawing<'a>,
        ladder: Index<Ladder>,
        marks: &Marks,
    ) -> Vec<FirebreakLine<'a>> {
        let ladder = &drawing.dossier().ladders[ladder];
        let mut firebreaks: Vec<FirebreakLine<'a>> = Vec::new();
        for rung in &ladder.rungs {
            let Some(firebreak) = ladder.firebreak_above(rung.number) else { continue };
            let y = self.y(rung.number) - (self.row / 2.0).round() as i32;
            let label = label::line(&format!("Firebreak: {}", firebreak.name), label::SMALL);
            let below = firebreaks.iter().rev().find(|it| it.label.is_some());
            let has_room = below.is_none_or(|it| f64::from(it.y - y) >= NAMED_APART);
            let place = free_place(&label, y, marks).filter(|_| has_room);
            let label = place.map(|(y, anchor)| {
                let line = Line { y, text: label };
                FirebreakName { line, anchor }
            });
            firebreaks.push(FirebreakLine { name: &firebreak.name, y, label });
        }
        firebreaks
    }
}

/// A place above or below a firebreak's line, at its start or end, where its name lies on no mark: the name's
/// baseline, and what of it stands at the edge.
fn free_place(label: &str, y: i32, marks: &Marks) -> Option<(i32, &'static str)> {
    let reach = label::share(label, label::SMALL) + MARK_WIDTH;
    [y - ABOVE, y + BELOW].into_iter().find_map(|baseline| {
        let near = (baseline - NAME - MARK)..(baseline + MARK);
        let near = marks.every().filter(|mark| near.contains(&mark.y));
        let places: Vec<f64> = near.map(|mark| mark.x).collect();
        if places.iter().all(|x| *x > reach) {
            Some((baseline, "start"))
        } else if places.iter().all(|x| *x < 100.0 - reach) {
            Some((baseline, "end"))
        } else {
            None
        }
    })
}
