//! Insertions: where a text is added to an author's file, with nothing else changed.

mod field;
mod quoted;

use std::ops::Range;

use crate::parse::front_matter;
use crate::parse::insertion::quoted::{line_break, quoted};
use crate::parse::node::{Node, Value};
use crate::source::{FileId, Text};

pub use field::of_field;

/// Adds a text to a list at the top of a document's front matter, in the notation and the manner that its author
/// uses; a list that is not there yet is added at the beginning. `None` where the front matter cannot
/// be read, or holds something else under that key.
pub fn with_entry(text: &Text, file: FileId, key: &str, entry: &str) -> Option<String> {
    let content = &text.content;
    let divided = front_matter::divide(content, file, &mut Vec::new());
    let front = divided.front?;
    let table = front.as_table()?;
    let entry = quoted(entry);
    let (at, added) = match table.get(key) {
        Some(node) => within(content, node, &entry)?,
        None => {
            let line = content.find('\n')? + 1;
            let separator = if content.starts_with("---") { ":" } else { " =" };
            (line, format!("{key}{separator} [{entry}]{}", line_break(content)))
        }
    };
    let changed = format!("{}{added}{}", &content[..at], &content[at..]);
    // What a list looks like is manifold: only what reads as it should is given back.
    let read = front_matter::divide(&changed, file, &mut Vec::new()).front?;
    let length = |node: Option<&Node>| match node.map(|node| &node.value) {
        Some(Value::List(items)) => items.len(),
        _ => 0,
    };
    let is_longer = length(read.as_table()?.get(key)) == length(table.get(key)) + 1;
    is_longer.then_some(changed)
}

/// Where an entry goes in a list, and how it is written there.
fn within(content: &str, list: &Node, entry: &str) -> Option<(usize, String)> {
    let Value::List(items) = &list.value else { return None };
    let Some(last) = items.last() else {
        let open = content[list.span.range()].find('[')?;
        return Some((list.span.range().start + open + 1, entry.to_owned()));
    };
    let last = last.extent().range();
    match dash(content, &last) {
        Some(indent) => {
            let end = content[last.end..].find('\n').map_or(content.len(), |at| last.end + at);
            let end = if content[..end].ends_with('\r') { end - 1 } else { end };
            Some((end, format!("{}{indent}- {entry}", line_break(content))))
        }
        None => Some((last.end, format!(", {entry}"))),
    }
}

/// How far an item is indented that stands behind a dash on a line of its own.
fn dash<'a>(content: &'a str, item: &Range<usize>) -> Option<&'a str> {
    let line = content[..item.start].rfind('\n').map_or(0, |at| at + 1);
    let before = &content[line..item.start];
    let indent = before.trim_end().strip_suffix('-')?;
    indent.trim().is_empty().then_some(indent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn entries_are_added_as_authors_write_them() {
        let cases = [
            ("+++\nname = \"A\"\n+++\n", Some("+++\naliases = [\"B\"]\nname = \"A\"\n+++\n")),
            ("---\r\nname: A\r\n---\r\n", Some("---\r\naliases: [\"B\"]\r\nname: A\r\n---\r\n")),
            ("+++\naliases = []\n+++\n", Some("+++\naliases = [\"B\"]\n+++\n")),
            (
                "+++\naliases = [\n  \"x\", # [one]\n]\n[extra]\n+++\n",
                Some("+++\naliases = [\n  \"x\", \"B\", # [one]\n]\n[extra]\n+++\n"),
            ),
            ("---\naliases: [x, y]\n---\n", Some("---\naliases: [x, y, \"B\"]\n---\n")),
            (
                "---\naliases:\n  - x\n  - y # two\nname: A\n---\n",
                Some("---\naliases:\n  - x\n  - y # two\n  - \"B\"\nname: A\n---\n"),
            ),
            ("---\naliases: x\n---\n", None),
            ("+++\naliases = \n+++\n", None),
            ("no front matter\n", None),
        ];
        for (before, after) in cases {
            let text = Text { path: "content/a.md".into(), content: before.into() };
            let file = SourceMap::default().add(text.clone());
            assert_eq!(with_entry(&text, file, "aliases", "B").as_deref(), after, "{before:?}");
        }
        let text = Text { path: String::new(), content: "+++\n+++\n".into() };
        let file = SourceMap::default().add(text.clone());
        let added = with_entry(&text, file, "aliases", "a \"quote\" \\ and ایران").unwrap();
        assert_eq!(added, "+++\naliases = [\"a \\\"quote\\\" \\\\ and ایران\"]\n+++\n");
    }
}
