//! Names that templates no longer get, since what they stood for is a function. A theme that was written for them is
//! told the function: in an `{% if %}` of the engine's a name that is not there is merely false.

use std::ops::Range;

use crate::render::functions::REMOVED_FIELDS;

/// A name in a template that is not there any more.
#[derive(Debug, PartialEq, Eq)]
pub struct Removed {
    /// Where it stands in the template.
    pub range: Range<usize>,
    /// `brief.cite`.
    pub name: &'static str,
    /// `cite()`.
    pub function: &'static str,
}

/// The removed names in the expressions and statements of a template, in their order. One whose first part the template
/// gives to something else is the theme's own.
pub fn find(text: &str) -> Vec<Removed> {
    let mut found = Vec::new();
    for path in tags(text).into_iter().flat_map(|tag| paths(text, tag)) {
        for (name, function) in REMOVED_FIELDS {
            let rest = text[path.clone()].strip_prefix(name);
            let is_named = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            if is_named && !is_own(text, name) {
                let range = path.start..path.start + name.len();
                found.push(Removed { range, name, function });
            }
        }
    }
    found
}

/// The names with dots in a tag, as `brief.cite.text`, without those at the beginning of a string.
fn paths(text: &str, tag: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let is_of_path = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    let bytes = text.as_bytes();
    let mut at = tag.start;
    std::iter::from_fn(move || {
        let start = (at..tag.end).find(|it| is_of_path(bytes[*it]))?;
        at = (start..tag.end).find(|it| !is_of_path(bytes[*it])).unwrap_or(tag.end);
        Some(start..at)
    })
    .filter(move |path| !matches!(bytes[path.start - 1], b'"' | b'\'' | b'`' | b'-'))
}

/// The insides of `{{ … }}` and `{% … %}`, without comments.
fn tags(text: &str) -> Vec<Range<usize>> {
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('{').map(|at| from + at) {
        let end = match text.as_bytes().get(at + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                from = at + 1;
                continue;
            }
        };
        let inside = at + 2;
        let length = text[inside..].find(end).unwrap_or(text.len() - inside);
        if end != "#}" {
            tags.push(inside..inside + length);
        }
        from = (inside + length + end.len()).min(text.len());
    }
    tags
}

/// Whether a template gives the first part of a name to something of its own.
fn is_own(text: &str, name: &str) -> bool {
    let first = name.split('.').next().unwrap_or(name);
    let mut words = text.split_ascii_whitespace();
    let mut last = "";
    words.any(|word| {
        let is_bound = matches!(std::mem::replace(&mut last, word), "for" | "set" | "set_global");
        is_bound && word.trim_end_matches(',') == first
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        find(text).into_iter().map(|removed| removed.name).collect()
    }

    #[test]
    fn removed_names_are_found_where_the_engine_reads_them() {
        let cases: [(&str, &[&str]); 10] = [
            ("{{ brief.cite.text }}", &["brief.cite"]),
            (
                "{% if actor.strip -%}{{ <figure figure={actor.strip} /> }}{% endif %}",
                &["actor.strip", "actor.strip"],
            ),
            ("{% if overview %}", &["overview"]),
            // Other names, strings, text and comments.
            ("{{ brief.cited }} {{ my_brief.cite }} {{ page.brief.cite }}", &[]),
            ("{{ \"brief.cite\" }} {{ figure(part=\"overview\") }}", &[]),
            ("brief.cite { brief.cite } {# brief.cite #}", &[]),
            // The template's own.
            ("{% for event in text.extra.events %}{{ event.ladder }}{% endfor %}", &[]),
            ("{% set overview = figure(part=\"overview\") %}{% if overview %}", &[]),
            // No end.
            ("{{ brief.cite", &["brief.cite"]),
            ("{", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn a_removed_name_is_found_at_its_place() {
        let text = "{# ä #}{{ brief.cite }}";
        let removed = &find(text)[0];
        assert_eq!((&text[removed.range.clone()], removed.function), ("brief.cite", "cite()"));
    }
}
