//! Which actors a network shows, and what ties them to each other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;

use crate::link::ActorLinks;
use crate::model::actor::{Actor, Relation};
use crate::model::date::{Date, Days};
use crate::model::event::Event;
use crate::model::table::Index;
use crate::model::threshold::{Status, Threshold};
use crate::render::figure::drawing::Drawing;

/// How many actors are drawn at most.
pub const MOST: usize = 150;

/// The same around one actor.
pub const MOST_AROUND: usize = 16;

/// With how many others an actor is drawn as sharing events: with those that it shares most with.
/// More would tie everybody to everybody.
pub const NEAREST: usize = 3;

/// Actors, and the ties between them.
#[derive(Debug, Default)]
pub struct Graph {
    /// In the order of their table.
    pub actors: Vec<Index<Actor>>,
    pub ties: Vec<Tie>,
    /// How many actors there would have been.
    pub of: usize,
}

/// What ties two actors, as positions among a graph's actors.
#[derive(Debug)]
pub struct Tie {
    pub from: usize,
    pub to: usize,
    pub by: By,
}

impl Graph {
    /// The most events that one of its ties stands for.
    pub fn most_shared(&self) -> usize {
        self.ties.iter().map(Tie::events).max().unwrap_or(0)
    }
}

impl Tie {
    /// How many events it stands for.
    pub fn events(&self) -> usize {
        match &self.by {
            By::Events(events) => events.len(),
            By::Relations(_) | By::Thresholds(_) => 0,
        }
    }
}

/// What actors are tied by.
#[derive(Debug)]
pub enum By {
    /// Relations, each with who states it and which of theirs it is.
    Relations(Vec<(Index<Actor>, usize)>),
    /// What the first holds against the second.
    Thresholds(Vec<Index<Threshold>>),
    /// What both have a part in.
    Events(Vec<Index<Event>>),
}

/// What there is between two actors, by their positions.
type Pairs<T> = BTreeMap<(usize, usize), Vec<T>>;

/// The graph that a figure shows: of one actor and those nearest to it, or of all.
pub fn build_graph(drawing: &Drawing<'_>) -> Graph {
    match drawing.figure.actor {
        Some(actor) => around(drawing, actor),
        None => whole(drawing),
    }
}

/// The actors with ties of which most is known.
fn whole(drawing: &Drawing<'_>) -> Graph {
    let dossier = drawing.dossier();
    let mut tied: Vec<Index<Actor>> =
        dossier.actors.indexes().filter(|actor| is_tied(drawing, *actor)).collect();
    let of = tied.len();
    tied.sort_by_key(|actor| (Reverse(weight(drawing, *actor)), *actor));
    tied.truncate(MOST);
    tied.sort_unstable();
    let ties = ties(drawing, &tied);
    Graph { actors: tied, ties, of }
}

/// An actor and its neighbours.
fn around(drawing: &Drawing<'_>, actor: Index<Actor>) -> Graph {
    let mut seen = BTreeSet::from([actor]);
    let neighbours: Vec<Index<Actor>> =
        neighbours(drawing, actor).filter(|neighbour| seen.insert(*neighbour)).collect();
    if neighbours.is_empty() {
        return Graph::default();
    }
    let of = neighbours.len() + 1;
    let mut actors: Vec<Index<Actor>> =
        std::iter::once(actor).chain(neighbours.into_iter().take(MOST_AROUND - 1)).collect();
    actors.sort_unstable();
    let ties = ties(drawing, &actors);
    Graph { actors, ties, of }
}

/// Every tie among some actors, in their order.
fn ties(drawing: &Drawing<'_>, actors: &[Index<Actor>]) -> Vec<Tie> {
    let position = |actor: Index<Actor>| actors.binary_search(&actor).ok();
    let mut relations: Pairs<(Index<Actor>, usize)> = Pairs::new();
    let mut thresholds: Pairs<Index<Threshold>> = Pairs::new();
    let mut shared: Pairs<Index<Event>> = Pairs::new();
    for (from, actor) in actors.iter().enumerate() {
        let links = links(drawing, *actor);
        for (number, relation) in drawing.dossier().actors[*actor].relations.iter().enumerate() {
            let to = position(relation.actor).filter(|_| shows_relation(drawing, relation));
            let Some(to) = to else { continue };
            // The two may state one and the same relation each: they are one tie.
            let pair = if relations.contains_key(&(to, from)) { (to, from) } else { (from, to) };
            relations.entry(pair).or_default().push((*actor, number));
        }
        for threshold in &links.holds {
            for to in addressed_to(drawing, *threshold).filter_map(position) {
                if to != from {
                    thresholds.entry((from, to)).or_default().push(*threshold);
                }
            }
        }
        // Around one actor it is with that one that events are shared.
        let most = match drawing.figure.actor {
            None => NEAREST,
            Some(middle) if middle == *actor => usize::MAX,
            Some(_) => 0,
        };
        let nearest = links.company.iter().take(most);
        for company in nearest {
            let Some(to) = position(company.actor) else { continue };
            let events: Vec<_> = events(drawing, &company.events).collect();
            if !events.is_empty() {
                shared.entry((from.min(to), from.max(to))).or_insert(events);
            }
        }
    }
    let relations = relations.into_iter().map(|(pair, it)| (pair, By::Relations(it)));
    let thresholds = thresholds.into_iter().map(|(pair, it)| (pair, By::Thresholds(it)));
    let shared = shared.into_iter().map(|(pair, it)| (pair, By::Events(it)));
    // What is drawn last lies above: thresholds are what the site is about.
    let all = shared.chain(relations).chain(thresholds);
    all.map(|((from, to), by)| Tie { from, to, by }).collect()
}

/// How much an actor has a part in.
pub fn weight(drawing: &Drawing<'_>, actor: Index<Actor>) -> usize {
    let links = links(drawing, actor);
    let own = drawing.dossier().actors[actor].relations.len();
    links.timeline.len() + own + links.relations.len() + links.holds.len() + links.addressed.len()
}

/// Whether anything that the figure shows ties an actor to another.
fn is_tied(drawing: &Drawing<'_>, actor: Index<Actor>) -> bool {
    neighbours(drawing, actor).any(|neighbour| neighbour != actor)
}

/// Whom anything that the figure shows ties to an actor: what is stated comes first, then who shares most with it.
/// Some come several times, and it may itself.
fn neighbours<'a>(
    drawing: &'a Drawing<'a>,
    actor: Index<Actor>,
) -> impl Iterator<Item = Index<Actor>> + 'a {
    let links = links(drawing, actor);
    let stated = drawing.dossier().actors[actor].relations.iter();
    let stated = stated.filter(|it| shows_relation(drawing, it)).map(|it| it.actor);
    let others = links.relations.iter().filter(|(by, number)| {
        shows_relation(drawing, &drawing.dossier().actors[*by].relations[*number])
    });
    let warned = links.holds.iter().flat_map(|it| addressed_to(drawing, *it));
    let warning = links.addressed.iter().flat_map(|it| holders(drawing, *it));
    let company = links.company.iter();
    let company = company.filter(|it| events(drawing, &it.events).next().is_some());
    let others = others.map(|(by, _)| *by).chain(warned).chain(warning);
    stated.chain(others).chain(company.map(|it| it.actor))
}

fn links<'a>(drawing: &Drawing<'a>, actor: Index<Actor>) -> &'a ActorLinks {
    drawing.dossier().backlinks.actors.beside_index(actor)
}

/// Whom a threshold warns, where the figure shows its time.
fn addressed_to<'a>(
    drawing: &Drawing<'a>,
    threshold: Index<Threshold>,
) -> impl Iterator<Item = Index<Actor>> + use<'a> {
    let shown = drawing.shows(threshold_days(drawing, threshold));
    let addressees = drawing.dossier().thresholds[threshold].addressed_to.iter();
    addressees.copied().filter(move |_| shown)
}

/// Who holds a threshold, where the figure shows its time.
fn holders<'a>(
    drawing: &Drawing<'a>,
    threshold: Index<Threshold>,
) -> impl Iterator<Item = Index<Actor>> + use<'a> {
    let shown = drawing.shows(threshold_days(drawing, threshold));
    drawing.dossier().thresholds[threshold].holders.iter().copied().filter(move |_| shown)
}

/// Those of some events that the figure shows. One without a date is shown where all time is.
fn events<'a>(
    drawing: &'a Drawing<'_>,
    events: &'a [Index<Event>],
) -> impl Iterator<Item = Index<Event>> + use<'a> {
    let is_confined = drawing.figure.from.is_some() || drawing.figure.until.is_some();
    let shows = move |event: &Index<Event>| !is_confined || drawing.days(*event).is_some();
    events.iter().copied().filter(shows)
}

fn shows_relation(drawing: &Drawing<'_>, relation: &Relation) -> bool {
    drawing.shows(between(relation.since.as_ref(), relation.until.as_ref()))
}

/// From the beginning of one date to the end of another; without end where there is none.
pub fn between(since: Option<&Date>, until: Option<&Date>) -> Days {
    Days {
        first: since.and_then(Date::days).map_or(civil::Date::MIN, |days| days.first),
        last: until.and_then(Date::days).map_or(civil::Date::MAX, |days| days.last),
    }
}

/// When a threshold stood, from its first sign on.
pub fn threshold_days(drawing: &Drawing<'_>, threshold: Index<Threshold>) -> Days {
    let dossier = drawing.dossier();
    let touches = dossier.backlinks.touches.beside_index(threshold).iter();
    let touched = touches.filter_map(|touch| dossier.events[touch.event].date.days());
    let since = dossier.thresholds[threshold].since.as_ref().and_then(Date::days);
    let first = touched.chain(since).map(|days| days.first).min();
    let now = dossier.escalation.histories.beside_index(threshold).now();
    let withdrawn = now.since.filter(|_| now.statuses == [Status::Withdrawn]);
    Days { first: first.unwrap_or(civil::Date::MIN), last: withdrawn.unwrap_or(civil::Date::MAX) }
}
