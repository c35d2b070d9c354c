//! Actors: positions, relations, picture.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::body::BodyPlace;
use crate::link::definition::Definition;
use crate::link::resolve::Context;
use crate::model::actor::{Actor, ExternalLink, Position, Relation};
use crate::model::date::Date;
use crate::model::table::Index;
use crate::parse::fields::actor::{ActorFields, LinkEntry, PositionFields, RelationFields};
use crate::parse::scalar::Term;
use crate::parse::scalar::address::PicturePath;
use crate::parse::scalar::code::WikidataItem;
use crate::source::Located;

impl Context<'_> {
    pub(super) fn actor(
        &self,
        definition: &Definition<ActorFields>,
        index: Index<Actor>,
        problems: &mut Vec<Diagnostic>,
    ) -> Actor {
        let fields = &definition.fields;
        let place = BodyPlace {
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
            image: image.map(|PicturePath(path)| {
                (self.destination(&path.value, path.span, &place, problems), path.span)
            }),
            links: fields.links.iter().map(external_link).collect(),
        }
    }

    fn position(&self, written: &PositionFields, problems: &mut Vec<Diagnostic>) -> Position {
        report_reversed(written.since.as_ref(), written.until.as_ref(), problems);
        Position {
            title: written.title.clone(),
            of: written.of.as_ref().and_then(|of| self.resolve(of, problems)),
            since: written.since.as_ref().map(|date| date.value.clone()),
            until: written.until.as_ref().map(|date| date.value.clone()),
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
        report_reversed(written.since.as_ref(), written.until.as_ref(), problems);
        Some(Relation {
            actor,
            kind: written.kind.0,
            since: written.since.as_ref().map(|date| date.value.clone()),
            until: written.until.as_ref().map(|date| date.value.clone()),
            note: written.note.clone(),
            sources: self.source_uses(&written.sources, problems),
        })
    }
}

/// A period that ends before it begins.
fn report_reversed(
    since: Option<&Located<Date>>,
    until: Option<&Located<Date>>,
    problems: &mut Vec<Diagnostic>,
) {
    let (Some(since), Some(until)) = (since, until) else { return };
    if until.value.latest() < since.value.earliest() && until.value.latest().is_some() {
        let message = format!(
            "the period ends ({}) before it begins ({})",
            until.value.words(),
            since.value.words()
        );
        problems
            .push(Diagnostic::at(Code::BadDate, until.span, message).label(since.span, "begins"));
    }
}

/// A link without a title is shown by its host.
fn external_link(written: &LinkEntry) -> ExternalLink {
    let host = || {
        let url = url::Url::parse(&written.url.value).ok()?;
        Some(url.host_str()?.trim_start_matches("www.").to_owned())
    };
    let title = written.title.clone().or_else(host).unwrap_or_else(|| written.url.value.clone());
    ExternalLink { title, url: written.url.clone() }
}
