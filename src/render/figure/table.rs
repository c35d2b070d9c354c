//! What the tables have in common that say in words what drawings show. Rows and cells have no end tags, which HTML
//! leaves to their author: a table may tell of thousands of events.

use maud::{Markup, html};

use crate::model::event::Event;
use crate::model::table::Index;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::text::{SvgText, safe};
use crate::render::views::FigureTableView;

/// A table by its name, with its head and its rows.
pub fn named(label: &'static str, content: Markup) -> FigureTableView {
    FigureTableView { label, content: safe(content) }
}

/// A link.
pub fn link(url: &str, title: &str) -> Markup {
    html! { a href=(SvgText(url)) { (SvgText(title)) } }
}

/// A link to an event.
pub fn event(drawing: &Drawing<'_>, index: Index<Event>) -> Markup {
    link(&drawing.url(index), &drawing.dossier().events[index].header.title)
}

/// Links to events in a row: "A, B and C".
pub fn events(drawing: &Drawing<'_>, indexes: &[Index<Event>]) -> Markup {
    html! {
        @for (number, index) in indexes.iter().enumerate() {
            @match number {
                0 => {}
                _ if number + 1 == indexes.len() => " and ",
                _ => ", ",
            }
            (event(drawing, *index))
        }
    }
}
