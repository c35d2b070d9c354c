//! The lines of a network: where each is drawn, and what all of them are of.

use std::collections::BTreeMap;

use crate::model::actor::RelationKind;
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::network::edge::{self, EdgeDescription};
use crate::render::figure::network::graph::{Graph, Tie};
use crate::render::figure::network::layout::NodePosition;
use crate::render::figure::network::node::ROOMS;
use crate::render::figure::scale::rounded;
use crate::render::views::TermView;

/// What lines stand for. Relations have kinds of their own.
const CLASSES: [(&str, &str); 3] = [
    ("relation", "Stated relation"),
    ("threshold", "Holds a threshold against"),
    ("events", "Shared events"),
];

/// How far ties that lie between the same two actors are drawn apart, in pixels.
const ASIDE: f64 = 4.0;

/// A line between two actors.
pub struct TieLine {
    /// Positions among the graph's actors.
    pub from: usize,
    pub to: usize,
    /// Where the two stand.
    pub ends: [NodePosition; 2],
    /// How far it is drawn aside in pixels, since ties of other classes lie between the same two.
    pub aside: (i32, i32),
    /// How wide it is in pixels, where it stands for a number of events.
    pub width: f64,
    pub edge: EdgeDescription,
}

/// The lines of a graph whose actors stand at these places.
pub fn lines(
    drawing: &Drawing<'_>,
    graph: &Graph,
    places: &[NodePosition],
    height: f64,
) -> Vec<TieLine> {
    // How many ties lie between two actors, and how many of them have been drawn.
    let mut between: BTreeMap<(usize, usize), (i32, i32)> = BTreeMap::new();
    let most = graph.most_shared();
    let pair = |tie: &Tie| (tie.from.min(tie.to), tie.from.max(tie.to));
    for tie in &graph.ties {
        between.entry(pair(tie)).or_default().0 += 1;
    }
    let line = |tie: &Tie| {
        let (of, drawn) = between.get_mut(&pair(tie)).map_or((1, 0), |(of, drawn)| {
            *drawn += 1;
            (*of, *drawn - 1)
        });
        let ends = (places[tie.from.min(tie.to)], places[tie.from.max(tie.to)]);
        let (from, to) = (graph.actors[tie.from], graph.actors[tie.to]);
        TieLine {
            from: tie.from,
            to: tie.to,
            ends: [places[tie.from], places[tie.to]],
            aside: aside(ends, height, f64::from(2 * drawn - (of - 1)) / 2.0 * ASIDE),
            width: width(tie.events(), most),
            edge: edge::describe_edge(drawing, (from, to), &tie.by),
        }
    };
    graph.ties.iter().map(line).collect()
}

/// So many pixels across the direction from one place to another, on a drawing of middling width.
fn aside((from, to): (NodePosition, NodePosition), height: f64, pixels: f64) -> (i32, i32) {
    let (_, width) = ROOMS[1];
    let (dx, dy) = ((to.0 - from.0) / 100.0 * width, to.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt().max(1.0).min(height * 4.0);
    ((-dy / length * pixels).round() as i32, (dx / length * pixels).round() as i32)
}

/// How wide a line is that stands for so many shared events, in pixels.
fn width(events: usize, most: usize) -> f64 {
    const WIDEST: f64 = 7.0;
    const THINNEST: f64 = 1.25;
    rounded(THINNEST + (WIDEST - THINNEST) * events as f64 / most.max(8) as f64)
}

/// The classes that some lines are of.
pub fn classes(lines: &[TieLine]) -> Vec<TermView> {
    terms(&CLASSES, |term| lines.iter().any(|line| line.edge.class == term))
}

/// The kinds that some ties are of, in the order of the filter.
pub fn kinds(lines: &[TieLine]) -> Vec<TermView> {
    let relations = RelationKind::ALL.iter().map(|kind| (kind.term(), kind.label()));
    let all: Vec<_> = relations.chain(CLASSES.into_iter().skip(1)).collect();
    terms(&all, |term| lines.iter().any(|line| line.edge.kinds.contains(&term)))
}

fn terms(all: &[(&'static str, &'static str)], has: impl Fn(&str) -> bool) -> Vec<TermView> {
    let shown = all.iter().filter(|(term, _)| has(term));
    shown.map(|(term, label)| TermView { term, label }).collect()
}
