//! hayagriva's tree of formatted text, as escaped HTML and as plain text.

use hayagriva::citationberg::{
    Display, FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign,
};
use hayagriva::{BibliographyItem, ElemChild, ElemChildren, ElemMeta, Formatted};
use pulldown_cmark_escape::escape_html;

use crate::link::Dossier;
use crate::model::body::Citation;
use crate::model::site::Site;
use crate::model::source::Source;
use crate::model::table::Index;

/// A citation; each of its sources is a link to the source's page, after its prefix.
pub fn citation(
    children: &ElemChildren,
    written: &Citation,
    sources: &[Index<Source>],
    site: &Site,
    dossier: &Dossier,
) -> String {
    let links = CitationLinks { written, sources, site, dossier };
    let mut writer = CitationWriter { html: String::new(), links: Some(links) };
    writer.html.push_str("<span class=\"citation\">");
    // A lone year is not set off by the style, which leaves that to who asked for it.
    let is_year = !written.in_text && written.items.iter().any(|item| item.suppress_author);
    if is_year {
        writer.html.push('(');
    }
    writer.children(children);
    if is_year {
        writer.html.push(')');
    }
    writer.html.push_str("</span>");
    writer.html
}

/// An entry of a bibliography.
pub fn bibliography_item(item: &BibliographyItem) -> String {
    let mut writer = CitationWriter { html: String::new(), links: None };
    if let Some(first) = &item.first_field {
        writer.child(first);
        writer.html.push(' ');
    }
    writer.children(&item.content);
    writer.html
}

/// A tree on its own.
pub fn html(children: &ElemChildren) -> String {
    let mut writer = CitationWriter { html: String::new(), links: None };
    writer.children(children);
    writer.html
}

struct CitationWriter<'a> {
    html: String,
    /// For citations.
    links: Option<CitationLinks<'a>>,
}

/// What the links of a citation are made of.
#[derive(Clone, Copy)]
struct CitationLinks<'a> {
    written: &'a Citation,
    sources: &'a [Index<Source>],
    site: &'a Site,
    dossier: &'a Dossier,
}

impl CitationWriter<'_> {
    fn children(&mut self, children: &ElemChildren) {
        children.0.iter().for_each(|child| self.child(child));
    }

    fn child(&mut self, child: &ElemChild) {
        match child {
            ElemChild::Text(formatted) => self.formatted(formatted),
            ElemChild::Markup(text) => self.text(text),
            ElemChild::Link { text, url } => self.link(text, url),
            ElemChild::Transparent { .. } => {}
            ElemChild::Elem(element) => {
                let is_block = matches!(element.display, Some(Display::Block | Display::Indent));
                let entry = match element.meta {
                    Some(ElemMeta::Entry(number)) => Some(number),
                    _ => None,
                };
                if is_block {
                    self.html.push_str("<br>");
                }
                let opened = entry.is_some_and(|number| self.open_source(number));
                self.children(&element.children);
                if opened {
                    self.html.push_str("</a>");
                }
            }
        }
    }

    /// Opens the link of a cited source; whether there is one.
    fn open_source(&mut self, number: usize) -> bool {
        let Some(CitationLinks { written, sources, site, dossier }) = self.links else {
            return false;
        };
        let (Some(item), Some(source)) = (written.items.get(number), sources.get(number)) else {
            return false;
        };
        if !item.prefix.is_empty() {
            self.text(&item.prefix);
            self.html.push(' ');
        }
        let address = &dossier.sources[*source].header.address;
        self.html.push_str("<a href=\"");
        self.text(&address.href(&site.base_path));
        self.html.push_str("\">");
        true
    }

    fn link(&mut self, text: &Formatted, url: &str) {
        // Records hold what libraries say: only addresses that a browser opens become links, and
        // never inside the link of a citation.
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if !is_web || self.links.is_some() {
            self.formatted(text);
            return;
        }
        self.html.push_str("<a href=\"");
        self.text(url);
        self.html.push_str("\">");
        self.formatted(text);
        self.html.push_str("</a>");
    }

    fn formatted(&mut self, formatted: &Formatted) {
        let format = &formatted.formatting;
        let tags = [
            (format.font_style == FontStyle::Italic, "<i>", "</i>"),
            (format.font_weight == FontWeight::Bold, "<b>", "</b>"),
            (format.text_decoration == TextDecoration::Underline, "<u>", "</u>"),
            (
                format.font_variant == FontVariant::SmallCaps,
                "<span class=\"small-caps\">",
                "</span>",
            ),
            (format.vertical_align == VerticalAlign::Sub, "<sub>", "</sub>"),
            (format.vertical_align == VerticalAlign::Sup, "<sup>", "</sup>"),
        ];
        tags.iter().filter(|(on, ..)| *on).for_each(|(_, open, _)| self.html.push_str(open));
        self.text(&formatted.text);
        tags.iter().rev().filter(|(on, ..)| *on).for_each(|(.., close)| self.html.push_str(close));
    }

    fn text(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = escape_html(&mut self.html, text);
    }
}
