//! YAML to [`Node`]s: one document, without custom tags; an alias repeats its anchor's value.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, Span as Place};

use crate::diagnostic::{Code, Diagnostic, Words};
use crate::parse::node::{Node, NodeEntry, NodeTable, Value};
use crate::source::{FileId, Span};

/// How many nodes one text may become: aliases of aliases must not fill the memory.
const MOST_NODES: usize = 2_000_000;

/// Parses `text`, which begins at the byte `offset` of `file`.
pub fn parse(
    text: &str,
    file: FileId,
    offset: usize,
    problems: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let mut builder = Builder {
        file,
        offset,
        length: text.len(),
        open: Vec::new(),
        root: None,
        anchors: HashMap::new(),
        nodes: 0,
    };
    for event in Parser::new_from_str(text) {
        let step = match event {
            Ok((event, place)) => builder.step(event, place),
            Err(error) => {
                let start = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                let end = text.ceil_char_boundary((start + 1).min(text.len()));
                let span = Span::new(file, offset + start..offset + end);
                Err(malformed(span, error.kind().to_string()))
            }
        };
        if let Err(problem) = step {
            problems.push(problem);
            return None;
        }
    }
    let empty = Span::new(file, offset..offset + text.len());
    let root = builder.root.unwrap_or(Node { span: empty, value: Value::Null });
    match root.value {
        // Front matter without any key is an empty table.
        Value::Null => Some(Node { span: empty, value: Value::Table(NodeTable::default()) }),
        Value::Table(table) => Some(Node { span: empty, value: Value::Table(table) }),
        _ => {
            let message = format!("this is {}, not keys and values", root.description());
            problems.push(Diagnostic::at(Code::MalformedYaml, root.span, message));
            None
        }
    }
}

/// A collection that is still open.
enum Open {
    List {
        span: Span,
        anchor: usize,
        items: Vec<Node>,
    },
    Table {
        span: Span,
        anchor: usize,
        entries: Vec<NodeEntry>,
        /// Where each key stands, so that a second one is found without a search.
        seen: HashMap<String, Span>,
        /// The key whose value is still to come.
        key: Option<(String, Span)>,
    },
}

struct Builder {
    file: FileId,
    offset: usize,
    length: usize,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
}

impl Builder {
    fn step(&mut self, event: Event<'_>, place: Place) -> Result<(), Diagnostic> {
        let span = self.span(&place);
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let value = match style {
                    ScalarStyle::Plain if matches!(&*text, "" | "~" | "null") => Value::Null,
                    ScalarStyle::Plain => Value::Plain(text.into_owned()),
                    _ => Value::Text(text.into_owned()),
                };
                self.finish(Node { span, value }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open.push(Open::List { span, anchor, items: Vec::new() });
                Ok(())
            }
            Event::MappingStart(_, anchor, _) => {
                let (entries, seen) = (Vec::new(), HashMap::new());
                self.open.push(Open::Table { span, anchor, entries, seen, key: None });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List { span: start, anchor, items }) => {
                    let span = Span { end: span.end.max(start.end), ..start };
                    self.finish(Node { span, value: Value::List(items) }, anchor)
                }
                Some(Open::Table { span: start, anchor, entries, .. }) => {
                    let span = Span { end: span.end.max(start.end), ..start };
                    self.finish(Node { span, value: Value::Table(NodeTable { entries }) }, anchor)
                }
                None => Ok(()),
            },
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some(node) => {
                    self.nodes += count(&node);
                    self.finish(Node { span, ..node }, 0)
                }
                None => Err(malformed(span, "an alias inside its own anchor")),
            },
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(malformed(span, "a second YAML document begins here; there can be only one"))
            }
            _ => Ok(()),
        }
    }

    /// Puts a finished node where it belongs.
    fn finish(&mut self, node: Node, anchor: usize) -> Result<(), Diagnostic> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            let message = "this YAML expands to more than two million values";
            return Err(malformed(node.span, message));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Table { entries, seen, key, .. }) => match key.take() {
                None => *key = Some((key_of(&node)?, node.span)),
                Some((name, key_span)) => {
                    if let Some(first) = seen.insert(name.clone(), key_span) {
                        let message = format!("the key `{name}` stands twice");
                        let problem = Diagnostic::at(Code::MalformedYaml, key_span, message);
                        return Err(problem.label(first, "first here"));
                    }
                    entries.push(NodeEntry { key: name, key_span, node });
                }
            },
        }
        Ok(())
    }

    fn span(&self, place: &Place) -> Span {
        let range = place.byte_range().unwrap_or(0..0);
        let end = range.end.min(self.length);
        Span::new(self.file, self.offset + range.start.min(end)..self.offset + end)
    }
}

fn malformed(span: Span, message: impl Into<Words>) -> Diagnostic {
    Diagnostic::at(Code::MalformedYaml, span, message)
}

fn key_of(node: &Node) -> Result<String, Diagnostic> {
    match node.as_text() {
        Some(text) => Ok(text.to_owned()),
        None => Err(malformed(node.span, "a key must be text")),
    }
}

fn count(node: &Node) -> usize {
    match &node.value {
        Value::List(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Table(table) => 1 + table.entries.iter().map(|e| count(&e.node)).sum::<usize>(),
        _ => 1,
    }
}
