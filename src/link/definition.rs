//! Definitions: every document of a kind in one form, whether it has a file, stands inside another
//! document, or in a library; in the order in which readers see them.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::policy::Suppression;
use crate::diagnostic::{Code, Diagnostic, Policy};
use crate::link::address::slug_path;
use crate::link::options::LinkOptions;
use crate::link::unpublished::{self, Reason, Unpublished};
use crate::model::body::Body;
use crate::model::brief::BriefStatus;
use crate::model::identity::{Kind, Origin, fold_name, slug};
use crate::model::note::WrittenNote;
use crate::model::vocabulary::Vocabulary as _;
use crate::parse::Parsed;
use crate::parse::document::{Document, Fields, Outline};
use crate::parse::fields::actor::ActorFields;
use crate::parse::fields::brief::{BriefFields, Definable, Entry};
use crate::parse::fields::common::{CommonFields, PageFields};
use crate::parse::fields::event::EventFields;
use crate::parse::fields::ladder::LadderFields;
use crate::parse::fields::source::SourceEntry;
use crate::parse::fields::threshold::ThresholdFields;
use crate::parse::library::{LibrarySource, define};
use crate::parse::scalar::{Reference, Term};
use crate::source::{FileId, Span};

/// A document before its references are resolved.
#[derive(Debug)]
pub struct Definition<F> {
    pub id: String,
    pub title: String,
    pub fields: Arc<F>,
    pub common: Arc<CommonFields>,
    pub file: FileId,
    pub span: Span,
    /// The path below `content/` without the ending, where it has a file of its own.
    pub path: Option<String>,
    pub body: Arc<Body>,
    pub notes: Arc<[WrittenNote]>,
    pub origin: Origin,
}

/// A page's own fields.
#[derive(Debug)]
pub struct PageDefinition {
    /// The folder whose index text it is.
    pub index_of: Option<String>,
}

/// Every definition of a site.
#[derive(Debug, Default)]
pub struct Definitions {
    pub briefs: Vec<Definition<BriefFields>>,
    pub actors: Vec<Definition<ActorFields>>,
    pub events: Vec<Definition<EventFields>>,
    pub thresholds: Vec<Definition<ThresholdFields>>,
    pub ladders: Vec<Definition<LadderFields>>,
    pub sources: Vec<Definition<LibrarySource>>,
    pub pages: Vec<Definition<PageDefinition>>,
    pub unpublished: Unpublished,
    /// Documents with errors of their own: what refers to them is not at fault.
    pub broken: Vec<Outline>,
    /// Whether a source library does not parse: what cites its sources is not at fault.
    pub has_broken_library: bool,
    /// What documents say of their own lints, and the kinds that the site's levels ask for.
    pub policy: Policy,
    /// Paths of withdrawn briefs, whose files go with their texts.
    withdrawn: HashSet<String>,
}

/// Collects what was parsed; drafts and briefs that are to come only where they are wanted.
pub fn collect(
    parsed: Parsed,
    options: LinkOptions,
    problems: &mut Vec<Diagnostic>,
) -> Definitions {
    let mut definitions = Definitions {
        broken: parsed.broken,
        has_broken_library: parsed.has_broken_library,
        ..Definitions::default()
    };
    for mut document in parsed.documents {
        let silences = document.common.lints.iter().flat_map(|lints| lints.0.clone());
        let silences: Vec<Suppression> = silences.collect();
        definitions.policy.kinds.insert(document.file, document.kind().term());
        match unpublished::reason(&document, options).filter(|_| !options.drafts) {
            Some(reason) => {
                definitions.policy.dormant.extend(silences);
                if reason == Reason::Later {
                    definitions.add_parts(&mut document, problems);
                }
                definitions.unpublished.add(document, reason, options, problems);
            }
            None => {
                definitions.policy.silences.extend(silences);
                definitions.add(document, problems);
            }
        }
    }
    for ladder in parsed.ladders {
        let span = ladder.span();
        definitions.policy.kinds.insert(ladder.file, Kind::Ladder.term());
        let fields = ladder.fields;
        let sources = fields.sources.clone();
        let mut common = Arc::new(CommonFields { sources, ..CommonFields::silent() });
        definitions.add_sources(&mut common);
        definitions.ladders.push(Definition {
            id: ladder.id,
            title: fields.title.clone(),
            fields,
            common,
            file: ladder.file,
            span,
            path: None,
            body: Arc::default(),
            notes: Arc::default(),
            origin: ladder.origin,
        });
    }
    for library in parsed.sources {
        definitions.policy.kinds.insert(library.key.span.file, Kind::Source.term());
        definitions.add_source(library);
    }
    definitions
}

fn source(source: Arc<LibrarySource>) -> Definition<LibrarySource> {
    let title = source.record.title().map(ToString::to_string).unwrap_or_default();
    Definition {
        id: source.key.value.clone(),
        title,
        common: Arc::new(CommonFields::silent()),
        file: source.key.span.file,
        span: source.key.span,
        path: None,
        body: Arc::default(),
        notes: Arc::default(),
        origin: Origin::Inline,
        fields: source,
    }
}

impl Definitions {
    fn add(&mut self, mut document: Document, problems: &mut Vec<Diagnostic>) {
        self.add_sources(&mut document.common);
        let fields = std::mem::replace(&mut document.fields, Fields::Page(PageFields::untitled()));
        match fields {
            Fields::Brief(fields) => self.add_brief(fields, document, problems),
            Fields::Actor(mut fields) => {
                self.add_relations_sources(&mut fields);
                let title = fields.name.clone();
                self.actors.push(of_document(fields, title, document));
            }
            Fields::Event(fields) => {
                let title = fields.title.clone();
                self.events.push(of_document(fields, title, document));
            }
            Fields::Threshold(fields) => {
                let title = fields.title.clone();
                self.thresholds.push(of_document(fields, title, document));
            }
            Fields::Page(fields) => {
                let title = fields.title.unwrap_or_default();
                // Two folders may each have a page of the same name.
                if let Some((folder, _)) = document.path.rsplit_once('/') {
                    document.id = format!("{}/{}", slug_path(folder), document.id);
                }
                let page = Arc::new(PageDefinition { index_of: None });
                self.pages.push(of_document(page, title, document));
            }
            Fields::Index(fields) => {
                let folder = slug_path(&document.path);
                let title = fields.title.unwrap_or_else(|| index_title(&folder));
                document.id = if folder.is_empty() { "home".to_owned() } else { folder.clone() };
                let page = Arc::new(PageDefinition { index_of: Some(folder) });
                self.pages.push(of_document(page, title, document));
            }
        }
    }

    fn add_brief(
        &mut self,
        mut fields: Arc<BriefFields>,
        document: Document,
        problems: &mut Vec<Diagnostic>,
    ) {
        self.add_defined_in_place(&mut fields, document.file, problems);
        if matches!(fields.status, Some(Term(BriefStatus::Withdrawn))) {
            self.withdrawn.insert(document.path.clone());
        }
        let title = fields.title.clone();
        self.briefs.push(of_document(fields, title, document));
    }

    /// Moves what a brief defines in its lists among the other definitions; references stay.
    fn add_defined_in_place(
        &mut self,
        fields: &mut Arc<BriefFields>,
        file: FileId,
        problems: &mut Vec<Diagnostic>,
    ) {
        if !defines_in_place(fields) {
            return;
        }
        let fields = Arc::make_mut(fields);
        let silences = &mut self.policy.silences;
        let mut inlines = Inlines { file, silences, problems };
        let mut actors = inlines.take(&mut fields.actors, |it| it.name.clone());
        self.events.extend(inlines.take(&mut fields.events, |it| it.title.clone()));
        self.thresholds.extend(inlines.take(&mut fields.thresholds, |it| it.title.clone()));
        actors.iter_mut().for_each(|actor| self.add_relations_sources(&mut actor.fields));
        self.actors.append(&mut actors);
    }

    /// Adds what a document defines that is left out itself.
    fn add_parts(&mut self, document: &mut Document, problems: &mut Vec<Diagnostic>) {
        self.add_sources(&mut document.common);
        if let Fields::Brief(fields) = &mut document.fields {
            self.add_defined_in_place(fields, document.file, problems);
        }
    }

    /// Whether the files in a document's folder are left out with it.
    pub fn hides_files_of(&self, path: &str) -> bool {
        self.withdrawn.contains(path) || self.unpublished.hides_files_of(path)
    }

    /// The paths below `content/` of all documents, also of those that are left out.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        fn paths_of<F>(definitions: &[Definition<F>]) -> impl Iterator<Item = &str> {
            definitions.iter().filter_map(|it| it.path.as_deref())
        }
        let absent = self.unpublished.outlines().chain(&self.broken);
        let absent = absent.filter_map(|it| it.path.as_deref());
        paths_of(&self.briefs)
            .chain(paths_of(&self.actors))
            .chain(paths_of(&self.events))
            .chain(paths_of(&self.thresholds))
            .chain(paths_of(&self.pages))
            .chain(absent)
    }

    /// Moves sources that are defined in place among the others; their uses stay.
    fn add_sources(&mut self, common: &mut Arc<CommonFields>) {
        // Fields may be remembered by others: only those that change are copied.
        if common.sources.iter().any(|entry| entry.defined.is_some()) {
            self.add_defined(&mut Arc::make_mut(common).sources);
        }
    }

    fn add_relations_sources(&mut self, actor: &mut Arc<ActorFields>) {
        let mut used = actor.relations.iter().flat_map(|relation| &relation.sources);
        if used.any(|entry| entry.defined.is_some()) {
            let relations = &mut Arc::make_mut(actor).relations;
            relations.iter_mut().for_each(|relation| self.add_defined(&mut relation.sources));
        }
    }

    fn add_defined(&mut self, entries: &mut [SourceEntry]) {
        for fields in entries.iter_mut().filter_map(|entry| entry.defined.take()) {
            self.add_source(Arc::new(define(*fields)));
        }
    }

    fn add_source(&mut self, library: Arc<LibrarySource>) {
        self.policy.silences.extend(library.silences.iter().cloned());
        self.sources.push(source(library));
    }

    /// Puts each kind in the order in which readers see it: briefs newest first, events by date,
    /// everything else by title.
    pub fn sort(&mut self) {
        let Self { briefs, events, actors, .. } = self;
        rayon::join(
            || events.par_sort_by(|a, b| (&a.fields.date, &a.id).cmp(&(&b.fields.date, &b.id))),
            || {
                briefs.par_sort_by(|a, b| {
                    (Reverse(&a.fields.date), &a.id).cmp(&(Reverse(&b.fields.date), &b.id))
                });
                sort_by_title(actors);
            },
        );
        sort_by_title(&mut self.thresholds);
        sort_by_title(&mut self.ladders);
        sort_by_title(&mut self.pages);
        self.sources.par_sort_by_cached_key(|source| {
            let author = source.fields.record.authors().unwrap_or_default().first();
            let name = author.map_or_else(|| source.title.clone(), |person| person.name.clone());
            let name = fold_name(name.trim_start_matches('[')).into_owned();
            (name, source.fields.date.clone(), source.id.clone())
        });
    }
}

fn sort_by_title<F: Send + Sync>(definitions: &mut [Definition<F>]) {
    definitions.par_sort_by_cached_key(|it| (fold_name(&it.title).into_owned(), it.id.clone()));
}

/// Whether a brief's lists define documents.
fn defines_in_place(fields: &BriefFields) -> bool {
    fn any<F: Definable>(entries: &[Entry<F>]) -> bool {
        entries.iter().any(|entry| matches!(entry, Entry::Inline(_)))
    }
    any(&fields.actors) || any(&fields.events) || any(&fields.thresholds)
}

fn of_document<F>(fields: Arc<F>, title: String, document: Document) -> Definition<F> {
    Definition {
        id: document.id,
        title,
        fields,
        common: document.common,
        file: document.file,
        span: document.span,
        path: Some(document.path),
        body: document.body,
        notes: document.notes,
        origin: Origin::Document,
    }
}

/// What takes the definitions out of a brief's lists.
struct Inlines<'a> {
    file: FileId,
    silences: &'a mut Vec<Suppression>,
    problems: &'a mut Vec<Diagnostic>,
}

impl Inlines<'_> {
    /// Takes the definitions, and leaves references to them.
    fn take<F: Definable>(
        &mut self,
        entries: &mut Vec<Entry<F>>,
        title: impl Fn(&F) -> String,
    ) -> Vec<Definition<F>> {
        let mut definitions = Vec::new();
        for entry in std::mem::take(entries) {
            let inline = match entry {
                Entry::Reference(_) => {
                    entries.push(entry);
                    continue;
                }
                Entry::Inline(inline) => *inline,
            };
            let (mut common, extent) = (inline.common, inline.extent);
            self.silences.extend(common.lints.take().into_iter().flat_map(|it| it.within(extent)));
            let name = title(&inline.fields);
            let chosen = common.id.as_ref().map(|id| id.0.value.clone());
            let id = chosen.unwrap_or_else(|| slug(&name));
            if id.is_empty() {
                let message = format!("`{name}` has no letter or digit to make an id of");
                let problem = Diagnostic::at(Code::BadId, inline.span, message);
                self.problems.push(problem.help("give it an `id`"));
                continue;
            }
            entries.push(Entry::Reference(Reference::new(id.clone(), inline.span)));
            definitions.push(Definition {
                id,
                title: name,
                fields: Arc::new(inline.fields),
                common: Arc::new(common),
                file: self.file,
                span: inline.span,
                path: None,
                body: Arc::default(),
                notes: Arc::default(),
                origin: Origin::Inline,
            });
        }
        definitions
    }
}

/// What an index is called where its author says nothing.
fn index_title(folder: &str) -> String {
    let last = folder.rsplit('/').next().unwrap_or_default();
    let mut letters = last.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
