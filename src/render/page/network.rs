//! The network's page: the drawing, and every actor with what ties it to others.

use crate::link::ActorLinks;
use crate::model::actor::Actor;
use crate::model::figure::FigureKind;
use crate::model::table::Index;
use crate::plan::{Portion, Section};
use crate::render::page::index;
use crate::render::renderer::Renderer;
use crate::render::views::{NetworkRowView, NetworkView};

/// How many of those whom an actor shares most events with stand in its row.
const NEAREST: usize = 3;

/// The view of a page of the network; only the first has the drawing.
pub fn view(renderer: &Renderer<'_>, portion: &Portion<Index<Actor>>) -> NetworkView {
    let is_first = portion.number == 1;
    let kind = FigureKind::Network;
    let figure = is_first.then(|| index::figure_of(renderer, Section::Network, kind)).flatten();
    NetworkView {
        figure,
        rows: portion.items.iter().map(|actor| row(renderer, *actor)).collect(),
        list: index::plain_list(renderer, portion),
    }
}

fn row(renderer: &Renderer<'_>, index: Index<Actor>) -> NetworkRowView {
    let dossier = renderer.dossier;
    let actor = &dossier.actors[index];
    let links: &ActorLinks = dossier.backlinks.actors.beside_index(index);
    let nearest = links.company.iter().filter(|it| !it.events.is_empty()).take(NEAREST);
    NetworkRowView {
        actor: renderer.link(index),
        relations: actor.relations.len() + links.relations.len(),
        holds: links.holds.len(),
        addressed: links.addressed.len(),
        events: links.timeline.len(),
        nearest: nearest.map(|it| renderer.link(it.actor)).collect(),
    }
}
