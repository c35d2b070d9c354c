//! Relations between actors as data, each as its author states it.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::vocabulary::Vocabulary;
use crate::render::data::csv_rows::{Tabular, optional, words};
use crate::render::data::record::{Dated, Used, dated, used};
use crate::render::renderer::Renderer;

/// A relation.
#[derive(Serialize)]
pub struct Record<'a> {
    from: &'a str,
    kind: &'static str,
    to: &'a str,
    since: Option<Dated<'a>>,
    until: Option<Dated<'a>>,
    note: Option<&'a str>,
    sources: Vec<Used<'a>>,
}

/// Every relation, by the actor that it is stated of.
pub fn records<'a>(renderer: &Renderer<'a>) -> impl Iterator<Item = Record<'a>> {
    let dossier = renderer.dossier;
    dossier.actors.iter().flat_map(move |actor| {
        actor.relations.iter().map(move |relation| Record {
            from: &actor.header.id,
            kind: relation.kind.term(),
            to: &dossier.actors[relation.actor].header.id,
            since: relation.since.as_ref().map(dated),
            until: relation.until.as_ref().map(dated),
            note: relation.note.as_deref(),
            sources: used(dossier, &relation.sources),
        })
    })
}

/// A relation as a row.
#[derive(Serialize)]
pub struct Row<'a> {
    from: &'a str,
    kind: &'static str,
    to: &'a str,
    since: Option<&'a str>,
    until: Option<&'a str>,
    note: Option<Cow<'a, str>>,
    sources: String,
}

impl<'a> Tabular for Record<'a> {
    type Row = Row<'a>;

    const HEADER: &'static [&'static str] =
        &["from", "kind", "to", "since", "until", "note", "sources"];

    fn row(self) -> Row<'a> {
        Row {
            from: self.from,
            kind: self.kind,
            to: self.to,
            since: self.since.map(|it| it.date),
            until: self.until.map(|it| it.date),
            note: optional(self.note),
            sources: words(self.sources.iter().map(|used| used.id)),
        }
    }
}
