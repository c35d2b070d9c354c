//! Actors as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::actor::{Actor, ActorKind, RelationKind};
use crate::model::body::Destination;
use crate::model::event::Role;
use crate::model::identity::Origin;
use crate::model::table::Index;
use crate::render::data::declaration::data_record;
use crate::render::data::record::{Dated, Used, briefs_naming, dated, ids, tags, used};
use crate::render::data::value::{CountryCode, Id, Term, Url};
use crate::render::renderer::Renderer;

data_record! {
    /// An actor.
    pub struct ActorRecord<'a> is "actor" as it {
        /// Its id, unique among actors.
        id: Id<'a> => id;
        /// Its page.
        url: Url;
        /// Its name.
        name: &'a str => name;
        /// Other names.
        aliases: &'a [String] => aliases;
        /// The kind of actor.
        kind: Option<Term<ActorKind>> => kind;
        /// The schema of FollowTheMoney that it has there.
        followthemoney: &'static str;
        /// Whether somebody described it, or it is only named.
        described: bool => described;
        /// The first paragraph of its text.
        description: Option<String> => description;
        /// ISO 3166-1 alpha-2.
        country: Option<CountryCode> => country;
        /// Its Wikidata item.
        #[schemars(regex(pattern = r"^Q[0-9]+$"))]
        wikidata: Option<&'a str> => wikidata;
        /// The coalition that escalation figures draw it with.
        side: Option<&'a str> => side;
        /// A picture of it.
        image: Option<Url>;
        /// Pages about it elsewhere.
        links: Vec<LinkRecord<'a>>;
        /// Offices that it holds or held.
        positions: Vec<PositionRecord<'a>>;
        /// Its relations to others, as it states them.
        relations: Vec<OwnRelationRecord<'a>>;
        /// The thresholds that it holds.
        holds: Vec<Id<'a>> => holds;
        /// The thresholds that warn it.
        addressed: Vec<Id<'a>> => addressed;
        /// The events that it has a part in, by date.
        events: Vec<PartRecord<'a>> => events = it.events.len();
        /// The briefs that name it.
        briefs: Vec<Id<'a>> => briefs = it.briefs.len();
        /// The sources that it lists.
        sources: Vec<Used<'a>>;
        /// Its tags.
        tags: Vec<&'a str> => tags;
        /// When the page was last updated.
        updated: Option<Dated<'a>>;
        /// Whether it is a draft, in a build with drafts.
        draft: bool;
        => url;
    }
}

/// A page elsewhere.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "link")]
pub struct LinkRecord<'a> {
    /// Its title.
    title: &'a str,
    /// Its address.
    #[schemars(url)]
    url: &'a str,
}

/// An office.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "position")]
pub struct PositionRecord<'a> {
    /// The office.
    title: &'a str,
    /// The actor that it is an office of.
    of: Option<Id<'a>>,
    /// Since when.
    since: Option<Dated<'a>>,
    /// Until when.
    until: Option<Dated<'a>>,
}

/// A relation.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "relation")]
pub struct OwnRelationRecord<'a> {
    /// The relation.
    kind: Term<RelationKind>,
    /// The other actor.
    id: Id<'a>,
    /// Since when.
    since: Option<Dated<'a>>,
    /// Until when.
    until: Option<Dated<'a>>,
    /// The author's remark.
    note: Option<&'a str>,
    /// The sources that it rests on.
    sources: Vec<Used<'a>>,
}

/// A part in an event.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "part")]
pub struct PartRecord<'a> {
    /// The event.
    id: Id<'a>,
    /// Its roles in it.
    roles: Vec<Term<Role>>,
}

/// An actor as a record.
pub fn record<'a>(renderer: &Renderer<'a>, index: Index<Actor>) -> ActorRecord<'a> {
    let dossier = renderer.dossier;
    let actor = &dossier.actors[index];
    let header = &actor.header;
    let backlinks = dossier.backlinks.actors.beside_index(index);
    let id = |actor: Index<Actor>| Id(&dossier.actors[actor].header.id);
    let positions = actor.positions.iter().map(|position| PositionRecord {
        title: &position.title,
        of: position.of.map(id),
        since: position.since.as_ref().map(dated),
        until: position.until.as_ref().map(dated),
    });
    let relations = actor.relations.iter().map(|relation| OwnRelationRecord {
        kind: Term(relation.kind),
        id: id(relation.actor),
        since: relation.since.as_ref().map(dated),
        until: relation.until.as_ref().map(dated),
        note: relation.note.as_deref(),
        sources: used(dossier, &relation.sources),
    });
    let events = backlinks.timeline.iter().map(|(event, roles)| PartRecord {
        id: Id(&dossier.events[*event].header.id),
        roles: roles.iter().copied().map(Term).collect(),
    });
    let links = actor.links.iter();
    let links = links.map(|link| LinkRecord { title: &link.title, url: &link.url.value });
    ActorRecord {
        id: Id(&header.id),
        url: Url(renderer.permalink(&header.address)),
        name: &header.title,
        aliases: &header.aliases,
        kind: actor.kind.map(Term),
        followthemoney: schema(actor),
        described: header.origin != Origin::Stub,
        description: renderer.first_paragraph(header),
        country: actor.country.map(|country| CountryCode(country.code)),
        wikidata: actor.wikidata.as_deref(),
        side: actor.side.as_deref(),
        image: actor.image.as_ref().and_then(|(image, _)| match image {
            Destination::Internal { address, .. } => Some(Url(renderer.permalink(address))),
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
