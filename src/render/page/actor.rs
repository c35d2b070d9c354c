//! An actor's own page.

use std::collections::HashSet;

use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::link::CoOccurrence;
use crate::model::actor::{Actor, ActorKind, Position, Relation};
use crate::model::body::Destination;
use crate::model::event::Role;
use crate::model::figure::{Figure, FigureKind};
use crate::model::table::Index;
use crate::plan::Page;
use crate::render::figure;
use crate::render::page::document;
use crate::render::renderer::Renderer;
use crate::render::view;
use crate::render::views::{
    ActorView, CompanyView, ExternalLinkView, OfficerView, ParticipationView, PositionView,
    RelationView,
};

/// The view of an actor.
pub fn view(
    renderer: &Renderer<'_>,
    page: &Page,
    index: Index<Actor>,
) -> Result<ActorView, Diagnostic> {
    let dossier = renderer.dossier;
    let actor = &dossier.actors[index];
    let links = dossier.backlinks.actors.beside_index(index);
    let cards = &renderer.cards;
    let timeline = links.timeline.iter().map(|(event, roles)| ParticipationView {
        event: cards.get(*event),
        roles: roles.iter().map(|role| view::term(*role)).collect(),
    });
    let own_links = actor
        .links
        .iter()
        .map(|link| ExternalLinkView { title: link.title.clone(), url: link.url.value.clone() });
    let officers = links.officers.iter().map(|(officer, number)| OfficerView {
        actor: renderer.link(*officer),
        position: position(renderer, &dossier.actors[*officer].positions[*number]),
    });
    Ok(ActorView {
        document: document::document(renderer, page, &actor.header)?,
        actor_kind: actor.kind.map(view::term),
        schema_org: actor.kind.map_or("Thing", ActorKind::schema_org),
        follow_the_money: actor.kind.map_or("LegalEntity", ActorKind::follow_the_money),
        country: actor.country.map(view::country),
        wikidata: actor.wikidata.clone(),
        side: actor.side.clone(),
        image: actor.image.as_ref().and_then(|(image, _)| picture(renderer, image)),
        links: own_links.collect(),
        positions: actor.positions.iter().map(|it| position(renderer, it)).collect(),
        officers: officers.collect(),
        relations: relations(renderer, index),
        holds: cards.all(links.holds.iter().copied()),
        addressed: cards.all(links.addressed.iter().copied()),
        timeline: timeline.collect(),
        briefs: document::briefs_naming(renderer, index),
    })
}

/// The actors that it appears with most often.
pub fn company(renderer: &Renderer<'_>, index: Index<Actor>) -> Vec<CompanyView> {
    let company = &renderer.dossier.backlinks.actors.beside_index(index).company;
    company.iter().map(|it| companion(renderer, it)).collect()
}

/// How many of the events that two actors share are listed.
const MOST_SHARED: usize = 20;

fn companion(renderer: &Renderer<'_>, company: &CoOccurrence) -> CompanyView {
    let shared = company.events.iter().rev().take(MOST_SHARED).copied();
    CompanyView {
        actor: renderer.link(company.actor),
        anchor: renderer.dossier.actors[company.actor].header.id.clone(),
        events: company.events.len(),
        briefs: company.briefs,
        shared: renderer.cards.all(shared),
    }
}

/// A strip of its events over time.
pub fn strip(renderer: &Renderer<'_>, index: Index<Actor>) -> Option<Value> {
    let timeline = &renderer.dossier.backlinks.actors.beside_index(index).timeline;
    let figure = Figure { actor: Some(index), ..Figure::new(FigureKind::Timeline) };
    figure::strip(renderer, &figure, timeline.len())
}

/// Its neighbours, where it has any.
pub fn network(renderer: &Renderer<'_>, index: Index<Actor>) -> Option<Value> {
    let figure = Figure { actor: Some(index), ..Figure::new(FigureKind::Network) };
    let is_tied = renderer.dossier.is_tied(index);
    is_tied.then(|| figure::view(renderer, &figure, "part-neighbours".to_owned()))
}

/// The levels that an actor reached by what it initiated, where they are more than one.
pub fn curve(renderer: &Renderer<'_>, index: Index<Actor>) -> Option<Value> {
    let dossier = renderer.dossier;
    let timeline = &dossier.backlinks.actors.beside_index(index).timeline;
    let ladder = timeline.iter().find_map(|(event, roles)| {
        let event = &dossier.events[*event];
        let placement = event.placements.first().filter(|_| event.counts())?;
        roles.contains(&Role::Initiator).then_some(placement.ladder)
    })?;
    if figure::levels_of(dossier, ladder, index).len() < 2 {
        return None;
    }
    let figure =
        Figure { actor: Some(index), ladder: Some(ladder), ..Figure::new(FigureKind::Curve) };
    Some(figure::view(renderer, &figure, "part-curve".to_owned()))
}

/// A picture of the site; one from elsewhere is not shown.
fn picture(renderer: &Renderer<'_>, image: &Destination) -> Option<String> {
    match image {
        Destination::Internal { address, .. } => Some(address.href(&renderer.site.base_path)),
        Destination::Verbatim | Destination::Unpublished => None,
    }
}

fn position(renderer: &Renderer<'_>, position: &Position) -> PositionView {
    let as_of = renderer.dossier.as_of;
    let is_over = position.until.as_ref().is_some_and(|until| until.is_before(as_of));
    let is_to_come = position.since.as_ref().is_some_and(|since| since.is_after(as_of));
    PositionView {
        title: position.title.clone(),
        of: position.of.map(|of| renderer.link(of)),
        since: view::optional_date(position.since.as_ref()),
        until: view::optional_date(position.until.as_ref()),
        current: !is_over && !is_to_come,
    }
}

/// The actor's own relations, then those that others state to it.
fn relations(renderer: &Renderer<'_>, index: Index<Actor>) -> Vec<RelationView> {
    let dossier = renderer.dossier;
    let own = dossier.actors[index].relations.iter();
    let own = own.map(|it| relation(renderer, it, it.actor, false));
    let links = dossier.backlinks.actors.beside_index(index);
    let others = links.relations.iter().map(|(other, number)| {
        relation(renderer, &dossier.actors[*other].relations[*number], *other, true)
    });
    let mut seen = HashSet::new();
    let mut all: Vec<RelationView> = own.chain(others).collect();
    for relation in &mut all {
        let is_first = relation.anchor.as_ref().is_some_and(|other| seen.insert(other.clone()));
        relation.anchor = relation.anchor.take().filter(|_| is_first);
    }
    all
}

fn relation(
    renderer: &Renderer<'_>,
    relation: &Relation,
    other: Index<Actor>,
    inverse: bool,
) -> RelationView {
    let term = view::term(relation.kind);
    RelationView {
        term: term.term,
        label: if inverse { relation.kind.inverse_label() } else { term.label },
        inverse,
        anchor: Some(renderer.dossier.actors[other].header.id.clone()),
        actor: renderer.link(other),
        since: view::optional_date(relation.since.as_ref()),
        until: view::optional_date(relation.until.as_ref()),
        note: relation.note.clone(),
        sources: relation.sources.iter().map(|it| document::listed_source(renderer, it)).collect(),
    }
}
