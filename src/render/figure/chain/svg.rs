//! The markup of chains: under each act's name its mark, with arrows between them over the lines of the rungs.

use maud::{Markup, html};

use crate::render::figure::Arrow;
use crate::render::figure::chain::{Act, RungTick};
use crate::render::figure::svg::{
    AXIS_LINES, AXIS_TEXT, Percent, arrows, lines, marks, side_shapes,
};
use crate::render::views::SideView;

/// What is drawn.
pub struct Drawn<'a> {
    /// In pixels, with the axis.
    pub height: i32,
    /// What its marks are of.
    pub sides: &'a [SideView],
    pub rungs: &'a [RungTick],
    pub arrows: Vec<Arrow>,
    pub acts: Vec<Act>,
}

/// The chains of a figure with this id.
pub fn body(id: &str, chains: &Drawn<'_>) -> Markup {
    let height = chains.height;
    html! {
        (side_shapes(id, chains.sides))
        @for rung in chains.rungs {
            line.grid x1=(Percent(rung.x)) x2=(Percent(rung.x)) y1="0" y2=(height - AXIS_LINES) {}
            text.tick x=(Percent(rung.x)) y=(height - AXIS_TEXT) text-anchor="middle" { (rung.label) title { (rung.name) } }
        }
        (arrows(id, &chains.arrows))
        @for act in &chains.acts {
            (lines(&act.lines, "act-name", 0.0))
            (marks(id, act.mark.as_slice()))
        }
    }
}
