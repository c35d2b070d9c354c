//! One Markdown file to one typed document, and one data file to one ladder.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::actor::ActorKind;
use crate::model::body::Body;
use crate::model::brief::BriefStatus;
use crate::model::identity::{Kind, Origin, slug};
use crate::model::note::WrittenNote;
use crate::model::site::MarkdownSettings;
use crate::model::vocabulary::Vocabulary;
use crate::parse::fields::actor::ActorFields;
use crate::parse::fields::brief::BriefFields;
use crate::parse::fields::common::{CommonFields, KindField, PageFields};
use crate::parse::fields::event::EventFields;
use crate::parse::fields::ladder::LadderFields;
use crate::parse::fields::threshold::ThresholdFields;
use crate::parse::markdown::{self, Markdown};
use crate::parse::node::{Node, NodeTable};
use crate::parse::record::{Reader, RecordTable, each};
use crate::parse::scalar::Term;
use crate::parse::{front_matter, toml, yaml};
use crate::source::{BUILT_IN, FileId, Span, Text};

/// A document as its author wrote it. What takes room is shared, so that one that is remembered can be
/// linked again and again.
#[derive(Debug, Clone)]
pub struct Document {
    pub file: FileId,
    /// The path below `content/`, without the ending: `briefs/2025-06-veto`.
    pub path: String,
    pub id: String,
    /// Where messages about the whole document point: its title, or its first line.
    pub span: Span,
    pub common: Arc<CommonFields>,
    pub fields: Fields,
    pub body: Arc<Body>,
    pub notes: Arc<[WrittenNote]>,
}

/// The fields of a document's kind.
#[derive(Debug, Clone)]
pub enum Fields {
    Brief(Arc<BriefFields>),
    Actor(Arc<ActorFields>),
    Event(Arc<EventFields>),
    Threshold(Arc<ThresholdFields>),
    Page(PageFields),
    /// The text of a folder's index: `_index.md`.
    Index(PageFields),
}

impl Document {
    /// The kind that its folder or its front matter gives it.
    pub fn kind(&self) -> Kind {
        match &self.fields {
            Fields::Brief(_) => Kind::Brief,
            Fields::Actor(_) => Kind::Actor,
            Fields::Event(_) => Kind::Event,
            Fields::Threshold(_) => Kind::Threshold,
            Fields::Page(_) | Fields::Index(_) => Kind::Page,
        }
    }

    /// Whether it is a draft, by its own mark or by its status.
    pub fn is_draft(&self) -> bool {
        let by_status = match &self.fields {
            Fields::Brief(fields) => matches!(fields.status, Some(Term(BriefStatus::Draft))),
            _ => false,
        };
        by_status || self.common.draft == Some(true)
    }
}

/// A ladder as its author wrote it.
#[derive(Debug, Clone)]
pub struct LadderFile {
    pub file: FileId,
    pub id: String,
    pub fields: Arc<LadderFields>,
    pub origin: Origin,
}

/// What is known of a document whose front matter has errors.
#[derive(Debug, Clone)]
pub struct Outline {
    pub kind: Kind,
    pub id: String,
    /// The title and the aliases, as far as they can be read.
    pub names: Vec<String>,
    /// The path below `content/`, without the ending, where it has a file of its own.
    pub path: Option<String>,
}

/// What a path says of a document, before its front matter is read.
struct PathFacts<'a> {
    /// Below `content/`, without the ending; a folder's `index` counts as the folder.
    path: &'a str,
    stem: &'a str,
    is_index_text: bool,
    kind: Kind,
}

impl<'a> PathFacts<'a> {
    fn from_path(shown: &'a str) -> Self {
        let below = shown.strip_prefix("content/").unwrap_or(shown);
        let path = below.rsplit_once('.').map_or(below, |(path, _)| path);
        let path = path.strip_suffix("/index").unwrap_or(path);
        let (folder, stem) = path.rsplit_once('/').unwrap_or(("", path));
        let top = path.split_once('/').map_or("", |(top, _)| top);
        let kind = match top {
            "briefs" => Kind::Brief,
            "actors" => Kind::Actor,
            "events" => Kind::Event,
            "thresholds" => Kind::Threshold,
            _ => Kind::Page,
        };
        // `index.md` at the top is the home page, as in other tools.
        let is_index_text = stem == "_index" || path == "index";
        let path = if is_index_text { folder } else { path };
        Self { path, stem, is_index_text, kind }
    }
}

/// Parses a document that was sound before, and whose front matter has not changed a byte since. `None` where it has,
/// or where there is a problem, which [`parse`] reports.
pub fn parse_again(
    before: &Text,
    now: &Text,
    file: FileId,
    settings: MarkdownSettings,
) -> Option<Document> {
    let mut problems = Vec::new();
    let mut front =
        |text: &Text| front_matter::divide(&text.content, file, &mut problems).body_start;
    let (was, is) = (front(before), front(now));
    if now.content.get(..is) != before.content.get(..was) {
        return None;
    }
    let document = parse(now, file, settings, &mut problems).ok()?;
    problems.is_empty().then_some(document)
}

/// Parses a document. An error stands for reported problems.
pub fn parse(
    text: &Text,
    file: FileId,
    settings: MarkdownSettings,
    problems: &mut Vec<Diagnostic>,
) -> Result<Document, Vec<Outline>> {
    let facts = PathFacts::from_path(&text.path);
    let found_before = problems.len();
    let divided = front_matter::divide(&text.content, file, problems);
    let markdown =
        Markdown { text: &text.content, start: divided.body_start, file, settings, cuts: None };
    // The body's problems are wanted even where the front matter has some.
    let (body, notes) = markdown::parse(&markdown, problems);

    let first_line = Span::new(file, 0..text.content.lines().next().map_or(0, str::len));
    let empty = Node::empty_table(first_line);
    let front = match &divided.front {
        Some(node) => node,
        None if divided.has_front_matter => return Err(vec![outline(&facts, None)]),
        None if facts.is_index_text => &empty,
        None => {
            problems.push(missing_front_matter(&facts, first_line));
            return Err(vec![outline(&facts, None)]);
        }
    };
    let table = front.as_table().ok_or_else(|| vec![outline(&facts, None)])?;
    let kind = document_kind(&facts, table, problems).ok_or_else(|| vec![outline(&facts, None)])?;
    let facts = PathFacts { kind, ..facts };
    let mut reader = Reader::new(table, first_line, problems);
    let (article, record) = record_of(kind);
    let kind_field: &[&RecordTable] = if kind == Kind::Actor { &[] } else { &[&KindField::TABLE] };
    let known = [record, &CommonFields::TABLE].into_iter().chain(kind_field.iter().copied());
    reader.refuse_unknown(article, &known.collect::<Vec<_>>());
    let common = CommonFields::shared(table, &mut reader);
    let fields = read_fields(&facts, &mut reader);
    let (Some(common), Some(fields)) = (common, fields) else {
        return Err(broken(&facts, table));
    };
    let span = table.get("title").or_else(|| table.get("name")).map_or(first_line, |n| n.span);
    let Some(id) = document_id(&facts, &common, first_line, problems) else {
        return Err(broken(&facts, table));
    };
    let document = Document {
        file,
        path: facts.path.to_owned(),
        id,
        span,
        common,
        fields,
        body: Arc::new(body),
        notes: notes.into(),
    };
    if document.is_draft() {
        // It is still to be written.
        let found = problems.split_off(found_before).into_iter();
        problems.extend(found.filter(|problem| problem.code != Code::PlaceholderText));
    }
    Ok(document)
}

fn record_of(kind: Kind) -> (&'static str, &'static RecordTable) {
    match kind {
        Kind::Brief => ("a brief", &BriefFields::TABLE),
        Kind::Actor => ("an actor", &ActorFields::TABLE),
        Kind::Event => ("an event", &EventFields::TABLE),
        Kind::Threshold => ("a threshold", &ThresholdFields::TABLE),
        Kind::Page | Kind::Ladder | Kind::Source | Kind::Tag => ("a page", &PageFields::TABLE),
    }
}

fn read_fields(facts: &PathFacts<'_>, reader: &mut Reader<'_>) -> Option<Fields> {
    if facts.is_index_text {
        return PageFields::read(reader).map(Fields::Index);
    }
    match facts.kind {
        Kind::Brief => BriefFields::read(reader).map(Arc::new).map(Fields::Brief),
        Kind::Actor => ActorFields::read(reader).map(Arc::new).map(Fields::Actor),
        Kind::Event => EventFields::read(reader).map(Arc::new).map(Fields::Event),
        Kind::Threshold => ThresholdFields::read(reader).map(Arc::new).map(Fields::Threshold),
        Kind::Page | Kind::Ladder | Kind::Source | Kind::Tag => {
            let fields = PageFields::read(reader)?;
            // Only a folder's own text can do without a title.
            let title: String = match fields.title {
                Some(title) => title,
                None => reader.required("title")?,
            };
            Some(Fields::Page(PageFields { title: Some(title) }))
        }
    }
}

/// The kind by the folder, or by `kind` where the folder says nothing. In `actors/` and for its
/// terms, `kind` is the kind of actor.
fn document_kind(
    facts: &PathFacts<'_>,
    table: &NodeTable,
    problems: &mut Vec<Diagnostic>,
) -> Option<Kind> {
    if facts.is_index_text {
        return Some(Kind::Page);
    }
    let Some(node) = table.get("kind").filter(|_| facts.kind != Kind::Actor) else {
        return Some(facts.kind);
    };
    let written = node.as_text().unwrap_or_default();
    match Kind::from_term(written) {
        Some(kind @ (Kind::Brief | Kind::Event | Kind::Threshold | Kind::Page)) => {
            return Some(kind);
        }
        _ if ActorKind::from_term(written).is_some() => return Some(Kind::Actor),
        _ => {}
    }
    let kinds = ["brief", "event", "threshold", "page"];
    let actors = ActorKind::ALL.iter().map(|kind| kind.term());
    let message = format!("`{written}` is no kind of document");
    let problem = Diagnostic::at(Code::BadValue, node.span, message)
        .suggest(written, kinds.into_iter().chain(actors));
    problems.push(match problem.help {
        Some(_) => problem,
        None => problem.help("it is `brief`, `event`, `threshold`, `page` or a kind of actor"),
    });
    None
}

fn document_id(
    facts: &PathFacts<'_>,
    common: &CommonFields,
    first_line: Span,
    problems: &mut Vec<Diagnostic>,
) -> Option<String> {
    if let Some(chosen) = &common.id {
        return Some(chosen.0.value.clone());
    }
    let id = slug(facts.stem);
    if id.is_empty() && !facts.is_index_text {
        let message = format!("the file's name `{}` makes no id", facts.stem);
        let help = "name the file with letters or digits, or give an `id`";
        problems.push(Diagnostic::at(Code::BadId, first_line, message).help(help));
        return None;
    }
    Some(id)
}

fn outline(facts: &PathFacts<'_>, table: Option<&NodeTable>) -> Outline {
    let text = |key: &str| table?.get(key)?.as_text().map(str::to_owned);
    let mut names: Vec<String> = ["title", "name"].into_iter().filter_map(text).collect();
    if let Some(aliases) = table.and_then(|table| table.get("aliases")) {
        each(aliases, |alias| names.extend(alias.as_text().map(str::to_owned)));
    }
    let id = text("id").unwrap_or_else(|| slug(facts.stem));
    Outline { kind: facts.kind, id, names, path: Some(facts.path.to_owned()) }
}

/// What is known of a broken document and of those that it defines.
fn broken(facts: &PathFacts<'_>, table: &NodeTable) -> Vec<Outline> {
    let mut outlines = outlines_within(table);
    outlines.push(outline(facts, Some(table)));
    outlines
}

/// What is known of a text that could not be read.
pub fn outline_of_path(shown: &str) -> Outline {
    outline(&PathFacts::from_path(shown), None)
}

/// The documents that a broken one defines in place, as far as they can be read.
fn outlines_within(table: &NodeTable) -> Vec<Outline> {
    let lists = [
        ("actors", Kind::Actor),
        ("events", Kind::Event),
        ("thresholds", Kind::Threshold),
        ("sources", Kind::Source),
    ];
    let mut outlines = Vec::new();
    for (key, kind) in lists {
        let Some(list) = table.get(key) else { continue };
        each(list, |item| {
            let text = |key: &str| item.as_table()?.get(key)?.as_text().map(str::to_owned);
            let names: Vec<String> = ["title", "name"].into_iter().filter_map(text).collect();
            let id = text("id").or_else(|| text("key"));
            let id = id.or_else(|| names.first().map(|name| slug(name)));
            outlines.extend(id.map(|id| Outline { kind, id, names, path: None }));
        });
    }
    outlines
}

fn missing_front_matter(facts: &PathFacts<'_>, span: Span) -> Diagnostic {
    let (article, record) = record_of(facts.kind);
    let mut required: Vec<String> = record
        .fields
        .iter()
        .filter(|field| field.required || field.name == "title")
        .map(|field| format!("{} = {}", field.name, field.example))
        .collect();
    required.insert(0, "+++".to_owned());
    required.push("+++".to_owned());
    let message = format!("{article} needs front matter, and this file has none");
    Diagnostic::at(Code::NoFrontMatter, span, message)
        .help(format!("begin the file with\n{}", required.join("\n")))
}

/// Parses a ladder: TOML, or YAML by its ending.
pub fn parse_ladder(
    text: &Text,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) -> Result<LadderFile, Vec<Outline>> {
    let facts = PathFacts { kind: Kind::Ladder, ..PathFacts::from_path(&text.path) };
    let parse = if text.path.ends_with(".toml") { toml::parse } else { yaml::parse };
    let node = parse(&text.content, file, 0, problems);
    let Some(table) = node.as_ref().and_then(Node::as_table) else {
        return Err(vec![outline(&facts, None)]);
    };
    let start = Span::new(file, 0..text.content.lines().next().map_or(0, str::len));
    let mut reader = Reader::new(table, start, problems);
    reader.refuse_unknown("a ladder", &[&LadderFields::TABLE]);
    let Some(fields) = LadderFields::read(&mut reader) else {
        return Err(broken(&facts, table));
    };
    let chosen = fields.id.as_ref().map(|id| id.0.value.clone());
    let id = chosen.unwrap_or_else(|| slug(facts.stem));
    let built_in = text.path.starts_with(BUILT_IN);
    let origin = if built_in { Origin::BuiltIn } else { Origin::Document };
    Ok(LadderFile { file, id, fields: Arc::new(fields), origin })
}

impl LadderFile {
    /// Where messages about the whole ladder point.
    pub fn span(&self) -> Span {
        self.fields.id.as_ref().map_or(Span::new(self.file, 0..0), |id| id.0.span)
    }
}
