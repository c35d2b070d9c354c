//! The network: actors, and what ties them: relations that are stated, thresholds that one holds against
//! another, and events that both have a part in.

mod graph;
mod layout;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;

use crate::link::Side;
use crate::model::actor::{Actor, Relation, RelationKind};
use crate::model::date::Days;
use crate::model::event::Event;
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::name::{self, Beside};
use crate::render::figure::network::graph::{By, Graph, Tie};
use crate::render::figure::network::layout::Place;
use crate::render::figure::scale::rounded;
use crate::render::figure::{Drawing, label, side_number};
use crate::render::views::{
    MarkNameView, NetworkActorView, NetworkFigure, TermView, TiePeriodView, TieView,
};

/// The widths in pixels that names are laid out for. The style sheet shows those of one of them.
const ROOMS: [(&str, f64); 3] = [("narrow", 280.0), ("wide", 560.0), ("widest", 900.0)];

/// How far actors are from the sides, and from the top and the bottom, in pixels on the narrowest page:
/// beside them stand their names.
const SIDES: f64 = 44.0;
const ENDS: f64 = 20.0;

/// How far ties that lie between the same two actors are drawn apart, in pixels.
const ASIDE: f64 = 4.0;

/// How wide a name may be beside its mark, in ems.
const LONGEST: f64 = 13.0;

/// What lines stand for. Relations have kinds of their own.
const CLASSES: [(&str, &str); 3] = [
    ("relation", "Stated relation"),
    ("threshold", "Holds a threshold against"),
    ("events", "Shared events"),
];

/// Draws the figure.
pub fn draw(drawing: &Drawing<'_>) -> NetworkFigure {
    let mut figure = drawing.frame(
        "Relations that are stated, thresholds that one holds against another, and events that both \
         have a part in: the more of them, the wider the line. A line leads to what stands behind it.",
    );
    let graph = graph::of(drawing);
    if graph.ties.is_empty() {
        figure.empty = Some(match drawing.figure.actor {
            Some(_) => "It stands in no relation yet, and appears with nobody.",
            None => "No two actors stand in a relation or appear together yet.",
        });
    }
    let height = height(drawing, graph.actors.len());
    let places = places(drawing, &graph, height);
    figure.height = height as u32;
    figure.remarks = remarks(drawing, &graph);
    let sides: BTreeSet<Option<Side>> =
        graph.actors.iter().map(|actor| side_of(drawing, *actor)).collect();
    // A legend of nobody's side says nothing.
    if sides.iter().any(Option::is_some) {
        figure.sides = drawing.legend(sides);
    }
    let ties: Vec<TieView> = tie_views(drawing, &graph, &places, height);
    let years = ties.iter().flat_map(|tie| &tie.periods).flat_map(|it| [it.first, it.last]);
    let years = years.flatten().fold(None, |range: Option<(i16, i16)>, year| {
        Some(range.map_or((year, year), |(first, last)| (first.min(year), last.max(year))))
    });
    NetworkFigure {
        classes: terms(&CLASSES, |term| ties.iter().any(|tie| tie.class == term)),
        kinds: kinds(&ties),
        most_shared: graph.most_shared(),
        filtered: drawing.figure.actor.is_none(),
        actors: actor_views(drawing, &graph, &places, height),
        ties,
        years,
        figure,
    }
}

/// Whether there is anything to draw.
pub fn has_ties(drawing: &Drawing<'_>) -> bool {
    drawing.figure.actor.is_some_and(|actor| graph::has_ties(drawing, actor))
}

/// How high the drawing is, in pixels: on the narrowest page, too, all have room.
fn height(drawing: &Drawing<'_>, actors: usize) -> f64 {
    match drawing.figure.actor {
        Some(_) => 260.0 + 10.0 * actors as f64,
        None => 420.0 + 3.0 * actors as f64,
    }
}

/// Where actors stand: in percent of the width, and in pixels.
fn places(drawing: &Drawing<'_>, graph: &Graph, height: f64) -> Vec<Place> {
    let ids: Vec<&str> =
        graph.actors.iter().map(|it| drawing.dossier().actors[*it].header.id.as_str()).collect();
    let ties: Vec<(usize, usize)> = graph.ties.iter().map(|tie| (tie.from, tie.to)).collect();
    let middle = drawing.figure.actor.and_then(|own| graph.actors.binary_search(&own).ok());
    let (_, narrow) = ROOMS[0];
    let (width, height) = (narrow - 2.0 * SIDES, height - 2.0 * ENDS);
    let laid = layout::places(&ids, &ties, middle).into_iter();
    let mut places: Vec<Place> = laid.map(|(x, y)| (x * width, y * height)).collect();
    let apart = if middle.is_some() { 34.0 } else { 22.0 };
    layout::separate(&mut places, apart, (width, height), middle);
    let percent = |x: f64| rounded((x + SIDES) / narrow * 100.0);
    places.into_iter().map(|(x, y)| (percent(x), (y + ENDS).round())).collect()
}

fn remarks(drawing: &Drawing<'_>, graph: &Graph) -> Vec<String> {
    let mut remarks = Vec::new();
    if graph.of > graph.actors.len() {
        remarks.push(match drawing.figure.actor {
            Some(_) => format!(
                "Drawn are {} of {} neighbours: relations first, then who shares most events.",
                graph.actors.len() - 1,
                graph.of - 1
            ),
            None => format!(
                "Drawn are {} of {} actors: those with most events, relations and thresholds.",
                graph.actors.len(),
                graph.of
            ),
        });
    }
    let shares = graph.ties.iter().any(|tie| matches!(tie.by, By::Events(_)));
    if drawing.figure.actor.is_none() && shares {
        remarks.push(format!(
            "Shared events are drawn between an actor and the {} that it shares most with.",
            graph::NEAREST
        ));
    }
    remarks
}

fn side_of(drawing: &Drawing<'_>, actor: Index<Actor>) -> Option<Side> {
    drawing.escalation().sides.of_actor(actor)
}

fn actor_views(
    drawing: &Drawing<'_>,
    graph: &Graph,
    places: &[Place],
    height: f64,
) -> Vec<NetworkActorView> {
    let dossier = drawing.dossier();
    let mut ties = vec![0; graph.actors.len()];
    for tie in &graph.ties {
        ties[tie.from] += 1;
        ties[tie.to] += 1;
    }
    let weights: Vec<usize> = graph.actors.iter().map(|it| graph::weight(drawing, *it)).collect();
    let most = weights.iter().copied().max().unwrap_or(1).max(1);
    // Who is in the middle and who has most ties is named first.
    let mut order: Vec<usize> = (0..graph.actors.len()).collect();
    let is_own = |at: usize| drawing.figure.actor == Some(graph.actors[at]);
    order.sort_by_key(|at| (!is_own(*at), std::cmp::Reverse((ties[*at], weights[*at])), *at));
    let title = |at: usize| label::cut(&dossier.actors[graph.actors[at]].header.title, LONGEST);
    let rooms = ROOMS.map(|(room, width)| {
        let marks: Vec<(Place, usize)> = order
            .iter()
            .map(|at| {
                let (x, y) = places[*at];
                ((x / 100.0 * width, y), name::characters(&title(*at)))
            })
            .collect();
        let at = |(x, y): Place| (x / 100.0 * width, y);
        let lines = graph.ties.iter().map(|tie| (at(places[tie.from]), at(places[tie.to])));
        let sides = name::arrange(&marks, &lines.collect::<Vec<_>>(), (width, height));
        (room, order.iter().copied().zip(sides).collect::<BTreeMap<usize, Option<Beside>>>())
    });
    let view = |(at, actor): (usize, &Index<Actor>)| {
        let (x, y) = places[at];
        let mut names: Vec<MarkNameView> = Vec::new();
        for (room, sides) in &rooms {
            if let Some((dx, dy, anchor)) = sides[&at].map(Beside::offset) {
                names.push(MarkNameView { text: title(at), room, dx, dy, anchor });
            }
        }
        let (dx, dy, anchor) =
            if x > 50.0 { Beside::Left.offset() } else { Beside::Right.offset() };
        names.push(MarkNameView { text: title(at), room: "hidden", dx, dy, anchor });
        let name = &dossier.actors[*actor].header.title;
        let label = match ties[at] {
            1 => format!("{name}: one tie"),
            several => format!("{name}: {several} ties"),
        };
        NetworkActorView {
            actor: drawing.link(*actor),
            x,
            y: y as i32,
            side: side_number(side_of(drawing, *actor)),
            size: rounded(1.0 + (weights[at] as f64 / most as f64).sqrt() * 0.8),
            own: is_own(at),
            label,
            names,
        }
    };
    graph.actors.iter().enumerate().map(view).collect()
}

fn tie_views(drawing: &Drawing<'_>, graph: &Graph, places: &[Place], height: f64) -> Vec<TieView> {
    // How many ties lie between two actors, and how many of them have been drawn.
    let mut between: BTreeMap<(usize, usize), (i32, i32)> = BTreeMap::new();
    let most = graph.most_shared();
    let pair = |tie: &Tie| (tie.from.min(tie.to), tie.from.max(tie.to));
    for tie in &graph.ties {
        between.entry(pair(tie)).or_default().0 += 1;
    }
    let view = |tie: &Tie| {
        let (of, drawn) = between.get_mut(&pair(tie)).map_or((1, 0), |(of, drawn)| {
            *drawn += 1;
            (*of, *drawn - 1)
        });
        let ends = (places[tie.from.min(tie.to)], places[tie.from.max(tie.to)]);
        let (dx, dy) = aside(ends, height, f64::from(2 * drawn - (of - 1)) / 2.0 * ASIDE);
        tie_view(drawing, graph, tie, places, (dx, dy), most)
    };
    graph.ties.iter().map(view).collect()
}

/// So many pixels across the direction from one place to another, on a drawing of middling width.
fn aside((from, to): (Place, Place), height: f64, pixels: f64) -> (i32, i32) {
    let (_, width) = ROOMS[1];
    let (dx, dy) = ((to.0 - from.0) / 100.0 * width, to.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt().max(1.0).min(height * 4.0);
    ((-dy / length * pixels).round() as i32, (dx / length * pixels).round() as i32)
}

fn tie_view(
    drawing: &Drawing<'_>,
    graph: &Graph,
    tie: &Tie,
    places: &[Place],
    (dx, dy): (i32, i32),
    most: usize,
) -> TieView {
    let (from, to) = (graph.actors[tie.from], graph.actors[tie.to]);
    let told = match &tie.by {
        By::Relations(relations) => by_relations(drawing, from, relations),
        By::Thresholds(thresholds) => by_thresholds(drawing, from, thresholds),
        By::Events(events) => by_events(drawing, from, to, events),
    };
    TieView {
        class: told.class,
        kinds: told.kinds,
        from: tie.from,
        to: tie.to,
        x: places[tie.from].0,
        y: places[tie.from].1 as i32,
        to_x: places[tie.to].0,
        to_y: places[tie.to].1 as i32,
        dx,
        dy,
        width: width(tie.events(), most),
        directed: told.directed,
        url: told.url,
        words: told.words,
        periods: told.periods,
    }
}

/// How wide a line is that stands for so many shared events, in pixels.
fn width(events: usize, most: usize) -> f64 {
    const WIDEST: f64 = 7.0;
    const THINNEST: f64 = 1.25;
    rounded(THINNEST + (WIDEST - THINNEST) * events as f64 / most.max(8) as f64)
}

/// What a tie says of itself.
struct Told {
    class: &'static str,
    kinds: Vec<&'static str>,
    directed: bool,
    url: String,
    words: String,
    periods: Vec<TiePeriodView>,
}

/// Relations lead to where the first of them is stated; each stands on both actors' pages.
fn by_relations(
    drawing: &Drawing<'_>,
    from: Index<Actor>,
    relations: &[(Index<Actor>, usize)],
) -> Told {
    let stated = |(by, number): &(Index<Actor>, usize)| -> &Relation {
        &drawing.dossier().actors[*by].relations[*number]
    };
    let words = |it: &(Index<Actor>, usize)| {
        let relation = stated(it);
        let label =
            if it.0 == from { relation.kind.label() } else { relation.kind.inverse_label() };
        let since = relation.since.as_ref().map(|date| format!("since {}", date.in_sentence()));
        let until = relation.until.as_ref().map(|date| format!("until {}", date.in_sentence()));
        let when = [since, until].into_iter().flatten().collect::<Vec<_>>().join(" ");
        if when.is_empty() { label.to_owned() } else { format!("{label} ({when})") }
    };
    let mut kinds: Vec<RelationKind> = relations.iter().map(|it| stated(it).kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let period = |it: &(Index<Actor>, usize)| {
        let relation = stated(it);
        period(graph::between(relation.since.as_ref(), relation.until.as_ref()))
    };
    let (by, number) = relations[0];
    let other = drawing.dossier().actors[by].relations[number].actor;
    let mutual =
        |kind: &RelationKind| matches!(kind, RelationKind::AlliedWith | RelationKind::Opposes);
    Told {
        class: "relation",
        directed: !kinds.iter().all(mutual),
        url: anchor(drawing, by, "relation", other),
        words: relations.iter().map(words).collect::<Vec<_>>().join("; "),
        periods: relations.iter().map(period).collect(),
        kinds: kinds.into_iter().map(Vocabulary::term).collect(),
    }
}

/// A threshold leads to its page; several lead to their list on the holder's.
fn by_thresholds(
    drawing: &Drawing<'_>,
    from: Index<Actor>,
    thresholds: &[Index<Threshold>],
) -> Told {
    let title = |it: &Index<Threshold>| &drawing.dossier().thresholds[*it].header.title;
    let url = match thresholds {
        [threshold] => drawing.link(*threshold).url,
        _ => format!("{}#part-holds", drawing.link(from).url),
    };
    let titles: Vec<String> = thresholds.iter().map(|it| format!("“{}”", title(it))).collect();
    let days = thresholds.iter().map(|it| graph::threshold_days(drawing, *it));
    Told {
        class: "threshold",
        kinds: vec!["threshold"],
        directed: true,
        url,
        words: format!("Holds a threshold against: {}", titles.join("; ")),
        periods: days.map(period).collect(),
    }
}

/// Shared events lead to their list, on the page of an actor that has one with the other.
fn by_events(
    drawing: &Drawing<'_>,
    from: Index<Actor>,
    to: Index<Actor>,
    events: &[Index<Event>],
) -> Told {
    let company = |of: Index<Actor>| &drawing.dossier().backlinks.actors.beside_index(of).company;
    let lists =
        |of: Index<Actor>, with: Index<Actor>| company(of).iter().any(|it| it.actor == with);
    let (on, with) = if lists(from, to) { (from, to) } else { (to, from) };
    let mut periods: BTreeMap<(Option<i16>, Option<i16>), usize> = BTreeMap::new();
    for event in events {
        let days = drawing.dossier().events[*event].date.days();
        let years = days.map(|days| (days.first.year(), days.last.year())).unzip();
        *periods.entry(years).or_default() += 1;
    }
    let periods = periods.into_iter();
    Told {
        class: "events",
        kinds: vec!["events"],
        directed: false,
        url: anchor(drawing, on, "with", with),
        words: match events.len() {
            1 => "One shared event".to_owned(),
            several => format!("{several} shared events"),
        },
        periods: periods
            .map(|((first, last), count)| TiePeriodView { first, last, count })
            .collect(),
    }
}

/// Where an actor's page tells of another.
fn anchor(drawing: &Drawing<'_>, on: Index<Actor>, part: &str, other: Index<Actor>) -> String {
    let id = &drawing.dossier().actors[other].header.id;
    format!("{}#{part}-{id}", drawing.link(on).url)
}

fn period(days: Days) -> TiePeriodView {
    TiePeriodView {
        first: (days.first > civil::Date::MIN).then(|| days.first.year()),
        last: (days.last < civil::Date::MAX).then(|| days.last.year()),
        count: 1,
    }
}

/// The kinds that some ties are of, in the order of the filter.
fn kinds(ties: &[TieView]) -> Vec<TermView> {
    let relations = RelationKind::ALL.iter().map(|kind| (kind.term(), kind.label()));
    let all: Vec<_> = relations.chain(CLASSES.into_iter().skip(1)).collect();
    terms(&all, |term| ties.iter().any(|tie| tie.kinds.contains(&term)))
}

fn terms(all: &[(&'static str, &'static str)], has: impl Fn(&str) -> bool) -> Vec<TermView> {
    let shown = all.iter().filter(|(term, _)| has(term));
    shown.map(|(term, label)| TermView { term, label }).collect()
}
