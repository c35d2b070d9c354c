//! Resolving references: what every part of linking needs at hand, and what is said of a failure.

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::link::attachment::Attachments;
use crate::link::definition::Definitions;
use crate::link::gazetteer::Gazetteer;
use crate::link::mention::Finder;
use crate::link::names::{NameMatch, Names};
use crate::link::uses::{ReferenceRecorder, Use, UsePlace};
use crate::model::body::Body;
use crate::model::identity::{Kind, Noun, is_id_like};
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::parse::scalar::Reference;
use crate::source::Span;

/// All that linking one document looks up.
pub struct Context<'a> {
    pub definitions: &'a Definitions,
    pub names: &'a Names<'a>,
    pub attachments: &'a Attachments,
    pub mentions: &'a Finder,
    pub gazetteer: &'a Gazetteer<'a>,
    /// Where references are noted, if they are wanted.
    pub recorder: Option<&'a ReferenceRecorder>,
}

impl Context<'_> {
    /// The document that front matter refers to. `None` stands for a reported problem, or for a brief that is left out
    /// until its day.
    pub fn resolve<T: Noun>(
        &self,
        reference: &Reference<T>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Index<T>> {
        let found = self.names.find(T::KIND, &reference.text);
        self.note(&found, &reference.text, reference.span, UsePlace::FrontMatter);
        let what = Wanted { kind: Some(T::KIND), text: &reference.text, span: reference.span };
        self.one(found, &what, problems).map(|target| Index::new(target.position()))
    }

    /// The documents that a list refers to, each once.
    pub fn resolve_all<T: Noun>(
        &self,
        references: &[Reference<T>],
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Index<T>> {
        let mut resolved = Vec::with_capacity(references.len());
        for reference in references {
            if let Some(index) = self.resolve(reference, problems)
                && !resolved.contains(&index)
            {
                resolved.push(index);
            }
        }
        resolved
    }

    /// The document that a body refers to.
    pub fn resolve_anywhere(
        &self,
        text: &str,
        span: Span,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Target> {
        let found = self.names.find_anywhere(text);
        self.note(&found, text, span, UsePlace::Body);
        self.one(found, &Wanted { kind: None, text, span }, problems)
    }

    fn note(&self, found: &NameMatch, written: &str, span: Span, place: UsePlace) {
        if let (Some(recorder), NameMatch::One(target)) = (self.recorder, found) {
            recorder.note(Use { span, written: written.to_owned(), target: *target, place });
        }
    }

    /// Notes a path that leads to a document.
    pub fn note_path(&self, target: Target, written: &str, span: Span) {
        self.note(&NameMatch::One(target), written, span, UsePlace::Path);
    }

    fn one(
        &self,
        found: NameMatch,
        wanted: &Wanted<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Target> {
        match found {
            NameMatch::One(target) => return Some(target),
            // The first is reported where it is broken, and the other becomes text.
            NameMatch::Broken | NameMatch::Scheduled => {}
            NameMatch::Draft => {
                let message = format!("`{}` is a draft, which is not built", wanted.text);
                let help = "publish it, or build with `--drafts`";
                problems
                    .push(Diagnostic::at(Code::DraftReference, wanted.span, message).help(help));
            }
            NameMatch::Several(targets) => problems.push(self.ambiguous(wanted, &targets)),
            NameMatch::Nothing => problems.push(self.unknown(wanted)),
        }
        None
    }

    fn unknown(&self, wanted: &Wanted<'_>) -> Diagnostic {
        let Wanted { kind, text, span } = wanted;
        let (code, message) = match kind {
            Some(Kind::Source) => (Code::UnknownSource, format!("there is no source `{text}`")),
            Some(kind) => (Code::UnknownReference, format!("there is no {} `{text}`", kind.term())),
            None => (Code::UnknownReference, format!("there is no document `{text}`")),
        };
        let problem = Diagnostic::at(code, *span, message);
        let (prefix, rest) = text.split_once(':').unwrap_or(("", text));
        let (wanted_kind, name) = match Kind::from_term(prefix) {
            Some(named) => (Some(named), rest),
            None => (*kind, *text),
        };
        if let Some(brief) = self.definitions.unpublished.brief_that_defines(wanted_kind, name) {
            return problem.help(format!(
                "`content/{brief}.md` defines it, which is not built: give it a file of its own"
            ));
        }
        let near = self.names.nearest(wanted_kind, name);
        let slip = self.names.slip(text, *kind);
        let problem = problem.fix(slip.map(|id| Fix::of_word(*span, text, &id)));
        match near {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None if *kind == Some(Kind::Source) => {
                problem.help("define it in `content/sources.toml`, `.yml` or `.bib`")
            }
            None if *kind == Some(Kind::Actor) && is_id_like(text) => {
                problem.help("a plain name (`Oman`) needs no document; an id like this one does")
            }
            None => problem,
        }
    }

    fn ambiguous(&self, wanted: &Wanted<'_>, targets: &[Target]) -> Diagnostic {
        let name = |target: &Target| match wanted.kind {
            Some(_) => format!("`{}`", self.id_of(*target)),
            None => format!("`{}:{}`", target.kind().term(), self.id_of(*target)),
        };
        let names: Vec<String> = targets.iter().map(name).collect();
        let message = format!("`{}` may mean several documents", wanted.text);
        Diagnostic::at(Code::AmbiguousReference, wanted.span, message)
            .help(format!("write one of {}", names.join(", ")))
    }

    /// The id of a document.
    pub fn id_of(&self, target: Target) -> &str {
        match target {
            Target::Tag(index) => &self.names.tags[index].id,
            _ => self.definitions.get(target).map_or("", |it| it.id()),
        }
    }

    /// The body of a document; tags have none.
    pub fn body_of(&self, target: Target) -> Option<&Body> {
        self.definitions.get(target).map(|it| it.body())
    }
}

/// A reference that is being resolved.
struct Wanted<'a> {
    kind: Option<Kind>,
    text: &'a str,
    span: Span,
}
