//! Records: one declaration gives a struct, its decoder, and the table of its fields that makes
//! the reference pages, so that the three cannot part.

use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Diagnostic, Fix, Words};
use crate::parse::node::{Node, NodeTable, Value};
use crate::source::Span;

/// What a value may look like, for messages and reference pages.
#[derive(Debug, Clone)]
pub enum Shape {
    Text,
    Boolean,
    Integer {
        least: i64,
        most: i64,
    },
    Number {
        least: f64,
        most: f64,
    },
    /// EDTF level 1.
    Date,
    /// One of these terms.
    Term(Vec<&'static str>),
    /// The id, name or alias of a document of this kind.
    #[cfg_attr(not(feature = "internals"), allow(dead_code, reason = "for the reference pages"))]
    Reference(&'static str),
    /// Some other text with a form, described in a few words, "an http address", and for machines by a
    /// regular expression, which may admit more.
    Form {
        #[cfg_attr(
            not(feature = "internals"),
            allow(dead_code, reason = "for the reference pages")
        )]
        words: &'static str,
        pattern: &'static str,
    },
    /// A form of digits that may be written as a whole number.
    Numeral(Box<Shape>, i64, i64),
    /// One of the codes of a standard, which are too many to list.
    Code {
        #[cfg_attr(
            not(feature = "internals"),
            allow(dead_code, reason = "for the reference pages")
        )]
        words: &'static str,
        codes: Vec<&'static str>,
    },
    List(Box<Shape>),
    Record(&'static RecordTable),
    /// A table with the fields of the first record, and of further ones beside them.
    Records(&'static RecordTable, &'static [&'static RecordTable]),
    /// A table whose keys the author chooses, with values of one shape.
    Map(Box<Shape>),
    /// Lints with their levels, and entries for some documents.
    LintLevels,
    /// Lints with the reasons why they do not apply.
    Silences,
    OneOf(Vec<Shape>),
    /// The author's own table.
    Anything,
}

impl Shape {
    /// A form of text whose value may also be a whole number, which reads as its digits.
    pub fn or_whole(self, least: i64, most: i64) -> Self {
        Self::Numeral(Box::new(self), least, most)
    }
}

/// A field of a record, as the reference shows it.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub required: bool,
    pub shape: fn() -> Shape,
    /// What it means.
    pub doc: &'static str,
    /// A value in TOML.
    pub example: &'static str,
    /// What holds where it is left out, in TOML, where that is a value.
    pub default: Option<&'static str>,
    /// Decodes a value of the field, for its problems only.
    #[cfg_attr(
        not(feature = "internals"),
        allow(dead_code, reason = "tests hold examples against it")
    )]
    pub check: fn(&Node, &mut Vec<Diagnostic>),
}

/// The fields of a record, under its name.
#[derive(Debug)]
pub struct RecordTable {
    pub name: &'static str,
    pub fields: &'static [Field],
}

/// A value that a node can be decoded to.
pub trait Decode: Sized {
    /// What it may look like.
    fn shape() -> Shape;

    /// The value; problems are reported, and give `None`.
    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self>;
}

/// Where the fields of a record are read from.
pub struct Reader<'a> {
    table: &'a NodeTable,
    /// Where to report that a field is missing.
    span: Span,
    /// Keys that an unknown one was probably meant to be: they are not missing as well.
    misspelt: Vec<&'static str>,
    problems: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// A reader of `table`; a missing field is reported at `span`.
    pub fn new(table: &'a NodeTable, span: Span, problems: &'a mut Vec<Diagnostic>) -> Self {
        Self { table, span, misspelt: Vec::new(), problems }
    }

    /// Reports every key that none of the records has.
    pub fn refuse_unknown(&mut self, what: &str, records: &[&'static RecordTable]) {
        let known = || records.iter().flat_map(|record| record.fields).map(|field| field.name);
        for entry in &self.table.entries {
            if known().any(|name| name == entry.key) {
                continue;
            }
            let message = format!("{what} has no key `{}`", entry.key);
            let problem = Diagnostic::at(Code::UnknownKey, entry.key_span, message);
            let near = nearest(&entry.key, known());
            self.misspelt.extend(near);
            // A key that is there already cannot be written once more.
            let absent = known().filter(|name| self.table.get(name).is_none());
            let fix = Fix::of_slip(entry.key_span, &entry.key, absent);
            let problem = problem.fix(fix);
            let problem = match near {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem,
            };
            self.problems.push(match problem.help {
                Some(_) => problem,
                None => {
                    let own = if known().any(|name| name == "extra") {
                        "; your own go into the table `extra`"
                    } else {
                        ""
                    };
                    let keys = known().collect::<Vec<_>>().join(", ");
                    problem.help(format!("its keys are {keys}{own}"))
                }
            });
        }
    }

    /// A field that must be there. `None` stands for a reported problem.
    pub fn required<T: Decode>(&mut self, name: &str) -> Option<T> {
        match self.present(name) {
            Some(node) => T::decode(node, self.problems),
            None => {
                if !self.misspelt.contains(&name) {
                    let message = format!("the key `{name}` is missing");
                    self.problems.push(Diagnostic::at(Code::MissingKey, self.span, message));
                }
                None
            }
        }
    }

    /// A field that may be there. A problem is reported and reads as absence.
    pub fn optional<T: Decode>(&mut self, name: &str) -> Option<T> {
        self.present(name).and_then(|node| T::decode(node, self.problems))
    }

    /// A field that is a list, or a single value in its place.
    pub fn list<T: Decode>(&mut self, name: &str) -> Vec<T> {
        let mut values = Vec::new();
        if let Some(node) = self.present(name) {
            each(node, |item| values.extend(T::decode(item, self.problems)));
        }
        values
    }

    fn present(&self, name: &str) -> Option<&'a Node> {
        self.table.get(name).filter(|node| !matches!(node.value, Value::Null))
    }
}

/// Visits the items of a list, or the single value in its place.
pub fn each(node: &Node, mut visit: impl FnMut(&Node)) {
    match &node.value {
        Value::List(items) => items.iter().for_each(visit),
        _ => visit(node),
    }
}

/// Reports that a node is of another type than a key takes.
pub fn wrong_type<T>(node: &Node, expected: &str, problems: &mut Vec<Diagnostic>) -> Option<T> {
    let message = format!("this must be {expected}, and is {}", node.description());
    problems.push(Diagnostic::at(Code::WrongType, node.span, message));
    None
}

/// Reports a value of the right type that the key does not allow.
pub fn bad_value<T>(
    node: &Node,
    message: impl Into<Words>,
    problems: &mut Vec<Diagnostic>,
) -> Option<T> {
    problems.push(Diagnostic::at(Code::BadValue, node.span, message));
    None
}

/// Declares a record. Each field is `required`, `optional` or a `list`, and has a doc comment, an
/// example in TOML and, after `else`, the value that holds where it is left out, where it is one:
///
/// ```text
/// record! {
///     /// An office that an actor holds.
///     pub struct PositionFields is "position" {
///         /// What the office is called.
///         required title: String = "\"President\"",
///     }
/// }
/// ```
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $record:ident is $name:literal {
            $(
                $(#[doc = $doc:literal])*
                $presence:ident $field:ident : $type:ty = $example:literal $(else $default:literal)?,
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $record {
            $( $(#[doc = $doc])* pub $field: $crate::parse::record::record!(@type $presence $type), )*
        }

        impl $record {
            /// The table of its fields.
            pub const TABLE: $crate::parse::record::RecordTable =
                $crate::parse::record::RecordTable {
                    name: $name,
                    fields: &[ $( $crate::parse::record::Field {
                        name: $crate::parse::record::record!(@name $field),
                        required: $crate::parse::record::record!(@required $presence),
                        shape: || {
                            let shape = <$type as $crate::parse::record::Decode>::shape();
                            $crate::parse::record::record!(@shape $presence shape)
                        },
                        doc: concat!($($doc, "\n"),*),
                        example: $example,
                        default: $crate::parse::record::record!(@default $($default)?),
                        check: |node, problems| {
                            $crate::parse::record::record!(@check $presence $type, node, problems)
                        },
                    }, )* ],
                };

            /// Reads its fields; problems are reported.
            pub fn read(reader: &mut $crate::parse::record::Reader<'_>) -> Option<Self> {
                $( let $field = reader.$presence::<$type>(
                    $crate::parse::record::record!(@name $field)
                ); )*
                Some(Self {
                    $( $field: $crate::parse::record::record!(@take $presence $field), )*
                })
            }
        }

        impl $crate::parse::record::Decode for $record {
            fn shape() -> $crate::parse::record::Shape {
                $crate::parse::record::Shape::Record(&Self::TABLE)
            }

            fn decode(
                node: &$crate::parse::node::Node,
                problems: &mut Vec<$crate::diagnostic::Diagnostic>,
            ) -> Option<Self> {
                let Some(table) = node.as_table() else {
                    return $crate::parse::record::wrong_type(node, "a table", problems);
                };
                let mut reader =
                    $crate::parse::record::Reader::new(table, node.span, problems);
                reader.refuse_unknown(concat!("a ", $name), &[&Self::TABLE]);
                Self::read(&mut reader)
            }
        }
    };
    (@type required $type:ty) => { $type };
    (@type optional $type:ty) => { Option<$type> };
    (@type list $type:ty) => { Vec<$type> };
    (@default) => { None };
    (@default $default:literal) => { Some($default) };
    (@required required) => { true };
    (@required $other:ident) => { false };
    (@shape list $shape:ident) => { $crate::parse::record::Shape::List(Box::new($shape)) };
    (@shape $other:ident $shape:ident) => { $shape };
    (@check list $type:ty, $node:ident, $problems:ident) => {
        $crate::parse::record::each($node, |item| {
            <$type as $crate::parse::record::Decode>::decode(item, $problems);
        })
    };
    (@check $other:ident $type:ty, $node:ident, $problems:ident) => {{
        <$type as $crate::parse::record::Decode>::decode($node, $problems);
    }};
    (@take required $field:ident) => { $field? };
    (@take $other:ident $field:ident) => { $field };
    // Keys that are Rust keywords, or read better under another name, are written with a suffix.
    (@name type_) => { "type" };
    (@name $field:ident) => { stringify!($field) };
}
pub(crate) use record;
