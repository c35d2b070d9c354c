//! Notes in the text: each stands directly before the block that first refers to it, in one element
//! with it. On a wide page style sheets float it beside the block, on a narrow one they put it under.

use tera::{Context, Value};

use crate::diagnostic::Diagnostic;
use crate::model::body::{Edge, Element, LinkedBody};
use crate::model::note::NoteKind;
use crate::model::vocabulary::Vocabulary;
use crate::render::citation::BodyOf;
use crate::render::html::writer::{HtmlWriter, PlacedNote, escape_attribute};
use crate::render::view;
use crate::render::views::{NoteReferenceView, NoteView};

/// The annotated blocks that are open, by the marks at which they end.
#[derive(Default)]
pub struct Annotated {
    ends: Vec<End>,
}

struct End {
    mark: usize,
    /// Whether it ends before the mark or after it.
    before: bool,
    html: &'static str,
}

impl Annotated {
    /// Closes what ends before a mark.
    pub fn end_before(&mut self, mark: usize, html: &mut String) {
        self.end(mark, true, html);
    }

    /// Closes what ends after a mark.
    pub fn end_after(&mut self, mark: usize, html: &mut String) {
        self.end(mark, false, html);
    }

    fn end(&mut self, mark: usize, before: bool, html: &mut String) {
        while let Some(end) = self.ends.pop_if(|it| it.mark == mark && it.before == before) {
            html.push_str(end.html);
        }
    }
}

impl HtmlWriter<'_> {
    /// Opens an annotated block before a paragraph, heading, table or definition list that refers
    /// to notes, with the notes in it.
    pub(super) fn annotate_before(
        &mut self,
        html: &mut String,
        linked: &LinkedBody,
        number: usize,
        annotated: &mut Annotated,
    ) -> Result<(), Diagnostic> {
        let mark = linked.body.marks[number];
        let is_block = matches!(
            mark.element,
            Element::Paragraph | Element::Heading(_) | Element::Table | Element::DefinitionList
        );
        if mark.edge != Edge::Open || !is_block {
            return Ok(());
        }
        let end = closing(linked, number);
        let notes = self.new_notes(linked, number..end);
        if !notes.is_empty() {
            html.push_str("<div class=\"annotated\">");
            self.place(html, &notes)?;
            annotated.ends.push(End { mark: end, before: false, html: "</div>" });
        }
        Ok(())
    }

    /// Opens an annotated block at the beginning of a list item whose own line refers to notes.
    pub(super) fn annotate_after(
        &mut self,
        html: &mut String,
        linked: &LinkedBody,
        number: usize,
        annotated: &mut Annotated,
    ) -> Result<(), Diagnostic> {
        if linked.body.marks[number].element != Element::Item {
            return Ok(());
        }
        let end = end_of_line(linked, number);
        let notes = self.new_notes(linked, number..end);
        if !notes.is_empty() {
            html.push_str("<div class=\"annotated\">");
            self.place(html, &notes)?;
            html.push_str("<div class=\"annotated-line\">");
            annotated.ends.push(End { mark: end, before: true, html: "</div></div>" });
        }
        Ok(())
    }

    /// The notes that a stretch of marks refers to and that stand nowhere yet.
    fn new_notes(&self, linked: &LinkedBody, marks: std::ops::Range<usize>) -> Vec<usize> {
        let mut notes = Vec::new();
        for mark in &linked.body.marks[marks] {
            let Element::NoteReference(position) = mark.element else { continue };
            let position = position as usize;
            let number = self.plan.note(position).map_or(0, |note| note.number);
            let is_placed = self.placed.iter().any(|note| note.view.number == number);
            if number > 0 && !is_placed && !notes.contains(&position) {
                notes.push(position);
            }
        }
        notes
    }

    /// Writes notes, each followed by those that it refers to itself.
    fn place(&mut self, html: &mut String, notes: &[usize]) -> Result<(), Diagnostic> {
        let header = self.header;
        for position in notes {
            let Some(note) = header.notes.get(*position) else { continue };
            let slot = self.placed.len();
            self.placed.push(PlacedNote { view: self.view(*position), value: Value::none() });
            let text = self.write(&note.body, BodyOf::Note(*position))?;
            let placed = &mut self.placed[slot];
            placed.view.html = Value::safe_string(&text);
            placed.value = Value::from_serializable(&placed.view);
            let mut context = Context::new();
            context.insert_value("note", placed.value.clone());
            html.push_str(&self.renderer.part("note.html", &context, self.page)?);
            let marks = 0..note.body.body.marks.len();
            let inner = self.new_notes(&note.body, marks);
            self.place(html, &inner)?;
        }
        Ok(())
    }

    fn view(&self, position: usize) -> NoteView {
        let note = &self.header.notes[position];
        let planned = self.plan.note(position).cloned().unwrap_or_default();
        let references = planned.references.iter().map(|reference| {
            let passage = reference.passage.clone();
            let quote = passage.map(|it| self.renderer.plain_text(&self.header.body, it));
            NoteReferenceView { anchor: reference.anchor.clone(), quote: quote.unwrap_or_default() }
        });
        let page = self.renderer.permalink(&self.header.address);
        let permalink = [&page, "#", &planned.anchor].concat();
        NoteView {
            number: planned.number,
            kind: view::term(note.kind),
            html: Value::none(),
            references: references.collect(),
            permalink,
            anchor: planned.anchor,
        }
    }

    pub(super) fn open_passage(&mut self, html: &mut String, linked: &LinkedBody, number: usize) {
        let passage = &linked.body.passages[number];
        let first = passage.notes.first().map(|position| *position as usize);
        let note = first.and_then(|position| self.header.notes.get(position));
        html.push_str("<span class=\"passage passage-");
        html.push_str(note.map_or(NoteKind::Plain, |note| note.kind).term());
        html.push('"');
        // A note may have several passages; its first one bears its name.
        if let Some(position) = first
            && self.named_passages.insert(position)
            && let Some(planned) = self.plan.note(position)
        {
            html.push_str(" id=\"passage-");
            escape_attribute(html, &planned.name);
            html.push('"');
        }
        html.push('>');
    }

    pub(super) fn note_reference(&mut self, html: &mut String, position: usize) {
        let Some(note) = self.header.notes.get(position) else { return };
        let Some(planned) = self.plan.note(position) else { return };
        let written = self.referred[position];
        self.referred[position] += 1;
        let anchor = planned.references.get(written).map_or("", |it| &it.anchor);
        html.push_str("<a class=\"note-reference note-reference-");
        html.push_str(note.kind.term());
        html.push_str("\" id=\"");
        escape_attribute(html, anchor);
        html.push_str("\" href=\"#");
        escape_attribute(html, &planned.anchor);
        html.push_str(&format!("\" role=\"doc-noteref\">{}</a>", planned.number));
    }
}

/// The mark that closes the element that a mark opens.
fn closing(linked: &LinkedBody, open: usize) -> usize {
    let marks = &linked.body.marks;
    let mut depth = 0;
    for (number, mark) in marks.iter().enumerate().skip(open) {
        match mark.edge {
            Edge::Open => depth += 1,
            Edge::Close => depth -= 1,
            Edge::Point => {}
        }
        if depth == 0 {
            return number;
        }
    }
    marks.len().saturating_sub(1)
}

/// The mark before which the own line of a list item ends: its first block, or its end.
fn end_of_line(linked: &LinkedBody, item: usize) -> usize {
    let marks = &linked.body.marks;
    let is_block = |element: Element| {
        matches!(
            element,
            Element::Paragraph
                | Element::Heading(_)
                | Element::BlockQuote
                | Element::Alert(_)
                | Element::CodeBlock(_)
                | Element::BulletList
                | Element::NumberedList(_)
                | Element::Item
                | Element::DefinitionList
                | Element::Table
                | Element::Rule
                | Element::Embed(_)
                | Element::Figure(_)
        )
    };
    let rest = marks.iter().enumerate().skip(item + 1);
    let mut blocks = rest.filter(|(_, mark)| is_block(mark.element));
    blocks.next().map_or(marks.len().saturating_sub(1), |(number, _)| number)
}
