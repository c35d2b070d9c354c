//! Libraries in hayagriva's YAML.

use std::collections::HashMap;

use hayagriva::Library;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::source::SourceKind;
use crate::model::vocabulary::Vocabulary;
use crate::parse::library::record::{from_record, refuse_comments};
use crate::parse::library::source::LibrarySource;
use crate::parse::node::{Node, NodeTable, Value};
use crate::parse::yaml;
use crate::source::{FileId, Span};

pub fn parse_hayagriva(
    text: &str,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) -> Vec<LibrarySource> {
    let Some(node) = yaml::parse(text, file, 0, problems) else { return Vec::new() };
    let Some(table) = node.as_table() else { return Vec::new() };
    if table.entries.is_empty() {
        return Vec::new();
    }
    let library: Library = match hayagriva::io::from_yaml_str(text) {
        Ok(library) => library,
        Err(error) => {
            let at = error.location().map_or(0, |place| place.index().min(text.len()));
            let at = text.floor_char_boundary(at);
            problems.push(no_library(&error.to_string(), Span::new(file, at..at)));
            return Vec::new();
        }
    };
    let places: HashMap<&str, (&Node, Span)> =
        table.entries.iter().map(|entry| (&*entry.key, (&entry.node, entry.key_span))).collect();
    let mut sources = Vec::new();
    for record in &library {
        let Some((node, span)) = places.get(record.key()) else { continue };
        let own = node.as_table().cloned().unwrap_or_default();
        refuse_unknown(&own, problems);
        refuse_comments(texts_of(node), *span, problems);
        sources.extend(from_record(record.clone(), *span, &own, problems));
    }
    sources
}

/// What hayagriva says of a library that it cannot read, without the list of all that it could.
fn no_library(reason: &str, span: Span) -> Diagnostic {
    let reason = reason.split(", expected one of").next().unwrap_or(reason);
    let reason = reason.split(" at line ").next().unwrap_or(reason);
    let message = format!("this is no hayagriva library: {reason}");
    let problem = Diagnostic::at(Code::MalformedBibliography, span, message);
    let unknown = reason.split("unknown variant `").nth(1).and_then(|rest| rest.split('`').next());
    match unknown {
        Some(word) => problem.suggest(word, SourceKind::ALL.iter().map(|kind| kind.term())),
        None => problem,
    }
}

/// The keys of a hayagriva entry (its file format, version 0.10), and redlines' own two.
const KEYS: [&str; 33] = [
    "abstract",
    "affiliated",
    "archive",
    "archive-location",
    "archive_url",
    "author",
    "call-number",
    "chapter",
    "date",
    "edition",
    "editor",
    "genre",
    "isbn",
    "issn",
    "issue",
    "language",
    "location",
    "note",
    "organization",
    "page-range",
    "page-total",
    "parent",
    "publisher",
    "reliability",
    "runtime",
    "serial",
    "serial-number",
    "time-range",
    "title",
    "type",
    "url",
    "volume",
    "volume-total",
];

/// hayagriva passes over keys that it does not know; a misspelt one would be lost without a word.
fn refuse_unknown(own: &NodeTable, problems: &mut Vec<Diagnostic>) {
    for entry in own.entries.iter().filter(|entry| !KEYS.contains(&&*entry.key)) {
        let message = format!("an entry of a library has no key `{}`", entry.key);
        let problem = Diagnostic::at(Code::UnknownKey, entry.key_span, message);
        problems.push(problem.suggest(&entry.key, KEYS));
    }
}

/// Every text of a record, however deep.
fn texts_of(node: &Node) -> Vec<&str> {
    match &node.value {
        Value::Text(text) | Value::Plain(text) => vec![text],
        Value::List(items) => items.iter().flat_map(texts_of).collect(),
        Value::Table(table) => table.entries.iter().flat_map(|it| texts_of(&it.node)).collect(),
        _ => Vec::new(),
    }
}
