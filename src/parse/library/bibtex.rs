//! Libraries in BibTeX.

use std::collections::HashMap;

use biblatex::{Bibliography, ChunksExt, RawBibliography};
use hayagriva::Entry;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::date::Date;
use crate::parse::library::record::{from_record, refuse_comments};
use crate::parse::library::source::LibrarySource;
use crate::parse::node::{Node, NodeTable, Value};
use crate::source::{FileId, Span};

pub fn parse_bibtex(
    text: &str,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) -> Vec<LibrarySource> {
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
fn own_fields(entry: &biblatex::Entry, span: Span) -> NodeTable {
    use crate::parse::node::NodeEntry;
    let names = [("reliability", "reliability"), ("archive_url", "archive_url")];
    let entries = names.into_iter().filter_map(|(theirs, ours)| {
        let text = entry.get(theirs)?.format_verbatim();
        let node = Node { span, value: Value::Text(text) };
        Some(NodeEntry { key: ours.to_owned(), key_span: span, node })
    });
    NodeTable { entries: entries.collect() }
}
