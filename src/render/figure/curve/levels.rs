//! The levels that a curve shows.

use crate::link::{Dossier, Level, Side, Step, levels};
use crate::model::actor::Actor;
use crate::model::event::Role;
use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::scale::Scale;

/// How many steps a series draws at most, and how many where there would be more: levels between are
/// drawn as the highest of them.
const MOST_STEPS: usize = 75;
const DENSE_STEPS: usize = 28;

/// The levels that the figure shows.
pub struct Shown {
    /// An actor's own levels may be of no side.
    pub sides: Vec<(Option<Side>, Vec<Level>)>,
    pub joint: Vec<Level>,
    /// Whether some were gathered.
    pub is_gathered: bool,
}

impl Shown {
    pub fn new(drawing: &Drawing<'_>, ladder: Index<Ladder>) -> Self {
        let levels = drawing.escalation().levels.beside_index(ladder);
        let shows = |level: &&Level| drawing.shows(level.from) && level.from.first <= drawing.end();
        let kept = |levels: &[Level]| levels.iter().filter(shows).cloned().collect::<Vec<_>>();
        let sides = &drawing.escalation().sides;
        let wanted = |side: Side| match &drawing.figure.side {
            Some(name) => sides.name(side) == name,
            None => true,
        };
        let of_sides = levels.sides.iter().filter(|(side, _)| wanted(*side));
        if let Some(actor) = drawing.figure.actor {
            let levels = kept(&levels_of(drawing.dossier(), ladder, actor));
            let is_gathered = levels.len() > MOST_STEPS;
            let levels = gathered(levels);
            let sides = match levels.is_empty() {
                true => Vec::new(),
                false => vec![(sides.of_actor(actor), levels.clone())],
            };
            return Self { sides, joint: levels, is_gathered };
        }
        let mut shown = Self {
            sides: of_sides.map(|(side, levels)| (Some(*side), kept(levels))).collect(),
            joint: if drawing.figure.side.is_some() { Vec::new() } else { kept(&levels.joint) },
            is_gathered: false,
        };
        shown.sides.retain(|(_, levels)| !levels.is_empty());
        // Where no actor is of a side, what all of them reached is one line.
        if shown.sides.is_empty() && !shown.joint.is_empty() {
            shown.sides.push((None, shown.joint.clone()));
        }
        if drawing.figure.side.is_some() {
            shown.joint = shown.sides.iter().flat_map(|(_, levels)| levels.clone()).collect();
        }
        let every = shown.sides.iter_mut().map(|(_, levels)| levels).chain([&mut shown.joint]);
        for levels in every {
            shown.is_gathered |= levels.len() > MOST_STEPS;
            *levels = gathered(std::mem::take(levels));
        }
        shown
    }

    pub fn scale(&self, drawing: &Drawing<'_>) -> Scale {
        let sides = self.sides.iter().flat_map(|(_, levels)| levels);
        let days = sides.chain(&self.joint).flat_map(|level| [level.from.first, level.from.last]);
        Scale::new(days.chain([drawing.end()]))
    }
}

/// The levels that an actor reached by what it initiated itself.
pub fn levels_of(dossier: &Dossier, ladder: Index<Ladder>, actor: Index<Actor>) -> Vec<Level> {
    let timeline = dossier.backlinks.actors.beside_index(actor).timeline.iter();
    let initiated = timeline.filter(|(_, roles)| roles.contains(&Role::Initiator));
    let steps = initiated
        .filter_map(|(event, _)| Step::new(*event, &dossier.events[*event], ladder, dossier.as_of));
    levels(&steps.collect::<Vec<_>>())
}

/// Where there are too many, neighbours become one, the highest of them.
fn gathered(levels: Vec<Level>) -> Vec<Level> {
    if levels.len() <= MOST_STEPS {
        return levels;
    }
    let each = levels.len().div_ceil(DENSE_STEPS);
    let highest = |group: &[Level]| {
        let mut highest = group.iter().max_by_key(|level| level.rung).cloned()?;
        highest.from.first = group.first()?.from.first;
        highest.from.last = highest.from.first;
        Some(highest)
    };
    levels.chunks(each).filter_map(highest).collect()
}
