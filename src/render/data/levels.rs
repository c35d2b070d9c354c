//! Levels as data: what each side, and all together, reached on each ladder, day by day.

use std::borrow::Cow;

use serde::Serialize;

use crate::render::data::csv_rows::{rows, text, words};
use crate::render::renderer::Renderer;

/// A level that was reached, and holds until the next of its side.
#[derive(Serialize)]
struct Row<'a> {
    ladder: &'a str,
    side: Cow<'a, str>,
    earliest: String,
    latest: String,
    rung: u32,
    name: Cow<'a, str>,
    events: String,
}

const HEADER: [&str; 7] = ["ladder", "side", "earliest", "latest", "rung", "name", "events"];

/// `levels.csv`: one row a level. The side of all together is empty.
pub fn csv(renderer: &Renderer<'_>) -> Vec<u8> {
    let dossier = renderer.dossier;
    let all = dossier.ladders.entries().flat_map(|(index, ladder)| {
        let levels = dossier.escalation.levels.beside_index(index);
        let sides = levels.sides.iter().flat_map(|(side, levels)| {
            let name = dossier.escalation.sides.name(*side);
            levels.iter().map(move |level| (name, level))
        });
        let joint = levels.joint.iter().map(|level| ("", level));
        sides.chain(joint).map(move |(side, level)| Row {
            ladder: &ladder.header.id,
            side: text(side),
            earliest: level.from.first.to_string(),
            latest: level.from.last.to_string(),
            rung: level.rung,
            name: text(ladder.rung(level.rung).map_or("", |rung| &rung.name)),
            events: words(level.events.iter().map(|it| dossier.events[*it].header.id.as_str())),
        })
    });
    rows(all, &HEADER)
}
