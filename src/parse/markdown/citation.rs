//! Citations as in Pandoc: `[@key, p. 3; see @other]`, `[-@key]`, and `@key` in running text.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::{Citation, CitationItem};
use crate::parse::markdown::document::Markdown;

/// Whether a bracket's text is a citation: it has a key after its start, a space, `;` or `-`.
pub fn is_one(bracketed: &str) -> bool {
    keys(bracketed).next().is_some()
}

/// A key with its `@`, in bytes of the text: `@reuters-2025`.
fn keys(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('@').filter_map(|(at, _)| {
        let begins = match text[..at].chars().next_back() {
            None => true,
            Some(before) => {
                before.is_whitespace() || matches!(before, ';' | '-' | '(' | '[' | '—' | '–')
            }
        };
        let length = key_length(&text[at + 1..]);
        (begins && length > 0).then_some(at..at + 1 + length)
    })
}

/// How many bytes of a text are a key: letters, digits and `_`, and between them single marks of
/// Pandoc's list (`:.#$%&-+?<>~/`).
fn key_length(text: &str) -> usize {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let mut length = 0;
    for (at, c) in text.char_indices() {
        if is_letter(c) {
            length = at + c.len_utf8();
        } else if length == 0 || length != at || !":.#$%&-+?<>~/".contains(c) {
            break;
        }
    }
    length
}

/// The keys in running text: those that stand at the start or after a space or an opening mark,
/// and are not escaped.
pub fn in_running_text(text: &str) -> impl Iterator<Item = Range<usize>> {
    // A hyphen joins words in running text: `-@key` suppresses an author only inside brackets.
    keys(text).filter(|range| !text[..range.start].ends_with('-'))
}

/// Reads the citation that stands in square brackets at `range` of the file.
pub fn parse_bracketed(
    markdown: &Markdown<'_>,
    range: &Range<usize>,
    problems: &mut Vec<Diagnostic>,
) -> Citation {
    let inner = range.start + 1..range.end - 1;
    let mut items = Vec::new();
    let mut start = inner.start;
    for part in markdown.text[inner.clone()].split(';') {
        let place = start..start + part.len();
        match parse_item(part, start, markdown) {
            Some(item) => items.push(item),
            None => {
                let message = match part.trim() {
                    "" => "a citation has an empty part: remove the `;`".to_owned(),
                    part => format!("`{part}` is no part of a citation"),
                };
                let problem =
                    Diagnostic::at(Code::MalformedCitation, markdown.span(&place), message);
                problems.push(problem.help(
                    "write `[@key, p. 3; @other]`: one key between semicolons, its pages after a comma",
                ));
            }
        }
        start += part.len() + 1;
    }
    Citation { items, in_text: false }
}

/// Reads a part of a citation that begins at `start` of the text.
fn parse_item(part: &str, start: usize, markdown: &Markdown<'_>) -> Option<CitationItem> {
    let range = keys(part).next()?;
    let before = &part[..range.start];
    let suppress_author = before.ends_with('-');
    let prefix = before.strip_suffix('-').unwrap_or(before).trim().to_owned();
    let rest = part[range.end..].trim();
    // A second key would be lost in the locator.
    if is_one(rest.trim_start_matches(',')) {
        return None;
    }
    let locator = rest.strip_prefix(',').unwrap_or(rest).trim().to_owned();
    let key = part[range.start + 1..range.end].to_owned();
    let span = markdown.span(&(start + range.start..start + range.end));
    Some(CitationItem { key, prefix, locator, suppress_author, span })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_told_from_other_brackets() {
        for text in ["@a", "@a, p. 3", "see @a", "-@a", "@a; @b", "see also @reuters-2025, p. 1"] {
            assert!(is_one(text), "{text}");
        }
        for text in ["a", "me@example.org", "@", "a b", "^x", "@ a", ""] {
            assert!(!is_one(text), "{text}");
        }
    }

    #[test]
    fn keys_end_before_punctuation() {
        let cases = [("kahn-1965.", 9), ("a:b, c", 3), ("a--b", 1), ("é1", 3), ("-a", 0)];
        for (text, expected) in cases {
            assert_eq!(key_length(text), expected, "{text}");
        }
    }

    #[test]
    fn running_text_has_keys_only_where_a_word_begins() {
        let found = |text| in_running_text(text).map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("As @kahn-1965 says, write to me@example.org"), ["@kahn-1965"]);
        assert_eq!(found("(@a) and well-@b"), ["@a"]);
    }
}
