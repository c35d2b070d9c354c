//! Backlinks: every relation, seen from its other end. Each is found in one walk over the documents.

mod company;
mod naming;

use std::sync::Arc;

use rayon::prelude::*;

use crate::link::nouns::Nouns;
use crate::link::related;
use crate::model::actor::Actor;
use crate::model::brief::Brief;
use crate::model::event::{Event, Role};
use crate::model::identity::Header;
use crate::model::table::{Index, Table};
use crate::model::tag::Tag;
use crate::model::target::Target;
use crate::model::threshold::Threshold;

pub use company::CoOccurrence;
pub use naming::{Citing, InboundReference, Namings, Point, sentence_around};

/// Everything that points at something, by what it points at.
#[derive(Debug, Clone, Default)]
pub struct Backlinks {
    pub actors: Table<ActorLinks>,
    /// The events that respond to each event, by date.
    pub responses: Table<Vec<Index<Event>>>,
    /// The events that touch each threshold, by date.
    pub touches: Table<Vec<ThresholdTouch>>,
    pub ladders: Table<LadderLinks>,
    pub briefs: Table<BriefLinks>,
    /// The documents that bear each tag.
    pub tags: Table<Vec<Target>>,
    /// What cites each source.
    pub citations: Table<Vec<Citing>>,
    /// What names each document in its lists or its text.
    pub namings: Arc<Namings>,
}

impl Backlinks {
    /// The same backlinks, where a document has another text: its mentions and citations stand where that has them.
    pub(super) fn with_points_of(&self, by: Target, before: &Header, after: &Header) -> Self {
        let namings = Arc::new(self.namings.with_points_of(by, before, after));
        let mut citations = self.citations.clone();
        naming::move_citations(&mut citations, by, before, after);
        Self { namings, citations, ..self.clone() }
    }
}

/// What points at an actor.
#[derive(Debug, Clone, Default)]
pub struct ActorLinks {
    /// Actors with a relation to it, and which of their relations.
    pub relations: Vec<(Index<Actor>, usize)>,
    /// Actors with an office in it, and which of their positions.
    pub officers: Vec<(Index<Actor>, usize)>,
    pub holds: Vec<Index<Threshold>>,
    pub addressed: Vec<Index<Threshold>>,
    /// Its events by date, with its roles in each.
    pub timeline: Vec<(Index<Event>, Vec<Role>)>,
    /// The actors that it most often appears with.
    pub company: Vec<CoOccurrence>,
}

/// What an event does to a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ThresholdTouch {
    pub event: Index<Event>,
    /// Which of the event's effects.
    pub effect: usize,
}

/// What stands on a ladder.
#[derive(Debug, Clone, Default)]
pub struct LadderLinks {
    /// Events by date, and which of their placements.
    pub placements: Vec<(Index<Event>, usize)>,
    pub thresholds: Vec<Index<Threshold>>,
}

/// What belongs to a brief.
#[derive(Debug, Clone, Default)]
pub struct BriefLinks {
    /// The events that it lists or links to, by date.
    pub timeline: Vec<Index<Event>>,
    /// Earlier briefs that share most actors with it, nearest first.
    pub earlier: Vec<Index<Brief>>,
    /// Later ones.
    pub later: Vec<Index<Brief>>,
}

/// Finds everything that points at something.
pub fn find_backlinks(nouns: &Nouns) -> Backlinks {
    let ((company, (tags, citations)), (mut links, (namings, briefs))) = rayon::join(
        || {
            rayon::join(
                || company::find_co_occurrences(nouns),
                || (tags(nouns), naming::citations(nouns)),
            )
        },
        || rayon::join(|| stated(nouns), || (naming::namings(nouns), of_briefs(nouns))),
    );
    for (index, company) in company.into_iter().enumerate() {
        links.actors[Index::new(index)].company = company;
    }
    Backlinks { briefs, tags, citations, namings: Arc::new(namings), ..links }
}

/// What documents state of each other in their fields.
fn stated(nouns: &Nouns) -> Backlinks {
    let mut links = Backlinks {
        actors: Table::beside(&nouns.actors),
        responses: Table::beside(&nouns.events),
        touches: Table::beside(&nouns.thresholds),
        ladders: Table::beside(&nouns.ladders),
        ..Backlinks::default()
    };
    from_actors(nouns, &mut links);
    from_thresholds(nouns, &mut links);
    from_events(nouns, &mut links);
    links
}

fn from_actors(nouns: &Nouns, links: &mut Backlinks) {
    for (index, actor) in nouns.actors.entries() {
        for (number, relation) in actor.relations.iter().enumerate() {
            links.actors.beside_index_mut(relation.actor).relations.push((index, number));
        }
        for (number, position) in actor.positions.iter().enumerate() {
            if let Some(of) = position.of {
                links.actors.beside_index_mut(of).officers.push((index, number));
            }
        }
    }
}

fn from_thresholds(nouns: &Nouns, links: &mut Backlinks) {
    for (index, threshold) in nouns.thresholds.entries() {
        for holder in &threshold.holders {
            links.actors.beside_index_mut(*holder).holds.push(index);
        }
        for addressee in &threshold.addressed_to {
            links.actors.beside_index_mut(*addressee).addressed.push(index);
        }
        if let (Some(ladder), Some(_)) = (threshold.ladder, threshold.rung) {
            links.ladders.beside_index_mut(ladder).thresholds.push(index);
        }
    }
}

fn from_events(nouns: &Nouns, links: &mut Backlinks) {
    for (index, event) in nouns.events.entries() {
        for cause in &event.responds_to {
            links.responses.beside_index_mut(*cause).push(index);
        }
        for (number, effect) in event.thresholds.iter().enumerate() {
            let touch = ThresholdTouch { event: index, effect: number };
            links.touches.beside_index_mut(effect.threshold).push(touch);
        }
        for (number, placement) in event.placements.iter().enumerate() {
            links.ladders.beside_index_mut(placement.ladder).placements.push((index, number));
        }
        for participation in &event.actors {
            let timeline = &mut links.actors.beside_index_mut(participation.actor).timeline;
            match timeline.last_mut() {
                Some((last, roles)) if *last == index => roles.push(participation.role),
                _ => timeline.push((index, vec![participation.role])),
            }
        }
    }
}

fn of_briefs(nouns: &Nouns) -> Table<BriefLinks> {
    let briefs: Vec<&Brief> = nouns.briefs.iter().collect();
    let links = briefs.into_par_iter().zip(related::find_related_briefs(nouns)).map(
        |(brief, (earlier, later))| {
            let linked = naming::linked_targets(&brief.header);
            let linked = linked.filter_map(|target| match target {
                Target::Event(event) => Some(event),
                _ => None,
            });
            let mut timeline: Vec<Index<Event>> =
                brief.events.iter().copied().chain(linked).collect();
            // The table of events stands in the order of their dates.
            timeline.sort_unstable();
            timeline.dedup();
            BriefLinks { timeline, earlier, later }
        },
    );
    Table::from(links.collect::<Vec<BriefLinks>>())
}

fn tags(nouns: &Nouns) -> Table<Vec<Target>> {
    let mut tagged: Table<Vec<Target>> = Table::beside(&nouns.tags);
    let mut tag = |tags: &[Index<Tag>], target: Target| {
        for tag in tags {
            tagged.beside_index_mut(*tag).push(target);
        }
    };
    for (index, brief) in nouns.briefs.entries() {
        tag(&brief.header.tags, index.into());
    }
    for (index, actor) in nouns.actors.entries() {
        tag(&actor.header.tags, index.into());
    }
    for (index, event) in nouns.events.entries() {
        tag(&event.header.tags, index.into());
    }
    for (index, threshold) in nouns.thresholds.entries() {
        tag(&threshold.header.tags, index.into());
    }
    for (index, page) in nouns.pages.entries() {
        tag(&page.header.tags, index.into());
    }
    tagged
}
