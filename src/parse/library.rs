//! Source libraries: BibTeX, hayagriva YAML and TOML become one form, with the same checks.

use std::collections::HashMap;

use biblatex::{Bibliography, ChunksExt, RawBibliography};
use hayagriva::types::{EntryType, FormatString, Person, Publisher, QualifiedUrl};
use hayagriva::{Entry, Library};

use crate::diagnostic::policy::Silence;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::date::Date;
use crate::model::source::{Reliability, SourceKind};
use crate::model::vocabulary::Vocabulary;
use crate::parse::fields::source::{LibraryFields, SourceFields};
use crate::parse::node::{Node, Table, Value};
use crate::parse::record::Reader;
use crate::parse::scalar::address::WebAddress;
use crate::parse::scalar::code::Language;
use crate::parse::scalar::{Entire, Term};
use crate::parse::{toml, yaml};
use crate::source::{FileId, Located, Span, Text};

/// A source before linking.
#[derive(Debug, Clone)]
pub struct LibrarySource {
    pub key: Located<String>,
    pub record: Entry,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub container: Option<String>,
    pub kind: SourceKind,
    pub date: Option<Date>,
    pub url: Option<Located<String>>,
    pub archive_url: Option<Located<String>>,
    pub accessed: Option<Date>,
    pub language: Option<String>,
    pub reliability: Option<Reliability>,
    pub note: Option<String>,
    pub silences: Vec<Silence>,
}

/// Parses a library by its ending.
pub fn parse(text: &Text, file: FileId, problems: &mut Vec<Diagnostic>) -> Vec<LibrarySource> {
    let (_, ending) = text.path.rsplit_once('.').unwrap_or_default();
    match ending {
        "bib" => parse_bibtex(&text.content, file, problems),
        "toml" => parse_toml(&text.content, file, problems),
        _ => parse_hayagriva(&text.content, file, problems),
    }
}

fn parse_toml(text: &str, file: FileId, problems: &mut Vec<Diagnostic>) -> Vec<LibrarySource> {
    let Some(node) = toml::parse(text, file, 0, problems) else { return Vec::new() };
    let Some(table) = node.as_table() else { return Vec::new() };
    let mut reader = Reader::new(table, Span::new(file, 0..0), problems);
    reader.refuse_unknown("a source library", &[&LibraryFields::TABLE]);
    let fields = LibraryFields::read(&mut reader);
    fields.map(|fields| fields.sources).unwrap_or_default().into_iter().map(define).collect()
}

/// A source that is defined in TOML, or in a document's front matter.
pub fn define(Entire { value: fields, extent }: Entire<SourceFields>) -> LibrarySource {
    let kind = fields.kind.map_or(SourceKind::Misc, |Term(kind)| kind);
    let entry_type = kind.term().parse().unwrap_or(EntryType::Misc);
    let mut record = Entry::new(&fields.key.value, entry_type);
    record.set_title(FormatString::with_value(fields.title.as_str()));
    let people: Vec<Person> = fields.authors.iter().map(|name| person(name)).collect();
    let authors = people.iter().map(|person| person.given_first(false)).collect();
    match (&fields.publisher, people.is_empty()) {
        // Agencies and institutions are cited by their own names.
        (Some(publisher), true) => record.set_authors(vec![whole(publisher)]),
        (Some(publisher), false) => {
            let name = FormatString::with_value(publisher.as_str());
            record.set_publisher(Publisher::new(Some(name), None));
        }
        (None, _) => {}
    }
    if !people.is_empty() {
        record.set_authors(people);
    }
    // Styles take an article that appeared nowhere for a preprint; a report appears with its agency.
    if let (SourceKind::Article, Some(publisher)) = (kind, &fields.publisher) {
        let mut container = Entry::new(&fields.key.value, EntryType::Newspaper);
        container.set_title(FormatString::with_value(publisher.as_str()));
        record.set_parents(vec![container]);
    }
    if let Some(date) =
        fields.date.as_ref().and_then(|date| record_date(date).or_else(|| record_year(date)))
    {
        record.set_date(date);
    }
    let url = fields.url.map(|WebAddress(url)| url);
    if let Some(value) = url.as_ref().and_then(|url| url.value.parse().ok()) {
        let visit_date = fields.accessed.as_ref().and_then(record_date);
        record.set_url(QualifiedUrl { value, visit_date });
    }
    LibrarySource {
        key: fields.key,
        record,
        authors,
        publisher: fields.publisher,
        container: None,
        kind,
        date: fields.date,
        url,
        archive_url: fields.archive_url.map(|WebAddress(url)| url),
        accessed: fields.accessed,
        language: fields.language.map(|Language(tag)| tag),
        reliability: fields.reliability.map(|Term(grade)| grade),
        note: fields.note,
        silences: fields.lints.map(|lints| lints.within(extent)).unwrap_or_default(),
    }
}

/// `Kahn, Herman`, or a name in natural order: its last word is the family name. A name that
/// is one word, or stands in braces as in BibTeX, is whole.
pub fn person(name: &str) -> Person {
    if let Some(inner) = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
        return whole(inner);
    }
    if name.contains(',') {
        return name.parse().unwrap_or_else(|_| whole(name));
    }
    match name.rsplit_once(' ') {
        Some((given, family)) => Person::from_strings(vec![family, given]).unwrap_or(whole(name)),
        None => whole(name),
    }
}

/// A name that is not divided: an institution's.
fn whole(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        given_name: None,
        prefix: None,
        suffix: None,
        comma_suffix: false,
        alias: None,
    }
}

/// What a record can hold of a date: the year, month and day of its beginning, as far as they are
/// known.
fn record_date(date: &Date) -> Option<hayagriva::types::Date> {
    let start = date.edtf().split(['T', '/']).find(|part| !matches!(*part, "" | ".."))?;
    let exact = Date::parse(start).ok().and_then(|start| start.html())?;
    exact.parse().ok()
}

/// The same, where only the year is certain.
fn record_year(date: &Date) -> Option<hayagriva::types::Date> {
    let year = i32::try_from(date.earliest()?.year).ok()?;
    Some(hayagriva::types::Date::from_year(year))
}

fn parse_hayagriva(text: &str, file: FileId, problems: &mut Vec<Diagnostic>) -> Vec<LibrarySource> {
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
fn refuse_unknown(own: &Table, problems: &mut Vec<Diagnostic>) {
    for entry in own.entries.iter().filter(|entry| !KEYS.contains(&&*entry.key)) {
        let message = format!("an entry of a library has no key `{}`", entry.key);
        let problem = Diagnostic::at(Code::UnknownKey, entry.key_span, message);
        problems.push(problem.suggest(&entry.key, KEYS));
    }
}

/// The formats of libraries have no such comments within their fields, and what they mean by the signs is not known.
fn refuse_comments<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    span: Span,
    problems: &mut Vec<Diagnostic>,
) {
    let is_commented = |text: &str| text.contains("<!--") || text.matches("%%").count() > 1;
    if texts.into_iter().any(is_commented) {
        let message = "a field of this source has a comment, which would be published";
        let problem = Diagnostic::at(Code::MalformedBibliography, span, message);
        problems.push(problem.help("remove it, or move it out of the entry"));
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

fn parse_bibtex(text: &str, file: FileId, problems: &mut Vec<Diagnostic>) -> Vec<LibrarySource> {
    let malformed = |range: std::ops::Range<usize>, message: String| {
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
        Diagnostic::at(Code::MalformedBibliography, Span::new(file, start..end), message)
    };
    let parsed = RawBibliography::parse(text).and_then(|raw| {
        let mut places = HashMap::new();
        for entry in &raw.entries {
            let span = Span::new(file, entry.v.key.span.clone());
            refuse_comments(text.get(entry.span.clone()), span, problems);
            places.insert(entry.v.key.v.to_owned(), span);
        }
        Ok((places, Bibliography::from_raw(raw)?))
    });
    let (places, bibliography) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            let message = format!("this BibTeX does not parse: {}", error.kind);
            problems.push(malformed(error.span, message));
            return Vec::new();
        }
    };
    let mut sources = Vec::new();
    for entry in bibliography.iter() {
        let span = places.get(&entry.key).copied().unwrap_or(Span::new(file, 0..0));
        match Entry::try_from(entry) {
            Ok(record) => {
                let own = own_fields(entry, span);
                let date = written_date(entry, &record, span, problems);
                let source = from_record(record, span, &own, problems);
                sources.extend(
                    source.map(|source| LibrarySource {
                        date: date.or(source.date.clone()),
                        ..source
                    }),
                );
            }
            Err(error) => {
                let message = format!("`{}` has a malformed field: {}", entry.key, error.kind);
                problems.push(malformed(error.span, message));
            }
        }
    }
    sources
}

/// An entry's date with the precision that it is written with, where it is EDTF. One that neither
/// redlines nor hayagriva can read would be lost without a word, and is reported.
fn written_date(
    entry: &biblatex::Entry,
    record: &Entry,
    span: Span,
    problems: &mut Vec<Diagnostic>,
) -> Option<Date> {
    let written = entry.get("date").or_else(|| entry.get("year"))?.format_verbatim();
    let date = Date::parse(written.trim());
    if date.is_err() && record.date().is_none() {
        let message = format!("the date `{written}` of `{}` cannot be read", entry.key);
        problems.push(Diagnostic::at(Code::BadDate, span, message));
    }
    // A year beside a month is less than the record knows.
    date.ok().filter(|_| entry.get("date").is_some() || entry.get("month").is_none())
}

/// The fields that BibTeX does not know and redlines does, as a table to decode.
fn own_fields(entry: &biblatex::Entry, span: Span) -> Table {
    use crate::parse::node::Entry as NodeEntry;
    let names = [("reliability", "reliability"), ("archive_url", "archive_url")];
    let entries = names.into_iter().filter_map(|(theirs, ours)| {
        let text = entry.get(theirs)?.format_verbatim();
        let node = Node { span, value: Value::Text(text) };
        Some(NodeEntry { key: ours.to_owned(), key_span: span, node })
    });
    Table { entries: entries.collect() }
}

/// A source from a library's record, with redlines' own fields beside it.
fn from_record(
    record: Entry,
    span: Span,
    own: &Table,
    problems: &mut Vec<Diagnostic>,
) -> Option<LibrarySource> {
    if record.title().is_none() {
        let message = format!("the source `{}` has no title", record.key());
        problems.push(Diagnostic::at(Code::MissingKey, span, message));
        return None;
    }
    let url = match record.url().map(|url| &url.value) {
        Some(url) if !matches!(url.scheme(), "http" | "https") => {
            let message = format!("an address with `{}:` is refused", url.scheme());
            problems.push(Diagnostic::at(Code::RefusedAddress, span, message));
            None
        }
        url => url.map(|url| Located { value: url.to_string(), span }),
    };
    let mut reader = Reader::new(own, span, problems);
    let reliability = reader.optional("reliability");
    let archive = reader.optional("archive_url");
    let date = |date: &hayagriva::types::Date| Date::parse(&edtf(date)).ok();
    let people = record.authors().unwrap_or_default().iter();
    let publisher = record.publisher().and_then(|publisher| publisher.name());
    let publisher = publisher.or(record.organization()).map(ToString::to_string);
    let container = record.parents().iter().find_map(|parent| parent.title());
    Some(LibrarySource {
        authors: people.map(|person| person.given_first(false)).collect(),
        publisher,
        container: container.map(ToString::to_string),
        key: Located { value: record.key().to_owned(), span },
        kind: SourceKind::of(&record),
        date: record.date_any().and_then(date),
        url,
        archive_url: archive.map(|WebAddress(url)| url),
        accessed: record.url().and_then(|url| url.visit_date.as_ref()).and_then(date),
        language: record.language().map(ToString::to_string),
        reliability: reliability.map(|Term(grade)| grade),
        note: record.note().map(ToString::to_string),
        silences: Vec::new(),
        record,
    })
}

/// A record's date as EDTF; its months and days count from 0.
fn edtf(date: &hayagriva::types::Date) -> String {
    let mut edtf = if date.year < 0 {
        format!("-{:04}", date.year.unsigned_abs())
    } else {
        format!("{:04}", date.year)
    };
    if let Some(month) = date.month {
        edtf.push_str(&format!("-{:02}", month + 1));
        if let Some(day) = date.day {
            edtf.push_str(&format!("-{:02}", day + 1));
        }
    }
    if date.approximate {
        edtf.push('~');
    }
    edtf
}
