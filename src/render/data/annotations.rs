//! The notes of all briefs as data: what each annotates, says and cites. The Web Annotations beside a brief
//! hold the same with positions in its page.

use crate::model::body::Element;
use crate::model::brief::{Brief, BriefStatus};
use crate::model::note::{self, Note, NoteKind};
use crate::render::data::declaration::data_record;
use crate::render::data::value::{Id, Term, Url};
use crate::render::renderer::Renderer;

data_record! {
    /// A note.
    pub struct AnnotationRecord<'a> is "annotation" as it {
        /// Its address, which is its id in the Web Annotations too.
        id: Url => id;
        /// The brief.
        brief: Id<'a> => brief;
        /// What it does to its passage.
        kind: Term<NoteKind> => kind;
        /// The passage; `null` for a note on a point.
        passage: Option<String> => passage;
        /// The note, as plain text.
        text: String => text;
        /// The sources that it cites.
        sources: Vec<Id<'a>> => sources;
    }
}

/// Every note of every brief that stands, in the order of their definitions.
pub fn records<'a>(renderer: &Renderer<'a>) -> impl Iterator<Item = AnnotationRecord<'a>> {
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
) -> AnnotationRecord<'a> {
    let body = &brief.header.body;
    let hangs_on_it = |number: &u32| *number as usize == position;
    let mut passages = body.body.passages.iter();
    let passage = passages.find(|passage| passage.notes.iter().any(hangs_on_it)).map(|passage| {
        renderer.plain_text(body, passage.text.start as usize..passage.text.end as usize)
    });
    let mut sources: Vec<Id<'_>> = Vec::new();
    for mark in &note.body.body.marks {
        let Element::Citation(number) = mark.element else { continue };
        for source in note.body.cited.get(number as usize).into_iter().flatten() {
            let id = Id(&renderer.dossier.sources[*source].header.id);
            if !sources.contains(&id) {
                sources.push(id);
            }
        }
    }
    AnnotationRecord {
        id: Url(format!("{page}#{}", note::anchor(&note.label))),
        brief: Id(&brief.header.id),
        kind: Term(note.kind),
        passage,
        text: renderer.plain_text(&note.body, 0..note.body.body.text.len()),
        sources,
    }
}
