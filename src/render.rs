//! The fifth stage: one page of the plan becomes its bytes. Pure, so that any page can be rendered
//! alone; it knows nothing of disk or of other pages' bytes.

mod annotation;
mod card;
mod citation;
mod data;
mod error;
mod escalation;
mod figure;
mod finder;
mod functions;
mod hosting;
mod html;
mod linked_data;
mod page;
mod removed_fields;
mod shown_text;
mod template;
mod text;
mod threshold;
pub mod view;
pub mod views;
mod xml;

use std::sync::Arc;

use tera::{Context, Tera, Value};

use crate::diagnostic::Diagnostic;
use crate::link::Dossier;
use crate::model::address::Address;
use crate::model::citation_style::CitationStyle;
use crate::model::site::Site;
use crate::model::target::Target;
use crate::plan::{Content, Page, Plan, Section};

pub use error::merge_failures;
pub use template::Templates;

/// A site that is ready to be rendered: all that its pages share.
pub struct SiteRenderer {
    parts: SiteParts,
    /// The templates of pages, which know the site's view and the functions.
    tera: Tera,
    /// The same templates for the entries of cards. There, functions fail: an entry is drawn while its card is built,
    /// so a function that asks for that card would wait for itself.
    entries: Tera,
    /// The views of the site's sections, which most of their pages show.
    sections: Vec<(Section, Value)>,
    cards: card::Built,
}

/// What a site is rendered from.
#[derive(Clone)]
pub struct SiteParts {
    pub site: Arc<Site>,
    pub style: Arc<CitationStyle>,
    pub dossier: Arc<Dossier>,
    pub plan: Arc<Plan>,
    pub templates: Arc<Templates>,
}

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

    /// A renderer of the site's pages. It costs nothing.
    pub fn renderer(&self) -> Renderer<'_> {
        let SiteParts { site, style, dossier, plan, templates } = &self.parts;
        let (tera, sections) = (&self.tera, &self.sections[..]);
        let cards = card::Cards::new(site, style, dossier, templates, &self.entries, &self.cards);
        Renderer { site, style, dossier, plan, templates, tera, sections, cards }
    }
}

/// Everything that rendering a page looks up. It can be shared between threads.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    site: &'a Site,
    style: &'a CitationStyle,
    dossier: &'a Dossier,
    plan: &'a Plan,
    templates: &'a Templates,
    tera: &'a Tera,
    sections: &'a [(Section, Value)],
    cards: card::Cards<'a>,
}

impl<'a> Renderer<'a> {
    /// Builds a document's card, which pages would build when they first show it.
    pub fn build_card(&self, target: Target) {
        self.cards.of(target);
    }

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

    /// An address with the site's own in front.
    fn permalink(&self, address: &Address) -> String {
        address.href(&self.site.base_url)
    }

    /// A part of a page that has a template of its own: a note, or a card inside a text.
    fn part(&self, template: &str, context: &Context, page: &Page) -> Result<String, Diagnostic> {
        let rendered = self.tera.render(template, context);
        rendered.map_err(|error| error::describe(&error, self.templates, Some(page)))
    }
}
