//! Documents that a build leaves out: drafts, and briefs that are dated after its day.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::link::address::{folders_of, of_outline};
use crate::link::options::LinkOptions;
use crate::model::address::Address;
use crate::model::identity::{Kind, is_id_like, slug};
use crate::parse::document::{Document, Fields, Outline};
use crate::parse::fields::brief::{BriefFields, Definable, Entry};
use crate::parse::fields::common::CommonFields;
use crate::parse::scalar::TagName;
use crate::parse::scalar::address::OldPath;

/// The documents that a build leaves out.
#[derive(Debug, Default)]
pub struct Unpublished {
    /// References to them are mistakes of another kind than those to nothing.
    pub drafts: Vec<Outline>,
    /// Briefs that are dated after the day of the build: links to them become text.
    pub scheduled: Vec<Outline>,
    /// The addresses that these will have, and their old ones.
    pub scheduled_addresses: HashSet<Address>,
    /// Why each document is left out, by its path below `content/`.
    reasons: HashMap<String, Reason>,
    /// Their definitions, sources, plain names and tags.
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
    /// Its day is to come.
    Scheduled,
    /// Its day has come, and the build is for a day before it. What it defines in place is not left out with it: other
    /// documents rely on that.
    Later,
}

/// Why a document is left out of a build, if it is. A draft is one whatever its date.
pub fn reason(document: &Document, options: LinkOptions) -> Option<Reason> {
    match &document.fields {
        _ if document.is_draft() => Some(Reason::Draft),
        Fields::Brief(fields) if fields.date.is_after(options.as_of) => {
            let is_to_come = fields.date.is_after(options.today);
            Some(if is_to_come { Reason::Scheduled } else { Reason::Later })
        }
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
            self.add_parts(fields, &document);
            if reason == Reason::Scheduled && options.as_of >= options.today {
                problems.push(future_brief(fields, &document, options));
            }
        }
        self.reasons.insert(document.path.clone(), reason);
        if reason == Reason::Draft {
            self.drafts.push(outline(document));
            return;
        }
        let old_paths = document.common.redirect_from.iter();
        self.scheduled_addresses.extend(old_paths.map(|OldPath(address, _)| address.clone()));
        let outline = outline(document);
        self.scheduled_addresses.insert(of_outline(&outline));
        self.scheduled.push(outline);
    }

    /// Notes the definitions, sources, plain names and tags that a brief brings into the site.
    fn add_parts(&mut self, fields: &BriefFields, document: &Document) {
        let mut add = |kind, id: Option<&str>, name: &str| {
            let id = id.map_or_else(|| slug(name), str::to_owned);
            let brief = document.path.clone();
            self.parts.push(Part { kind, id, name: name.to_owned(), brief });
        };
        each_inline(&fields.actors, |id, it| add(Kind::Actor, id, &it.name));
        each_inline(&fields.events, |id, it| add(Kind::Event, id, &it.title));
        each_inline(&fields.thresholds, |id, it| add(Kind::Threshold, id, &it.title));
        for entry in &fields.actors {
            if let Entry::Reference(reference) = entry
                && !is_id_like(&reference.text)
            {
                add(Kind::Actor, None, &reference.text);
            }
        }
        let CommonFields { sources, tags, .. } = &*document.common;
        for source in sources.iter().filter_map(|entry| entry.defined.as_ref()) {
            add(Kind::Source, Some(&source.value.key.value), &source.value.title);
        }
        for TagName(tag) in tags {
            add(Kind::Tag, None, tag);
        }
    }

    /// Every document that is left out and has a file of its own.
    pub fn outlines(&self) -> impl Iterator<Item = &Outline> {
        self.drafts.iter().chain(&self.scheduled)
    }

    /// Whether the files in a document's folder are left out with it.
    pub fn hides_files_of(&self, path: &str) -> bool {
        self.reasons.contains_key(path)
    }

    /// Whether an address is that of a brief whose day is to come, an old one of it, or that of a file beside it.
    pub fn will_have(&self, address: &Address) -> bool {
        let address = address.as_str();
        let mut folders = address.match_indices('/').skip(1).map(|(at, _)| &address[..=at]);
        self.scheduled_addresses.contains(address)
            || folders.any(|folder| self.scheduled_addresses.contains(folder))
    }

    /// Whether a path below `content/` is that of a file beside a brief whose day is to come.
    pub fn will_have_file(&self, path: &str) -> bool {
        folders_of(path).any(|it| self.reasons.get(it).is_some_and(|it| *it != Reason::Draft))
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
    Diagnostic::at(Code::FutureBrief, document.span, message).help(
        "build the site again on that day; to plan it without this lint, give it \
             `lints = { future-brief = \"…\" }` with the reason",
    )
}

/// The names of a document that is left out.
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
