//! Relations between actors as data, each as its author states it.

use crate::model::actor::RelationKind;
use crate::render::data::declaration::data_record;
use crate::render::data::record::{Dated, Used, dated, used};
use crate::render::data::value::{Id, Term};
use crate::render::renderer::Renderer;

data_record! {
    /// A relation.
    pub struct RelationRecord<'a> is "relation" as it {
        /// The actor that states it.
        from: Id<'a> => from;
        /// How the first stands to the second.
        kind: Term<RelationKind> => kind;
        /// The other actor.
        to: Id<'a> => to;
        /// Since when.
        since: Option<Dated<'a>> => since;
        /// Until when.
        until: Option<Dated<'a>> => until;
        /// The author's remark.
        note: Option<&'a str> => note;
        /// The sources that it rests on.
        sources: Vec<Used<'a>> => sources;
    }
}

/// Every relation, by the actor that it is stated of.
pub fn records<'a>(renderer: &Renderer<'a>) -> impl Iterator<Item = RelationRecord<'a>> {
    let dossier = renderer.dossier;
    dossier.actors.iter().flat_map(move |actor| {
        actor.relations.iter().map(move |relation| RelationRecord {
            from: Id(&actor.header.id),
            kind: Term(relation.kind),
            to: Id(&dossier.actors[relation.actor].header.id),
            since: relation.since.as_ref().map(dated),
            until: relation.until.as_ref().map(dated),
            note: relation.note.as_deref(),
            sources: used(dossier, &relation.sources),
        })
    })
}
