//! JSON Schemas (2020-12) of what authors write, from the tables that the parser uses.
//!
//! A schema knows the shape of values, not what they refer to: it refuses a misspelt key and not an
//! unknown actor. It refuses nothing that redlines reads, but for YAML's bare words, of which JSON has
//! no kind of its own: `title: 2025` is a number to it.

use serde_json::{Map, Value, json};

use crate::diagnostic::code::CodeEntry;
use crate::diagnostic::{Code, Level};
use crate::model::identity::Kind;
use crate::model::vocabulary::Vocabulary as _;
use crate::parse::fields::actor::ActorFields;
use crate::parse::fields::brief::BriefFields;
use crate::parse::fields::common::{CommonFields, PageFields};
use crate::parse::fields::config::ConfigFields;
use crate::parse::fields::event::EventFields;
use crate::parse::fields::ladder::LadderFields;
use crate::parse::fields::lints::LintLevels;
use crate::parse::fields::source::LibraryFields;
use crate::parse::fields::threshold::ThresholdFields;
use crate::parse::record::{Field, RecordTable, Shape};
use crate::parse::toml;
use crate::source::{SourceMap, Text};

/// A text that says something.
const SOME_TEXT: &str = r"\S";

/// The characters of EDTF; what they make is for the parser.
const DATE: &str = r"^\s*[-+0-9XTYZ:/~?%. ]*[0-9X][-+0-9XTYZ:/~?%. ]*$";

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Config,
    /// The front matter of a kind of document, or the data of a ladder; of a source, a library in TOML.
    Document(Kind),
}

/// The schema of a subject.
pub fn schema_of(subject: Subject) -> Value {
    let mut schema = Schema::default();
    let (name, title, mut root) = match subject {
        Subject::Config => {
            ("config", "config.toml of redlines".to_owned(), schema.object(&[&ConfigFields::TABLE]))
        }
        Subject::Document(kind) => {
            let title = format!("{} of redlines", title(kind));
            (kind.term(), title, schema.document(kind))
        }
    };
    root.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    root.insert("$id".into(), format!("urn:redlines:schema:{name}").into());
    root.insert("title".into(), title.into());
    root.insert("$defs".into(), Value::Object(schema.definitions));
    // The order of a schema is for who reads it: what it is comes first.
    let first = ["$schema", "$id", "title", "type"];
    let mut ordered: Map<String, Value> = Map::new();
    for key in first {
        ordered.extend(root.remove_entry(key));
    }
    ordered.extend(root);
    Value::Object(ordered)
}

fn title(kind: Kind) -> String {
    match kind {
        Kind::Source => "Source library in TOML".to_owned(),
        Kind::Ladder => "Ladder".to_owned(),
        _ => format!("Front matter of {}", with_article(kind.term())),
    }
}

fn with_article(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// A schema that is being made: records that occur in several places are defined once.
#[derive(Default)]
struct Schema {
    definitions: Map<String, Value>,
}

impl Schema {
    fn document(&mut self, kind: Kind) -> Map<String, Value> {
        let record = match kind {
            Kind::Brief => &BriefFields::TABLE,
            Kind::Actor => &ActorFields::TABLE,
            Kind::Event => &EventFields::TABLE,
            Kind::Threshold => &ThresholdFields::TABLE,
            Kind::Page | Kind::Tag => &PageFields::TABLE,
            Kind::Ladder => return self.object(&[&LadderFields::TABLE]),
            Kind::Source => return self.object(&[&LibraryFields::TABLE]),
        };
        let mut root = self.object(&[record, &CommonFields::TABLE]);
        // Where the folder does not say it; an actor's own `kind` says what actor it is.
        if kind != Kind::Actor {
            let doc = "The kind of document, where its folder does not say it.";
            root["properties"]["kind"] = json!({ "const": kind.term(), "description": doc });
        }
        root
    }

    /// The schema of a table with the fields of these records.
    fn object(&mut self, records: &[&'static RecordTable]) -> Map<String, Value> {
        let mut properties = Map::new();
        let mut required: Vec<&str> = Vec::new();
        for field in records.iter().flat_map(|record| record.fields) {
            // Of fields that two records have the first one's holds.
            if properties.contains_key(field.name) {
                continue;
            }
            properties.insert(field.name.into(), self.field(field));
            if field.required {
                required.push(field.name);
            }
        }
        let mut object = table(properties);
        if !required.is_empty() {
            object.insert("required".into(), required.into());
        }
        object
    }

    fn field(&mut self, field: &Field) -> Value {
        let mut schema = Map::new();
        let words = field.doc.split_whitespace().collect::<Vec<_>>().join(" ");
        schema.insert("description".into(), words.into());
        schema.extend(self.shape(&(field.shape)()));
        if let Some(default) = field.default {
            schema.insert("default".into(), value(field.name, default));
        }
        schema.insert("examples".into(), json!([value(field.name, field.example)]));
        Value::Object(schema)
    }

    fn shape(&mut self, shape: &Shape) -> Map<String, Value> {
        match shape {
            Shape::Text | Shape::Reference(_) => text(SOME_TEXT),
            Shape::Boolean => typed("boolean"),
            Shape::Integer { least, most } => whole(*least, *most),
            Shape::Number { least, most } => {
                map(json!({ "type": "number", "minimum": least, "maximum": most }))
            }
            // A year alone may be a number.
            Shape::Date => any_of([text(DATE), whole(1000, 9999)]),
            Shape::Term(terms) => map(json!({ "enum": terms })),
            Shape::Code { codes, .. } => map(json!({ "enum": codes })),
            Shape::Form { pattern, .. } => text(pattern),
            Shape::Numeral(form, least, most) => any_of([self.shape(form), whole(*least, *most)]),
            Shape::List(inner) => {
                let inner = self.shape(inner);
                let list = map(json!({ "type": "array", "items": inner }));
                any_of([list, inner])
            }
            Shape::Record(record) => self.reference(record, &[]),
            Shape::Records(record, others) => self.reference(record, others),
            Shape::OneOf(shapes) => {
                let shapes: Vec<_> = shapes.iter().map(|shape| self.shape(shape)).collect();
                any_of(shapes)
            }
            Shape::Map(inner) => {
                let inner = self.shape(inner);
                map(json!({ "type": "object", "additionalProperties": inner }))
            }
            Shape::LintLevels => self.lint_levels(),
            Shape::Silences => silences(),
            Shape::Anything => typed("object"),
        }
    }

    /// A reference to the definition of a record, which is made where it is not there yet.
    fn reference(
        &mut self,
        record: &'static RecordTable,
        others: &[&'static RecordTable],
    ) -> Map<String, Value> {
        let mut name = record.name.replace(' ', "-");
        if !others.is_empty() {
            name.push_str("-in-place");
        }
        let reference = json!({ "$ref": format!("#/$defs/{name}") });
        if !self.definitions.contains_key(&name) {
            // A record within itself would ask for its definition again.
            self.definitions.insert(name.clone(), Value::Null);
            let records: Vec<_> = std::iter::once(record).chain(others.iter().copied()).collect();
            let object = self.object(&records);
            self.definitions.insert(name, Value::Object(object));
        }
        map(reference)
    }

    fn lint_levels(&mut self) -> Map<String, Value> {
        let (key, record) = LintLevels::SCOPES;
        let mut scope = self.object(&[record]);
        let names: Vec<_> =
            record.fields.iter().map(|field| json!({ "required": [field.name] })).collect();
        scope.insert("anyOf".into(), names.into());
        let mut all = Map::new();
        for lint in Code::lints() {
            let CodeEntry { name, level, meaning, .. } = lint.row();
            let levels: Vec<&str> = Level::ALL.iter().map(|level| level.term()).collect();
            let schema = json!({ "description": meaning, "enum": levels, "default": level.term() });
            all.insert((*name).into(), schema);
        }
        if let Some(Value::Object(properties)) = scope.get_mut("properties") {
            properties.extend(all.clone());
        }
        self.definitions.insert("lint-scope".into(), Value::Object(scope));
        let scopes = map(json!({ "$ref": "#/$defs/lint-scope" }));
        let list = map(json!({ "type": "array", "items": scopes }));
        let mut scopes = any_of([list, scopes]);
        let doc =
            "Levels for the documents of a kind, in a folder, or both; the last that fits holds.";
        scopes.insert("description".into(), doc.into());
        all.insert(key.into(), Value::Object(scopes));
        table(all)
    }
}

/// Every lint but the one that watches over silences, with a reason.
fn silences() -> Map<String, Value> {
    let lints = Code::lints().filter(|lint| *lint != Code::UnusedSilence);
    let silence = |lint: Code| {
        let mut reason = text(SOME_TEXT);
        reason.insert("description".into(), lint.row().meaning.into());
        (lint.name().to_owned(), Value::Object(reason))
    };
    table(lints.map(silence).collect())
}

fn table(properties: Map<String, Value>) -> Map<String, Value> {
    map(json!({ "type": "object", "additionalProperties": false, "properties": properties }))
}

fn text(pattern: &str) -> Map<String, Value> {
    map(json!({ "type": "string", "pattern": pattern }))
}

fn whole(least: i64, most: i64) -> Map<String, Value> {
    map(json!({ "type": "integer", "minimum": least, "maximum": most }))
}

fn typed(name: &str) -> Map<String, Value> {
    map(json!({ "type": name }))
}

fn any_of(shapes: impl IntoIterator<Item = Map<String, Value>>) -> Map<String, Value> {
    let shapes: Vec<Value> = shapes.into_iter().map(Value::Object).collect();
    map(json!({ "anyOf": shapes }))
}

fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// A value that stands in TOML in a table of fields.
fn value(key: &str, written: &str) -> Value {
    let mut texts = SourceMap::default();
    let content = format!("{key} = {written}");
    let file = texts.add(Text { path: String::new(), content });
    let node = toml::parse(&texts.get(file).content, file, 0, &mut Vec::new());
    let node = node.as_ref().and_then(|node| node.as_table()?.get(key));
    node.map_or(Value::Null, |node| node.to_json())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use boon::{Compiler, SchemaIndex, Schemas};
    use walkdir::WalkDir;

    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::model::actor::ActorKind;
    use crate::model::site::{Autolink, MarkdownSettings};
    use crate::parse::node::{Node, Value as NodeValue};
    use crate::parse::{config, document, front_matter, library, yaml};
    use crate::source::FileId;

    const KINDS: [Kind; 7] = [
        Kind::Brief,
        Kind::Actor,
        Kind::Event,
        Kind::Threshold,
        Kind::Ladder,
        Kind::Source,
        Kind::Page,
    ];

    /// Every schema, compiled.
    struct Compiled {
        schemas: Schemas,
        indexes: Vec<(Subject, SchemaIndex)>,
    }

    impl Compiled {
        fn all() -> Self {
            let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
            let subjects = KINDS.map(Subject::Document).into_iter().chain([Subject::Config]);
            let mut compile = |(number, subject): (usize, Subject)| {
                let place = format!("{number}.json");
                compiler.add_resource(&place, schema_of(subject)).expect("a resource");
                (subject, compiler.compile(&place, &mut schemas).expect("a schema"))
            };
            let indexes = subjects.enumerate().map(&mut compile).collect();
            Self { schemas, indexes }
        }

        fn refusal(&self, subject: Subject, value: &Value) -> Option<String> {
            let (_, index) = self.indexes.iter().find(|(known, _)| *known == subject)?;
            self.schemas.validate(value, *index).err().map(|error| format!("{error:#}"))
        }
    }

    /// The value as a validator gets it: keys without a value are as if they were not there. YAML's bare words
    /// are text, or what they look like.
    fn json(node: &Node, bare_is_text: bool) -> Value {
        match &node.value {
            NodeValue::Plain(word) if bare_is_text => word.as_str().into(),
            NodeValue::List(items) => items.iter().map(|item| json(item, bare_is_text)).collect(),
            NodeValue::Table(table) => {
                let entries = table.entries.iter();
                let entries = entries.filter(|it| !matches!(it.node.value, NodeValue::Null));
                let pair = |it: &crate::parse::node::NodeEntry| {
                    (it.key.clone(), json(&it.node, bare_is_text))
                };
                Value::Object(entries.map(pair).collect())
            }
            _ => node.to_json(),
        }
    }

    /// What a file holds, with its subject; `None` for what has no schema.
    fn held(path: &str, text: &Text, file: FileId) -> Option<(Subject, Node)> {
        let data = |kind| {
            let parse = if path.ends_with(".toml") { toml::parse } else { yaml::parse };
            Some((Subject::Document(kind), parse(&text.content, file, 0, &mut Vec::new())?))
        };
        if path == "config.toml" {
            let node = toml::parse(&text.content, file, 0, &mut Vec::new())?;
            return Some((Subject::Config, node));
        }
        let below = path.strip_prefix("content/")?;
        if below.starts_with("ladders/") && !below.ends_with(".md") {
            return data(Kind::Ladder);
        }
        if below.starts_with("sources") && below.ends_with(".toml") {
            return data(Kind::Source);
        }
        if !below.ends_with(".md") {
            return None;
        }
        let front = front_matter::divide(&text.content, file, &mut Vec::new()).front?;
        let written = front.as_table()?.get("kind").and_then(Node::as_text).unwrap_or_default();
        let kind = match below.split('/').next() {
            _ if below.ends_with("_index.md") => Kind::Page,
            Some("actors") => Kind::Actor,
            _ if ActorKind::from_term(written).is_some() => Kind::Actor,
            _ if Kind::from_term(written).is_some() => Kind::from_term(written)?,
            Some("briefs") => Kind::Brief,
            Some("events") => Kind::Event,
            Some("thresholds") => Kind::Threshold,
            _ => Kind::Page,
        };
        Some((Subject::Document(kind), front))
    }

    /// What the parser says of a file's own data.
    fn parsed(path: &str, text: &Text, file: FileId) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let settings =
            MarkdownSettings { raw_html: false, smart_punctuation: true, autolink: Autolink::Off };
        if path == "config.toml" {
            config::parse(text, file, &mut problems);
        } else if path.starts_with("content/ladders/") && !path.ends_with(".md") {
            let _ = document::parse_ladder(text, file, &mut problems);
        } else if path.ends_with(".toml") {
            library::parse(text, file, &mut problems);
        } else {
            let _ = document::parse(text, file, settings, &mut problems);
        }
        problems
    }

    /// Holds every file of a site against its schema and the parser; what they disagree on.
    fn disagreements(schemas: &Compiled, site: &Path) -> (usize, Vec<String>) {
        let (mut compared, mut wrong) = (0, Vec::new());
        let walk = |path| WalkDir::new(site.join(path)).sort_by_file_name();
        for entry in walk("config.toml").into_iter().chain(walk("content")) {
            // A fixture may do without either.
            let Ok(entry) = entry else { continue };
            let path = entry.path().strip_prefix(site).unwrap().to_str().unwrap().to_owned();
            let Ok(content) = fs::read_to_string(entry.path()) else { continue };
            let content = content.trim_start_matches('\u{FEFF}').to_owned();
            let mut texts = SourceMap::default();
            let file = texts.add(Text { path: path.clone(), content });
            let Some((subject, node)) = held(&path, texts.get(file), file) else { continue };
            compared += 1;
            let refused = [false, true]
                .map(|bare_is_text| schemas.refusal(subject, &json(&node, bare_is_text)));
            let refused = refused.into_iter().reduce(|one, other| one.and(other)).flatten();
            let codes: Vec<Code> =
                parsed(&path, texts.get(file), file).into_iter().map(|it| it.code).collect();
            let shape = [Code::UnknownKey, Code::WrongType, Code::MissingKey];
            // What a date, an id or an address must be like, a schema knows in part.
            let value = [Code::BadDate, Code::BadValue, Code::BadId, Code::BadPath];
            let value = [&value[..], &[Code::RefusedAddress, Code::RemoteImage]].concat();
            let place = entry.path().display();
            // A folder's own text may do without a title, so that the schema of pages asks for none.
            let is_page = subject == Subject::Document(Kind::Page);
            if is_page && codes.contains(&Code::MissingKey) {
                continue;
            }
            match refused {
                None if codes.iter().any(|code| shape.contains(code)) => {
                    wrong.push(format!("{place} is accepted: {codes:?}"));
                }
                Some(why)
                    if !codes.iter().any(|code| shape.contains(code) || value.contains(code)) =>
                {
                    wrong.push(format!("{place} is refused: {why}"));
                }
                _ => {}
            }
        }
        (compared, wrong)
    }

    #[test]
    fn schemas_and_the_parser_agree_on_every_site_there_is() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let fixtures = ["tests/good", "tests/bad"].map(|it| fs::read_dir(root.join(it)).unwrap());
        let fixtures = fixtures.into_iter().flatten().map(|it| it.unwrap().path());
        let schemas = Compiled::all();
        let (mut compared, mut wrong) = (0, Vec::new());
        for site in fixtures.chain([root.to_owned()]) {
            let (number, found) = disagreements(&schemas, &site);
            compared += number;
            wrong.extend(found);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(compared > 400, "only {compared} files were compared");
    }
}
