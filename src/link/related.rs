//! Related briefs: the earlier and later ones that share most actors with a brief.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::link::nouns::Nouns;
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
pub fn find_related_briefs(nouns: &Nouns) -> Vec<Related> {
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
    let (mut earlier, mut later) = (Vec::new(), Vec::new());
    for actor in &nouns.briefs[own].actors {
        let briefs = of_actor.beside_index(*actor);
        let at = briefs.partition_point(|brief| *brief < own);
        let after = briefs[at..].iter().filter(|brief| **brief != own);
        earlier.extend(after.take(WEIGHED));
        later.extend(briefs[..at].iter().rev().take(WEIGHED));
    }
    (best(earlier, own), best(later, own))
}

/// Those that share most actors, which stand here once for each; of those that share equally many, the nearest in
/// time.
fn best(mut shared: Vec<Index<Brief>>, own: Index<Brief>) -> Vec<Index<Brief>> {
    shared.sort_unstable();
    let weighed = shared.chunk_by(|one, other| one == other).map(|brief| {
        let distance = brief[0].position().abs_diff(own.position());
        (Reverse(brief.len()), distance, brief[0])
    });
    let mut briefs: Vec<_> = weighed.collect();
    if briefs.len() > KEPT {
        briefs.select_nth_unstable(KEPT);
        briefs.truncate(KEPT);
    }
    briefs.sort_unstable();
    briefs.into_iter().map(|(.., brief)| brief).collect()
}
