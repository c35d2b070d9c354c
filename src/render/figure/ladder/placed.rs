//! The events on a ladder that its figure shows.

use crate::link::Side;
use crate::model::event::Event;
use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::mark::Spot;
use crate::render::figure::side::side_number;

/// How many events before and after one are drawn with it.
const NEIGHBOURS: usize = 4;

/// An event on the ladder.
pub struct Placed {
    pub spot: Spot,
    /// Its rung's number.
    pub rung: u32,
    /// Those that initiated it.
    pub sides: Vec<Side>,
}

/// The events on the ladder that the figure shows, by date, with their rungs and sides.
pub fn placed(drawing: &Drawing<'_>, ladder: Index<Ladder>) -> Vec<Placed> {
    let dossier = drawing.dossier();
    let links = dossier.backlinks.ladders.beside_index(ladder);
    let mut placed: Vec<Placed> = Vec::new();
    let placements = match drawing.figure.event {
        Some(event) => neighbours(&links.placements, event),
        None => &links.placements,
    };
    for (event, number) in placements {
        let (Some(days), Some(sides)) = (drawing.days(*event), drawing.sides(*event)) else {
            continue;
        };
        let is_second = placed.last().is_some_and(|it| it.spot.event == *event);
        if !is_second {
            let side = side_number(sides.first().copied());
            let spot = Spot { event: *event, days, side, effect: None };
            let rung = dossier.events[*event].placements[*number].rung;
            placed.push(Placed { spot, rung, sides });
        }
    }
    placed
}

/// An event with those before and after it; placements stand by date.
fn neighbours(
    placements: &[(Index<Event>, usize)],
    event: Index<Event>,
) -> &[(Index<Event>, usize)] {
    let at = placements.partition_point(|(other, _)| *other < event);
    &placements[at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(placements.len())]
}
