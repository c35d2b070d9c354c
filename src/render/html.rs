//! Bodies as HTML: one walk over the marks of a body, with every text escaped.

mod annotated;
mod link;
mod note_plan;
mod writer;

use tera::Context;

use crate::diagnostic::Diagnostic;
use crate::model::body::{Align, Destination, Edge, Element, LinkedBody, Mention};
use crate::model::figure::FigureKind;
use crate::model::target::Target;
use crate::render::citation::BodyOf;
use crate::render::figure;
use crate::render::html::annotated::Annotated;
use crate::render::html::writer::{escape, escape_attribute};

pub use writer::{HtmlWriter, PlacedNote};

impl HtmlWriter<'_> {
    /// The HTML of a body. Each block that refers to notes has them directly before it, in one
    /// element with it, so that style sheets can place them beside or under it.
    pub fn write(&mut self, linked: &LinkedBody, place: BodyOf) -> Result<String, Diagnostic> {
        let mut html = String::with_capacity(linked.body.text.len() * 2);
        let mut text = TextCursor { linked, at: 0, mentions: linked.mentions.iter().peekable() };
        let mut skip_until = None;
        let mut annotated = Annotated::default();
        for (number, mark) in linked.body.marks.iter().enumerate() {
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
            annotated.end_before(number, &mut html);
            // A note that another note refers to stands after that note, not inside of it.
            if place == BodyOf::Document {
                self.annotate_before(&mut html, linked, number, &mut annotated)?;
            }
            match mark.edge {
                Edge::Open => {
                    if self.open(&mut html, linked, mark.element) {
                        skip_until = Some(mark.element);
                    }
                    if place == BodyOf::Document {
                        self.annotate_after(&mut html, linked, number, &mut annotated)?;
                    }
                }
                Edge::Close => self.close(&mut html, linked, mark.element),
                Edge::Point => self.point(&mut html, linked, place, mark.element)?,
            }
            annotated.end_after(number, &mut html);
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

    /// An id for a figure: the second of a kind has a number.
    fn figure_id(&mut self, kind: FigureKind) -> String {
        self.figures.push(kind);
        let id = figure::id(kind);
        match self.figures.iter().filter(|other| **other == kind).count() {
            1 => id,
            count => format!("{id}-{count}"),
        }
    }

    fn href_of(&self, target: Target) -> String {
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
                // A wide table scrolls by itself, which the keyboard can do only with a focus; each
                // such region has a name of its own.
                self.tables += 1;
                html.push_str(&format!(
                    "<div class=\"table\" role=\"region\" aria-label=\"Table {}\" tabindex=\"0\"><table>",
                    self.tables
                ));
            }
            Element::TableHead => html.push_str("<thead><tr>"),
            Element::HeadCell(align) => open_cell(html, "th scope=\"col\"", align),
            Element::Cell(align) => open_cell(html, "td", align),
            Element::Link(number) => self.open_link(html, linked, number as usize),
            Element::Reference(number) => {
                return self.open_reference(html, linked, number);
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
            Element::Link(number) if linked.links[number as usize] == Destination::Unpublished => {}
            Element::Reference(number) if linked.reference(number).is_none() => {}
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
    ) -> Result<(), Diagnostic> {
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
                if let Some(reference) = linked.reference(number) {
                    let mut context = Context::new();
                    context.insert_value("card", self.renderer.cards.get(reference.target));
                    html.push_str(&self.renderer.part("embed.html", &context, self.page)?);
                }
            }
            Element::Figure(number) => {
                if let Some(figure) = linked.figures.get(number as usize) {
                    let id = self.figure_id(figure.kind);
                    let mut context = Context::new();
                    let view = figure::view(self.renderer, figure, id);
                    context.insert_value("figure", view);
                    html.push_str(&self.renderer.part("figure.html", &context, self.page)?);
                }
            }
            Element::Citation(number) => {
                html.push_str(self.citations.html(place, number as usize));
            }
            Element::NoteReference(position) => {
                self.note_reference(html, position as usize);
            }
            Element::RawHtml(number) => html.push_str(&linked.body.raw_html[number as usize]),
            _ => {}
        }
        Ok(())
    }
}

/// How far the text of a body is written, and which mentions come next.
struct TextCursor<'a> {
    linked: &'a LinkedBody,
    at: usize,
    mentions: std::iter::Peekable<std::slice::Iter<'a, Mention>>,
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
