//! The fifth stage: one page of the plan becomes its bytes. Pure, so that any page can be rendered
//! alone; it knows nothing of disk or of other pages' bytes.

mod annotation;
mod card;
mod citation;
mod data;
mod error;
mod escalation;
mod event_list;
mod figure;
mod finder;
mod functions;
mod hosting;
mod html;
mod linked_data;
mod page;
mod removed_fields;
mod renderer;
mod shown_text;
mod template;
mod text;
mod threshold;
pub mod view;
pub mod views;
mod xml;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::plan::{Content, Page};

pub use error::merge_failures;
pub use renderer::{Renderer, SiteParts, SiteRenderer};
pub use template::Templates;

impl SiteRenderer {
    /// Prepares what the pages share. What is wrong with a theme's entries shows at the first of a kind, whichever page is
    /// rendered first.
    pub fn new(parts: SiteParts) -> Arc<Self> {
        let renderer = Arc::new_cyclic(|this| {
            let SiteParts { site, dossier, plan, templates, .. } = &parts;
            let mut entries = templates.tera().clone();
            entries.global_context().insert("site", &page::site(site, dossier, plan));
            let mut tera = entries.clone();
            functions::register(&mut tera, this);
            let sections = page::sections(site, dossier, plan);
            let cards = card::Built::none(dossier);
            Self { parts, tera, entries, sections, cards }
        });
        renderer.renderer().cards.build_first_of_kinds();
        renderer
    }
}

impl Renderer<'_> {
    /// The bytes of a page.
    ///
    /// # Errors
    /// A template that is missing or fails, at its line, with the page that was being rendered.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        match page.content {
            Content::Annotations(index) => return annotation::collection(self, page, index),
            Content::Data(file) => return Ok(data::file(self, file)),
            Content::Finder(section, part) => return Ok(finder::part(self, section, part)),
            Content::Properties => return Ok(page::properties(self.site)),
            Content::Host(file) => return Ok(hosting::file(self, file)),
            _ => {}
        }
        let name = page.template_name().unwrap_or_default();
        let mut context = page::context(self, page)?;
        page::show(&mut context, "page", &page::page_view(self, page));
        if !self.templates.has(name) {
            return Err(error::missing(name, self.templates, page));
        }
        let mut bytes = Vec::with_capacity(16 * 1024);
        match (self.tera.render_to(name, &context, &mut bytes), self.cards.failure()) {
            (Ok(()), None) => Ok(bytes),
            (Ok(()), Some(failure)) => Err(failure.clone()),
            (Err(error), _) => Err(error::describe(&error, self.templates, Some(page))),
        }
    }
}
