//! The notes of all briefs as data: what each annotates, says and cites. The Web Annotations beside a brief
//! hold the same with positions in its page.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::body::Element;
use crate::model::brief::{Brief, BriefStatus};
use crate::model::note::{self, Note};
use crate::model::vocabulary::Vocabulary;
use crate::render::data::csv_rows::{Tabular, optional, text, words};
use crate::render::renderer::Renderer;

/// A note.
#[derive(Serialize)]
pub struct Record<'a> {
    /// Its address, the same as in the Web Annotations.
    id: String,
    brief: &'a str,
    kind: &'static str,
    passage: Option<String>,
    text: String,
    sources: Vec<&'a str>,
}

/// Every note of every brief that stands, in the order of their definitions.
pub fn records<'a>(renderer: &Renderer<'a>) -> impl Iterator<Item = Record<'a>> {
    let briefs = renderer.dossier.briefs.iter();
    let standing = briefs.filter(|brief| brief.status != BriefStatus::Withdrawn);
    standing.flat_map(move |brief| {
        let page = renderer.permalink(&brief.header.address);
        let notes = brief.header.notes.iter().enumerate();
        notes.map(move |(position, note)| record(renderer, &page, brief, position, note))
    })
}

fn record<'a>(
    renderer: &Renderer<'a>,
    page: &str,
    brief: &'a Brief,
    position: usize,
    note: &'a Note,
) -> Record<'a> {
    let body = &brief.header.body;
    let hangs_on_it = |number: &u32| *number as usize == position;
    let mut passages = body.body.passages.iter();
    let passage = passages.find(|passage| passage.notes.iter().any(hangs_on_it)).map(|passage| {
        renderer.plain_text(body, passage.text.start as usize..passage.text.end as usize)
    });
    let mut sources = Vec::new();
    for mark in &note.body.body.marks {
        let Element::Citation(number) = mark.element else { continue };
        for source in note.body.cited.get(number as usize).into_iter().flatten() {
            let id = renderer.dossier.sources[*source].header.id.as_str();
            if !sources.contains(&id) {
                sources.push(id);
            }
        }
    }
    Record {
        id: format!("{page}#{}", note::anchor(&note.label)),
        brief: &brief.header.id,
        kind: note.kind.term(),
        passage,
        text: renderer.plain_text(&note.body, 0..note.body.body.text.len()),
        sources,
    }
}

/// A note as a row.
#[derive(Serialize)]
pub struct Row<'a> {
    id: String,
    brief: &'a str,
    kind: &'static str,
    passage: Option<String>,
    text: String,
    sources: String,
}

impl<'a> Tabular for Record<'a> {
    type Row = Row<'a>;

    const HEADER: &'static [&'static str] = &["id", "brief", "kind", "passage", "text", "sources"];

    fn row(self) -> Row<'a> {
        Row {
            id: self.id,
            brief: self.brief,
            kind: self.kind,
            passage: optional(self.passage.as_deref()).map(Cow::into_owned),
            text: text(&self.text).into_owned(),
            sources: words(self.sources),
        }
    }
}
