//! The word of the templates that a field's name is.
//!
//! A serializer of names: serde hands those of flattened views on as values of any kind, and all of them are
//! texts. Writing each to a text of its own, to look that up, costs three times as much.

use std::fmt;

use serde::ser::{Impossible, Serialize, Serializer};

use crate::render::template::Templates;

/// Looks up the text that it is given; what is no text is an error.
pub struct WordOf<'a>(pub &'a Templates);

type Refused = Impossible<Option<&'static str>, fmt::Error>;

/// Refuses what is no text.
macro_rules! refuse {
    ($($name:ident $(<$of:ident>)? ($($type:ty),*) -> $result:ty,)*) => {
        $(fn $name $(<$of: Serialize + ?Sized>)? (self, $(_: $type),*) -> Result<$result, fmt::Error> {
            Err(fmt::Error)
        })*
    };
}

impl Serializer for WordOf<'_> {
    type Ok = Option<&'static str>;
    type Error = fmt::Error;
    type SerializeSeq = Refused;
    type SerializeTuple = Refused;
    type SerializeTupleStruct = Refused;
    type SerializeTupleVariant = Refused;
    type SerializeMap = Refused;
    type SerializeStruct = Refused;
    type SerializeStructVariant = Refused;

    fn serialize_str(self, name: &str) -> Result<Self::Ok, fmt::Error> {
        Ok(self.0.word(name))
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<Self::Ok, fmt::Error> {
        Ok(self.0.word(name))
    }

    refuse! {
        serialize_bool(bool) -> Self::Ok,
        serialize_i8(i8) -> Self::Ok,
        serialize_i16(i16) -> Self::Ok,
        serialize_i32(i32) -> Self::Ok,
        serialize_i64(i64) -> Self::Ok,
        serialize_u8(u8) -> Self::Ok,
        serialize_u16(u16) -> Self::Ok,
        serialize_u32(u32) -> Self::Ok,
        serialize_u64(u64) -> Self::Ok,
        serialize_f32(f32) -> Self::Ok,
        serialize_f64(f64) -> Self::Ok,
        serialize_char(char) -> Self::Ok,
        serialize_bytes(&[u8]) -> Self::Ok,
        serialize_none() -> Self::Ok,
        serialize_some<T>(&T) -> Self::Ok,
        serialize_unit() -> Self::Ok,
        serialize_unit_struct(&'static str) -> Self::Ok,
        serialize_newtype_struct<T>(&'static str, &T) -> Self::Ok,
        serialize_newtype_variant<T>(&'static str, u32, &'static str, &T) -> Self::Ok,
        serialize_seq(Option<usize>) -> Refused,
        serialize_tuple(usize) -> Refused,
        serialize_tuple_struct(&'static str, usize) -> Refused,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Refused,
        serialize_map(Option<usize>) -> Refused,
        serialize_struct(&'static str, usize) -> Refused,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Refused,
    }
}
