//! Bodies as HTML: one walk over the marks of a body, with every text escaped.

use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use crate::diagnostic::Diagnostic;
use crate::model::body::{Align, Destination, Edge, Element, LinkedBody, Mention};
use crate::model::identity::slug;
use crate::model::note::{self, Note, NoteKind};
use crate::model::vocabulary::Vocabulary;
use crate::plan::Page;
use crate::render::Renderer;
use crate::render::citation::{BodyOf, PageCitations};

/// A document's notes in the order in which its text refers to them, with the places that do.
pub struct NoteOrder {
    /// For each note of the document, its number from 1; 0 where nothing refers to it.
    numbers: Vec<usize>,
}

impl NoteOrder {
    /// Numbers notes by their first references: in the body, then in the notes themselves.
    pub fn of(body: &LinkedBody, notes: &[Note]) -> Self {
        let mut order = Self { numbers: vec![0; notes.len()] };
        let mut next = 1;
        order.number_in(body, &mut next);
        for note in notes {
            order.number_in(&note.body, &mut next);
        }
        order
    }

    fn number_in(&mut self, body: &LinkedBody, next: &mut usize) {
        for mark in &body.body.marks {
            let Element::NoteReference(position) = mark.element else { continue };
            if let Some(number @ 0) = self.numbers.get_mut(position as usize) {
                *number = *next;
                *next += 1;
            }
        }
    }

    /// The number of a note, from 1.
    pub fn number(&self, position: usize) -> usize {
        self.numbers.get(position).copied().unwrap_or(0)
    }

    /// The positions of the notes in the order of their numbers.
    pub fn positions(&self) -> Vec<usize> {
        let mut positions: Vec<usize> =
            (0..self.numbers.len()).filter(|position| self.numbers[*position] > 0).collect();
        positions.sort_by_key(|position| self.numbers[*position]);
        positions
    }
}

/// A reference to a note, as the page has it.
pub struct NoteReference {
    /// The note's position in the document.
    pub note: usize,
    pub anchor: String,
    /// The passage, in bytes of the body's text; `None` for a note on a point.
    pub passage: Option<std::ops::Range<usize>>,
}

/// Where a body is written to.
pub struct Writer<'w> {
    pub renderer: &'w Renderer<'w>,
    pub page: &'w Page,
    pub notes: &'w [Note],
    pub citations: &'w PageCitations,
    pub order: &'w NoteOrder,
    /// Every reference to a note so far, over all bodies of the page.
    pub references: Vec<NoteReference>,
}

/// Writes `text` where no markup may be.
fn escape(html: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = escape_html_body_text(html, text);
}

/// Writes `text` inside a quoted attribute.
fn escape_attribute(html: &mut String, text: &str) {
    let _ = escape_html(html, text);
}

impl Writer<'_> {
    /// The HTML of a body.
    pub fn write(&mut self, linked: &LinkedBody, place: BodyOf) -> Result<String, Box<Diagnostic>> {
        let mut html = String::with_capacity(linked.body.text.len() * 2);
        let mut text = TextCursor { linked, at: 0, mentions: linked.mentions.iter().peekable() };
        let mut skip_until = None;
        for mark in &linked.body.marks {
            if let Some(element) = skip_until {
                // The text of a reference without a label is the document's title.
                if mark.element == element && mark.edge == Edge::Close {
                    text.at = mark.at as usize;
                    html.push_str("</a>");
                    skip_until = None;
                }
                continue;
            }
            self.write_text(&mut html, &mut text, mark.at as usize);
            match mark.edge {
                Edge::Open => {
                    if self.open(&mut html, linked, mark.element) {
                        skip_until = Some(mark.element);
                    }
                }
                Edge::Close => self.close(&mut html, linked, mark.element),
                Edge::Point => self.point(&mut html, linked, place, mark.element)?,
            }
        }
        self.write_text(&mut html, &mut text, linked.body.text.len());
        Ok(html)
    }

    /// Writes the text up to a byte, with the mentions in it.
    fn write_text(&self, html: &mut String, text: &mut TextCursor<'_>, end: usize) {
        let source = &text.linked.body.text;
        while let Some(mention) = text.mentions.next_if(|it| it.end as usize <= end) {
            let (start, stop) = (mention.start as usize, mention.end as usize);
            if start < text.at {
                continue;
            }
            escape(html, &source[text.at..start]);
            html.push_str("<a class=\"mention\" href=\"");
            escape_attribute(html, &self.href_of(mention.target));
            html.push_str("\">");
            escape(html, &source[start..stop]);
            html.push_str("</a>");
            text.at = stop;
        }
        if end > text.at {
            escape(html, &source[text.at..end]);
            text.at = end;
        }
    }

    fn href_of(&self, target: crate::model::target::Target) -> String {
        self.renderer.dossier.address(target).href(&self.renderer.site.base_path)
    }

    /// Opens an element; whether its own text is to be skipped.
    fn open(&mut self, html: &mut String, linked: &LinkedBody, element: Element) -> bool {
        match element {
            Element::Heading(number) => {
                let heading = &linked.body.headings[number as usize];
                html.push_str(&format!("<h{} id=\"", heading.level));
                escape_attribute(html, &heading.anchor);
                html.push_str("\">");
            }
            Element::Alert(alert) => {
                let label = alert.label();
                let class = label.to_lowercase();
                html.push_str(&format!(
                    "<aside class=\"alert alert-{class}\"><p class=\"alert-title\">{label}</p>"
                ));
            }
            Element::CodeBlock(0) => html.push_str("<pre><code>"),
            Element::CodeBlock(number) => {
                html.push_str("<pre><code class=\"language-");
                escape_attribute(html, &linked.body.code_languages[number as usize - 1]);
                html.push_str("\">");
            }
            Element::NumberedList(1) => html.push_str("<ol>"),
            Element::NumberedList(first) => html.push_str(&format!("<ol start=\"{first}\">")),
            Element::Table => {
                html.push_str("<div class=\"table\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>");
            }
            Element::TableHead => html.push_str("<thead><tr>"),
            Element::HeadCell(align) => open_cell(html, "th scope=\"col\"", align),
            Element::Cell(align) => open_cell(html, "td", align),
            Element::Link(number) => self.open_link(html, linked, number as usize),
            Element::Reference(number) => {
                return self.open_reference(html, linked, number as usize);
            }
            Element::Passage(number) => self.open_passage(html, linked, number as usize),
            _ => {
                html.push('<');
                html.push_str(tag(element));
                html.push('>');
            }
        }
        false
    }

    fn close(&mut self, html: &mut String, linked: &LinkedBody, element: Element) {
        match element {
            Element::Heading(number) => {
                let heading = &linked.body.headings[number as usize];
                html.push_str(" <a class=\"heading-anchor\" href=\"#");
                escape_attribute(html, &heading.anchor);
                html.push_str("\" aria-label=\"Link to this section\">§</a>");
                html.push_str(&format!("</h{}>", heading.level));
            }
            Element::Alert(_) => html.push_str("</aside>"),
            Element::CodeBlock(_) => html.push_str("</code></pre>"),
            Element::NumberedList(_) => html.push_str("</ol>"),
            Element::Table => html.push_str("</table></div>"),
            Element::TableHead => html.push_str("</tr></thead>"),
            Element::HeadCell(_) => html.push_str("</th>"),
            Element::Cell(_) => html.push_str("</td>"),
            Element::Link(_) | Element::Reference(_) => html.push_str("</a>"),
            Element::Passage(_) => html.push_str("</span>"),
            _ => {
                html.push_str("</");
                html.push_str(tag(element));
                html.push('>');
            }
        }
    }

    fn point(
        &mut self,
        html: &mut String,
        linked: &LinkedBody,
        place: BodyOf,
        element: Element,
    ) -> Result<(), Box<Diagnostic>> {
        match element {
            Element::Rule => html.push_str("<hr>"),
            Element::HardBreak => html.push_str("<br>"),
            Element::TaskBox(done) => {
                let (checked, label) = if done { (" checked", "done") } else { ("", "to do") };
                html.push_str(&format!(
                    "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "
                ));
            }
            Element::Image(number) => self.image(html, linked, number as usize),
            Element::Embed(number) => {
                if let Some(Some(reference)) = linked.references.get(number as usize) {
                    let card = self.renderer.cards.of(reference.target);
                    html.push_str(&self.renderer.embed(card, self.page)?);
                }
            }
            Element::Citation(number) => {
                html.push_str(self.citations.html(place, number as usize));
            }
            Element::NoteReference(position) => {
                self.note_reference(html, linked, position as usize);
            }
            Element::RawHtml(number) => html.push_str(&linked.body.raw_html[number as usize]),
            _ => {}
        }
        Ok(())
    }

    fn open_link(&self, html: &mut String, linked: &LinkedBody, number: usize) {
        let link = &linked.body.links[number];
        html.push_str("<a href=\"");
        escape_attribute(html, &self.destination(&linked.links[number], &link.destination));
        html.push('"');
        if !link.title.is_empty() {
            html.push_str(" title=\"");
            escape_attribute(html, &link.title);
            html.push('"');
        }
        html.push('>');
    }

    /// Where a link or image leads on this site.
    pub fn destination(&self, destination: &Destination, written: &str) -> String {
        match destination {
            Destination::Verbatim => written.to_owned(),
            Destination::Internal { address, suffix } => {
                format!("{}{suffix}", address.href(&self.renderer.site.base_path))
            }
        }
    }

    fn image(&self, html: &mut String, linked: &LinkedBody, number: usize) {
        let image = &linked.body.images[number];
        html.push_str("<img src=\"");
        escape_attribute(html, &self.destination(&linked.images[number], &image.destination));
        html.push_str("\" alt=\"");
        escape_attribute(html, &image.alternative);
        if !image.title.is_empty() {
            html.push_str("\" title=\"");
            escape_attribute(html, &image.title);
        }
        html.push_str("\" loading=\"lazy\">");
    }

    fn open_reference(&self, html: &mut String, linked: &LinkedBody, number: usize) -> bool {
        let written = &linked.body.references[number];
        let Some(Some(reference)) = linked.references.get(number) else {
            html.push_str("<a>");
            return false;
        };
        html.push_str("<a class=\"reference reference-");
        html.push_str(reference.target.kind().term());
        html.push_str("\" href=\"");
        escape_attribute(html, &self.href_of(reference.target));
        if !reference.anchor.is_empty() {
            html.push('#');
            escape_attribute(html, &reference.anchor);
        }
        html.push_str("\">");
        if !written.labelled {
            escape(html, self.renderer.dossier.title(reference.target));
        }
        !written.labelled
    }

    fn open_passage(&self, html: &mut String, linked: &LinkedBody, number: usize) {
        let passage = &linked.body.passages[number];
        let first = passage.notes.first().and_then(|position| self.notes.get(*position as usize));
        html.push_str("<span class=\"passage passage-");
        html.push_str(first.map_or(NoteKind::Plain, |note| note.kind).term());
        html.push('"');
        // A note may have several passages; its first one bears its name.
        if let Some(note) = first
            && !self.references.iter().any(|it| Some(it.note) == position_of(passage))
        {
            html.push_str(" id=\"passage-");
            escape_attribute(html, &slug(&note.label));
            html.push('"');
        }
        html.push('>');
    }

    fn note_reference(&mut self, html: &mut String, linked: &LinkedBody, position: usize) {
        let Some(note) = self.notes.get(position) else { return };
        let earlier = self.references.iter().filter(|it| it.note == position).count();
        let name = slug(&note.label);
        let anchor = match earlier {
            0 => format!("reference-{name}"),
            _ => format!("reference-{name}-{}", earlier + 1),
        };
        let passage =
            linked.body.passages.iter().filter(|it| it.notes.contains(&(position as u32)));
        let passage = passage.map(|it| it.text.start as usize..it.text.end as usize).nth(earlier);
        html.push_str("<a class=\"note-reference note-reference-");
        html.push_str(note.kind.term());
        html.push_str("\" id=\"");
        escape_attribute(html, &anchor);
        html.push_str("\" href=\"#");
        escape_attribute(html, &note::anchor(&note.label));
        html.push_str(&format!("\" role=\"doc-noteref\">{}</a>", self.order.number(position)));
        self.references.push(NoteReference { note: position, anchor, passage });
    }
}

/// How far the text of a body is written, and which mentions come next.
struct TextCursor<'a> {
    linked: &'a LinkedBody,
    at: usize,
    mentions: std::iter::Peekable<std::slice::Iter<'a, Mention>>,
}

fn position_of(passage: &crate::model::body::Passage) -> Option<usize> {
    passage.notes.first().map(|position| *position as usize)
}

fn open_cell(html: &mut String, tag: &str, align: Align) {
    let class = match align {
        Align::None => "",
        Align::Start => " class=\"align-start\"",
        Align::Center => " class=\"align-center\"",
        Align::End => " class=\"align-end\"",
    };
    html.push_str(&format!("<{tag}{class}>"));
}

/// The tag of an element that has no attributes.
fn tag(element: Element) -> &'static str {
    match element {
        Element::Paragraph => "p",
        Element::BlockQuote => "blockquote",
        Element::BulletList => "ul",
        Element::Item => "li",
        Element::DefinitionList => "dl",
        Element::Term => "dt",
        Element::Definition => "dd",
        Element::TableBody => "tbody",
        Element::TableRow => "tr",
        Element::Emphasis => "em",
        Element::Strong => "strong",
        Element::Strikethrough => "del",
        Element::Superscript => "sup",
        Element::Subscript => "sub",
        Element::Code => "code",
        _ => "span",
    }
}
