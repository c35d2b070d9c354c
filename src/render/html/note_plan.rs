//! The notes of a page: their numbers in reading order, their anchors, and what refers to them.

use std::collections::HashSet;
use std::ops::Range;

use crate::model::body::{Element, LinkedBody};
use crate::model::identity::Header;
use crate::model::note;

/// A note as the page will have it.
#[derive(Debug, Clone, Default)]
pub struct PlannedNote {
    /// From 1, in reading order; 0 where nothing refers to it.
    pub number: usize,
    /// Unique on the page, and made from the note's label: it survives edits elsewhere.
    pub anchor: String,
    /// The part of the anchor that passages and references share: the label's slug.
    pub name: String,
    pub references: Vec<PlannedReference>,
}

/// A place in a text that refers to a note.
#[derive(Debug, Clone)]
pub struct PlannedReference {
    pub anchor: String,
    /// The passage in the document's own text; `None` for a note on a point, or in another note.
    pub passage: Option<Range<usize>>,
}

/// The notes of a document, by their positions.
#[derive(Debug)]
pub struct NotePlan(Vec<PlannedNote>);

impl NotePlan {
    /// Plans a document's notes. A note that another note refers to follows it.
    pub fn new(header: &Header) -> Self {
        let mut taken = HashSet::new();
        let notes = header.notes.iter().map(|it| {
            let anchor = unique(note::anchor(&it.label), &mut taken);
            let name = anchor.strip_prefix("note-").unwrap_or(&anchor).to_owned();
            PlannedNote { number: 0, anchor, name, references: Vec::new() }
        });
        let mut plan = Self(notes.collect());
        if header.notes.is_empty() {
            return plan;
        }
        let mut next = 1;
        plan.visit(header, &header.body, true, &mut next);
        plan
    }

    fn visit(&mut self, header: &Header, linked: &LinkedBody, is_own: bool, next: &mut usize) {
        // The passages of each note come in the order of the references to it.
        let mut passages = linked.body.passages.iter().peekable();
        let mut closed: Vec<(u32, Range<usize>)> = Vec::new();
        for mark in &linked.body.marks {
            let Element::NoteReference(position) = mark.element else { continue };
            while let Some(passage) = passages.next_if(|it| it.text.end <= mark.at) {
                let range = passage.text.start as usize..passage.text.end as usize;
                closed.extend(passage.notes.iter().map(|note| (*note, range.clone())));
            }
            let found = closed
                .iter()
                .position(|(note, range)| *note == position && range.end == mark.at as usize);
            let passage = found.map(|at| closed.swap_remove(at).1).filter(|_| is_own);
            let Some(planned) = self.0.get_mut(position as usize) else { continue };
            let anchor = match planned.references.len() {
                0 => format!("reference-{}", planned.name),
                earlier => format!("reference-{}-{}", planned.name, earlier + 1),
            };
            planned.references.push(PlannedReference { anchor, passage });
            if planned.number == 0 {
                planned.number = *next;
                *next += 1;
                self.visit(header, &header.notes[position as usize].body, false, next);
            }
        }
    }

    /// The note at a position of the document's notes.
    pub fn note(&self, position: usize) -> Option<&PlannedNote> {
        self.0.get(position)
    }
}

fn unique(anchor: String, taken: &mut HashSet<String>) -> String {
    let mut unique = anchor.clone();
    let mut number = 1;
    while !taken.insert(unique.clone()) {
        number += 1;
        unique = format!("{anchor}-{number}");
    }
    unique
}
