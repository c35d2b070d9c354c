//! Links, images and references in bodies.

use crate::model::body::{Destination, LinkedBody};
use crate::model::vocabulary::Vocabulary;
use crate::render::html::writer::{HtmlWriter, escape, escape_attribute};

impl HtmlWriter<'_> {
    pub(super) fn open_link(&self, html: &mut String, linked: &LinkedBody, number: usize) {
        let link = &linked.body.links[number];
        if linked.links[number] == Destination::Unpublished {
            return;
        }
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
    fn destination(&self, destination: &Destination, written: &str) -> String {
        match destination {
            Destination::Verbatim | Destination::Unpublished => written.to_owned(),
            Destination::Internal { address, suffix } => {
                format!("{}{suffix}", address.href(&self.renderer.site.base_path))
            }
        }
    }

    pub(super) fn image(&self, html: &mut String, linked: &LinkedBody, number: usize) {
        let image = &linked.body.images[number];
        if linked.images[number] == Destination::Unpublished {
            escape(html, &image.alternative);
            return;
        }
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

    pub(super) fn open_reference(
        &self,
        html: &mut String,
        linked: &LinkedBody,
        number: u32,
    ) -> bool {
        let written = &linked.body.references[number as usize];
        let Some(reference) = linked.reference(number) else {
            // The words of the author stay.
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
}
