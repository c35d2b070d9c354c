//! Actors as data.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::actor::{Actor, ActorKind};
use crate::model::body::Destination;
use crate::model::event::Role;
use crate::model::identity::Origin;
use crate::model::table::Index;
use crate::model::vocabulary::Vocabulary;
use crate::render::data::csv_rows::{Tabular, optional, text, texts, words};
use crate::render::data::record::{Dated, Used, briefs_naming, dated, ids, tags, used};
use crate::render::renderer::Renderer;

/// An actor.
#[derive(Serialize)]
pub struct Record<'a> {
    id: &'a str,
    url: String,
    name: &'a str,
    aliases: &'a [String],
    kind: Option<&'static str>,
    followthemoney: &'static str,
    described: bool,
    description: Option<String>,
    country: Option<&'static str>,
    wikidata: Option<&'a str>,
    side: Option<&'a str>,
    image: Option<String>,
    links: Vec<Link<'a>>,
    positions: Vec<Position<'a>>,
    relations: Vec<Relation<'a>>,
    holds: Vec<&'a str>,
    addressed: Vec<&'a str>,
    events: Vec<Part<'a>>,
    briefs: Vec<&'a str>,
    sources: Vec<Used<'a>>,
    tags: Vec<&'a str>,
    updated: Option<Dated<'a>>,
    draft: bool,
}

#[derive(Serialize)]
struct Link<'a> {
    title: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Position<'a> {
    title: &'a str,
    of: Option<&'a str>,
    since: Option<Dated<'a>>,
    until: Option<Dated<'a>>,
}

#[derive(Serialize)]
struct Relation<'a> {
    kind: &'static str,
    id: &'a str,
    since: Option<Dated<'a>>,
    until: Option<Dated<'a>>,
    note: Option<&'a str>,
    sources: Vec<Used<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    id: &'a str,
    roles: Vec<&'static str>,
}

/// An actor as a record.
pub fn record<'a>(renderer: &Renderer<'a>, index: Index<Actor>) -> Record<'a> {
    let dossier = renderer.dossier;
    let actor = &dossier.actors[index];
    let header = &actor.header;
    let backlinks = dossier.backlinks.actors.beside_index(index);
    let id = |actor: Index<Actor>| dossier.actors[actor].header.id.as_str();
    let positions = actor.positions.iter().map(|position| Position {
        title: &position.title,
        of: position.of.map(id),
        since: position.since.as_ref().map(dated),
        until: position.until.as_ref().map(dated),
    });
    let relations = actor.relations.iter().map(|relation| Relation {
        kind: relation.kind.term(),
        id: id(relation.actor),
        since: relation.since.as_ref().map(dated),
        until: relation.until.as_ref().map(dated),
        note: relation.note.as_deref(),
        sources: used(dossier, &relation.sources),
    });
    let events = backlinks.timeline.iter().map(|(event, roles)| Part {
        id: &dossier.events[*event].header.id,
        roles: roles.iter().copied().map(Role::term).collect(),
    });
    let links = actor.links.iter().map(|link| Link { title: &link.title, url: &link.url.value });
    Record {
        id: &header.id,
        url: renderer.permalink(&header.address),
        name: &header.title,
        aliases: &header.aliases,
        kind: actor.kind.map(Vocabulary::term),
        followthemoney: schema(actor),
        described: header.origin != Origin::Stub,
        description: renderer.first_paragraph(header),
        country: actor.country.map(|country| country.code),
        wikidata: actor.wikidata.as_deref(),
        side: actor.side.as_deref(),
        image: actor.image.as_ref().and_then(|(image, _)| match image {
            Destination::Internal { address, .. } => Some(renderer.permalink(address)),
            Destination::Verbatim | Destination::Unpublished => None,
        }),
        links: links.collect(),
        positions: positions.collect(),
        relations: relations.collect(),
        holds: ids(&dossier.thresholds, &backlinks.holds),
        addressed: ids(&dossier.thresholds, &backlinks.addressed),
        events: events.collect(),
        briefs: briefs_naming(dossier, index),
        sources: used(dossier, &header.sources),
        tags: tags(dossier, header),
        updated: header.updated.as_ref().map(dated),
        draft: header.draft,
    }
}

/// The schema of FollowTheMoney; of an actor that nobody described, that of anybody.
pub fn schema(actor: &Actor) -> &'static str {
    actor.kind.map_or("LegalEntity", ActorKind::follow_the_money)
}

/// An actor as a row.
#[derive(Serialize)]
pub struct Row<'a> {
    id: &'a str,
    name: Cow<'a, str>,
    aliases: String,
    kind: Option<&'static str>,
    described: bool,
    description: Option<String>,
    country: Option<&'static str>,
    wikidata: Option<&'a str>,
    side: Option<Cow<'a, str>>,
    holds: String,
    addressed: String,
    events: usize,
    briefs: usize,
    tags: String,
    url: String,
}

impl<'a> Tabular for Record<'a> {
    type Row = Row<'a>;

    const HEADER: &'static [&'static str] = &[
        "id",
        "name",
        "aliases",
        "kind",
        "described",
        "description",
        "country",
        "wikidata",
        "side",
        "holds",
        "addressed",
        "events",
        "briefs",
        "tags",
        "url",
    ];

    fn row(self) -> Row<'a> {
        Row {
            id: self.id,
            name: text(self.name),
            aliases: texts(self.aliases.iter().map(String::as_str)),
            kind: self.kind,
            described: self.described,
            description: optional(self.description.as_deref()).map(Cow::into_owned),
            country: self.country,
            wikidata: self.wikidata,
            side: optional(self.side),
            holds: words(self.holds),
            addressed: words(self.addressed),
            events: self.events.len(),
            briefs: self.briefs.len(),
            tags: texts(self.tags),
            url: self.url,
        }
    }
}
