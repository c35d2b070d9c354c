//! Company: the actors that an actor most often appears with, in events and in briefs.

use rustc_hash::FxHashMap as HashMap;

use crate::link::document::Nouns;
use crate::model::actor::Actor;
use crate::model::event::Event;
use crate::model::table::Index;

/// An actor that another appears with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    pub actor: Index<Actor>,
    /// The events that both have a part in, by date. Retracted ones do not count.
    pub events: Vec<Index<Event>>,
    /// How many briefs name both.
    pub briefs: u32,
}

/// How many are kept of each actor.
const KEPT: usize = 8;

/// How many actors of one document are paired. A list of hundreds says little of any two of them,
/// and pairs grow with the square.
const PAIRED: usize = 40;

type Pair = (Index<Actor>, Index<Actor>);

/// The company of every actor, by the table's order: most often together first.
pub fn of(nouns: &Nouns) -> Vec<Vec<Company>> {
    let mut counts: HashMap<Pair, (u32, u32)> = HashMap::default();
    for event in nouns.events.iter().filter(|event| event.counts()) {
        pairs(&together(event), |pair| counts.entry(pair).or_default().0 += 1);
    }
    for brief in &nouns.briefs {
        pairs(&brief.actors, |pair| counts.entry(pair).or_default().1 += 1);
    }
    let mut nearest: Vec<Vec<(u32, Company)>> = vec![Vec::new(); nouns.actors.len()];
    for ((one, other), (events, briefs)) in counts {
        let with = |actor| (events + briefs, Company { actor, events: Vec::new(), briefs });
        nearest[one.position()].push(with(other));
        nearest[other.position()].push(with(one));
    }
    let kept = |mut of_one: Vec<(u32, Company)>| -> Vec<Company> {
        of_one.sort_by_key(|(count, it)| (std::cmp::Reverse(*count), it.actor));
        let mut kept: Vec<Company> =
            of_one.into_iter().take(KEPT).map(|(_, company)| company).collect();
        // Collected in place, a list of eight would hold the room of hundreds.
        kept.shrink_to_fit();
        kept
    };
    let mut company: Vec<Vec<Company>> = nearest.into_iter().map(kept).collect();
    // Which events they are is noted for those that are kept only.
    for (index, event) in nouns.events.entries().filter(|(_, event)| event.counts()) {
        pairs(&together(event), |(one, other)| {
            for (of, with) in [(one, other), (other, one)] {
                let kept = company[of.position()].iter_mut().find(|it| it.actor == with);
                kept.into_iter().for_each(|it| it.events.push(index));
            }
        });
    }
    company
}

/// Who has a part in an event.
fn together(event: &Event) -> Vec<Index<Actor>> {
    let mut actors: Vec<_> = event.actors.iter().map(|part| part.actor).collect();
    // Several roles of one actor stand side by side.
    actors.dedup();
    actors
}

/// Visits every pair of different actors once.
fn pairs(actors: &[Index<Actor>], mut visit: impl FnMut(Pair)) {
    let mut actors = actors[..actors.len().min(PAIRED)].to_vec();
    actors.sort_unstable();
    actors.dedup();
    for (at, one) in actors.iter().enumerate() {
        for other in &actors[at + 1..] {
            visit((*one, *other));
        }
    }
}
