//! An entity: its id, its schema and its properties, each a list of texts.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::model::date::Date;

/// An entity that is being put together.
pub struct Entity<'a> {
    id: String,
    schema: &'static str,
    properties: Properties<'a>,
}

struct Properties<'a>(Vec<(&'static str, Vec<Cow<'a, str>>)>);

impl<'a> Entity<'a> {
    /// An entity without properties.
    pub fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: Properties(Vec::with_capacity(8)) }
    }

    /// Adds a value of a property. Empty ones say nothing, and the same twice no more than once.
    pub fn add(&mut self, property: &'static str, value: impl Into<Cow<'a, str>>) {
        let value = value.into();
        if value.trim().is_empty() {
            return;
        }
        let value = match value.char_indices().nth(longest(property)) {
            Some((end, _)) => Cow::Owned(value[..end].to_owned()),
            None => value,
        };
        let all = &mut self.properties.0;
        match all.iter_mut().find(|(name, _)| *name == property) {
            Some((_, values)) if values.contains(&value) => {}
            Some((_, values)) => values.push(value),
            None => all.push((property, vec![value])),
        }
    }

    /// The name of a document, and its key in the place of the file name that each must have.
    pub fn document(&mut self, key: &'a str, title: &'a str) {
        self.add("name", title);
        self.add("title", title);
        self.add("fileName", key);
    }

    /// When an event was: one date, or the first and last day of what is not one.
    pub fn date(&mut self, date: &Date) {
        match plain(date) {
            Some(plain) => self.add("date", plain),
            None => self.period(Some(date), Some(date)),
        }
    }

    /// A single date.
    pub fn day(&mut self, property: &'static str, date: &Date) {
        if let Some(plain) = plain(date).or_else(|| earliest(date)) {
            self.add(property, plain);
        }
    }

    /// From when until when something holds.
    pub fn period(&mut self, since: Option<&Date>, until: Option<&Date>) {
        if let Some(since) = since.and_then(|date| plain(date).or_else(|| earliest(date))) {
            self.add("startDate", since);
        }
        let latest = |date: &Date| in_four_digits(date.latest()?.to_string());
        if let Some(until) = until.and_then(|date| plain(date).or_else(|| latest(date))) {
            self.add("endDate", until);
        }
    }
}

/// How many characters the model's type of a property takes.
fn longest(property: &str) -> usize {
    match property {
        "location" => 250,
        "name" | "alias" => 384,
        "sourceUrl" | "website" => 4096,
        "summary" | "notes" => 65_000,
        _ => 1024,
    }
}

/// A date as a prefix of ISO 8601, where it is one: `2025`, `2025-06`, `2025-06-15`. Times stay away, since the
/// model takes them for UTC.
fn plain(date: &Date) -> Option<String> {
    let html = date.html()?;
    let day = html.split('T').next().unwrap_or_default();
    in_four_digits(day.to_owned())
}

fn earliest(date: &Date) -> Option<String> {
    in_four_digits(date.earliest()?.to_string())
}

/// The model knows years of four digits.
fn in_four_digits(written: String) -> Option<String> {
    let year = written.split('-').next().unwrap_or_default();
    (year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(written)
}

impl Serialize for Entity<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entity = serializer.serialize_struct("Entity", 3)?;
        entity.serialize_field("id", &self.id)?;
        entity.serialize_field("schema", self.schema)?;
        entity.serialize_field("properties", &self.properties)?;
        entity.end()
    }
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, values) in &self.0 {
            map.serialize_entry(name, values)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_prefixes_or_periods() {
        let cases = [
            ("2025-06-15", r#""date":["2025-06-15"]"#),
            ("2025-06~", r#""date":["2025-06"]"#),
            ("2025-06-15T23:30-05:00", r#""date":["2025-06-15"]"#),
            ("2025-06-13/2025-06-24", r#""startDate":["2025-06-13"],"endDate":["2025-06-24"]"#),
            ("2025-06-13/..", r#""startDate":["2025-06-13"]"#),
            ("201X", r#""startDate":["2010-01-01"],"endDate":["2019-12-31"]"#),
            ("-0043", ""),
        ];
        for (written, expected) in cases {
            let mut entity = Entity::new("event-a".to_owned(), "Event");
            entity.date(&Date::parse(written).unwrap());
            let told = serde_json::to_string(&entity).unwrap();
            let whole = format!(
                "{{\"id\":\"event-a\",\"schema\":\"Event\",\"properties\":{{{expected}}}}}"
            );
            assert_eq!(told, whole, "{written}");
        }
    }
}
