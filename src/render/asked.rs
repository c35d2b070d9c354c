//! Views on their way to the templates, without the fields that no template may ask for.
//!
//! A serializer around the template engine's own one. Fields are those of structs, and of structs with
//! flattened parts, which serde writes as maps of unknown length; the keys of real maps are authors' words. The
//! first field of a view is always there: templates take what is empty for what is absent.

use std::fmt;

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use crate::render::template::Templates;

use word::WordOf;

mod word;

/// A view, or a value in one, to be serialized without what is not asked for.
pub struct Asked<'a, V: ?Sized> {
    pub view: &'a V,
    pub templates: &'a Templates,
}

impl<V: Serialize + ?Sized> Serialize for Asked<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view.serialize(Filter { to: serializer, templates: self.templates })
    }
}

/// A serializer, or one of a sequence, that gets only what is asked for.
struct Filter<'a, S> {
    to: S,
    templates: &'a Templates,
}

/// A serializer of a struct.
struct Fields<'a, S> {
    to: S,
    templates: &'a Templates,
    is_first: bool,
}

/// A serializer of a map, or of a struct with flattened parts.
struct Entries<'a, S> {
    to: S,
    templates: &'a Templates,
    is_struct: bool,
    is_first: bool,
    /// Whether the key that was last seen is a field that is not asked for.
    is_left_out: bool,
}

impl<'a, S> Filter<'a, S> {
    fn asked<'v, V: ?Sized>(&self, view: &'v V) -> Asked<'v, V>
    where
        'a: 'v,
    {
        Asked { view, templates: self.templates }
    }
}

/// Forwards what has no parts.
macro_rules! forward {
    ($($name:ident: $type:ty,)*) => {
        $(fn $name(self, value: $type) -> Result<S::Ok, S::Error> {
            self.to.$name(value)
        })*
    };
}

impl<'a, S: Serializer> Serializer for Filter<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Filter<'a, S::SerializeSeq>;
    type SerializeTuple = Filter<'a, S::SerializeTuple>;
    type SerializeTupleStruct = Filter<'a, S::SerializeTupleStruct>;
    type SerializeTupleVariant = Filter<'a, S::SerializeTupleVariant>;
    type SerializeMap = Entries<'a, S::SerializeMap>;
    type SerializeStruct = Fields<'a, S::SerializeStruct>;
    type SerializeStructVariant = Fields<'a, S::SerializeStructVariant>;

    forward! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
        serialize_f32: f32,
        serialize_f64: f64,
        serialize_char: char,
        serialize_str: &str,
        serialize_bytes: &[u8],
        serialize_unit_struct: &'static str,
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.to.serialize_none()
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.to.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        let Self { to, templates } = self;
        to.serialize_some(&Asked { view: value, templates })
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.to.serialize_unit_variant(name, index, variant)
    }

    /// The template engine's own values are such structs, and pass through as they are; no view is one.
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.to.serialize_newtype_struct(name, value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let Self { to, templates } = self;
        to.serialize_newtype_variant(name, index, variant, &Asked { view: value, templates })
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Ok(Filter { to: self.to.serialize_seq(length)?, templates: self.templates })
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, S::Error> {
        Ok(Filter { to: self.to.serialize_tuple(length)?, templates: self.templates })
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        Ok(Filter { to: self.to.serialize_tuple_struct(name, length)?, templates: self.templates })
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        let to = self.to.serialize_tuple_variant(name, index, variant, length)?;
        Ok(Filter { to, templates: self.templates })
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        Ok(Entries {
            to: self.to.serialize_map(length)?,
            templates: self.templates,
            is_struct: length.is_none(),
            is_first: true,
            is_left_out: false,
        })
    }

    fn serialize_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        let to = self.to.serialize_struct(name, length)?;
        Ok(Fields { to, templates: self.templates, is_first: true })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        let to = self.to.serialize_struct_variant(name, index, variant, length)?;
        Ok(Fields { to, templates: self.templates, is_first: true })
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.to.collect_str(value)
    }
}

/// Forwards each element of something without names.
macro_rules! elements {
    ($($trait:ident::$method:ident,)*) => {
        $(impl<S: $trait> $trait for Filter<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
                let value = self.asked(value);
                self.to.$method(&value)
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.to.end()
            }
        })*
    };
}

elements! {
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field,
}

/// Forwards the fields that are asked for.
macro_rules! fields {
    ($($trait:ident,)*) => {
        $(impl<S: $trait> $trait for Fields<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), S::Error> {
                let is_first = std::mem::take(&mut self.is_first);
                if !is_first && !self.templates.may_ask_for(name) {
                    return self.to.skip_field(name);
                }
                self.to.serialize_field(name, &Asked { view: value, templates: self.templates })
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.to.end()
            }
        })*
    };
}

fields! { SerializeStruct, SerializeStructVariant, }

impl<S: SerializeMap> SerializeMap for Entries<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        if !self.is_struct {
            return self.to.serialize_key(key);
        }
        // Names of fields are texts.
        let name = key.serialize(WordOf(self.templates)).unwrap_or_default();
        let is_first = std::mem::take(&mut self.is_first);
        self.is_left_out = name.is_none() && !is_first;
        match name {
            Some(name) => self.to.serialize_key(&Name(name)),
            None if is_first => self.to.serialize_key(key),
            None => Ok(()),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        if self.is_left_out {
            return Ok(());
        }
        self.to.serialize_value(&Asked { view: value, templates: self.templates })
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.to.end()
    }
}

/// A field's name. The template engine copies texts, each on its own, and takes names of variants as they are.
struct Name(&'static str);

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_variant("Name", 0, self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tera::{Context, Tera, Value};

    use super::*;
    use crate::source::{Text, Texts};

    #[derive(Serialize)]
    struct Head {
        title: &'static str,
        url: &'static str,
    }

    #[derive(Serialize)]
    struct View {
        #[serde(flatten)]
        head: Head,
        date: Head,
        parts: Vec<Head>,
        none: Option<Head>,
        extra: BTreeMap<&'static str, Head>,
        card: Value,
    }

    fn templates(content: &str) -> Templates {
        let mut texts = Texts::default();
        let file = texts.add(Text { path: "a.html".into(), content: content.into() });
        let mut problems = Vec::new();
        let templates = Templates::parse(
            [("a.html".into(), file)].into_iter().collect(),
            &texts,
            &mut problems,
        );
        assert!(problems.is_empty(), "{problems:?}");
        templates
    }

    fn asked(content: &str) -> String {
        let head = || Head { title: "T", url: "/" };
        let view = View {
            head: head(),
            date: head(),
            parts: vec![head()],
            none: None,
            extra: BTreeMap::from([("own-key", head())]),
            card: Value::from_serializable(&head()),
        };
        serde_json::to_string(&templates(content).asked_of(&view)).expect("values are JSON")
    }

    #[test]
    fn fields_are_left_out_at_any_depth_and_keys_of_maps_are_not() {
        let cases = [
            ("{{ title }}", r#"{"title":"T"}"#),
            // The first field is always there, so that `{% if date %}` tells.
            ("{{ date }}", r#"{"title":"T","date":{"title":"T"}}"#),
            (
                "{{ parts }}{{ url }}",
                r#"{"title":"T","url":"/","parts":[{"title":"T","url":"/"}]}"#,
            ),
            ("{{ none }}", r#"{"title":"T","none":null}"#),
            ("{{ extra }}", r#"{"title":"T","extra":{"own-key":{"title":"T"}}}"#),
            // A value of the template engine is given as it is: it was asked for when it was made.
            ("{{ card }}", r#"{"title":"T","card":{"title":"T","url":"/"}}"#),
            (
                "{{ __tera_context }}",
                r#"{"title":"T","url":"/","date":{"title":"T","url":"/"},"parts":[{"title":"T","url":"/"}],"none":null,"extra":{"own-key":{"title":"T","url":"/"}},"card":{"title":"T","url":"/"}}"#,
            ),
        ];
        for (content, expected) in cases {
            assert_eq!(asked(content), expected, "{content}");
        }
    }

    #[test]
    fn templates_find_flattened_fields_by_name() {
        let view = View {
            head: Head { title: "Title", url: "/" },
            date: Head { title: "Date", url: "/" },
            parts: Vec::new(),
            none: None,
            extra: BTreeMap::new(),
            card: Value::none(),
        };
        let text = "{{ view.title }}, {{ view[\"title\"] }}, {{ view.date.title }}";
        let mut context = Context::new();
        context.insert_value("view", templates(text).asked_of(&view));
        let drawn = Tera::default().render_str(text, &context, false).expect("a text");
        assert_eq!(drawn, "Title, Title, Date");
    }
}
