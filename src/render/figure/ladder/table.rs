//! The events on a ladder as a table.

use maud::html;

use crate::render::figure::drawing::Drawing;
use crate::render::figure::ladder::placed::Placed;
use crate::render::figure::mark;
use crate::render::figure::table;
use crate::render::figure::text::SvgText;
use crate::render::views::FigureTableView;

/// Every event, by date, with its rung and its sides.
pub fn ladder_table(drawing: &Drawing<'_>, placed: &[Placed]) -> FigureTableView {
    // Of more events than a figure draws, the ladder's own page has the links.
    let is_linked = placed.len() <= mark::MOST;
    let content = html! {
        thead { tr { th scope="col" { "Date" } th scope="col" { "Event" } th scope="col" { "Rung" } th scope="col" { "Side" } } }
        tbody {
            @for Placed { spot, rung, sides } in placed {
                @let event = &drawing.dossier().events[spot.event];
                tr;
                td; (SvgText(event.date.words()))
                td; @if is_linked { (table::event(drawing, spot.event)) } @else { (SvgText(&event.header.title)) }
                td; (rung)
                td; (SvgText(&drawing.side_names(sides).join(", ")))
            }
        }
    };
    table::named("The events as a table", content)
}
