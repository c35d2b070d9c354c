//! Links, images, references and citations, as the walk over the events meets them.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::{Citation, Edge, Element, Image, Link, WrittenReference};
use crate::model::identity::Kind;
use crate::model::vocabulary::Vocabulary;
use crate::parse::destination::{REMOTE_IMAGE, is_remote, refused_scheme};
use crate::parse::markdown::builder::{Builder, word_of};
use crate::parse::markdown::{citation, figure};
use crate::source::Span;

impl Builder<'_, '_> {
    pub(super) fn link(
        &mut self,
        kind: LinkType,
        destination: &str,
        title: &str,
        range: &Range<usize>,
    ) -> Option<Element> {
        let span = self.markdown.span(range);
        let destination = match kind {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        if self.refuse(&destination, range) {
            return None;
        }
        let number = self.body.links.len() as u32;
        self.body.links.push(Link { destination, title: title.to_owned(), span });
        Some(Element::Link(number))
    }

    fn refuse(&mut self, destination: &str, range: &Range<usize>) -> bool {
        let Some(scheme) = refused_scheme(destination) else { return false };
        let message = format!("an address with `{scheme}:` is refused");
        let problem = Diagnostic::at(Code::RefusedAddress, self.markdown.span(range), message);
        self.problems
            .push(problem.help("links may be https, http, mailto, tel, or within the site"));
        true
    }

    pub(super) fn image(
        &mut self,
        kind: LinkType,
        destination: &str,
        title: &str,
        range: &Range<usize>,
        at: usize,
    ) -> usize {
        let next = self.after(at);
        if matches!(kind, LinkType::WikiLink { .. }) && !is_file_name(destination) {
            let message = "this embed does not stand in a paragraph of its own";
            let span = self.markdown.span(range);
            let problem = Diagnostic::at(Code::MisplacedEmbed, span, message);
            self.problems.push(problem.help("put an empty line before and after it"));
            return next;
        }
        if self.refuse(destination, range) {
            return next;
        }
        let inner = &self.events[at + 1..next];
        let alternative: String = match kind {
            LinkType::WikiLink { has_pothole: false } => String::new(),
            _ => inner.iter().filter_map(|(event, _)| word_of(event)).collect(),
        };
        let span = self.markdown.span(range);
        if is_remote(destination) {
            let problem = Diagnostic::at(Code::RemoteImage, span, REMOTE_IMAGE);
            self.problems.push(problem.help("save it beside the document and name the file"));
        }
        let number = self.body.images.len() as u32;
        let (destination, title) = (destination.to_owned(), title.to_owned());
        self.body.images.push(Image { destination, title, alternative, span });
        self.mark(Edge::Point, Element::Image(number));
        self.close_passage(next - 1);
        next
    }

    /// `[[…]]`: with a label its text stays; otherwise the document's title takes its place.
    pub(super) fn reference(
        &mut self,
        destination: &str,
        labelled: bool,
        range: &Range<usize>,
        at: usize,
    ) -> usize {
        let reference = written_reference(destination, labelled, self.markdown.span(range));
        let element = Element::Reference(self.body.references.len() as u32);
        // What readers see where there is no title to show: the words without the kind before them.
        let shown = match reference.target.split_once(':') {
            Some((kind, name)) if Kind::from_term(kind.trim()).is_some() => name.trim().to_owned(),
            _ => reference.target.clone(),
        };
        self.body.references.push(reference);
        if labelled {
            self.open(Some(element));
            return at + 1;
        }
        self.mark(Edge::Open, element);
        self.body.text.push_str(&shown);
        self.mark(Edge::Close, element);
        let next = self.after(at);
        self.close_passage(next - 1);
        next
    }

    /// A paragraph that is only `![[…]]` becomes an embed or a figure; the event after it, where it is one.
    pub(super) fn embed(&mut self, at: usize) -> Option<usize> {
        let (event, range) = self.events.get(at + 1)?;
        let Event::Start(Tag::Image { link_type, dest_url, .. }) = event else { return None };
        let LinkType::WikiLink { has_pothole } = link_type else { return None };
        let next = self.after(at + 1);
        if is_file_name(dest_url) || !matches!(self.events.get(next)?.0, Event::End(_)) {
            return None;
        }
        if dest_url.trim_start().starts_with(figure::PREFIX) {
            if let Some(written) = figure::parse(self.markdown, range, self.problems) {
                let number = self.body.figures.len() as u32;
                self.body.figures.push(written);
                self.mark(Edge::Point, Element::Figure(number));
                self.break_line();
            }
            return Some(next + 1);
        }
        let span = self.markdown.span(range);
        let number = self.body.references.len() as u32;
        self.body.references.push(written_reference(dest_url, *has_pothole, span));
        self.mark(Edge::Point, Element::Embed(number));
        self.break_line();
        Some(next + 1)
    }

    pub(super) fn citation(&mut self, range: &Range<usize>, at: usize) -> usize {
        let citation = citation::parse_bracketed(self.markdown, range, self.problems);
        self.push_citation(citation);
        let next = self.after(at);
        self.close_passage(next - 1);
        next
    }

    pub(super) fn push_citation(&mut self, citation: Citation) {
        let number = self.body.citations.len() as u32;
        self.body.citations.push(citation);
        self.mark(Edge::Point, Element::Citation(number));
    }
}

/// `target#heading`; in a table the bar before a label is written `\|`, which leaves a backslash.
fn written_reference(destination: &str, labelled: bool, span: Span) -> WrittenReference {
    let destination = destination.trim().trim_end_matches('\\').trim_end();
    let (target, heading) = destination.split_once('#').unwrap_or((destination, ""));
    // A reference may be broken over lines; names have single spaces.
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    WrittenReference { target: one_line(target), heading: one_line(heading), labelled, span }
}

/// Whether `![[…]]` names a picture rather than a document: it ends in a picture's ending.
fn is_file_name(destination: &str) -> bool {
    const ENDINGS: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp"];
    destination
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ENDINGS.contains(&&*ending.to_ascii_lowercase()))
}
