//! Levels as data: what each side, and all together, reached on each ladder, day by day.

use crate::render::data::csv_rows::table;
use crate::render::data::declaration::data_record;
use crate::render::data::record::ids;
use crate::render::data::value::{Day, Id};
use crate::render::renderer::Renderer;

data_record! {
    /// A level that was reached, and holds until the next of its side.
    pub struct LevelRecord<'a> is "level" as it {
        /// The ladder.
        ladder: Id<'a> => ladder;
        /// The side; empty for all together.
        side: &'a str => side;
        /// The first day on which it may have been reached.
        earliest: Day => earliest;
        /// The last of them.
        latest: Day => latest;
        /// The rung's number.
        rung: u32 => rung;
        /// The rung's name.
        name: &'a str => name;
        /// The events by which it was reached.
        events: Vec<Id<'a>> => events;
    }
}

/// `levels.csv`: one row a level.
pub fn csv(renderer: &Renderer<'_>) -> Vec<u8> {
    let dossier = renderer.dossier;
    let all = dossier.ladders.entries().flat_map(|(index, ladder)| {
        let levels = dossier.escalation.levels.beside_index(index);
        let sides = levels.sides.iter().flat_map(|(side, levels)| {
            let name = dossier.escalation.sides.name(*side);
            levels.iter().map(move |level| (name, level))
        });
        let joint = levels.joint.iter().map(|level| ("", level));
        sides.chain(joint).map(move |(side, level)| LevelRecord {
            ladder: Id(&ladder.header.id),
            side,
            earliest: Day(level.from.first),
            latest: Day(level.from.last),
            rung: level.rung,
            name: ladder.rung(level.rung).map_or("", |rung| &rung.name),
            events: ids(&dossier.events, &level.events),
        })
    });
    table(all)
}
