//! The markup of chains: under each act's name its mark, with arrows between them over the lines of the rungs.

use maud::{Markup, html};

use crate::render::figure::arrow::Arrow;
use crate::render::figure::chain::rung_axis::RungTick;
use crate::render::figure::label::Line;
use crate::render::figure::mark::Mark;
use crate::render::figure::svg::{
    LINE_END, Percent, TICK_BASELINE, arrows, lines, marks, side_shapes,
};
use crate::render::figure::text::SvgText;
use crate::render::views::SideView;

/// What is drawn.
pub struct Chains<'a> {
    /// In pixels, without the axis.
    pub height: i32,
    /// What its marks are of.
    pub sides: &'a [SideView],
    pub rungs: &'a [RungTick],
    pub arrows: Vec<Arrow>,
    pub acts: Vec<Act>,
}

/// An event of a chain.
pub struct Act {
    /// Date and title.
    pub lines: Vec<Line>,
    /// `None` for an event that is not on the ladder.
    pub mark: Option<Mark>,
}

/// The chains of a figure with this id.
pub fn body(id: &str, chains: &Chains<'_>) -> Markup {
    let height = chains.height;
    html! {
        (side_shapes(id, chains.sides))
        @for rung in chains.rungs {
            line.grid x1=(Percent(rung.x)) x2=(Percent(rung.x)) y1="0" y2=(height + LINE_END) {}
            text.tick x=(Percent(rung.x)) y=(height + TICK_BASELINE) text-anchor="middle" { (rung.label) title { (SvgText(&rung.name)) } }
        }
        (arrows(id, &chains.arrows))
        @for act in &chains.acts {
            (lines(&act.lines, "act-name", 0.0))
            (marks(id, act.mark.as_slice()))
        }
    }
}
