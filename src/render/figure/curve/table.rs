//! The levels of a curve as a table.

use std::borrow::Cow;

use jiff::civil;
use maud::html;

use crate::link::{Level, Side};
use crate::model::date::Date;
use crate::render::figure::curve::levels::Shown;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::table;
use crate::render::figure::text::SvgText;
use crate::render::views::FigureTableView;

/// Every level that is drawn, by date, with the events that reached it.
pub fn curve_table(drawing: &Drawing<'_>, shown: &Shown) -> FigureTableView {
    let sides = shown.sides.iter();
    let mut rows: Vec<(civil::Date, Option<Side>, &Level)> = sides
        .flat_map(|(side, levels)| levels.iter().map(|level| (level.from.first, *side, level)))
        .collect();
    rows.sort_by_key(|(day, side, level)| (*day, *side, level.from.last));
    let content = html! {
        thead { tr { th scope="col" { "From" } th scope="col" { "Side" } th scope="col" { "Rung" } th scope="col" { "Reached by" } } }
        tbody {
            @for (_, side, level) in rows {
                tr;
                td; (SvgText(date(drawing, level).words()))
                td; @if let Some(side) = side { (SvgText(drawing.escalation().sides.name(side))) }
                td; (level.rung)
                td; (table::events(drawing, &level.events))
            }
        }
    };
    table::named("The levels as a table", content)
}

/// A level whose day is not known is dated as its event is.
fn date<'a>(drawing: &Drawing<'a>, level: &Level) -> Cow<'a, Date> {
    let event = level.events.first().filter(|_| !level.from.is_settled());
    match event {
        Some(event) => Cow::Borrowed(&drawing.dossier().events[*event].date),
        None => Cow::Owned(Date::on(level.from.first)),
    }
}
