//! A field that is added to a source, beside the address that is there.

use std::ops::Range;

use crate::parse::insertion::quoted::{line_break, quoted};
use crate::source::Text;

/// Where a field is added to a source in a library or in a document's front matter, in bytes, and what is added
/// there. `place` is where the source's address is known to stand: the address itself, or the key of an entry
/// whose fields have no places (BibTeX, and hayagriva's YAML). `None` where the source is written in a way
/// that a field cannot be added to.
pub fn of_field(
    text: &Text,
    place: Range<usize>,
    key: &str,
    value: &str,
) -> Option<(usize, String)> {
    let content = &text.content;
    if text.path.ends_with(".bib") {
        let field = format!("{key} = {{{}}}", in_bibtex(value)?);
        return after_key_of_bibtex(content, place.end, &field);
    }
    let is_toml = text.path.ends_with(".toml") || content.starts_with("+++");
    let field = format!("{key}{} {}", if is_toml { " =" } else { ":" }, quoted(value));
    match is_toml || !content[place.end..].starts_with(':') {
        true => beside(content, place, &field),
        false => below_key(content, place.end, &field),
    }
}

/// An address as BibTeX reads it unchanged: braces, mathematics and dashes would be taken for markup. `None` where
/// they stand in the host, which has no other spelling.
fn in_bibtex(address: &str) -> Option<String> {
    let host = address.split('/').nth(2).unwrap_or_default();
    let encoded =
        [("{", "%7B"), ("}", "%7D"), ("$", "%24"), ("\\", "%5C"), ("~", "%7E"), ("--", "-%2D")];
    let mut text = address.to_owned();
    for (mark, code) in encoded {
        if host.contains(mark) {
            return None;
        }
        text = text.replace(mark, code);
    }
    Some(text)
}

/// `@report{key,` is followed by fields.
fn after_key_of_bibtex(content: &str, end: usize, field: &str) -> Option<(usize, String)> {
    let comma =
        content[end..].trim_start().starts_with(',').then(|| content[end..].find(','))??;
    Some((end + comma + 1, format!("{}  {field},", line_break(content))))
}

/// `key:` alone on its line is followed by fields, indented.
fn below_key(content: &str, end: usize, field: &str) -> Option<(usize, String)> {
    let line_end = end + content[end..].find('\n')?;
    let next = content[line_end + 1..].lines().find(|line| !line.trim().is_empty())?;
    let indent = &next[..next.len() - next.trim_start().len()];
    let is_alone =
        matches!(content[end + 1..line_end].trim_start().bytes().next(), None | Some(b'#'));
    let added = format!("{indent}{field}{}", line_break(content));
    (is_alone && !indent.is_empty()).then_some((line_end + 1, added))
}

/// Below the address where it has a line of its own, else behind it.
fn beside(content: &str, address: Range<usize>, field: &str) -> Option<(usize, String)> {
    let line = content[..address.start].rfind('\n').map_or(0, |at| at + 1);
    let end = content[address.end..].find('\n').map_or(content.len(), |at| address.end + at);
    let end = if content[..end].ends_with('\r') { end - 1 } else { end };
    let before = &content[line..address.start];
    let last = before.rfind(|c: char| c.is_ascii_alphabetic())?;
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let key = before[..=last].trim_end_matches(is_of_key).trim_end_matches(['"', '\'']).len();
    let rest = content[address.end..end].trim_start();
    let is_line = before[..key].trim_start().trim_start_matches(['-', ' ', '\t']).is_empty()
        && (rest.is_empty() || rest.starts_with('#'));
    if !is_line {
        return Some((address.end, format!(", {field}")));
    }
    let indent: String = before[..key].replace('-', " ");
    Some((end, format!("{}{indent}{field}", line_break(content))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_added_as_authors_write_them() {
        let cases = [
            (
                "a.toml",
                "[[sources]]\nkey = \"a\"\nurl = \"<U>\" # seen\n",
                Some("[[sources]]\nkey = \"a\"\nurl = \"<U>\" # seen\ncopy = \"C\"\n"),
            ),
            (
                "a.toml",
                "[[sources]]\nurl = \"<U>\"",
                Some("[[sources]]\nurl = \"<U>\"\ncopy = \"C\""),
            ),
            (
                "a.md",
                "+++\nsources = [\n  { url = \"<U>\", title = \"T\" },\n]\n+++\n",
                Some(
                    "+++\nsources = [\n  { url = \"<U>\", copy = \"C\", title = \"T\" },\n]\n+++\n",
                ),
            ),
            (
                "a.md",
                "---\r\nsources:\r\n  - url: <U>\r\n    title: T\r\n---\r\n",
                Some(
                    "---\r\nsources:\r\n  - url: <U>\r\n    copy: \"C\"\r\n    title: T\r\n---\r\n",
                ),
            ),
            (
                "a.md",
                "---\nsources: [{ url: \"<U>\" }]\n---\n",
                Some("---\nsources: [{ url: \"<U>\", copy: \"C\" }]\n---\n"),
            ),
            (
                "a.yml",
                "<U>: # one\n    title: T\n",
                Some("<U>: # one\n    copy: \"C\"\n    title: T\n"),
            ),
            ("a.yml", "<U>: { title: T }\n", None),
            (
                "a.bib",
                "@misc{<U> ,\n  title = {T}}\n",
                Some("@misc{<U> ,\n  copy = {C},\n  title = {T}}\n"),
            ),
            ("a.bib", "@misc{<U>}\n", None),
        ];
        for (path, marked, after) in cases {
            // Quotes belong to an address.
            let quote = usize::from(marked.contains("\"<U>"));
            let at = marked.find("<U>").unwrap() - quote;
            let text = Text { path: path.into(), content: marked.replace("<U>", "U") };
            let found = of_field(&text, at..at + 1 + 2 * quote, "copy", "C");
            let done = found.map(|(at, added)| {
                format!("{}{added}{}", &text.content[..at], &text.content[at..])
            });
            assert_eq!(done, after.map(|after| after.replace("<U>", "U")), "{marked}");
        }
    }

    #[test]
    fn addresses_stay_what_they_are_in_bibtex() {
        let cases = [
            ("https://a.example/b", Some("https://a.example/b")),
            (
                "https://a.example/b--c---d?e={f}$~",
                Some("https://a.example/b-%2Dc-%2D-d?e=%7Bf%7D%24%7E"),
            ),
            ("https://xn--fiqs8s.example/", None),
        ];
        for (address, expected) in cases {
            assert_eq!(in_bibtex(address).as_deref(), expected, "{address}");
        }
    }
}
