//! The network: actors, and what ties them: relations that are stated, thresholds that one holds against
//! another, and events that both have a part in.

mod edge;
mod graph;
mod layout;
mod node;
mod springs;
mod svg;
mod table;
mod tie;

use std::collections::BTreeMap;

use crate::link::Side;
use crate::model::actor::Actor;
use crate::model::table::Index;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::label::{self, MARK_NAME};
use crate::render::figure::name::{self, Beside, Name};
use crate::render::figure::network::graph::{By, Graph};
use crate::render::figure::network::layout::NodePosition;
use crate::render::figure::network::node::{Node, ROOMS};
use crate::render::figure::scale::rounded;
use crate::render::figure::side::{legend, side_number};
use crate::render::figure::svg::draw_into;
use crate::render::views::NetworkFigure;

/// How far actors are from the sides, and from the top and the bottom, in pixels on the narrowest page:
/// beside them stand their names.
const SIDES: f64 = 44.0;
const ENDS: f64 = 20.0;

/// How wide a name may be beside its mark, in pixels.
const LONGEST: f64 = 140.0;

/// Draws the figure.
pub fn draw(drawing: &Drawing<'_>) -> NetworkFigure {
    let mut figure = drawing.frame(
        "Relations that are stated, thresholds that one holds against another, and events that both \
         have a part in: the more of them, the wider the line. A line leads to what stands behind it.",
    );
    let graph = graph::build_graph(drawing);
    if graph.ties.is_empty() {
        figure.empty = Some(match drawing.figure.actor {
            Some(_) => "It stands in no relation yet, and appears with nobody.",
            None => "No two actors stand in a relation or appear together yet.",
        });
    }
    let height = height(drawing, graph.actors.len());
    let places = places(drawing, &graph, height);
    figure.remarks = remarks(drawing, &graph);
    let sides = graph.actors.iter().map(|actor| side_of(drawing, *actor));
    figure.sides = legend(drawing.sides_of(sides));
    let lines = tie::lines(drawing, &graph, &places, height);
    if figure.empty.is_none() {
        let nodes = nodes(drawing, &graph, &places, height);
        let body = svg::body(&figure, graph.most_shared(), &lines, &nodes);
        draw_into(&mut figure, height as i32, None, body);
        figure.table = Some(table::network_table(drawing, &graph, &lines));
    }
    let years = lines.iter().flat_map(|line| &line.edge.periods);
    let years = years.flat_map(|period| [period.first, period.last]).flatten();
    let years = years.fold(None, |range: Option<(i16, i16)>, year| {
        Some(range.map_or((year, year), |(first, last)| (first.min(year), last.max(year))))
    });
    let filtered = drawing.figure.actor.is_none();
    NetworkFigure {
        classes: tie::classes(&lines),
        kinds: tie::kinds(&lines),
        filtered,
        actors: if filtered { drawing.links(&graph.actors) } else { Vec::new() },
        years,
        figure,
    }
}

/// How high the drawing is, in pixels: on the narrowest page, too, all have room.
fn height(drawing: &Drawing<'_>, actors: usize) -> f64 {
    match drawing.figure.actor {
        Some(_) => 260.0 + 10.0 * actors as f64,
        None => 420.0 + 3.0 * actors as f64,
    }
}

/// Where actors stand: in percent of the width, and in pixels.
fn places(drawing: &Drawing<'_>, graph: &Graph, height: f64) -> Vec<NodePosition> {
    let ids: Vec<&str> =
        graph.actors.iter().map(|it| drawing.dossier().actors[*it].header.id.as_str()).collect();
    let ties: Vec<(usize, usize)> = graph.ties.iter().map(|tie| (tie.from, tie.to)).collect();
    let middle = drawing.figure.actor.and_then(|own| graph.actors.binary_search(&own).ok());
    let (_, narrow) = ROOMS[0];
    let (width, height) = (narrow - 2.0 * SIDES, height - 2.0 * ENDS);
    let laid = layout::places(&ids, &ties, middle).into_iter();
    let mut places: Vec<NodePosition> = laid.map(|(x, y)| (x * width, y * height)).collect();
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

fn nodes(drawing: &Drawing<'_>, graph: &Graph, places: &[NodePosition], height: f64) -> Vec<Node> {
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
    let title =
        |at: usize| label::cut(&dossier.actors[graph.actors[at]].header.title, MARK_NAME, LONGEST);
    let rooms = ROOMS.map(|(room, width)| {
        let marks: Vec<(NodePosition, f64)> = order
            .iter()
            .map(|at| {
                let (x, y) = places[*at];
                ((x / 100.0 * width, y), MARK_NAME.width(&title(*at)))
            })
            .collect();
        let at = |(x, y): NodePosition| (x / 100.0 * width, y);
        let lines = graph.ties.iter().map(|tie| (at(places[tie.from]), at(places[tie.to])));
        let sides = name::arrange(&marks, &lines.collect::<Vec<_>>(), (width, height));
        (room, order.iter().copied().zip(sides).collect::<BTreeMap<usize, Option<Beside>>>())
    });
    let node = |(at, actor): (usize, &Index<Actor>)| {
        let mut names: Vec<Name> = Vec::new();
        for (room, sides) in &rooms {
            if let Some(beside) = sides[&at] {
                names.push(Name { text: title(at), room, beside });
            }
        }
        let outward = if places[at].0 > 50.0 { Beside::Left } else { Beside::Right };
        names.push(Name { text: title(at), room: "hidden", beside: outward });
        let title = &dossier.actors[*actor].header.title;
        let label = match ties[at] {
            1 => format!("{title}: one tie"),
            several => format!("{title}: {several} ties"),
        };
        Node {
            url: drawing.url(*actor),
            title: title.clone(),
            place: places[at],
            side: side_number(side_of(drawing, *actor)),
            size: rounded(1.0 + (weights[at] as f64 / most as f64).sqrt() * 0.8),
            is_own: is_own(at),
            label,
            names,
        }
    };
    graph.actors.iter().enumerate().map(node).collect()
}
