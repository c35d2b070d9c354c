//! Co-occurrence: the actors that an actor most often appears with, in events and in briefs.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::link::nouns::Nouns;
use crate::model::actor::Actor;
use crate::model::event::Event;
use crate::model::table::Index;

/// An actor that another appears with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoOccurrence {
    pub actor: Index<Actor>,
    /// The events that both have a part in, by date. Retracted ones do not count.
    pub events: Vec<Index<Event>>,
    /// How many briefs name both.
    pub briefs: u32,
}

/// How many are kept of each actor.
const KEPT: usize = 8;

/// How many actors of one document are met. A list of hundreds says little of any two of them,
/// and pairs grow with the square.
const MAX_ACTORS: usize = 40;

/// The actors that an event or a brief names.
struct ActorSet {
    /// `None` for a brief.
    event: Option<Index<Event>>,
    /// In order, each once.
    actors: Vec<Index<Actor>>,
}

impl ActorSet {
    fn new(event: Option<Index<Event>>, named: impl Iterator<Item = Index<Actor>>) -> Self {
        let mut actors: Vec<_> = named.collect();
        // Several roles of one actor stand side by side.
        actors.dedup();
        actors.truncate(MAX_ACTORS);
        actors.sort_unstable();
        actors.dedup();
        Self { event, actors }
    }
}

/// In how many events and briefs an actor was met.
type Times = (u32, u32);

/// The company of every actor, by the table's order: most often together first.
pub fn find_co_occurrences(nouns: &Nouns) -> Vec<Vec<CoOccurrence>> {
    let events = nouns.events.entries().filter(|(_, event)| event.counts());
    let events = events.map(|(index, event)| {
        ActorSet::new(Some(index), event.actors.iter().map(|part| part.actor))
    });
    let briefs = nouns.briefs.iter().map(|it| ActorSet::new(None, it.actors.iter().copied()));
    let actor_sets: Vec<ActorSet> = events.chain(briefs).collect();
    let mut of_actor: Vec<Vec<&ActorSet>> = vec![Vec::new(); nouns.actors.len()];
    for actor_set in &actor_sets {
        actor_set.actors.iter().for_each(|actor| of_actor[actor.position()].push(actor_set));
    }
    let none_met = || vec![Times::default(); nouns.actors.len()];
    let actors = of_actor.par_iter().enumerate();
    actors
        .map_init(none_met, |met, (at, actor_sets)| company(Index::new(at), actor_sets, met))
        .collect()
}

/// The company of one actor. `met` is empty before and after: clearing what was met takes less than a table for
/// each actor.
fn company(own: Index<Actor>, actor_sets: &[&ActorSet], met: &mut [Times]) -> Vec<CoOccurrence> {
    let mut others: Vec<Index<Actor>> = Vec::new();
    for actor_set in actor_sets {
        for other in actor_set.actors.iter().filter(|other| **other != own) {
            let (events, briefs) = &mut met[other.position()];
            if (*events, *briefs) == Times::default() {
                others.push(*other);
            }
            match actor_set.event {
                Some(_) => *events += 1,
                None => *briefs += 1,
            }
        }
    }
    let with = |actor: Index<Actor>| {
        let (events, briefs) = std::mem::take(&mut met[actor.position()]);
        (Reverse(events + briefs), actor, briefs)
    };
    let mut nearest: Vec<(Reverse<u32>, Index<Actor>, u32)> =
        others.into_iter().map(with).collect();
    if nearest.len() > KEPT {
        nearest.select_nth_unstable(KEPT);
        nearest.truncate(KEPT);
    }
    nearest.sort_unstable();
    let shared = |actor: Index<Actor>| {
        let both = actor_sets.iter().filter(move |it| it.actors.binary_search(&actor).is_ok());
        both.filter_map(|actor_set| actor_set.event)
    };
    let kept = nearest.into_iter();
    kept.map(|(_, actor, briefs)| CoOccurrence { actor, events: shared(actor).collect(), briefs })
        .collect()
}
