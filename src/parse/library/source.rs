//! A source of a library, and those that are defined in TOML.

use hayagriva::Entry;
use hayagriva::types::{EntryType, FormatString, Person, Publisher, QualifiedUrl};

use crate::diagnostic::policy::Suppression;
use crate::model::date::Date;
use crate::model::source::{Reliability, SourceKind};
use crate::model::vocabulary::Vocabulary;
use crate::parse::fields::source::SourceFields;
use crate::parse::scalar::address::WebAddress;
use crate::parse::scalar::code::Language;
use crate::parse::scalar::{Entire, Term};
use crate::source::Located;

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
    pub silences: Vec<Suppression>,
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
