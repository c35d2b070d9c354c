//! The histories of lanes as a table.

use maud::html;

use crate::link::Segment;
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::render::escalation::{since, status_words};
use crate::render::figure::drawing::Drawing;
use crate::render::figure::table;
use crate::render::figure::text::SvgText;
use crate::render::view;
use crate::render::views::{FigureTableView, TermView};

/// The whole history of each threshold, from where it begins.
pub fn lanes_table(drawing: &Drawing<'_>, thresholds: &[Index<Threshold>]) -> FigureTableView {
    let content = html! {
        thead { tr { th scope="col" { "Threshold" } th scope="col" { "History" } } }
        tbody {
            @for index in thresholds {
                tr;
                td; (table::link(&drawing.url(*index), &drawing.dossier().thresholds[*index].header.title))
                td; (SvgText(&history(drawing, *index)))
            }
        }
    };
    table::named("The histories as a table", content)
}

/// "Standing 3 May 2019; Crossed 2 June 2020".
fn history(drawing: &Drawing<'_>, index: Index<Threshold>) -> String {
    let segments = &drawing.escalation().histories.beside_index(index).segments;
    let words = |segment: &Segment| {
        let since = since(drawing.dossier(), segment)?;
        let statuses: Vec<TermView> = segment.statuses.iter().map(|it| view::term(*it)).collect();
        Some(format!("{} {}", status_words(&statuses), since.words()))
    };
    segments.iter().filter_map(words).collect::<Vec<_>>().join("; ")
}
