//! The bars of a timeline as a table.

use maud::html;

use crate::render::figure::table;
use crate::render::figure::text::SvgText;
use crate::render::figure::timeline::bar::{Bar, UncertainSpan};
use crate::render::views::FigureTableView;

/// How many events began in each period, by type, and below them those of which it is not certain.
pub fn timeline_table(bars: &[Bar], spreads: &[UncertainSpan]) -> FigureTableView {
    let content = html! {
        thead { tr { th scope="col" { "When" } th scope="col" { "Events" } th scope="col" { "Types" } } }
        tbody {
            @for bar in bars {
                tr;
                td; (table::link(&bar.url, &bar.period))
                td; (bar.count)
                td; (SvgText(&bar.types))
            }
            @for spread in spreads {
                tr;
                td; "not certain"
                td; "1"
                td; (table::link(&spread.url, &spread.label))
            }
        }
    };
    table::named("The same as a table", content)
}
