//! Plain text of bodies: excerpts and headings, with documents' titles where they are linked.

use std::ops::Range;

use crate::model::body::{Citation, Edge, Element, LinkedBody};
use crate::model::identity::Header;
use crate::model::source::Source;
use crate::model::table::Index;
use crate::render::renderer::Renderer;

impl Renderer<'_> {
    /// The first block of a document's text as plain text, where it has one.
    pub fn first_paragraph(&self, header: &Header) -> Option<String> {
        let end = header.body.body.text.find('\n')?;
        let text = self.plain_text(&header.body, 0..end);
        (!text.is_empty()).then_some(text)
    }

    /// A stretch of a body as plain text on one line; a reference without a label shows the title
    /// of its document.
    pub fn plain_text(&self, linked: &LinkedBody, range: Range<usize>) -> String {
        let body = &linked.body;
        let mut text = String::with_capacity(range.len());
        let mut at = range.start;
        let mut open: Option<u32> = None;
        let first = body.marks.partition_point(|mark| (mark.at as usize) < range.start);
        for mark in &body.marks[first..] {
            let place = mark.at as usize;
            if place > range.end {
                break;
            }
            match mark.element {
                Element::Reference(number) if !body.references[number as usize].labelled => {
                    // The words of the author stay for a brief that is left out.
                    let Some(reference) = linked.reference(number) else { continue };
                    match (mark.edge, open) {
                        (Edge::Open, _) if place < range.end => {
                            text.push_str(&body.text[at..place]);
                            open = Some(number);
                        }
                        (Edge::Close, Some(opened)) if opened == number => {
                            text.push_str(self.dossier.title(reference.target));
                            at = place;
                            open = None;
                        }
                        _ => {}
                    }
                }
                Element::Citation(number) if open.is_none() => {
                    text.push_str(&body.text[at..place]);
                    at = place;
                    let number = number as usize;
                    text.push_str(
                        &self.plain_citation(&body.citations[number], &linked.cited[number]),
                    );
                }
                _ => {}
            }
        }
        text.push_str(&body.text[at.min(range.end)..range.end]);
        on_one_line(text)
    }

    /// A citation in excerpts, where there is no bibliography to tell works apart: "(Kahn 1965)".
    fn plain_citation(&self, citation: &Citation, sources: &[Index<Source>]) -> String {
        let name = |index: &Index<Source>| {
            let source = &self.dossier.sources[*index];
            let author = source.record.authors().unwrap_or_default().first();
            let author = author.map_or(source.header.title.as_str(), |person| &person.name);
            match source.date.as_ref().and_then(|date| date.edtf().get(..4)) {
                Some(year) => format!("{author} {year}"),
                None => author.to_owned(),
            }
        };
        let names = sources.iter().map(name).collect::<Vec<_>>().join("; ");
        if citation.in_text { names } else { format!("({names})") }
    }
}

/// A text with one space wherever it has white space between words.
fn on_one_line(text: String) -> String {
    if is_on_one_line(&text) {
        return text;
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether only single spaces stand in a text, and between words.
fn is_on_one_line(text: &str) -> bool {
    if text.starts_with(' ') || text.ends_with(' ') {
        return false;
    }
    if text.is_ascii() {
        // Without an early end, many bytes are looked at together.
        let bytes = text.as_bytes();
        let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        let is_double = |(one, next): (&u8, &u8)| (*one == b' ') & (*next == b' ');
        return bytes.iter().fold(true, |all, byte| all & (*byte >= b' '))
            && !pairs.fold(false, |found, pair| found | is_double(pair));
    }
    let mut was_space = false;
    text.chars().all(|character| {
        let is_space = character.is_whitespace();
        let was_space = std::mem::replace(&mut was_space, is_space);
        !is_space || (character == ' ' && !was_space)
    })
}

#[cfg(test)]
mod tests {
    use super::on_one_line;

    #[test]
    fn texts_are_put_on_one_line() {
        let cases = [
            ("One line, as it is.", "One line, as it is."),
            (" before", "before"),
            ("after ", "after"),
            ("two  spaces", "two spaces"),
            ("a\nline", "a line"),
            ("no\u{a0}break", "no break"),
            ("\n", ""),
            ("a\u{1}b", "a\u{1}b"),
            ("café au lait", "café au lait"),
            ("café  noir", "café noir"),
            ("café\nnoir", "café noir"),
            (" café", "café"),
            (" ", ""),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(on_one_line(text.to_owned()), expected, "{text:?}");
        }
    }
}
