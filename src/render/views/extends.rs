//! Views that have all fields of another: cards, documents and figures.

use serde::ser::{Error as _, Impossible};
use serde::{Serialize, Serializer, ser};
use tera::Value;

use crate::render::views::actor::ActorView;
use crate::render::views::brief::BriefView;
use crate::render::views::card::{
    ActorCard, BriefCard, CardView, EventCard, LadderCard, PlainCard, SourceCard, ThresholdCard,
};
use crate::render::views::document::DocumentView;
use crate::render::views::figure::{
    BoardFigure, CurveFigure, FigureView, LanesFigure, TouchFigure,
};
use crate::render::views::ladder::LadderView;
use crate::render::views::map::MapFigure;
use crate::render::views::network::NetworkFigure;
use crate::render::views::source::SourceView;
use crate::render::views::text::TextView;
use crate::render::views::threshold::ThresholdView;
use crate::render::views::timeline::TimelineFigure;

/// How many fields there is room for at first: those of a card. Larger views make more room once.
const ROOM: usize = 16;

/// A view that has all fields of another beside its own. Templates get both as one ([`extended`]); serialized by itself,
/// such a view lacks the other's fields.
pub trait Extends: Serialize {
    type Base: Serialize;

    /// The other view.
    fn base(&self) -> &Self::Base;
}

macro_rules! extends {
    ($($view:ident { $base:ident: $type:ty })*) => {
        $(impl Extends for $view {
            type Base = $type;

            fn base(&self) -> &$type {
                &self.$base
            }
        })*
    };
}

extends! {
    BriefCard { card: CardView }
    ActorCard { card: CardView }
    EventCard { card: CardView }
    ThresholdCard { card: CardView }
    LadderCard { card: CardView }
    SourceCard { card: CardView }
    PlainCard { card: CardView }
    BriefView { document: DocumentView }
    ActorView { document: DocumentView }
    ThresholdView { document: DocumentView }
    LadderView { document: DocumentView }
    SourceView { document: DocumentView }
    TextView { document: DocumentView }
    BoardFigure { figure: FigureView }
    LanesFigure { figure: FigureView }
    CurveFigure { figure: FigureView }
    TouchFigure { figure: FigureView }
    TimelineFigure { figure: FigureView }
    MapFigure { figure: FigureView }
    NetworkFigure { figure: FigureView }
}

/// A view with all its fields. `#[serde(flatten)]` would copy the name of each field into each view.
pub fn extended(view: &impl Extends) -> Value {
    Value::from_serializable(&Extended(view))
}

struct Extended<'v, V>(&'v V);

impl<V: Extends> Serialize for Extended<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("View", ROOM)?;
        self.0.base().serialize(Fields(&mut fields))?;
        self.0.serialize(Fields(&mut fields))?;
        ser::SerializeStruct::end(fields)
    }
}

/// Writes the fields of a struct into another that is being written.
struct Fields<'f, S>(&'f mut S);

impl<S: ser::SerializeStruct> ser::SerializeStruct for Fields<'_, S> {
    type Ok = ();
    type Error = S::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        self.0.serialize_field(name, value)
    }

    fn end(self) -> Result<(), S::Error> {
        Ok(())
    }
}

/// Refuses whatever is no struct: views are structs.
macro_rules! refuse {
    ($($name:ident($($type:ty),*) -> $ok:ty;)*) => {
        $(fn $name(self, $(_: $type),*) -> Result<$ok, S::Error> {
            Err(S::Error::custom("a view is a struct"))
        })*
    };
}

impl<'f, S: ser::SerializeStruct> Serializer for Fields<'f, S> {
    type Ok = ();
    type Error = S::Error;
    type SerializeSeq = Impossible<(), S::Error>;
    type SerializeTuple = Impossible<(), S::Error>;
    type SerializeTupleStruct = Impossible<(), S::Error>;
    type SerializeTupleVariant = Impossible<(), S::Error>;
    type SerializeMap = Impossible<(), S::Error>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), S::Error>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, S::Error> {
        Ok(self)
    }

    refuse! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), S::Error> {
        Err(S::Error::custom("a view is a struct"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Base {
        title: &'static str,
    }

    #[derive(Serialize)]
    struct View {
        #[serde(skip)]
        base: Base,
        date: &'static str,
    }

    extends! { View { base: Base } }

    #[test]
    fn a_view_has_the_fields_of_both() {
        let value = extended(&View { base: Base { title: "T" }, date: "D" });
        let json = serde_json::to_string(&value).expect("values are JSON");
        assert_eq!(json, r#"{"title":"T","date":"D"}"#);
    }
}
