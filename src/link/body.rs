//! Bodies: links, images, references, citations and mentions get their targets.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::address::{address_of, join};
use crate::link::names::Known;
use crate::link::resolve::Context;
use crate::model::address::Address;
use crate::model::body::{
    Body, Citation, Destination, LinkedBody, LinkedReference, WrittenReference,
};
use crate::model::identity::{Kind, slug};
use crate::model::note::{self, Note, WrittenNote};
use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::parse::scalar::Reference;
use crate::source::Span;

/// What a path in a link leads to.
enum Relative {
    Address(Address),
    Document(Known),
}

/// Where a body stands.
pub struct BodyPlace<'a> {
    /// The document's path below `content/`, where it has a file of its own.
    pub path: Option<&'a str>,
    /// The document itself, whose name does not become a link to it.
    pub own: Option<Target>,
    /// The document's body, with the headings that links within the page can name.
    pub body: &'a Body,
    pub notes: &'a [WrittenNote],
}

impl BodyPlace<'_> {
    /// Whether the page will have this anchor: the top, a heading, a note, a figure, or a part that
    /// the theme names.
    fn has_anchor(&self, anchor: &str) -> bool {
        anchor.is_empty()
            || anchor.starts_with("part-")
            || anchor.starts_with("figure-")
            || self.body.headings.iter().any(|heading| heading.anchor == anchor)
            || self.notes.iter().any(|note| note::anchor(&note.label) == anchor)
    }
}

impl Context<'_> {
    /// Links a body.
    pub fn link_body(
        &self,
        body: &Arc<Body>,
        place: &BodyPlace<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> LinkedBody {
        if body.marks.is_empty() {
            return LinkedBody::default();
        }
        let links = body.links.iter();
        let links = links
            .map(|link| self.destination(&link.destination, link.span, place, problems))
            .collect();
        let images = body.images.iter();
        let images = images
            .map(|image| self.destination(&image.destination, image.span, place, problems))
            .collect();
        let references: Vec<Option<LinkedReference>> = body
            .references
            .iter()
            .map(|reference| self.reference(reference, place, problems))
            .collect();
        let mentions = self.mentions.find(body, &references, place.own);
        LinkedBody {
            body: Arc::clone(body),
            links,
            images,
            references,
            figures: body.figures.iter().map(|it| self.figure(it, problems)).collect(),
            cited: body.citations.iter().map(|citation| self.cited(citation, problems)).collect(),
            mentions,
        }
    }

    /// Links a document's notes.
    pub fn link_notes(
        &self,
        notes: &[WrittenNote],
        place: &BodyPlace<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Note> {
        let link = |note: &WrittenNote| Note {
            label: note.label.clone(),
            kind: note.kind,
            body: self.link_body(&note.body, place, problems),
            span: note.span,
        };
        notes.iter().map(link).collect()
    }

    fn reference(
        &self,
        written: &WrittenReference,
        place: &BodyPlace<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<LinkedReference> {
        // `[[#heading]]` is a link within the page.
        let target = match (written.target.as_str(), place.own) {
            ("", Some(own)) => own,
            (text, _) => self.resolve_anywhere(text, written.span, problems)?,
        };
        if written.heading.is_empty() {
            return Some(LinkedReference { target, anchor: String::new() });
        }
        let headings = self.body_of(target).map_or(&[][..], |body| &body.headings);
        let wanted = slug(&written.heading);
        if let Some(heading) = headings.iter().find(|heading| heading.anchor == wanted) {
            return Some(LinkedReference { target, anchor: heading.anchor.clone() });
        }
        let document = match written.target.as_str() {
            "" => "this document".to_owned(),
            target => format!("`{target}`"),
        };
        let message = format!("{document} has no heading `{}`", written.heading);
        let problem = Diagnostic::at(Code::UnknownHeading, written.span, message);
        let known = headings.iter().map(|heading| heading.anchor.as_str());
        problems.push(problem.suggest(&wanted, known));
        None
    }

    fn cited(&self, citation: &Citation, problems: &mut Vec<Diagnostic>) -> Vec<Index<Source>> {
        let items = citation.items.iter();
        items
            .filter_map(|item| {
                let reference = Reference::new(item.key.clone(), item.span);
                let before = problems.len();
                let source = self.resolve(&reference, problems);
                if citation.in_text {
                    explain_at_sign(&mut problems[before..]);
                }
                source
            })
            .collect()
    }

    /// What a link's address leads to.
    pub fn destination(
        &self,
        written: &str,
        span: Span,
        place: &BodyPlace<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Destination {
        if let Some(anchor) = written.strip_prefix('#') {
            if !place.has_anchor(anchor) {
                let message = format!("the page has no heading `#{anchor}`");
                let problem = Diagnostic::at(Code::UnknownHeading, span, message);
                let known = place.body.headings.iter().map(|heading| heading.anchor.as_str());
                problems.push(problem.suggest(anchor, known));
            }
            return Destination::Verbatim;
        }
        if written.contains(':') && !written.starts_with(['/', '.']) || written.starts_with("//") {
            return Destination::Verbatim;
        }
        let end = written.find(['#', '?']).unwrap_or(written.len());
        let (path, suffix) = written.split_at(end);
        let found = match path.starts_with('/') {
            true => Address::parse(&decode(path)).map(Relative::Address),
            false => self.relative(path, place),
        };
        let unpublished = &self.definitions.unpublished;
        let problem = match found {
            Some(Relative::Address(address)) if unpublished.will_have(&address) => {
                return Destination::Unpublished;
            }
            Some(Relative::Address(address)) => {
                return Destination::Internal { address, suffix: suffix.to_owned() };
            }
            Some(Relative::Document(Known::Target(target))) => {
                self.note_path(target, path, span);
                let address = self.address_of(target);
                return Destination::Internal { address, suffix: suffix.to_owned() };
            }
            Some(Relative::Document(Known::Scheduled)) => return Destination::Unpublished,
            // Reported where it is broken.
            Some(Relative::Document(Known::Broken)) => return Destination::Verbatim,
            Some(Relative::Document(Known::Draft)) => {
                let message = format!("`{path}` is a draft, which is not built");
                Diagnostic::at(Code::DraftReference, span, message)
                    .help("publish it, or build with `--drafts`")
            }
            None if self.beside(path, place).any(|file| unpublished.will_have_file(&file)) => {
                return Destination::Unpublished;
            }
            None => self.leads_nowhere(path, span, place),
        };
        problems.push(problem);
        Destination::Verbatim
    }

    fn leads_nowhere(&self, path: &str, span: Span, place: &BodyPlace<'_>) -> Diagnostic {
        let folder = place.path.and_then(|own| own.rsplit_once('/')).map_or("", |(it, _)| it);
        let Some(joined) = join(folder, path) else {
            let message = format!("`{path}` leads out of `content/`");
            return Diagnostic::at(Code::BrokenLink, span, message)
                .help("name a document by its id (`[[…]]`), or a file below `content/`");
        };
        let message = format!("there is no file `content/{joined}`");
        let problem = Diagnostic::at(Code::BrokenLink, span, message);
        let files = self.attachments.by_path.keys().map(String::as_str);
        let problem = match joined.strip_suffix(".md") {
            Some(document) => problem.suggest(document, self.names.paths()),
            None => problem.suggest(&joined, files),
        };
        match problem.help {
            Some(_) => problem,
            None => problem.help(
                "a link within the site is a path from the document to a Markdown file or a file \
                 beside it, or an address from the root such as `/about/`",
            ),
        }
    }

    /// The paths below `content/` that a relative path may mean: from the document's folder, and from that of the files
    /// beside it.
    fn beside(&self, path: &str, place: &BodyPlace<'_>) -> impl Iterator<Item = String> {
        let folder = |own: &str| own.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let bases = place.path.into_iter().flat_map(|own| [folder(own), own.to_owned()]);
        bases.filter_map(|base| join(&base, path)).collect::<Vec<_>>().into_iter()
    }

    /// The document or file that a relative path leads to.
    fn relative(&self, path: &str, place: &BodyPlace<'_>) -> Option<Relative> {
        self.beside(path, place).find_map(|joined| {
            if let Some(attachment) = self.attachments.by_path.get(&joined) {
                return Some(Relative::Address(attachment.address.clone()));
            }
            self.names.by_path(joined.strip_suffix(".md")?).map(Relative::Document)
        })
    }

    fn address_of(&self, target: Target) -> Address {
        match target {
            Target::Page(index) => {
                let page = &self.definitions.pages[index.position()];
                match &page.fields.index_of {
                    Some(folder) => Address::of_folder(folder),
                    None => address_of(Kind::Page, &page.id),
                }
            }
            _ => address_of(target.kind(), self.id_of(target)),
        }
    }
}

fn decode(path: &str) -> String {
    percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// An `@` in running text that is no citation is a name on some network, more likely than not.
fn explain_at_sign(problems: &mut [Diagnostic]) {
    for problem in problems {
        let help = problem.help.take().unwrap_or_default();
        let hint = "write `\\@` where it is no citation";
        problem.help = Some(match help.is_empty() {
            true => hint.into(),
            false => format!("{help} {hint}").into(),
        });
    }
}
