//! Levels as steps of a line.

use jiff::ToSpan as _;

use crate::link::Level;
use crate::render::figure::curve::rung_rows::RungRows;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::scale::{Scale, rounded};

/// A level that holds for a while.
pub struct StepLine {
    pub x: f64,
    pub to: f64,
    pub y: i32,
    /// From where the step before leads to it.
    pub from_y: Option<i32>,
    /// Where the window after its last event ends: beyond, nothing is known to have held it.
    pub fades: f64,
}

pub fn steps(
    drawing: &Drawing<'_>,
    scale: &Scale,
    rows: &RungRows<'_>,
    levels: &[Level],
    lift: i32,
) -> Vec<StepLine> {
    let window = i64::from(drawing.renderer.site.window_days).days();
    let mut before: Option<i32> = None;
    let next =
        levels.iter().skip(1).map(|level| middle(scale, level)).chain([scale.x(drawing.end())]);
    let step = |(level, next): (&Level, f64)| {
        let x = middle(scale, level);
        let y = rows.y(level.rung) + lift;
        // What lasts holds its level to its end.
        let ends = level.events.iter().filter_map(|event| {
            let date = &drawing.dossier().events[*event].date;
            date.days().filter(|_| date.is_interval()).map(|days| days.last)
        });
        let held = ends.max().map_or(level.from.last, |end| end.max(level.from.last));
        let fades = scale.x(held.saturating_add(window)).min(next).max(x);
        StepLine { x, to: next.max(x), y, from_y: before.replace(y), fades }
    };
    levels.iter().zip(next).map(step).collect()
}

/// A level whose day is not known begins in the middle of what it may be.
fn middle(scale: &Scale, level: &Level) -> f64 {
    rounded((scale.x(level.from.first) + scale.x(level.from.last)) / 2.0)
}
