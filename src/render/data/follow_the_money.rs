//! Entities of FollowTheMoney, one JSON object a line: actors, their relations and offices, events, and what
//! documents them. `docs/data.md` says what becomes what.

mod entity;

use std::collections::BTreeSet;

use crate::link::Dossier;
use crate::model::actor::{Actor, ActorKind, Position, Relation, RelationKind};
use crate::model::brief::Brief;
use crate::model::event::{Event, EventStatus, Role};
use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::plan::data::EventScope;
use crate::render::data::actors::schema;
use crate::render::data::follow_the_money::entity::Entity;
use crate::render::data::identifier;
use crate::render::data::json::put;
use crate::render::renderer::Renderer;

/// `followthemoney.ndjson`. Of a scope, whatever its entities refer to is in the file.
pub fn entities(renderer: &Renderer<'_>, scope: EventScope, events: &[Index<Event>]) -> Vec<u8> {
    let dossier = renderer.dossier;
    let mut lines = Lines { renderer, bytes: Vec::with_capacity(events.len() * 1024) };
    // A report that was taken back would be read as a fact.
    let events = events.iter().copied().filter(|index| dossier.events[*index].counts());
    let events: Vec<Index<Event>> = events.collect();
    if scope == EventScope::Site {
        dossier.actors.indexes().for_each(|index| lines.actor(index));
        dossier.actors.indexes().for_each(|index| lines.bonds(index));
        events.iter().for_each(|index| lines.event(*index));
        dossier.sources.indexes().for_each(|index| lines.source(index));
        dossier.briefs.indexes().for_each(|index| lines.brief(index));
        return lines.bytes;
    }
    let mut actors: BTreeSet<Index<Actor>> = BTreeSet::new();
    let mut sources: BTreeSet<Index<Source>> = BTreeSet::new();
    for event in events.iter().map(|index| &dossier.events[*index]) {
        actors.extend(event.actors.iter().map(|part| part.actor));
        sources.extend(event.header.sources.iter().map(|used| used.source));
    }
    actors.iter().for_each(|index| lines.actor(*index));
    events.iter().for_each(|index| lines.event(*index));
    sources.iter().for_each(|index| lines.source(*index));
    lines.bytes
}

struct Lines<'r, 'a> {
    renderer: &'r Renderer<'a>,
    bytes: Vec<u8>,
}

impl Lines<'_, '_> {
    fn put(&mut self, entity: &Entity<'_>) {
        put(&mut self.bytes, entity);
        self.bytes.push(b'\n');
    }

    fn dossier(&self) -> &Dossier {
        self.renderer.dossier
    }

    fn actor(&mut self, index: Index<Actor>) {
        let renderer = self.renderer;
        let actor = &renderer.dossier.actors[index];
        let header = &actor.header;
        let mut entity = Entity::new(
            identifier::entity_identifier(renderer.dossier, index.into()),
            schema(actor),
        );
        entity.add("name", header.title.as_str());
        header.aliases.iter().for_each(|alias| entity.add("alias", alias.as_str()));
        if let Some(country) = actor.country {
            entity.add("country", country.code.to_lowercase());
        }
        if let Some(item) = &actor.wikidata {
            entity.add("wikidataId", item.as_str());
        }
        if let Some(paragraph) = renderer.first_paragraph(header) {
            entity.add("summary", paragraph);
        }
        entity.add("sourceUrl", renderer.permalink(&header.address));
        actor.links.iter().for_each(|link| entity.add("website", link.url.value.as_str()));
        if actor.kind == Some(ActorKind::Person) {
            for position in &actor.positions {
                entity.add("position", position.title.as_str());
            }
        }
        self.put(&entity);
    }

    fn bonds(&mut self, index: Index<Actor>) {
        let actor = &self.renderer.dossier.actors[index];
        for (number, relation) in actor.relations.iter().enumerate() {
            self.relation(index, number, relation);
        }
        for (number, position) in actor.positions.iter().enumerate() {
            self.position(index, number, position);
        }
    }

    fn relation(&mut self, from: Index<Actor>, number: usize, relation: &Relation) {
        let dossier = self.dossier();
        let to = identifier::entity_identifier(dossier, relation.actor.into());
        let own = identifier::entity_identifier(dossier, from.into());
        let is_body = is_organization(&dossier.actors[relation.actor]);
        let (schema, first, second) = match relation.kind {
            RelationKind::MemberOf | RelationKind::PartOf if is_body => {
                ("Membership", "member", "organization")
            }
            RelationKind::Leads if is_body => ("Directorship", "director", "organization"),
            _ => ("UnknownLink", "subject", "object"),
        };
        let mut entity = Entity::new(format!("{own}-relation-{}", number + 1), schema);
        entity.add(first, own);
        entity.add(second, to);
        entity.add("role", relation.kind.label());
        entity.period(relation.since.as_ref(), relation.until.as_ref());
        if let Some(note) = &relation.note {
            entity.add("summary", note.clone());
        }
        self.put(&entity);
    }

    /// An office is a Position, and that a person holds it an Occupancy. What another actor holds is a link to
    /// whom it holds it of.
    fn position(&mut self, holder: Index<Actor>, number: usize, position: &Position) {
        let dossier = self.renderer.dossier;
        let own = identifier::entity_identifier(dossier, holder.into());
        let of = position
            .of
            .map(|of| (identifier::entity_identifier(dossier, of.into()), &dossier.actors[of]));
        if dossier.actors[holder].kind == Some(ActorKind::Person) {
            let post = format!("{own}-office-{}", number + 1);
            let mut entity = Entity::new(post.clone(), "Position");
            entity.add("name", position.title.as_str());
            if let Some((id, _)) = of.as_ref().filter(|(_, body)| is_organization(body)) {
                entity.add("organization", id.clone());
            }
            if let Some(country) = of.as_ref().and_then(|(_, body)| body.country) {
                entity.add("country", country.code.to_lowercase());
            }
            self.put(&entity);
            let mut entity = Entity::new(format!("{post}-held"), "Occupancy");
            entity.add("holder", own);
            entity.add("post", post);
            entity.period(position.since.as_ref(), position.until.as_ref());
            self.put(&entity);
        } else if let Some((id, _)) = of {
            let mut entity = Entity::new(format!("{own}-office-{}", number + 1), "UnknownLink");
            entity.add("subject", own);
            entity.add("object", id);
            entity.add("role", position.title.as_str());
            entity.period(position.since.as_ref(), position.until.as_ref());
            self.put(&entity);
        }
    }

    fn event(&mut self, index: Index<Event>) {
        let renderer = self.renderer;
        let dossier = renderer.dossier;
        let event = &dossier.events[index];
        let header = &event.header;
        let own = identifier::entity_identifier(dossier, index.into());
        let mut entity = Entity::new(own.clone(), "Event");
        entity.add("name", header.title.as_str());
        header.aliases.iter().for_each(|alias| entity.add("alias", alias.as_str()));
        entity.date(&event.date);
        if let Some(place) = &event.place {
            entity.add("location", place.name.as_str());
            if let Some(country) = place.country {
                entity.add("country", country.code.to_lowercase());
            }
        }
        if let Some(paragraph) = renderer.first_paragraph(header) {
            entity.add("summary", paragraph);
        }
        // The model has no field for how well an event is established.
        if event.facts.status != EventStatus::Confirmed {
            entity.add("notes", format!("Status: {}", event.facts.status.label()));
        }
        if let Some(kind) = event.facts.kind {
            entity.add("keywords", kind.label());
        }
        for part in &event.actors {
            let property = match part.role {
                Role::Initiator => "organizer",
                _ => "involved",
            };
            entity.add(property, identifier::entity_identifier(dossier, part.actor.into()));
        }
        entity.add("sourceUrl", renderer.permalink(&header.address));
        self.put(&entity);
        for used in &header.sources {
            self.documentation(used.source.into(), index.into(), used.pages.as_deref());
        }
    }

    fn source(&mut self, index: Index<Source>) {
        let renderer = self.renderer;
        let source = &renderer.dossier.sources[index];
        let mut entity =
            Entity::new(identifier::entity_identifier(renderer.dossier, index.into()), "Article");
        entity.document(&source.header.id, &source.header.title);
        source.authors.iter().for_each(|author| entity.add("author", author.as_str()));
        let publisher = source.container.as_deref().or(source.publisher.as_deref());
        if let Some(publisher) = publisher {
            entity.add("publisher", publisher);
        }
        if let Some(date) = &source.date {
            entity.day("publishedAt", date);
        }
        let addresses = [source.url.as_ref(), source.archive_url.as_ref()];
        match addresses.into_iter().flatten().next() {
            Some(url) => entity.add("sourceUrl", url.value.as_str()),
            None => entity.add("sourceUrl", renderer.permalink(&source.header.address)),
        }
        self.put(&entity);
    }

    /// A brief documents whom and what it names; a withdrawn one no longer does.
    fn brief(&mut self, index: Index<Brief>) {
        let renderer = self.renderer;
        let dossier = renderer.dossier;
        if dossier.is_withdrawn(index.into()) {
            return;
        }
        let brief = &dossier.briefs[index];
        let mut entity =
            Entity::new(identifier::entity_identifier(dossier, index.into()), "Article");
        entity.document(&brief.header.id, &brief.header.title);
        brief.authors.iter().for_each(|author| entity.add("author", author.as_str()));
        entity.add("publisher", renderer.site.title.as_str());
        entity.day("publishedAt", &brief.date);
        if let Some(summary) = &brief.summary {
            entity.add("summary", summary.as_str());
        }
        entity.add("sourceUrl", renderer.permalink(&brief.header.address));
        self.put(&entity);
        for actor in &brief.actors {
            self.documentation(index.into(), (*actor).into(), None);
        }
        for event in &dossier.backlinks.briefs.beside_index(index).timeline {
            if dossier.events[*event].counts() {
                self.documentation(index.into(), (*event).into(), None);
            }
        }
    }

    fn documentation(&mut self, document: Target, of: Target, pages: Option<&str>) {
        let dossier = self.dossier();
        let (document, of) = (
            identifier::entity_identifier(dossier, document),
            identifier::entity_identifier(dossier, of),
        );
        let mut entity = Entity::new(format!("{of}-{document}"), "Documentation");
        entity.add("document", document);
        entity.add("entity", of);
        if let Some(pages) = pages {
            entity.add("summary", pages.to_owned());
        }
        self.put(&entity);
    }
}

/// Whether FollowTheMoney counts it among organizations, which alone have members, directors and offices.
fn is_organization(actor: &Actor) -> bool {
    matches!(schema(actor), "Organization" | "PublicBody" | "Company")
}
