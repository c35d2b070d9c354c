//! Plain text of bodies: excerpts and headings, with documents' titles where they are linked.

use std::ops::Range;

use crate::model::body::{Edge, Element, LinkedBody};
use crate::render::Renderer;

impl Renderer<'_> {
    /// A stretch of a body as plain text on one line; a reference without a label shows the title
    /// of its document.
    pub fn plain_text(&self, linked: &LinkedBody, range: Range<usize>) -> String {
        let body = &linked.body;
        let mut text = String::with_capacity(range.len());
        let mut at = range.start;
        let mut open: Option<usize> = None;
        let first = body.marks.partition_point(|mark| (mark.at as usize) < range.start);
        for mark in &body.marks[first..] {
            let place = mark.at as usize;
            if place > range.end {
                break;
            }
            let Element::Reference(number) = mark.element else { continue };
            let number = number as usize;
            if body.references[number].labelled {
                continue;
            }
            match (mark.edge, open) {
                (Edge::Open, _) if place < range.end => {
                    text.push_str(&body.text[at..place]);
                    open = Some(number);
                }
                (Edge::Close, Some(opened)) if opened == number => {
                    if let Some(Some(reference)) = linked.references.get(number) {
                        text.push_str(self.dossier.title(reference.target));
                    }
                    at = place;
                    open = None;
                }
                _ => {}
            }
        }
        text.push_str(&body.text[at.min(range.end)..range.end]);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
