//! Names: what every written reference can resolve to, by id, name, alias and path.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use crate::diagnostic::nearest::{is_typo, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::link::definition::{Definition, Definitions};
use crate::model::identity::{Kind, fold_name, slug};
use crate::model::site::Site;
use crate::model::table::{Index, Table};
use crate::model::tag::Tag;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::model::{address::Address, ladder::Ladder};
use crate::parse::document::Outline;
use crate::source::Span;

/// What an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    Target(Target),
    /// A draft that is left out.
    Draft,
    /// A brief that is left out until its day.
    Scheduled,
    /// A document with errors of its own, which are reported already.
    Broken,
}

/// Every name of a site.
pub struct Names<'a> {
    definitions: &'a Definitions,
    /// By kind and id.
    ids: HashMap<Kind, HashMap<Cow<'a, str>, Known>>,
    /// By folded name or alias; the same document stands once. Collected when the first is looked up: many sites
    /// write ids throughout.
    bearers: OnceLock<HashMap<String, Bearers>>,
    /// By path below `content/`, without the ending.
    paths: HashMap<&'a str, Known>,
    /// Names of documents that are left out or broken, by kind.
    absent: HashMap<(Kind, Cow<'a, str>), Known>,
    pub tags: Table<Tag>,
    tag_positions: HashMap<String, Index<Tag>>,
    /// The ladder of placements that name none.
    pub default_ladder: Option<Index<Ladder>>,
}

/// The documents that bear a name: hardly ever more than one.
struct Bearers {
    first: Target,
    others: Vec<Target>,
}

impl Bearers {
    fn iter(&self) -> impl Iterator<Item = Target> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }
}

/// What a name resolves to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameMatch {
    One(Target),
    /// Several documents bear it.
    Several(Vec<Target>),
    Draft,
    /// A brief that is left out until its day.
    Scheduled,
    /// Reported elsewhere.
    Broken,
    Nothing,
}

impl<'a> Names<'a> {
    /// Collects the names, and reports ids that stand twice.
    pub fn collect(
        definitions: &'a Definitions,
        site: &Site,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut names = Self {
            definitions,
            ids: HashMap::default(),
            bearers: OnceLock::new(),
            paths: HashMap::default(),
            absent: HashMap::default(),
            tags: Table::default(),
            tag_positions: HashMap::default(),
            default_ladder: None,
        };
        for outline in &definitions.broken {
            names.add_outline(outline, Known::Broken);
        }
        for outline in &definitions.unpublished.drafts {
            names.add_outline(outline, Known::Draft);
        }
        for outline in &definitions.unpublished.scheduled {
            names.add_outline(outline, Known::Scheduled);
        }
        names.add(&definitions.briefs, Target::Brief, problems);
        names.add(&definitions.actors, Target::Actor, problems);
        names.add(&definitions.events, Target::Event, problems);
        names.add(&definitions.thresholds, Target::Threshold, problems);
        names.add(&definitions.ladders, Target::Ladder, problems);
        names.add(&definitions.sources, Target::Source, problems);
        names.add(&definitions.pages, Target::Page, problems);
        names.add_tags(definitions);
        names.choose_ladder(site, problems);
        names
    }

    /// Collected on one thread: those that wait for it take no other work, so none may be handed out here.
    fn bearers(&self) -> &HashMap<String, Bearers> {
        self.bearers.get_or_init(|| bearers_of_names(self.definitions))
    }

    /// The documents that bear a name, as it is written.
    fn bearers_of(&self, written: &str) -> impl Iterator<Item = Target> {
        self.bearers().get(&*fold_name(written)).into_iter().flat_map(Bearers::iter)
    }

    fn ids_of(&mut self, kind: Kind) -> &mut HashMap<Cow<'a, str>, Known> {
        self.ids.entry(kind).or_default()
    }

    fn add<F, T>(
        &mut self,
        definitions: &'a [Definition<F>],
        target: fn(Index<T>) -> Target,
        problems: &mut Vec<Diagnostic>,
    ) {
        self.paths.reserve(definitions.len());
        self.ids_of(target(Index::new(0)).kind()).reserve(definitions.len());
        for (position, definition) in definitions.iter().enumerate() {
            let target = target(Index::new(position));
            let id = Cow::Borrowed(definition.id.as_str());
            let previous = self.ids_of(target.kind()).insert(id, Known::Target(target));
            if let Some(Known::Target(first)) = previous {
                let first = &definitions[first.position()];
                // The one that stands first in the files keeps the id, whatever the order here.
                let (first, second) = in_file_order(first, definition);
                problems.push(duplicate(target.kind(), first, second));
            }
            if let Some(path) = &definition.path {
                self.paths.insert(path, Known::Target(target));
            }
        }
    }

    fn add_outline(&mut self, outline: &'a Outline, known: Known) {
        self.ids_of(outline.kind).insert(Cow::Borrowed(&outline.id), known);
        for name in &outline.names {
            self.absent.insert((outline.kind, fold_name(name)), known);
        }
        if let Some(path) = &outline.path {
            let name = path.rsplit('/').next().unwrap_or(path);
            self.absent.insert((outline.kind, fold_name(name)), known);
            self.paths.insert(path, known);
        }
    }

    /// Tags whose slugs are equal are one; they stand in the order of their slugs.
    fn add_tags(&mut self, definitions: &Definitions) {
        let mut spellings: BTreeMap<String, &str> = BTreeMap::new();
        for tag in all_tags(definitions) {
            spellings.entry(slug(tag)).or_insert(tag);
        }
        for (id, name) in spellings {
            let address = Address::of_document(Kind::Tag, &id);
            let index = self.tags.push(Tag { id: id.clone(), name: name.to_owned(), address });
            self.ids_of(Kind::Tag).insert(Cow::Owned(id.clone()), Known::Target(index.into()));
            self.tag_positions.insert(id, index);
        }
    }

    fn choose_ladder(&mut self, site: &Site, problems: &mut Vec<Diagnostic>) {
        let wanted = site.ladder.as_ref().map_or("kahn-1965", |ladder| ladder.value.as_str());
        let known = self.ids.get(&Kind::Ladder).and_then(|ids| ids.get(wanted));
        match (known, &site.ladder) {
            (Some(Known::Target(Target::Ladder(index))), _) => self.default_ladder = Some(*index),
            (None, Some(ladder)) => {
                let message = format!("there is no ladder `{wanted}`");
                let problem = Diagnostic::at(Code::UnknownReference, ladder.span, message);
                let ladders: Vec<&str> = self.ids_in(Kind::Ladder).collect();
                problems.push(problem.mend(wanted, ladders));
            }
            _ => {}
        }
    }

    /// The tag of a written tag.
    pub fn tag(&self, written: &str) -> Option<Index<Tag>> {
        self.tag_positions.get(&slug(written)).copied()
    }

    /// What an id, name or alias resolves to among documents of one kind.
    pub fn find(&self, kind: Kind, written: &str) -> NameMatch {
        let ids = self.ids.get(&kind);
        if let Some(known) = ids.and_then(|ids| ids.get(written)) {
            return (*known).into();
        }
        let of_kind = |target: &Target| target.kind() == kind;
        let bearers: Vec<Target> = self.bearers_of(written).filter(of_kind).collect();
        match bearers.as_slice() {
            [] => {}
            [one] => return NameMatch::One(*one),
            _ => return NameMatch::Several(bearers),
        }
        let by_slug = ids.and_then(|ids| ids.get(slug(written).as_str()));
        match by_slug.or_else(|| self.absent.get(&(kind, fold_name(written)))) {
            Some(known) => (*known).into(),
            // Which sources a broken library has is not known.
            None if kind == Kind::Source && self.definitions.has_broken_library => {
                NameMatch::Broken
            }
            None => NameMatch::Nothing,
        }
    }

    /// What a reference in a body resolves to: `kind:id`, an id of any kind, a name, an alias or a
    /// path below `content/`.
    pub fn find_anywhere(&self, written: &str) -> NameMatch {
        if let Some((prefix, rest)) = written.split_once(':')
            && let Some(kind) = Kind::from_term(prefix.trim())
        {
            return self.find(kind, rest.trim());
        }
        let path = written.strip_suffix(".md").unwrap_or(written);
        if let Some(known) = self.paths.get(path) {
            return (*known).into();
        }
        let mut found = Vec::new();
        let mut other = NameMatch::Nothing;
        // Tags share their words with everything: alone a word means a document first.
        for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Tag) {
            match self.ids.get(kind).and_then(|ids| ids.get(written)) {
                Some(Known::Target(target)) => found.push(*target),
                Some(known) => other = (*known).into(),
                None => {}
            }
        }
        if found.is_empty() {
            found.extend(self.bearers_of(written));
        }
        match found.as_slice() {
            [] if other == NameMatch::Nothing => {
                let folded = fold_name(written);
                let absent = |kind: &Kind| self.absent.get(&(*kind, folded.clone()));
                match Kind::ALL.iter().find_map(absent) {
                    Some(known) => (*known).into(),
                    None => self.find(Kind::Tag, written),
                }
            }
            [] => other,
            [one] => NameMatch::One(*one),
            _ => NameMatch::Several(found),
        }
    }

    /// The paths of all documents.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.keys().copied()
    }

    /// The document at a path below `content/`, without the ending.
    pub fn by_path(&self, path: &str) -> Option<Known> {
        // A folder's own text, under either of its names, has the folder's path.
        let folder = ["/_index", "/index"].iter().find_map(|it| path.strip_suffix(it));
        let top = matches!(path, "_index" | "index").then_some("");
        self.paths.get(folder.or(top).unwrap_or(path)).copied()
    }

    /// The nearest id or name to an unknown one, among one kind or all.
    pub fn nearest(&self, kind: Option<Kind>, written: &str) -> Option<String> {
        let kinds = Kind::ALL.iter().filter(|known| kind.is_none_or(|kind| kind == **known));
        let ids = kinds.filter_map(|kind| self.ids.get(kind)).flatten().map(|(id, _)| id.as_ref());
        let names = self.bearers().iter().filter(|(_, bearers)| {
            bearers.iter().any(|target| kind.is_none_or(|kind| kind == target.kind()))
        });
        let names = names.map(|(name, _)| name.as_str());
        nearest(written, ids.chain(names)).map(str::to_owned)
    }

    /// What `written` was meant to be, where it is a mere slip of one id, and of no other document's.
    pub fn slip(&self, written: &str, kind: Option<Kind>) -> Option<String> {
        let (prefix, rest) = written.split_once(':').unwrap_or(("", written));
        let (prefix, kind, rest) = match Kind::from_term(prefix) {
            Some(named) => (format!("{prefix}:"), Some(named), rest),
            None => (String::new(), kind, written),
        };
        let kinds = Kind::ALL.iter().filter(|known| kind.is_none_or(|kind| kind == **known));
        let ids = kinds.filter_map(|kind| self.ids.get(kind)).flatten();
        let mut meant = ids.filter(|(id, _)| is_typo(rest, id));
        match (meant.next(), meant.next()) {
            (Some((id, Known::Target(_))), None) => Some(prefix + id),
            _ => None,
        }
    }

    fn ids_in(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.ids.get(&kind).into_iter().flatten().map(|(id, _)| id.as_ref())
    }
}

/// The documents that bear each folded name or alias.
fn bearers_of_names(definitions: &Definitions) -> HashMap<String, Bearers> {
    let mut named = HashMap::default();
    add_names(&mut named, &definitions.briefs, Target::Brief);
    add_names(&mut named, &definitions.actors, Target::Actor);
    add_names(&mut named, &definitions.events, Target::Event);
    add_names(&mut named, &definitions.thresholds, Target::Threshold);
    add_names(&mut named, &definitions.ladders, Target::Ladder);
    add_names(&mut named, &definitions.sources, Target::Source);
    add_names(&mut named, &definitions.pages, Target::Page);
    named
}

fn add_names<F, T>(
    named: &mut HashMap<String, Bearers>,
    definitions: &[Definition<F>],
    target: fn(Index<T>) -> Target,
) {
    named.reserve(definitions.len() * 2);
    for (position, definition) in definitions.iter().enumerate() {
        let target = target(Index::new(position));
        let aliases = definition.common.aliases.iter().map(|alias| alias.value.as_str());
        // A file is found by its own name, too, as in other tools: `[[Veto Plan]]`.
        let path = definition.path.as_deref();
        let file = path.map(|path| path.rsplit('/').next().unwrap_or(path));
        for name in std::iter::once(definition.title.as_str()).chain(aliases).chain(file) {
            let known = named.entry(fold_name(name).into_owned());
            let bearers = known.or_insert(Bearers { first: target, others: Vec::new() });
            if bearers.iter().all(|it| it != target) {
                bearers.others.push(target);
            }
        }
    }
}

impl From<Known> for NameMatch {
    fn from(known: Known) -> Self {
        match known {
            Known::Target(target) => Self::One(target),
            Known::Draft => Self::Draft,
            Known::Scheduled => Self::Scheduled,
            Known::Broken => Self::Broken,
        }
    }
}

fn in_file_order<'a, F>(
    a: &'a Definition<F>,
    b: &'a Definition<F>,
) -> (&'a Definition<F>, &'a Definition<F>) {
    let key = |definition: &Definition<F>| (definition.file, definition.span.start);
    if key(a) <= key(b) { (a, b) } else { (b, a) }
}

fn duplicate<F>(kind: Kind, first: &Definition<F>, second: &Definition<F>) -> Diagnostic {
    let id = &second.id;
    let message = format!("two {} have the id `{id}`", plural(kind));
    let problem = Diagnostic::at(Code::DuplicateId, place_of(second), message)
        .caption("here")
        .label(place_of(first), "and here");
    match kind {
        Kind::Source => problem.help("a source is defined once; other places cite its key"),
        _ => problem.help("rename one of the files, or give one another `id`"),
    }
}

/// The chosen id, where there is one; otherwise the title.
fn place_of<F>(definition: &Definition<F>) -> Span {
    definition.common.id.as_ref().map_or(definition.span, |id| id.0.span)
}

fn plural(kind: Kind) -> &'static str {
    kind.folder().unwrap_or("pages")
}

fn all_tags(definitions: &Definitions) -> impl Iterator<Item = &str> {
    fn tags<F>(definitions: &[Definition<F>]) -> impl Iterator<Item = &str> {
        definitions.iter().flat_map(|definition| &definition.common.tags).map(|tag| tag.0.as_str())
    }
    tags(&definitions.briefs)
        .chain(tags(&definitions.actors))
        .chain(tags(&definitions.events))
        .chain(tags(&definitions.thresholds))
        .chain(tags(&definitions.pages))
}
