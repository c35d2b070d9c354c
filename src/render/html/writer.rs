//! The writer of the bodies of one page: what they are written with, and what is written so far.

use std::collections::HashSet;

use pulldown_cmark_escape::{escape_html, escape_html_body_text};
use tera::Value;

use crate::model::figure::FigureKind;
use crate::model::identity::Header;
use crate::plan::Page;
use crate::render::citation::PageCitations;
use crate::render::html::note_plan::NotePlan;
use crate::render::renderer::Renderer;
use crate::render::views::NoteView;

/// What writes the bodies of one page.
pub struct HtmlWriter<'w> {
    pub(super) renderer: &'w Renderer<'w>,
    pub(super) page: &'w Page,
    pub(super) header: &'w Header,
    pub(super) citations: &'w PageCitations,
    pub(super) plan: NotePlan,
    /// How many references to each note are written.
    pub(super) referred: Vec<usize>,
    /// The notes whose first passage, which bears their name, is written.
    pub(super) named_passages: HashSet<usize>,
    /// How many tables are written.
    pub(super) tables: usize,
    /// The kinds of the figures that are written.
    pub(super) figures: Vec<FigureKind>,
    /// The notes that stand on the page so far, in the order in which they do.
    pub placed: Vec<PlacedNote>,
}

impl<'w> HtmlWriter<'w> {
    /// A writer of the bodies of a document.
    pub fn new(
        renderer: &'w Renderer<'w>,
        page: &'w Page,
        header: &'w Header,
        citations: &'w PageCitations,
    ) -> Self {
        let plan = NotePlan::new(header);
        let referred = vec![0; header.notes.len()];
        Self {
            renderer,
            page,
            header,
            citations,
            plan,
            referred,
            named_passages: HashSet::new(),
            tables: 0,
            figures: Vec::new(),
            placed: Vec::new(),
        }
    }
}

/// A note that stands on the page.
pub struct PlacedNote {
    pub view: NoteView,
    /// The view as templates get it, once its text is written.
    pub value: Value,
}

/// Writes `text` where no markup may be.
pub fn escape(html: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = escape_html_body_text(html, text);
}

/// Writes `text` inside a quoted attribute.
pub fn escape_attribute(html: &mut String, text: &str) {
    let _ = escape_html(html, text);
}
