//! Related briefs: the earlier and later ones that share most actors with a brief.

use rayon::prelude::*;
use rustc_hash::FxHashMap as HashMap;

use crate::link::document::Nouns;
use crate::model::brief::{Brief, BriefStatus};
use crate::model::table::{Index, Table};

/// How many are kept on either side.
const KEPT: usize = 3;

/// How many of an actor's briefs on either side of a brief are weighed. An actor may be named by
/// every brief; the nearest ones in time are those that readers follow up, and weighing all of them
/// would take a time that grows with the square of the briefs.
const WEIGHED: usize = 12;

type Related = (Vec<Index<Brief>>, Vec<Index<Brief>>);

/// The earlier and later relatives of every brief, in the table's order.
pub fn of(nouns: &Nouns) -> Vec<Related> {
    // The table of briefs stands newest first, and so does each actor's list.
    let mut of_actor: Table<Vec<Index<Brief>>> = Table::beside(&nouns.actors);
    for (index, brief) in nouns.briefs.entries() {
        if brief.status == BriefStatus::Withdrawn {
            continue;
        }
        for actor in &brief.actors {
            of_actor.beside_index_mut(*actor).push(index);
        }
    }
    let indexes: Vec<Index<Brief>> = nouns.briefs.indexes().collect();
    indexes.par_iter().map(|index| relatives(nouns, &of_actor, *index)).collect()
}

fn relatives(nouns: &Nouns, of_actor: &Table<Vec<Index<Brief>>>, own: Index<Brief>) -> Related {
    let mut earlier: HashMap<Index<Brief>, usize> = HashMap::default();
    let mut later: HashMap<Index<Brief>, usize> = HashMap::default();
    for actor in &nouns.briefs[own].actors {
        let briefs = of_actor.beside_index(*actor);
        let at = briefs.partition_point(|brief| *brief < own);
        let after = briefs[at..].iter().filter(|brief| **brief != own);
        for brief in after.take(WEIGHED) {
            *earlier.entry(*brief).or_default() += 1;
        }
        for brief in briefs[..at].iter().rev().take(WEIGHED) {
            *later.entry(*brief).or_default() += 1;
        }
    }
    (best(earlier, own), best(later, own))
}

/// Those that share most actors; of those that share equally many, the nearest in time.
fn best(shared: HashMap<Index<Brief>, usize>, own: Index<Brief>) -> Vec<Index<Brief>> {
    let mut briefs: Vec<(Index<Brief>, usize)> = shared.into_iter().collect();
    briefs.sort_by_key(|(brief, shared)| {
        let distance = brief.position().abs_diff(own.position());
        (std::cmp::Reverse(*shared), distance)
    });
    briefs.truncate(KEPT);
    briefs.into_iter().map(|(brief, _)| brief).collect()
}
