//! Sources from the records of other formats.

use hayagriva::Entry;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::date::Date;
use crate::model::source::SourceKind;
use crate::parse::library::source::LibrarySource;
use crate::parse::node::NodeTable;
use crate::parse::record::Reader;
use crate::parse::scalar::Term;
use crate::parse::scalar::address::WebAddress;
use crate::source::{Located, Span};

/// The formats of libraries have no such comments within their fields, and what they mean by the signs is not known.
pub fn refuse_comments<'t>(
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

/// A source from a library's record, with redlines' own fields beside it.
pub fn from_record(
    record: Entry,
    span: Span,
    own: &NodeTable,
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
        kind: SourceKind::from_record(&record),
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
