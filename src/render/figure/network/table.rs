//! The lines of a network as a table.

use maud::html;

use crate::render::figure::drawing::Drawing;
use crate::render::figure::network::graph::Graph;
use crate::render::figure::network::tie::TieLine;
use crate::render::figure::table;
use crate::render::figure::text::SvgText;
use crate::render::views::FigureTableView;

/// Every line with the two actors that it ties.
pub fn network_table(drawing: &Drawing<'_>, graph: &Graph, lines: &[TieLine]) -> FigureTableView {
    let title = |at: usize| &drawing.dossier().actors[graph.actors[at]].header.title;
    let content = html! {
        thead { tr { th scope="col" { "Actor" } th scope="col" { "Tie" } th scope="col" { "Other actor" } } }
        tbody {
            @for line in lines {
                tr;
                td; (SvgText(title(line.from)))
                td; (table::link(&line.edge.url, &line.edge.words))
                td; (SvgText(title(line.to)))
            }
        }
    };
    table::named("The ties as a table", content)
}
