//! Values that fields take: text, numbers, dates, terms, addresses and references.

pub mod address;
pub mod code;

use std::marker::PhantomData;

use serde_json::{Map, Value as Json};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::date::Date;
use crate::model::event::Count;
use crate::model::identity::{LONGEST_ID, Noun, is_valid_id, slug};
use crate::model::ignore_patterns::check_pattern;
use crate::model::vocabulary::Vocabulary;
use crate::parse::comment;
use crate::parse::node::{Node, Value};
use crate::parse::placeholder;
use crate::parse::record::{Decode, Shape, bad_value, wrong_type};
use crate::source::{Located, Span};

impl Decode for String {
    fn shape() -> Shape {
        Shape::Text
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Some(text) = node.as_text() else { return wrong_type(node, "text", problems) };
        let (stripped, faults) = comment::strip_value(text);
        if !faults.is_empty() {
            let message = "this text begins a comment that is not closed";
            let problem = Diagnostic::at(Code::UnclosedComment, node.span, message);
            problems.push(problem.help("close it, or remove it"));
            return None;
        }
        let text = not_empty(stripped.as_deref().unwrap_or(text), node, problems)?;
        placeholder::check_value(text, node.span, problems);
        Some(text.to_owned())
    }
}

/// An address, a path or a pattern: signs that open a comment in a text are a part of it.
fn verbatim(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<String> {
    let Some(text) = node.as_text() else { return wrong_type(node, "text", problems) };
    not_empty(text, node, problems).map(str::to_owned)
}

fn not_empty<'t>(text: &'t str, node: &Node, problems: &mut Vec<Diagnostic>) -> Option<&'t str> {
    match text.trim() {
        "" => bad_value(node, "this text is empty", problems),
        text => Some(text),
    }
}

impl Decode for bool {
    fn shape() -> Shape {
        Shape::Boolean
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        node.as_boolean().or_else(|| wrong_type(node, "`true` or `false`", problems))
    }
}

/// A whole number from `LEAST` to `MOST`.
#[derive(Debug, Clone, Copy)]
pub struct BoundedInt<const LEAST: i64, const MOST: i64>(pub i64);

impl<const LEAST: i64, const MOST: i64> Decode for BoundedInt<LEAST, MOST> {
    fn shape() -> Shape {
        Shape::Integer { least: LEAST, most: MOST }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        match node.as_integer() {
            Some(number) if (LEAST..=MOST).contains(&number) => Some(Self(number)),
            Some(number) => {
                let message = format!("{number} is not between {LEAST} and {MOST}");
                bad_value(node, message, problems)
            }
            None => wrong_type(node, "a whole number", problems),
        }
    }
}

/// A number of degrees from `-LIMIT` to `LIMIT`.
#[derive(Debug, Clone, Copy)]
pub struct Degrees<const LIMIT: u16>(pub f64);

impl<const LIMIT: u16> Decode for Degrees<LIMIT> {
    fn shape() -> Shape {
        Shape::Number { least: -f64::from(LIMIT), most: f64::from(LIMIT) }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        match node.as_float() {
            Some(degrees) if degrees.abs() <= f64::from(LIMIT) => Some(Self(degrees)),
            Some(degrees) => {
                let message = format!("{degrees} is not between -{LIMIT} and {LIMIT} degrees");
                bad_value(node, message, problems)
            }
            None => wrong_type(node, "a number of degrees", problems),
        }
    }
}

impl Decode for Date {
    fn shape() -> Shape {
        Shape::Date
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Some(written) = node.as_date() else {
            return wrong_type(node, "a date", problems);
        };
        match Date::parse(written.trim()) {
            Ok(date) => Some(date),
            Err(error) => {
                let message = format!("`{written}` is not a date: {}", error.message);
                let help = "dates are EDTF: 2025-06-15, 2025-06, 2025, 2025-06~ (about), 2025-06? \
                            (uncertain), 2025-06-13/2025-06-24, 2025-06-13/..";
                problems.push(Diagnostic::at(Code::BadDate, node.span, message).help(help));
                None
            }
        }
    }
}

/// Any term of a closed vocabulary.
impl<T: Vocabulary> Decode for Term<T> {
    fn shape() -> Shape {
        Shape::Term(T::ALL.iter().map(|value| value.term()).collect())
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Some(text) = node.as_text() else { return wrong_type(node, "text", problems) };
        if let Some(value) = T::from_term(text) {
            return Some(Self(value));
        }
        let terms: Vec<&str> = T::ALL.iter().map(|value| value.term()).collect();
        let message = format!("`{text}` is no {}", T::NAME);
        let problem = Diagnostic::at(Code::BadValue, node.span, message);
        let problem = problem.mend(text, terms.iter().copied());
        problems.push(match problem.help {
            Some(_) => problem,
            None => problem.help(format!("it is one of {}", terms.join(", "))),
        });
        None
    }
}

/// A term of the vocabulary `T`.
#[derive(Debug, Clone, Copy)]
pub struct Term<T>(pub T);

/// A value with its place.
impl<T: Decode> Decode for Located<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        Some(Self { value: T::decode(node, problems)?, span: node.span })
    }
}

/// A value with all of its text, where its place may be its header alone.
#[derive(Debug, Clone)]
pub struct Entire<T> {
    pub value: T,
    pub extent: Span,
}

impl<T: Decode> Decode for Entire<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        Some(Self { value: T::decode(node, problems)?, extent: node.extent() })
    }
}

/// The id, name or alias of a `T`, as written.
#[derive(Debug)]
pub struct Reference<T> {
    pub text: String,
    pub span: Span,
    noun: PhantomData<fn() -> T>,
}

impl<T> Reference<T> {
    /// A reference that stands at `span`.
    pub fn new(text: String, span: Span) -> Self {
        Self { text, span, noun: PhantomData }
    }
}

impl<T> Clone for Reference<T> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone(), self.span)
    }
}

impl<T: Noun> Decode for Reference<T> {
    fn shape() -> Shape {
        Shape::Reference(T::KIND.term())
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        Some(Self::new(String::decode(node, problems)?, node.span))
    }
}

/// An id that an author chose.
#[derive(Debug, Clone)]
pub struct ChosenId(pub Located<String>);

impl Decode for ChosenId {
    fn shape() -> Shape {
        Shape::Form {
            words: "lower-case letters, digits, `-`, `_` and `.`",
            pattern: r"^\s*[^\sA-Z/\\?#]+\s*$",
        }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let id = String::decode(node, problems)?;
        if is_valid_id(&id) {
            return Some(Self(Located { value: id, span: node.span }));
        }
        let message = format!("`{id}` cannot be an id");
        let problem = Diagnostic::at(Code::BadId, node.span, message);
        let better = slug(&id);
        problems.push(match is_valid_id(&better) {
            _ if id.len() > LONGEST_ID => {
                problem.help(format!("it is longer than {LONGEST_ID} bytes"))
            }
            true => problem.help(format!("write `{better}`")),
            false => problem.help("an id has lower-case letters, digits, `-`, `_` and `.`"),
        });
        None
    }
}

/// A tag: its slug is part of an address.
#[derive(Debug, Clone)]
pub struct TagName(pub String);

impl Decode for TagName {
    fn shape() -> Shape {
        Shape::Text
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let tag = String::decode(node, problems)?;
        if !slug(&tag).is_empty() {
            return Some(Self(tag));
        }
        let message = format!("the tag `{tag}` has no letter or digit to make an address of");
        problems.push(Diagnostic::at(Code::BadId, node.span, message));
        None
    }
}

impl Decode for Count {
    fn shape() -> Shape {
        Shape::Form {
            words: "a number, or a range such as `\"10-20\"` or `\"100+\"`",
            pattern: r"^\s*[0-9]+\s*([-–]\s*[0-9]+|\+)?\s*$",
        }
        .or_whole(0, i64::from(u32::MAX))
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let written = match &node.value {
            Value::Integer(number) => number.to_string(),
            Value::Text(text) | Value::Plain(text) => text.clone(),
            _ => return wrong_type(node, "a whole number or a range", problems),
        };
        Self::parse(&written).or_else(|| {
            let message = format!("`{written}` is no number and no range");
            bad_value(node, format!("{message} such as \"10-20\" or \"100+\""), problems)
        })
    }
}

/// A pattern of files that are left out.
#[derive(Debug, Clone)]
pub struct IgnorePattern(pub String);

impl Decode for IgnorePattern {
    fn shape() -> Shape {
        Shape::Form { words: "a pattern of gitignore", pattern: r"\S" }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let pattern = verbatim(node, problems)?;
        match check_pattern(&pattern) {
            Ok(()) => Some(Self(pattern)),
            Err(reason) => {
                bad_value(node, format!("`{pattern}` is no pattern of files: {reason}"), problems)
            }
        }
    }
}

/// The author's own table.
#[derive(Debug, Clone)]
pub struct Extra(pub Map<String, Json>);

impl Decode for Extra {
    fn shape() -> Shape {
        Shape::Anything
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        match node.as_table() {
            Some(table) => Some(Self(table.to_json())),
            None => wrong_type(node, "a table", problems),
        }
    }
}
