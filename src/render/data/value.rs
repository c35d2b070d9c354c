//! Values of data files: how each is written in JSON, in a cell of CSV, and described in a schema.

use std::borrow::Cow;

use jiff::civil;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::model::vocabulary::Vocabulary;
use crate::render::data::csv_rows::Cell;

/// The id of a document.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Id<'a>(#[schemars(length(min = 1))] pub &'a str);

/// An absolute address.
#[derive(Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Url(#[schemars(url)] pub String);

/// A date, as EDTF level 1.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Edtf<'a>(pub &'a str);

/// A country, as ISO 3166-1 alpha-2.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct CountryCode(#[schemars(regex(pattern = r"^[A-Z]{2}$"))] pub &'static str);

/// A day, `YYYY-MM-DD`; before the year 0, `-YYYYYY-MM-DD`.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "day")]
pub struct Day(
    #[schemars(with = "String", regex(pattern = r"^(-\d{2})?\d{4}-\d{2}-\d{2}$"))] pub civil::Date,
);

/// A term of a vocabulary.
#[derive(Clone, Copy)]
pub struct Term<V>(pub V);

impl<V: Vocabulary> Serialize for Term<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.term())
    }
}

impl<V: Vocabulary> JsonSchema for Term<V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        V::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let terms: Vec<&str> = V::ALL.iter().map(|value| value.term()).collect();
        json_schema!({ "enum": terms })
    }
}

/// Ids or terms in one cell, with spaces between.
#[derive(Serialize)]
pub struct Words(String);

impl Words {
    /// A cell of words, which have no spaces themselves.
    pub fn join<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(words.into_iter().collect::<Vec<_>>().join(" "))
    }

    /// A cell of terms.
    pub fn of_terms<V: Vocabulary>(terms: impl IntoIterator<Item = Term<V>>) -> Self {
        Self::join(terms.into_iter().map(|term| term.0.term()))
    }
}

/// Values that stand in a cell as they are: none is a text that its author chose freely.
macro_rules! cells {
    ($($value:ty: $it:ident => $cell:expr),* $(,)?) => { $(
        impl Cell for $value {
            fn cell(&self) -> impl Serialize {
                let $it = self;
                $cell
            }
        }
    )* };
}
cells! {
    Id<'_>: it => it.0,
    Url: it => &it.0,
    Edtf<'_>: it => it.0,
    CountryCode: it => it.0,
    Day: it => it.0,
    Words: it => &it.0,
    Vec<Id<'_>>: it => Words::join(it.iter().map(|id| id.0)),
}

impl<V: Vocabulary> Cell for Term<V> {
    fn cell(&self) -> impl Serialize {
        self.0.term()
    }
}
