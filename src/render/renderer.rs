//! What rendering a page looks up: the site, its plan, its templates and its cards.

use std::sync::Arc;

use tera::{Context, Tera, Value};

use crate::diagnostic::Diagnostic;
use crate::link::Dossier;
use crate::model::address::Address;
use crate::model::citation_style::CitationStyle;
use crate::model::site::Site;
use crate::model::target::Target;
use crate::plan::{Page, Plan, Section};
use crate::render::card::{Built, Cards};
use crate::render::error;
use crate::render::template::Templates;
use crate::render::view;
use crate::render::views::LinkView;

/// A site that is ready to be rendered: all that its pages share.
pub struct SiteRenderer {
    pub(super) parts: SiteParts,
    /// The templates of pages, which know the site's view and the functions.
    pub(super) tera: Tera,
    /// The same templates for the entries of cards. There, functions fail: an entry is drawn while its card is built,
    /// so a function that asks for that card would wait for itself.
    pub(super) entries: Tera,
    /// The views of the site's sections, which most of their pages show.
    pub(super) sections: Vec<(Section, Value)>,
    pub(super) cards: Built,
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
    /// A renderer of the site's pages. It costs nothing.
    pub fn renderer(&self) -> Renderer<'_> {
        let SiteParts { site, style, dossier, plan, templates } = &self.parts;
        let (tera, sections) = (&self.tera, &self.sections[..]);
        let cards = Cards::new(site, style, dossier, templates, &self.entries, &self.cards);
        Renderer { site, style, dossier, plan, templates, tera, sections, cards }
    }
}

/// Everything that rendering a page looks up. It can be shared between threads.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    pub(super) site: &'a Site,
    pub(super) style: &'a CitationStyle,
    pub(super) dossier: &'a Dossier,
    pub(super) plan: &'a Plan,
    pub(super) templates: &'a Templates,
    pub(super) tera: &'a Tera,
    pub(super) sections: &'a [(Section, Value)],
    pub(super) cards: Cards<'a>,
}

impl Renderer<'_> {
    /// Builds a document's card, which pages would build when they first show it.
    pub fn build_card(&self, target: Target) {
        self.cards.get(target);
    }

    /// An address with the site's own in front.
    pub(super) fn permalink(&self, address: &Address) -> String {
        address.href(&self.site.base_url)
    }

    /// A part of a page that has a template of its own: a note, or a card inside a text.
    pub(super) fn part(
        &self,
        template: &str,
        context: &Context,
        page: &Page,
    ) -> Result<String, Diagnostic> {
        let rendered = self.tera.render(template, context);
        rendered.map_err(|error| error::describe(&error, self.templates, Some(page)))
    }

    /// A link to a document.
    pub(super) fn link(&self, target: impl Into<Target>) -> LinkView {
        view::link(self.site, self.dossier, target.into())
    }
}
