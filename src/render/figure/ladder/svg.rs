//! The markup of a ladder: a line from side to side above each rung, and firebreaks as lines with their names.

use maud::{Markup, html};

use crate::render::figure::label::{INSET, LINE_HEIGHT};
use crate::render::figure::ladder::row::LadderRow;
use crate::render::figure::svg::{lines, marks, side_shapes};
use crate::render::figure::text::SvgText;
use crate::render::views::SideView;

/// How far a firebreak's name stands above its line, in pixels.
const ABOVE: i32 = 4;

/// The rows of a ladder in a figure with this id.
pub fn body(id: &str, sides: &[SideView], rows: &[LadderRow]) -> Markup {
    html! {
        (side_shapes(id, sides))
        @for row in rows {
            @match row {
                LadderRow::Firebreak(name) => {
                    line.firebreak-line x1="0" x2="100%" y1=(name.y) y2=(name.y) {}
                    text.firebreak-name x="100%" y=(name.y - ABOVE) text-anchor="end" { (SvgText(&name.text)) }
                }
                LadderRow::Rung(row) => {
                    line.step-line x1="0" x2="100%" y1=(row.top) y2=(row.top) {}
                    @if let Some(number) = row.number {
                        text.rung-figure x="0" y=(row.top + LINE_HEIGHT) { (number) }
                    }
                    (lines(&row.lines, "rung-name", INSET))
                    @for threshold in &row.thresholds {
                        a.figure-link href=(SvgText(&threshold.url)) {
                            title { (SvgText(&threshold.text)) }
                            (lines(&threshold.lines, "threshold-name", INSET))
                        }
                    }
                    (marks(id, &row.marks))
                }
            }
        }
    }
}
