//! Events to standoff markup: one walk over the events of a document, a body for the document and
//! one for each of its notes.

mod link;
mod note;

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
};

use crate::diagnostic::Diagnostic;
use crate::model::body::{
    Alert, Align, Body, Citation, CitationItem, Edge, Element, Heading, Mark,
};
use crate::model::note::{NoteKind, WrittenNote};
use crate::parse::markdown::anchor::unique_anchor;
use crate::parse::markdown::citation;
use crate::parse::markdown::document::Markdown;
use crate::parse::markdown::event::Located;
use crate::parse::markdown::note::Labels;
use crate::parse::markdown::passage::Passages;

/// Builds the body and its notes.
pub fn build(
    events: &[Located<'_>],
    labels: &Labels,
    passages: Passages,
    markdown: &Markdown<'_>,
    problems: &mut Vec<Diagnostic>,
) -> (Body, Vec<WrittenNote>) {
    let mut builder = Builder {
        events,
        labels,
        passages,
        markdown,
        problems,
        body: Body {
            text: String::with_capacity(markdown.text.len() - markdown.start),
            marks: Vec::with_capacity(events.len()),
            ..Body::default()
        },
        outer: Vec::new(),
        open: Vec::new(),
        anchors: HashSet::new(),
        notes: Vec::new(),
        columns: Vec::new(),
        column: 0,
        skip_bytes: 0,
        open_passages: Vec::new(),
    };
    let mut at = 0;
    while at < events.len() {
        at = builder.step(at);
    }
    let mut body = builder.body;
    body.fit();
    (body, builder.notes)
}

struct Builder<'a, 'e> {
    events: &'e [Located<'a>],
    labels: &'e Labels,
    passages: Passages,
    markdown: &'e Markdown<'a>,
    problems: &'e mut Vec<Diagnostic>,
    /// What is being written: the document's body, or a note's.
    body: Body,
    /// The bodies around the note that is being written.
    outer: Vec<(Body, String, NoteKind)>,
    /// What each open tag became; `None` where it leaves no mark.
    open: Vec<Option<Element>>,
    anchors: HashSet<String>,
    notes: Vec<WrittenNote>,
    columns: Vec<Align>,
    column: usize,
    /// Bytes at the start of the next text that belong to a note's lead-in.
    skip_bytes: usize,
    /// Positions in the body's list, innermost last. A passage ends in the block it begins in.
    open_passages: Vec<u32>,
}

impl<'a> Builder<'a, '_> {
    /// Takes the event `at`, and says which is next.
    fn step(&mut self, at: usize) -> usize {
        let events = self.events;
        let (event, range) = &events[at];
        match event {
            Event::Start(tag) => {
                self.open_passage(at);
                return self.start(tag, range, at);
            }
            Event::End(end) => {
                self.end(*end);
                self.close_passage(at);
            }
            Event::Text(_) if self.passages.opens.contains_key(&at) => self.open_passage(at),
            Event::Text(_) if self.passages.closes.contains_key(&at) => self.close_passage(at),
            Event::Text(text) => self.text(text, range),
            Event::Code(code) => {
                self.mark(Edge::Open, Element::Code);
                self.body.text.push_str(code);
                self.mark(Edge::Close, Element::Code);
            }
            Event::InlineHtml(html) if self.markdown.settings.raw_html => self.raw_html(html),
            Event::Html(html) if self.markdown.settings.raw_html => self.raw_html(html),
            Event::Html(html) | Event::InlineHtml(html) => self.body.text.push_str(html),
            Event::FootnoteReference(label) => {
                if let Some(position) = self.labels.position(label) {
                    self.mark(Edge::Point, Element::NoteReference(position));
                }
            }
            Event::SoftBreak => self.body.text.push(' '),
            Event::HardBreak => self.mark(Edge::Point, Element::HardBreak),
            Event::Rule => {
                self.mark(Edge::Point, Element::Rule);
                self.break_line();
            }
            Event::TaskListMarker(done) => self.mark(Edge::Point, Element::TaskBox(*done)),
            // Mathematics is not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.body.text.push_str(text),
        }
        at + 1
    }

    fn start(&mut self, tag: &Tag<'a>, range: &Range<usize>, at: usize) -> usize {
        let element = match tag {
            Tag::Paragraph => {
                if let Some(next) = self.embed(at) {
                    return next;
                }
                Some(Element::Paragraph)
            }
            Tag::Heading { level, id, .. } => Some(self.heading(*level, id.as_ref(), at)),
            Tag::BlockQuote(None) => Some(Element::BlockQuote),
            Tag::BlockQuote(Some(kind)) => Some(Element::Alert(alert(*kind))),
            Tag::CodeBlock(kind) => Some(self.code_block(kind)),
            Tag::HtmlBlock if self.markdown.settings.raw_html => None,
            Tag::HtmlBlock => Some(Element::Paragraph),
            Tag::List(None) => Some(Element::BulletList),
            Tag::List(Some(first)) => {
                Some(Element::NumberedList(u32::try_from(*first).unwrap_or(1)))
            }
            Tag::Item => Some(Element::Item),
            Tag::FootnoteDefinition(label) => return self.note(label, at),
            Tag::DefinitionList => Some(Element::DefinitionList),
            Tag::DefinitionListTitle => Some(Element::Term),
            Tag::DefinitionListDefinition => Some(Element::Definition),
            Tag::Table(columns) => {
                self.columns = columns.iter().map(align).collect();
                Some(Element::Table)
            }
            Tag::TableHead => {
                self.column = 0;
                Some(Element::TableHead)
            }
            Tag::TableRow => {
                self.column = 0;
                Some(Element::TableRow)
            }
            Tag::TableCell => {
                let align = self.columns.get(self.column).copied().unwrap_or(Align::None);
                self.column += 1;
                let in_head = self.open.iter().rev().flatten().next() == Some(&Element::TableHead);
                Some(if in_head { Element::HeadCell(align) } else { Element::Cell(align) })
            }
            Tag::Emphasis => Some(Element::Emphasis),
            Tag::Strong => Some(Element::Strong),
            Tag::Strikethrough => Some(Element::Strikethrough),
            Tag::Superscript => Some(Element::Superscript),
            Tag::Subscript => Some(Element::Subscript),
            Tag::Link { link_type, dest_url, title, .. } => match link_type {
                LinkType::ShortcutUnknown => return self.citation(range, at),
                LinkType::WikiLink { has_pothole } => {
                    return self.reference(dest_url, *has_pothole, range, at);
                }
                _ => self.link(*link_type, dest_url, title, range),
            },
            Tag::Image { link_type, dest_url, title, .. } => {
                return self.image(*link_type, dest_url, title, range, at);
            }
            Tag::MetadataBlock(_) => None,
        };
        self.open(element);
        at + 1
    }

    fn end(&mut self, end: TagEnd) {
        if end == TagEnd::FootnoteDefinition {
            self.finish_note();
            return;
        }
        let Some(Some(element)) = self.open.pop() else { return };
        if let Element::Heading(number) = element {
            self.name_heading(number);
        }
        self.mark(Edge::Close, element);
        match element {
            Element::TableHead => self.mark(Edge::Open, Element::TableBody),
            Element::Table => {
                // The body opened with the end of the head, and closes inside the table.
                let table = self.body.marks.pop();
                self.mark(Edge::Close, Element::TableBody);
                self.body.marks.extend(table);
            }
            _ => {}
        }
        if is_block(element) {
            self.break_line();
        }
    }

    fn open(&mut self, element: Option<Element>) {
        if let Some(element) = element {
            self.mark(Edge::Open, element);
        }
        self.open.push(element);
    }

    fn mark(&mut self, edge: Edge, element: Element) {
        let at = self.body.text.len() as u32;
        self.body.marks.push(Mark { at, edge, element });
    }

    /// Ends a block's text with a line break.
    fn break_line(&mut self) {
        if !self.body.text.is_empty() && !self.body.text.ends_with('\n') {
            self.body.text.push('\n');
        }
    }

    /// The event after the end of the tag that starts at `at`.
    fn after(&self, at: usize) -> usize {
        let mut depth = 0;
        for (number, (event, _)) in self.events.iter().enumerate().skip(at) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return number + 1;
            }
        }
        self.events.len()
    }

    // Text

    fn text(&mut self, text: &CowStr<'a>, range: &Range<usize>) {
        let skip = std::mem::take(&mut self.skip_bytes).min(text.len());
        let text = &text[skip..];
        let start = range.start + skip;
        let in_code = matches!(self.open.last(), Some(Some(Element::CodeBlock(_))));
        // Only text that stands in the file as it is has places for its keys.
        let verbatim = self.markdown.text.get(start..range.end) == Some(text);
        if in_code || !verbatim || !text.contains('@') || self.in_link() {
            self.push_text(text);
            return;
        }
        let mut done = 0;
        for key in citation::in_running_text(text) {
            if self.markdown.is_escaped(start + key.start) || self.follows_word(start, key.start) {
                continue;
            }
            self.push_text(&text[done..key.start]);
            let span = self.markdown.span(&(start + key.start..start + key.end));
            let item = CitationItem {
                key: text[key.start + 1..key.end].to_owned(),
                prefix: String::new(),
                locator: String::new(),
                suppress_author: false,
                span,
            };
            self.push_citation(Citation { items: vec![item], in_text: true });
            done = key.end;
        }
        self.push_text(&text[done..]);
    }

    /// Text after a note's lead-in begins without the space between them.
    fn push_text(&mut self, text: &str) {
        let is_start = self.body.text.is_empty() && !self.outer.is_empty();
        self.body.text.push_str(if is_start { text.trim_start() } else { text });
    }

    /// Whether an `@` at the start of a text event continues a word of the event before.
    fn follows_word(&self, start: usize, at: usize) -> bool {
        at == 0
            && self.markdown.text[..start].chars().next_back().is_some_and(char::is_alphanumeric)
    }

    fn in_link(&self) -> bool {
        self.open
            .iter()
            .any(|element| matches!(element, Some(Element::Link(_) | Element::Reference(_))))
    }

    fn raw_html(&mut self, html: &str) {
        let number = self.body.raw_html.len() as u32;
        self.body.raw_html.push(html.to_owned());
        self.mark(Edge::Point, Element::RawHtml(number));
    }

    // Blocks

    fn heading(&mut self, level: HeadingLevel, id: Option<&CowStr<'_>>, at: usize) -> Element {
        let anchor = match id {
            Some(id) => unique_anchor(id, &mut self.anchors),
            None => {
                let inner = &self.events[at..self.after(at)];
                let words: String = inner.iter().filter_map(|(event, _)| word_of(event)).collect();
                unique_anchor(&words, &mut self.anchors)
            }
        };
        let number = self.body.headings.len() as u32;
        let start = self.body.text.len() as u32;
        self.body.headings.push(Heading { level: level as u8, anchor, text: start..start });
        Element::Heading(number)
    }

    fn name_heading(&mut self, number: u32) {
        let end = self.body.text.len() as u32;
        self.body.headings[number as usize].text.end = end;
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) -> Element {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        if language.is_empty() {
            return Element::CodeBlock(0);
        }
        self.body.code_languages.push(language.to_owned());
        Element::CodeBlock(self.body.code_languages.len() as u32)
    }
}

/// The words of an event, for a heading's anchor and an image's description.
fn word_of<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        Event::SoftBreak | Event::HardBreak => Some(" "),
        _ => None,
    }
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn align(alignment: &Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
    }
}

fn is_block(element: Element) -> bool {
    !matches!(
        element,
        Element::Emphasis
            | Element::Strong
            | Element::Strikethrough
            | Element::Superscript
            | Element::Subscript
            | Element::Code
            | Element::Link(_)
            | Element::Reference(_)
            | Element::Passage(_)
    )
}
