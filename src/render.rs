//! The fifth stage: one page of the plan becomes its bytes. Pure, so that any page can be rendered
//! alone; it knows nothing of disk or of other pages' bytes.

mod annotation;
mod asked;
mod card;
mod citation;
mod data;
mod error;
mod escalation;
mod figure;
mod finder;
mod hosting;
mod html;
mod linked_data;
mod page;
mod shown_text;
mod template;
mod text;
mod told;
pub mod view;
pub mod views;
mod xml;

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::diagnostic::Diagnostic;
use crate::link::{Ahead, Dossier};
use crate::model::address::Address;
use crate::model::citation_style::CitationStyle;
use crate::model::identity::Header;
use crate::model::site::Site;
use crate::model::target::Target;
use crate::plan::{Content, Page, Plan};

pub use error::merge_failures;
pub use template::Templates;

/// Everything that rendering looks up. It can be shared between threads.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    site: &'a Site,
    style: &'a CitationStyle,
    dossier: &'a Dossier,
    plan: &'a Plan,
    templates: &'a Templates,
    tera: &'a Tera,
    cards: card::Cards<'a>,
    ahead: Option<&'a Ahead>,
    /// Whether views have all fields, those that no template may ask for among them.
    gives_all: bool,
}

/// What the pages of one dossier share: the templates, which know the site's view, and the cards that were
/// built so far.
pub struct Shared {
    tera: Tera,
    cards: card::Built,
}

impl Shared {
    /// Of a planned site, before any page is rendered.
    pub fn new(
        site: &Site,
        style: &CitationStyle,
        dossier: &Dossier,
        plan: &Plan,
        templates: &Templates,
    ) -> Self {
        let mut tera = templates.tera().clone();
        tera.global_context().insert("site", &page::site(site, dossier, plan));
        let cards = card::Built::none(dossier);
        // What is wrong with a theme's entries shows at the first of a kind, whichever page is rendered first.
        card::Cards::new(site, style, dossier, templates, &tera, &cards).build_first_of_kinds();
        Self { tera, cards }
    }
}

impl<'a> Renderer<'a> {
    /// A renderer of the site that `shared` was made for. Making one costs nothing.
    pub fn new(
        site: &'a Site,
        style: &'a CitationStyle,
        dossier: &'a Dossier,
        plan: &'a Plan,
        templates: &'a Templates,
        shared: &'a Shared,
    ) -> Self {
        let cards = card::Cards::new(site, style, dossier, templates, &shared.tera, &shared.cards);
        let (tera, ahead, gives_all) = (&shared.tera, None, false);
        Self { site, style, dossier, plan, templates, tera, cards, ahead, gives_all }
    }

    /// The same renderer, with a document's own page ahead of all others.
    pub fn with(self, ahead: &'a Ahead) -> Self {
        Self { ahead: Some(ahead), ..self }
    }

    /// A document as it is ahead of all others, or as the dossier has it.
    fn latest<'h>(&'h self, header: &'h Header) -> &'h Header {
        let ahead = self.ahead.filter(|ahead| ahead.header.address == header.address);
        ahead.map_or(header, |ahead| &ahead.header)
    }

    /// Builds a document's card, which pages would build when they first show it.
    pub fn build_card(&self, target: Target) {
        self.cards.of(target);
    }

    /// The bytes of a page.
    ///
    /// # Errors
    /// A template that is missing or fails, at its line, with the page that was being rendered.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        self.render_once(page).map_err(|problem| {
            if self.cards.failure().is_some() {
                return problem;
            }
            // A message names the fields that there are: all of them, whether the theme asks for them or not.
            match (Renderer { gives_all: true, ..*self }).render_once(page) {
                Err(problem) => problem,
                Ok(_) => error::of_made_name(problem),
            }
        })
    }

    fn render_once(&self, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        match page.content {
            Content::Annotations(index) => return annotation::collection(self, page, index),
            Content::Data(file) => return Ok(data::file(self, file)),
            Content::Finder(section, part) => return Ok(finder::part(self, section, part)),
            Content::Properties => return Ok(page::properties(self.site)),
            Content::Host(file) => return Ok(hosting::file(self, file)),
            _ => {}
        }
        let (default, mut context) = page::context(self, page)?;
        let (name, chosen_at) = match &page.template {
            Some((name, span)) => (name.as_str(), Some(*span)),
            None => (default, None),
        };
        self.show(&mut context, "page", &page::page_view(self, page));
        if !self.templates.has(name) {
            return Err(error::missing(name, chosen_at, self.templates, page));
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

    /// Gives templates a view under a name.
    fn show(&self, context: &mut Context, name: &'static str, view: &impl Serialize) {
        context.insert_value(name, self.view(view));
    }

    /// A view as templates get it.
    fn view(&self, view: &impl Serialize) -> Value {
        match self.gives_all {
            true => Value::from_serializable(view),
            false => self.templates.asked_of(view),
        }
    }

    /// What a field of a view holds, where a template may ask for it; otherwise nothing is built.
    fn asked<T: Default>(&self, field: &str, build: impl FnOnce() -> T) -> T {
        match self.templates.may_ask_for(field) {
            true => build(),
            false => T::default(),
        }
    }

    /// A part of a page that has a template of its own: a note, or a card inside a text.
    fn part(&self, template: &str, context: &Context, page: &Page) -> Result<String, Diagnostic> {
        let rendered = self.tera.render(template, context);
        rendered.map_err(|error| error::describe(&error, self.templates, Some(page)))
    }
}
