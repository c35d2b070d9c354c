//! Documents that a build leaves out: drafts, and briefs that are dated after its day.

use rustc_hash::FxHashSet as HashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::LinkOptions;
use crate::link::address::of_outline;
use crate::model::address::Address;
use crate::model::brief::BriefStatus;
use crate::model::identity::{Kind, slug};
use crate::parse::document::{Document, Fields, Outline};
use crate::parse::fields::brief::{BriefFields, Definable, Entry};
use crate::parse::scalar::Term;

/// The documents that a build leaves out.
#[derive(Debug, Default)]
pub struct Unpublished {
    /// References to them are mistakes of another kind than those to nothing.
    pub drafts: Vec<Outline>,
    /// Briefs whose day is to come: links to them become text.
    pub scheduled: Vec<Outline>,
    /// What these define in place.
    parts: Vec<Part>,
}

/// A document that is defined inside a brief that is left out.
#[derive(Debug)]
struct Part {
    kind: Kind,
    id: String,
    name: String,
    /// The brief's path below `content/`, without the ending.
    brief: String,
}

/// Why a document is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    Draft,
    Scheduled,
}

/// Why a document is left out of a build, if it is. A draft is one whatever its date.
pub fn reason(document: &Document, options: LinkOptions) -> Option<Reason> {
    match &document.fields {
        _ if document.common.draft == Some(true) => Some(Reason::Draft),
        Fields::Brief(fields) if matches!(fields.status, Some(Term(BriefStatus::Draft))) => {
            Some(Reason::Draft)
        }
        Fields::Brief(fields) if fields.date.is_after(options.as_of) => Some(Reason::Scheduled),
        _ => None,
    }
}

impl Unpublished {
    /// Takes in a document that is left out. What is to come is reported, unless the build is for a day that is over.
    pub fn add(
        &mut self,
        document: Document,
        reason: Reason,
        options: LinkOptions,
        problems: &mut Vec<Diagnostic>,
    ) {
        if let Fields::Brief(fields) = &document.fields {
            self.add_parts(fields, &document.path);
            if reason == Reason::Scheduled && options.as_of >= options.today {
                problems.push(future_brief(fields, &document, options));
            }
        }
        match reason {
            Reason::Draft => self.drafts.push(outline(document)),
            Reason::Scheduled => self.scheduled.push(outline(document)),
        }
    }

    fn add_parts(&mut self, fields: &BriefFields, brief: &str) {
        let mut add = |kind, id: Option<&str>, name: &str| {
            let id = id.map_or_else(|| slug(name), str::to_owned);
            self.parts.push(Part { kind, id, name: name.to_owned(), brief: brief.to_owned() });
        };
        each_inline(&fields.actors, |id, it| add(Kind::Actor, id, &it.name));
        each_inline(&fields.events, |id, it| add(Kind::Event, id, &it.title));
        each_inline(&fields.thresholds, |id, it| add(Kind::Threshold, id, &it.title));
    }

    /// Every document that is left out and has a file of its own.
    pub fn outlines(&self) -> impl Iterator<Item = &Outline> {
        self.drafts.iter().chain(&self.scheduled)
    }

    /// The addresses that the briefs will have whose day is to come.
    pub fn scheduled_addresses(&self) -> HashSet<Address> {
        self.scheduled.iter().map(of_outline).collect()
    }

    /// The brief that is left out and would define what a reference names, by its path below `content/`.
    pub fn brief_that_defines(&self, kind: Option<Kind>, written: &str) -> Option<&str> {
        let is_it = |part: &&Part| {
            kind.is_none_or(|kind| kind == part.kind)
                && (part.id == written || part.name == written)
        };
        self.parts.iter().find(is_it).map(|part| part.brief.as_str())
    }
}

/// Calls `with` for each definition in place, with the id that was chosen for it.
fn each_inline<F: Definable>(entries: &[Entry<F>], mut with: impl FnMut(Option<&str>, &F)) {
    for entry in entries {
        if let Entry::Inline(inline) = entry {
            with(inline.common.id.as_ref().map(|id| id.0.value.as_str()), &inline.fields);
        }
    }
}

fn future_brief(fields: &BriefFields, document: &Document, options: LinkOptions) -> Diagnostic {
    let (date, as_of) = (fields.date.words(), options.as_of);
    let message = format!(
        "the brief is left out: it is dated {date}, after {as_of}, the day the site is built as of"
    );
    Diagnostic::at(Code::FutureBrief, document.span, message)
        .help("build the site again on that day; `--drafts` shows the brief before")
}

/// What is to be known of a document that is left out.
fn outline(document: Document) -> Outline {
    let kind = document.kind();
    let title = match document.fields {
        Fields::Brief(fields) => Some(fields.title.clone()),
        Fields::Actor(fields) => Some(fields.name.clone()),
        Fields::Event(fields) => Some(fields.title.clone()),
        Fields::Threshold(fields) => Some(fields.title.clone()),
        Fields::Page(fields) | Fields::Index(fields) => fields.title,
    };
    let aliases = document.common.aliases.iter().map(|alias| alias.value.clone());
    let names = title.into_iter().chain(aliases).collect();
    Outline { kind, id: document.id, names, path: Some(document.path) }
}
