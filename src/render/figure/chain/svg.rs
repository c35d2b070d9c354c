//! The markup of chains: under each act's name its mark, with arrows between them over the lines of the rungs.

use maud::{Markup, html};

use crate::render::figure::Arrow;
use crate::render::figure::chain::{Act, RungTick};
use crate::render::figure::svg::{self, AXIS_LINES, AXIS_TEXT, Percent, lines, marks};

/// The chains of a figure with this id, in a drawing so many pixels high.
pub fn body(id: &str, height: i32, rungs: &[RungTick], arrows: &[Arrow], acts: &[Act]) -> Markup {
    html! {
        @for rung in rungs {
            line.grid x1=(Percent(rung.x)) x2=(Percent(rung.x)) y1="0" y2=(height - AXIS_LINES) {}
            text.tick x=(Percent(rung.x)) y=(height - AXIS_TEXT) text-anchor="middle" { (rung.label) title { (rung.name) } }
        }
        (svg::arrows(id, arrows))
        @for act in acts {
            (lines(&act.lines, "act-name", 0.0))
            (marks(id, act.mark.as_slice()))
        }
    }
}
