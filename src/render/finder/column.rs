//! Columns of a finder: for every entry of a list, what it can be filtered by.

use std::collections::BTreeMap;

use jiff::civil;
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::model::date::{Date, days_between};
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::render::renderer::Renderer;
use crate::render::view;

/// How many roles or effects fit beside a term in one number.
const ASPECTS: u32 = 16;

/// A choice of terms, of which entries have none, one or several.
#[derive(Serialize)]
pub struct Facet {
    key: &'static str,
    label: &'static str,
    /// Ids and labels of the terms that occur.
    terms: Vec<(String, String)>,
    /// For a facet whose terms have a second side, such as actors with their roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect: Option<Aspect>,
    /// One an entry: a number, a list of them, or `null`; with an aspect, 16 times the term's plus
    /// the aspect's.
    values: Vec<Json>,
}

/// The second side of a facet's terms.
#[derive(Clone, Serialize)]
pub struct Aspect {
    key: &'static str,
    label: &'static str,
    terms: Vec<(&'static str, &'static str)>,
}

impl Aspect {
    /// All terms of a vocabulary.
    pub fn of_vocabulary<T: Vocabulary>(key: &'static str, label: &'static str) -> Self {
        Self { key, label, terms: T::ALL.iter().map(|it| (it.term(), it.label())).collect() }
    }
}

impl Facet {
    /// A facet with the values of each entry, as ids and labels of terms.
    pub fn new(
        key: &'static str,
        label: &'static str,
        values: impl Iterator<Item = Vec<(String, String)>>,
    ) -> Option<Self> {
        let plain = values.map(|terms| terms.into_iter().map(|term| (term, 0)).collect());
        Self::build(key, label, None, plain)
    }

    /// A facet whose values have an aspect each, by its position in the vocabulary.
    pub fn with_aspect(
        key: &'static str,
        label: &'static str,
        aspect: Aspect,
        values: impl Iterator<Item = Vec<((String, String), u32)>>,
    ) -> Option<Self> {
        Self::build(key, label, Some(aspect), values)
    }

    /// `None` where no entry has a value, so that there is nothing to choose.
    fn build(
        key: &'static str,
        label: &'static str,
        aspect: Option<Aspect>,
        values: impl Iterator<Item = Vec<((String, String), u32)>>,
    ) -> Option<Self> {
        let values: Vec<Vec<((String, String), u32)>> = values.collect();
        let mut labels: BTreeMap<&str, &str> = BTreeMap::new();
        for ((id, label), _) in values.iter().flatten() {
            labels.entry(id).or_insert(label);
        }
        let mut terms: Vec<(String, String)> =
            labels.iter().map(|(id, label)| ((*id).to_owned(), (*label).to_owned())).collect();
        terms.sort_by(|one, other| one.1.cmp(&other.1).then_with(|| one.0.cmp(&other.0)));
        let numbers: BTreeMap<&str, u32> =
            terms.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at as u32)).collect();
        let number = |id: &str, second: u32| match aspect {
            Some(_) => numbers[id] * ASPECTS + second,
            None => numbers[id],
        };
        let coded = values.iter().map(|terms| {
            let codes: Vec<u32> =
                terms.iter().map(|((id, _), second)| number(id, *second)).collect();
            match codes[..] {
                [] => Json::Null,
                [code] => json!(code),
                _ => json!(codes),
            }
        });
        let values = coded.collect();
        (!terms.is_empty()).then_some(Self { key, label, terms, aspect, values })
    }
}

/// Numbers that entries can be confined to a range of.
#[derive(Serialize)]
pub struct Range {
    key: &'static str,
    label: &'static str,
    /// One an entry.
    values: Vec<Option<u32>>,
}

impl Range {
    /// `None` where no entry has a number.
    pub fn new(
        key: &'static str,
        label: &'static str,
        values: impl Iterator<Item = Option<u32>>,
    ) -> Option<Self> {
        let values: Vec<Option<u32>> = values.collect();
        values.iter().any(Option::is_some).then_some(Self { key, label, values })
    }
}

/// The first days of all entries, each as the difference to the one before, and the lengths of the
/// stretches in days; `null` for what has no date.
#[derive(Default, Serialize)]
pub struct Dates {
    first: Vec<Option<i64>>,
    length: Vec<Option<i64>>,
}

impl Dates {
    /// The days of each entry, counted from 1970.
    pub fn collect<'a>(dates: impl Iterator<Item = Option<&'a Date>>) -> Self {
        let mut columns = Self::default();
        let mut before = 0;
        for date in dates {
            let days = date.and_then(Date::days);
            let first = days.map(|days| number(days.first));
            columns.first.push(first.map(|first| first - before));
            columns.length.push(days.map(|days| number(days.last) - number(days.first)));
            before = first.unwrap_or(before);
        }
        columns
    }
}

/// Days since 1 January 1970.
fn number(day: civil::Date) -> i64 {
    days_between(civil::date(1970, 1, 1), day).into()
}

/// A document or a tag, as its id and title.
pub fn document(renderer: &Renderer<'_>, target: Target) -> (String, String) {
    let link = view::link(renderer.site, renderer.dossier, target);
    (link.id, link.title)
}

/// A term of a vocabulary, as its id and label.
pub fn term<T: Vocabulary>(value: T) -> (String, String) {
    (value.term().to_owned(), value.label().to_owned())
}

/// The position of a term in its vocabulary.
pub fn position<T: Vocabulary + PartialEq>(value: T) -> u32 {
    T::ALL.iter().position(|it| *it == value).unwrap_or(0) as u32
}

/// The facets and ranges that there may be, and the dates.
pub type Parts = (Vec<Option<Facet>>, Vec<Option<Range>>, Option<Dates>);
