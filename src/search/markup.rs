//! The text of a page as pagefind reads it: HTML with its attributes for weights, filters and anchors.
//!
//! Sentences are parted by [`SEPARATOR`], a word of its own, which the site's script looks for: it shows
//! the sentence that was found and links to the section or note in which it stands. The first sentence
//! is the title.

use crate::link::{Dossier, sentences};
use crate::model::body::LinkedBody;
use crate::model::identity::Header;
use crate::model::note::{self, Note};
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary as _;
use crate::render::Renderer;
use crate::search::page_text::PageText;

/// Stands between sentences: U+2063, the invisible separator, which no search is for.
const SEPARATOR: &str = " \u{2063} ";

/// How much a word counts by where it stands; 1 in a text, and at most 10.
const WEIGHT_OF_TITLE: &str = "10";
const WEIGHT_OF_NAMES: &str = "8";
const WEIGHT_OF_HEADINGS: &str = "3";

/// The longest quotation of a passage in the title of a note, in characters.
const LONGEST_QUOTATION: usize = 80;

/// A page's text, marked up.
pub fn mark_up(text: &PageText<'_>, dossier: &Dossier, renderer: &Renderer<'_>) -> String {
    let mut page = Markup { html: String::from("<html><body>"), renderer };
    page.filter("kind", text.kind.term());
    for actor in &text.actors {
        page.filter("actor", dossier.title(Target::Actor(*actor)));
    }
    for year in text.years() {
        page.filter("year", &year);
    }
    if let Some(date) = text.date {
        page.hidden("meta", "date", date.words());
    }
    page.weighted(" data-pagefind-meta=\"title\"", WEIGHT_OF_TITLE, text.title);
    if !text.names.is_empty() {
        page.weighted("", WEIGHT_OF_NAMES, &text.names.join(", "));
    }
    for paragraph in &text.lead {
        page.paragraph(paragraph);
    }
    if let Some(header) = text.header {
        page.body(&header.body);
        for (number, note) in header.notes.iter().enumerate() {
            page.note(header, number, note);
        }
    }
    page.html
}

struct Markup<'a> {
    html: String,
    renderer: &'a Renderer<'a>,
}

impl Markup<'_> {
    fn filter(&mut self, name: &str, value: &str) {
        self.hidden("filter", name, value);
    }

    /// A value that belongs to the page, and not to its text.
    fn hidden(&mut self, role: &str, name: &str, value: &str) {
        self.html.push_str(&format!("<i data-pagefind-ignore data-pagefind-{role}=\"{name}\">"));
        self.text(value);
        self.html.push_str("</i>");
    }

    /// A sentence whose words count for more.
    fn weighted(&mut self, attributes: &str, weight: &str, text: &str) {
        self.html.push_str(&format!("<b{attributes} data-pagefind-weight=\"{weight}\">"));
        self.text(text);
        self.html.push_str("</b>");
        self.html.push_str(SEPARATOR);
    }

    fn paragraph(&mut self, text: &str) {
        for sentence in sentences(text) {
            self.text(text[sentence].trim());
            self.html.push_str(SEPARATOR);
        }
    }

    /// What follows stands at this anchor of the page.
    fn anchor(&mut self, anchor: &str, title: &str) {
        self.html.push_str("<i id=\"");
        self.text(anchor);
        self.html.push_str("\" data-pagefind-title=\"");
        self.text(title);
        self.html.push_str("\"></i>");
    }

    fn body(&mut self, linked: &LinkedBody) {
        let body = &linked.body;
        let mut headings = body.headings.iter().peekable();
        let mut start = 0;
        for block in body.text.split_inclusive('\n') {
            let range = start..start + block.trim_end_matches('\n').len();
            start += block.len();
            let text = self.renderer.plain_text(linked, range.clone());
            match headings.next_if(|heading| heading.text.start as usize <= range.end) {
                Some(heading) => {
                    self.anchor(&heading.anchor, &text);
                    self.weighted("", WEIGHT_OF_HEADINGS, &text);
                }
                None => self.paragraph(&text),
            }
        }
    }

    fn note(&mut self, header: &Header, number: usize, note: &Note) {
        let kind = note.kind.label();
        let title = match self.passage(header, number) {
            Some(passage) => format!("{kind}: “{passage}”"),
            None => kind.to_owned(),
        };
        self.anchor(&note::anchor(&note.label), &title);
        self.body(&note.body);
    }

    /// The beginning of the passage that a note is about.
    fn passage(&self, header: &Header, number: usize) -> Option<String> {
        let body = &header.body.body;
        let is_noted = |notes: &[u32]| notes.iter().any(|it| *it as usize == number);
        let passage = body.passages.iter().find(|it| is_noted(&it.notes))?;
        let range = passage.text.start as usize..passage.text.end as usize;
        let text = self.renderer.plain_text(&header.body, range);
        let Some((end, _)) = text.char_indices().nth(LONGEST_QUOTATION) else { return Some(text) };
        let end = text[..end].rfind(' ').unwrap_or(end);
        Some(format!("{}…", &text[..end]))
    }

    fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' => self.html.push_str("&quot;"),
                other => self.html.push(other),
            }
        }
    }
}
