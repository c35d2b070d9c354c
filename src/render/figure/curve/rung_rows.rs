//! The axis of levels: where each rung of the ladder lies.

use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::render::figure::drawing::Drawing;

/// Heights in pixels: of the whole drawing at most, of a rung at most and at least.
const HEIGHT: f64 = 420.0;
const HIGHEST_ROW: f64 = 34.0;
const LOWEST_ROW: f64 = 7.0;

/// The least height of a row in which the number of its rung has room.
const LABELLED_ROW: f64 = 14.0;

/// What marks take above the highest rung and below the lowest, in pixels.
const EDGE: f64 = 8.0;

/// A rung on the axis of levels.
pub struct RungLine<'a> {
    pub number: u32,
    pub name: &'a str,
    pub y: i32,
    /// Whether there is room for its number.
    pub is_labelled: bool,
}

/// Where each rung lies.
pub struct RungRows<'a> {
    pub rungs: Vec<RungLine<'a>>,
    pub row: f64,
    pub height: f64,
}

impl<'a> RungRows<'a> {
    pub fn new(drawing: &Drawing<'a>, ladder: Index<Ladder>) -> Self {
        let ladder = &drawing.dossier().ladders[ladder];
        let count = ladder.rungs.len().max(1) as f64;
        let row = (HEIGHT / count).clamp(LOWEST_ROW, HIGHEST_ROW);
        let height = row * count + row / 2.0 + 2.0 * EDGE;
        let y = |position: usize| (height - EDGE - row * (position as f64 + 0.75)).round() as i32;
        let every = (LABELLED_ROW / row).ceil().max(1.0) as usize;
        let rungs = ladder.rungs.iter().enumerate().map(|(position, rung)| RungLine {
            number: rung.number,
            name: &rung.name,
            y: y(position),
            is_labelled: position % every == 0,
        });
        Self { rungs: rungs.collect(), row, height }
    }

    pub fn y(&self, rung: u32) -> i32 {
        let position = self.rungs.binary_search_by_key(&rung, |row| row.number);
        position.map_or(0, |position| self.rungs[position].y)
    }
}
