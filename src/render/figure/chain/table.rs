//! Chains as a table: each act with what it answered.

use maud::html;

use crate::link::Lag;
use crate::model::event::Event;
use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::render::escalation::lag_words;
use crate::render::figure::chain::rung_axis::rung_of;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::table;
use crate::render::figure::text::SvgText;
use crate::render::views::FigureTableView;

/// Every act of the chains, by date within each.
pub fn chain_table(
    drawing: &Drawing<'_>,
    ladder: Option<Index<Ladder>>,
    chains: &[Vec<Index<Event>>],
) -> FigureTableView {
    let content = html! {
        thead { tr {
            th scope="col" { "Date" } th scope="col" { "Event" } th scope="col" { "Rung" }
            th scope="col" { "In answer to" } th scope="col" { "When" } th scope="col" { "Change of rung" }
        } }
        tbody {
            @for index in chains.iter().flatten() {
                @let event = &drawing.dossier().events[*index];
                @let rung = rung_of(event, ladder);
                @let causes = || event.responds_to.iter().map(|cause| &drawing.dossier().events[*cause]);
                tr;
                td; (SvgText(event.date.words()))
                td; (table::event(drawing, *index))
                td; @if let Some(rung) = rung { (rung) }
                td; (table::events(drawing, &event.responds_to))
                td; (SvgText(&joined(causes().map(|act| after(act, event)))))
                td; (SvgText(&joined(causes().map(|act| Some(change(rung_of(act, ladder)?, rung?))))))
            }
        }
    };
    table::named("The chain as a table", content)
}

/// What is known of each answer, with an empty place for those of which nothing is.
fn joined(each: impl Iterator<Item = Option<String>>) -> String {
    each.map(Option::unwrap_or_default).collect::<Vec<_>>().join("; ")
}

/// The time from act to answer, where the dates tell it and are not the wrong way round.
fn after(act: &Event, answer: &Event) -> Option<String> {
    let (act, answer) = act.date.days().zip(answer.date.days())?;
    (!answer.precede(act)).then(|| lag_words(Lag::between(act, answer)))
}

/// How many rungs higher the answer is, or lower: "+1", "−2", "0".
fn change(from: u32, to: u32) -> String {
    match i64::from(to) - i64::from(from) {
        0 => "0".to_owned(),
        up @ 1.. => format!("+{up}"),
        down => format!("−{}", -down),
    }
}
