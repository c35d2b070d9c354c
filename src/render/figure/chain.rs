//! Chains of act and answer: events from the top down in the order of time, from left to right by
//! rung, with arrows from each act to its answers.

mod rung_axis;
mod svg;
mod table;

use std::collections::{BTreeSet, HashMap};

use crate::model::event::Event;
use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::render::figure::arrow::{Arrow, MarkPlace};
use crate::render::figure::chain::rung_axis::{RungAxis, rung_of};
use crate::render::figure::chain::svg::{Act, Chains};
use crate::render::figure::drawing::Drawing;
use crate::render::figure::label::{self, LINE_HEIGHT};
use crate::render::figure::mark::{Mark, event_label};
use crate::render::figure::side::{legend, side_number};
use crate::render::figure::svg::{AXIS, draw_into};
use crate::render::views::FigureView;

/// How many events are drawn at most.
const MOST_ACTS: usize = 40;

/// Heights in pixels.
const STRIP: i32 = 26;
const SPACE: i32 = 6;
const BETWEEN_CHAINS: i32 = 18;

/// Draws the figure: the chain of an event or of a threshold's events, or the latest ones.
pub fn draw(drawing: &Drawing<'_>) -> FigureView {
    let mut figure = drawing.frame(
        "Acts and their answers from the top down in the order of time. The further to the right a \
         mark stands, the higher is its rung; an arrow leads from an act to its answer.",
    );
    let (chains, left_out) = chains(drawing);
    if left_out > 0 {
        let chains = if left_out == 1 { "chain is" } else { "chains are" };
        figure.remarks.push(format!("{left_out} earlier {chains} not drawn."));
    }
    let ladder = drawing.ladder();
    let axis = RungAxis::new(drawing, ladder, &chains);
    let mut top = 0;
    let mut acts: Vec<Act> = Vec::new();
    let mut place: HashMap<Index<Event>, MarkPlace> = HashMap::new();
    for (number, chain) in chains.iter().enumerate() {
        top += if number > 0 { BETWEEN_CHAINS } else { 0 };
        for event in chain {
            let act = act(drawing, ladder, &axis, *event, top);
            top += act.lines.len() as i32 * LINE_HEIGHT + STRIP + SPACE;
            if let Some(mark) = &act.mark {
                place.insert(*event, (mark.x, mark.y));
            }
            acts.push(act);
        }
    }
    let sides = drawing.sides_of(chains.iter().flatten().map(|event| {
        let sides = &drawing.escalation().sides;
        sides.initiating(&drawing.dossier().events[*event]).first().copied()
    }));
    figure.ladder = ladder.and_then(|ladder| drawing.ladder_link(ladder));
    if acts.is_empty() {
        figure.empty = Some("No event is entered as an answer to another.");
    } else {
        let arrows = arrows(drawing, &chains, &place);
        let drawn = Chains { height: top, sides: &sides, rungs: &axis.rungs, arrows, acts };
        draw_into(&mut figure, top + AXIS, None, svg::body(&drawing.id, &drawn));
        figure.table = Some(table::chain_table(drawing, ladder, &chains));
    }
    figure.sides = legend(sides);
    figure
}

/// The chains to draw, by date, and how many earlier ones there is no room for.
fn chains(drawing: &Drawing<'_>) -> (Vec<Vec<Index<Event>>>, usize) {
    let dossier = drawing.dossier();
    let all = &dossier.escalation.chains;
    let of_threshold = drawing.figure.threshold.map(|threshold| {
        let touches = dossier.backlinks.touches.beside_index(threshold).iter();
        touches.map(|touch| touch.event).collect::<BTreeSet<Index<Event>>>()
    });
    let is_wanted = |chain: &Vec<Index<Event>>| {
        drawing.figure.event.is_none_or(|event| chain.contains(&event))
            && of_threshold.as_ref().is_none_or(|of| chain.iter().any(|event| of.contains(event)))
    };
    let shown = all.chains.iter().filter(|chain| is_wanted(chain)).map(|chain| {
        let shown = chain.iter().copied().filter(|event| drawing.days(*event).is_some());
        shown.collect::<Vec<_>>()
    });
    let shown: Vec<Vec<Index<Event>>> = shown.filter(|chain| chain.len() > 1).collect();
    let mut kept: Vec<Vec<Index<Event>>> = Vec::new();
    let mut room = MOST_ACTS;
    let mut left_out = 0;
    for chain in shown.into_iter().rev() {
        // One long chain is shown by its latest acts rather than not at all.
        let fits = chain.len() <= room || kept.is_empty();
        if fits && room > 0 {
            let from = chain.len().saturating_sub(room);
            room -= chain.len() - from;
            kept.push(chain[from..].to_vec());
        } else {
            room = 0;
            left_out += 1;
        }
    }
    kept.reverse();
    (kept, left_out)
}

fn act(
    drawing: &Drawing<'_>,
    ladder: Option<Index<Ladder>>,
    axis: &RungAxis,
    index: Index<Event>,
    top: i32,
) -> Act {
    let event = &drawing.dossier().events[index];
    let text = event_label(&event.date, &event.header.title);
    let lines = label::lines(&text, label::TEXT, 0.0, top + LINE_HEIGHT);
    let y = top + lines.len() as i32 * LINE_HEIGHT + STRIP / 2;
    let side = side_number(drawing.escalation().sides.initiating(event).first().copied());
    let mark = rung_of(event, ladder).map(|rung| {
        let label = format!("{text} (rung {rung})");
        Mark::of_one(drawing, index, (axis.x(rung), y), side, label)
    });
    Act { lines, mark }
}

fn arrows(
    drawing: &Drawing<'_>,
    chains: &[Vec<Index<Event>>],
    place: &HashMap<Index<Event>, MarkPlace>,
) -> Vec<Arrow> {
    let events = &drawing.dossier().events;
    let mut arrows = Vec::new();
    for answer in chains.iter().flatten() {
        for cause in &events[*answer].responds_to {
            if let (Some(from), Some(to)) = (place.get(cause), place.get(answer)) {
                arrows.push(drawing.arrow((*cause, *from), (*answer, *to)));
            }
        }
    }
    arrows
}
