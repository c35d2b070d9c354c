//! Notes and passages: a body for each note, and marks around what notes annotate.

use std::sync::Arc;

use pulldown_cmark::{Event, Tag};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::{Edge, Element, Passage};
use crate::model::note::{NoteKind, WrittenNote};
use crate::parse::markdown::builder::Builder;
use crate::parse::markdown::note;

impl Builder<'_, '_> {
    pub(super) fn note(&mut self, label: &str, at: usize) -> usize {
        let mut kind = NoteKind::Plain;
        let mut next = at + 1;
        let lead_in = match self.events.get(next) {
            Some((Event::Start(Tag::Paragraph), _)) => {
                note::lead_in(&self.events[next + 1..], self.markdown, self.problems)
            }
            _ => None,
        };
        self.outer.push((std::mem::take(&mut self.body), label.to_owned(), kind));
        if let Some(lead_in) = lead_in {
            kind = lead_in.kind;
            self.open(Some(Element::Paragraph));
            next += 1 + lead_in.events;
            self.skip_bytes = lead_in.bytes;
        }
        if let Some((_, _, outer_kind)) = self.outer.last_mut() {
            *outer_kind = kind;
        }
        next
    }

    pub(super) fn finish_note(&mut self) {
        let Some((outer, label, kind)) = self.outer.pop() else { return };
        let mut body = std::mem::replace(&mut self.body, outer);
        body.fit();
        // Definitions may stand inside each other; their order is that of their beginnings.
        let Some(position) = self.labels.position(&label) else { return };
        let span = self.labels.defined[position as usize].1;
        self.notes.push(WrittenNote { label, kind, body: Arc::new(body), span });
        self.notes.sort_by_key(|note| note.span.start);
    }

    pub(super) fn open_passage(&mut self, at: usize) {
        let Some(&number) = self.passages.opens.get(&at) else { return };
        let found = &self.passages.found[number];
        let references = &self.events[found.references.clone()];
        let notes = references.iter().filter_map(|(event, _)| match event {
            Event::FootnoteReference(label) => self.labels.position(label),
            _ => None,
        });
        let notes = notes.collect();
        let span = self.markdown.span(&found.range);
        let start = self.body.text.len() as u32;
        let position = self.body.passages.len() as u32;
        self.body.passages.push(Passage { text: start..start, notes, span });
        self.open_passages.push(position);
        self.mark(Edge::Open, Element::Passage(position));
    }

    pub(super) fn close_passage(&mut self, at: usize) {
        if !self.passages.closes.contains_key(&at) {
            return;
        }
        let Some(position) = self.open_passages.pop() else { return };
        let end = self.body.text.len() as u32;
        let passage = &mut self.body.passages[position as usize];
        passage.text.end = end;
        let covered = &self.body.text[passage.text.start as usize..end as usize];
        let inside = self.body.marks.iter().rev();
        let has_content = inside
            .take_while(|mark| mark.element != Element::Passage(position))
            .any(|mark| matches!(mark.element, Element::Citation(_) | Element::Image(_)));
        if covered.trim().is_empty() && !has_content {
            let problem =
                Diagnostic::at(Code::EmptyPassage, passage.span, "this passage has no text");
            self.problems.push(problem.help(
                "put the words that the note annotates between the brackets, or leave the \
                 brackets out for a note on a point",
            ));
        }
        self.mark(Edge::Close, Element::Passage(position));
    }
}
