//! Authored data as one spanned tree, whichever notation it was written in.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use crate::source::Span;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    /// A TOML date, as EDTF.
    Date(String),
    /// An unquoted YAML scalar: what it is depends on what the key takes, so that `no` can be a
    /// title and `2025` a date.
    Plain(String),
    List(Vec<Node>),
    Table(NodeTable),
}

/// Keys and values in the order they were written.
#[derive(Debug, Clone, Default)]
pub struct NodeTable {
    pub entries: Vec<NodeEntry>,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub struct NodeEntry {
    pub key: String,
    pub key_span: Span,
    pub node: Node,
}

impl NodeTable {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The table as templates see it.
    pub fn to_json(&self) -> Map<String, Json> {
        self.entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect()
    }
}

impl Node {
    /// A table without entries.
    pub fn empty_table(span: Span) -> Self {
        Self { span, value: Value::Table(NodeTable::default()) }
    }

    /// All of its text: a table that stands under a header (`[[events]]`) has the header alone for its span.
    pub fn extent(&self) -> Span {
        let parts: Vec<Span> = match &self.value {
            Value::Table(table) => {
                let entries = table.entries.iter();
                entries.flat_map(|entry| [entry.key_span, entry.node.extent()]).collect()
            }
            Value::List(items) => items.iter().map(Self::extent).collect(),
            _ => return self.span,
        };
        let start = parts.iter().map(|part| part.start).min();
        let end = parts.iter().map(|part| part.end).max();
        Span {
            start: start.map_or(self.span.start, |start| start.min(self.span.start)),
            end: end.map_or(self.span.end, |end| end.max(self.span.end)),
            ..self.span
        }
    }

    /// What it is, as messages say it. Of a number that is not whole, which one: where a whole one is wanted,
    /// that it is a number says nothing.
    pub fn description(&self) -> Cow<'static, str> {
        let name = match &self.value {
            Value::Null => "nothing",
            Value::Boolean(_) => "a boolean",
            Value::Float(number) if number.is_finite() => {
                return format!("the number {number:?}").into();
            }
            Value::Plain(text) => match (self.as_integer(), self.as_float()) {
                (Some(_), _) => "a whole number",
                (None, Some(_)) => return format!("the number {text}").into(),
                (None, None) => "text",
            },
            Value::Integer(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::Text(_) => "text",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        };
        name.into()
    }

    /// The text of a text or of an unquoted YAML scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Plain(text) => Some(text),
            _ => None,
        }
    }

    /// The integer of an integer or of a YAML scalar that reads as one.
    pub fn as_integer(&self) -> Option<i64> {
        match &self.value {
            Value::Integer(number) => Some(*number),
            Value::Plain(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The number of a number or of a YAML scalar that reads as one.
    pub fn as_float(&self) -> Option<f64> {
        let number = match &self.value {
            Value::Integer(number) => *number as f64,
            Value::Float(number) => *number,
            Value::Plain(text) => text.parse().ok()?,
            _ => return None,
        };
        number.is_finite().then_some(number)
    }

    /// The truth of a boolean or of YAML's `true` and `false`.
    pub fn as_boolean(&self) -> Option<bool> {
        match &self.value {
            Value::Boolean(truth) => Some(*truth),
            Value::Plain(text) => match text.as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The date of a TOML date, of a text, or of a year written as a number.
    pub fn as_date(&self) -> Option<String> {
        match &self.value {
            Value::Date(text) | Value::Text(text) | Value::Plain(text) => Some(text.clone()),
            Value::Integer(year @ 1000..=9999) => Some(year.to_string()),
            _ => None,
        }
    }

    /// The table of a table.
    pub fn as_table(&self) -> Option<&NodeTable> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The value as templates see it.
    pub fn to_json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Boolean(truth) => Json::Bool(*truth),
            Value::Integer(number) => Json::from(*number),
            Value::Float(number) => Json::from(*number),
            Value::Text(text) | Value::Date(text) => Json::from(text.as_str()),
            Value::Plain(text) => self
                .as_boolean()
                .map(Json::Bool)
                .or_else(|| self.as_integer().map(Json::from))
                .or_else(|| self.as_float().map(Json::from))
                .unwrap_or_else(|| Json::from(text.as_str())),
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Table(table) => Json::Object(table.to_json()),
        }
    }
}
