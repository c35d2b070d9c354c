//! Company: the actors that an actor most often appears with, in events and in briefs.

use rustc_hash::FxHashMap as HashMap;

use crate::link::document::Nouns;
use crate::model::actor::Actor;
use crate::model::table::Index;

/// An actor that another appears with, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Company {
    pub actor: Index<Actor>,
    pub events: u32,
    pub briefs: u32,
}

/// How many are kept of each actor.
const KEPT: usize = 8;

/// How many actors of one document are paired. A list of hundreds says little of any two of them,
/// and pairs grow with the square.
const PAIRED: usize = 40;

/// The company of every actor, by the table's order: most often together first.
pub fn of(nouns: &Nouns) -> Vec<Vec<Company>> {
    let mut pairs: HashMap<(Index<Actor>, Index<Actor>), (u32, u32)> = HashMap::default();
    for event in &nouns.events {
        let mut actors: Vec<_> = event.actors.iter().map(|part| part.actor).collect();
        actors.dedup();
        count(&actors, |pair| pairs.entry(pair).or_default().0 += 1);
    }
    for brief in &nouns.briefs {
        count(&brief.actors, |pair| pairs.entry(pair).or_default().1 += 1);
    }
    let mut company: Vec<Vec<Company>> = vec![Vec::new(); nouns.actors.len()];
    for ((one, other), (events, briefs)) in pairs {
        company[one.position()].push(Company { actor: other, events, briefs });
        company[other.position()].push(Company { actor: one, events, briefs });
    }
    for of_one in &mut company {
        of_one.sort_by_key(|it| (std::cmp::Reverse(it.events + it.briefs), it.actor));
        of_one.truncate(KEPT);
    }
    company
}

/// Counts every pair of different actors once.
fn count(actors: &[Index<Actor>], mut pair: impl FnMut((Index<Actor>, Index<Actor>))) {
    let mut actors = actors[..actors.len().min(PAIRED)].to_vec();
    actors.sort_unstable();
    actors.dedup();
    for (at, one) in actors.iter().enumerate() {
        for other in &actors[at + 1..] {
            pair((*one, *other));
        }
    }
}
