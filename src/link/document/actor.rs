//! Actors: positions, relations, picture.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::body::Place;
use crate::link::definition::Definition;
use crate::link::resolve::Context;
use crate::model::actor::{Actor, ExternalLink, Position, Relation};
use crate::model::table::Index;
use crate::parse::fields::actor::{ActorFields, LinkEntry, PositionFields, RelationFields};
use crate::parse::scalar::{Term, WikidataItem};

impl Context<'_> {
    pub(super) fn actor(
        &self,
        definition: &Definition<ActorFields>,
        index: Index<Actor>,
        problems: &mut Vec<Diagnostic>,
    ) -> Actor {
        let fields = &definition.fields;
        let place = Place {
            path: definition.path.as_deref(),
            own: Some(index.into()),
            body: &definition.body,
            notes: &definition.notes,
        };
        let image = fields.image.as_ref();
        let relations = fields.relations.iter();
        Actor {
            header: self.header(definition, index, problems),
            kind: fields.kind.map(|Term(kind)| kind),
            country: fields.country,
            wikidata: fields.wikidata.as_ref().map(|WikidataItem(item)| item.clone()),
            positions: fields.positions.iter().map(|it| self.position(it, problems)).collect(),
            relations: relations.filter_map(|it| self.relation(it, index, problems)).collect(),
            side: fields.side.clone(),
            image: image.map(|path| self.destination(&path.value, path.span, &place, problems)),
            links: fields.links.iter().map(external_link).collect(),
        }
    }

    fn position(&self, written: &PositionFields, problems: &mut Vec<Diagnostic>) -> Position {
        Position {
            title: written.title.clone(),
            of: written.of.as_ref().and_then(|of| self.resolve(of, problems)),
            since: written.since.clone(),
            until: written.until.clone(),
        }
    }

    fn relation(
        &self,
        written: &RelationFields,
        own: Index<Actor>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Relation> {
        let actor = self.resolve(&written.actor, problems)?;
        if actor == own {
            let message = format!("`{}` stands in a relation to itself", written.actor.text);
            problems.push(Diagnostic::at(Code::SelfReference, written.actor.span, message));
            return None;
        }
        Some(Relation {
            actor,
            kind: written.kind.0,
            since: written.since.clone(),
            until: written.until.clone(),
            note: written.note.clone(),
        })
    }
}

/// A link without a title is shown by its host.
fn external_link(written: &LinkEntry) -> ExternalLink {
    let host = || {
        let url = url::Url::parse(&written.url).ok()?;
        Some(url.host_str()?.trim_start_matches("www.").to_owned())
    };
    let title = written.title.clone().or_else(host).unwrap_or_else(|| written.url.clone());
    ExternalLink { title, url: written.url.clone() }
}
