//! TOML to [`Node`]s, with every syntax error of the text.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::node::{Node, NodeEntry, NodeTable, Value};
use crate::source::{FileId, Span};

/// Parses `text`, which begins at the byte `offset` of `file`.
pub fn parse(
    text: &str,
    file: FileId,
    offset: usize,
    problems: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let at = |range: Range<usize>| Span::new(file, range.start + offset..range.end + offset);
    if errors.is_empty() {
        let span = at(0..text.len());
        return Some(Node { span, value: Value::Table(convert_table(table.get_ref(), &at)) });
    }
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let problem =
            Diagnostic::at(Code::MalformedToml, at(range.clone()), error.message().to_owned());
        problems.push(match bare_date(text, &range) {
            true => problem.help("TOML has full dates only: quote a month or an interval"),
            false => problem,
        });
    }
    None
}

/// Whether the line of an error holds an unquoted month, as in `date = 2025-06`.
fn bare_date(text: &str, range: &Range<usize>) -> bool {
    let start = text[..text.floor_char_boundary(range.start)].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let Some((_, value)) = line.split_once('=') else { return false };
    let value = value.trim_start();
    let shape = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    value.get(..4).is_some_and(|year| shape(year, 4))
        && value.get(4..5) == Some("-")
        && value.get(5..7).is_some_and(|month| shape(month, 2))
        // A whole day that does not parse is one that the calendar does not have.
        && value.get(7..8) != Some("-")
}

fn convert_table(table: &DeTable<'_>, at: &dyn Fn(Range<usize>) -> Span) -> NodeTable {
    let mut entries: Vec<NodeEntry> = table
        .iter()
        .map(|(key, value)| NodeEntry {
            key: key.get_ref().to_string(),
            key_span: at(key.span()),
            node: convert(value, at),
        })
        .collect();
    // The parser sorts keys; authors' order is that of the text.
    entries.sort_by_key(|entry| entry.key_span.start);
    NodeTable { entries }
}

fn convert(value: &Spanned<DeValue<'_>>, at: &dyn Fn(Range<usize>) -> Span) -> Node {
    let converted = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Value::Integer(number),
                // A number beyond 64 bits is no value that any key takes.
                Err(_) => Value::Float(f64::INFINITY),
            }
        }
        DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(truth) => Value::Boolean(*truth),
        DeValue::Datetime(moment) => Value::Date(moment.to_string().replace(' ', "T")),
        DeValue::Array(items) => Value::List(items.iter().map(|item| convert(item, at)).collect()),
        DeValue::Table(table) => Value::Table(convert_table(table, at)),
    };
    Node { span: at(value.span()), value: converted }
}
