//! Fields that templates no longer get, because a function took their place.
//!
//! In an `{% if %}` the engine takes a missing field for false, so a theme that was written for them would lose
//! figures without an error. The search knows nothing of template syntax: what it finds is a warning.

use std::ops::Range;

/// Fields of views by how templates named them, and the function that took their place.
const REMOVED_FIELDS: [(&str, &str); 21] = [
    ("actor.company", "company()"),
    ("actor.curve", "figure(part=\"curve\")"),
    ("actor.named_by", "mentions(by=\"other\")"),
    ("actor.network", "figure(part=\"network\")"),
    ("actor.strip", "figure(part=\"strip\")"),
    ("brief.cite", "cite()"),
    ("brief.named_by", "mentions()"),
    ("brief.strip", "figure(part=\"strip\")"),
    ("event.ladder", "figure(part=\"ladder\")"),
    ("event.named_by", "mentions(by=\"other\")"),
    ("ladder.named_by", "mentions()"),
    ("overview", "figure(part=\"overview\")"),
    ("page.description", "description()"),
    ("page.linked_data", "linked_data()"),
    ("source.cited_by", "cited_by()"),
    ("source.named_by", "mentions()"),
    ("text.named_by", "mentions()"),
    ("threshold.chain", "figure(part=\"chain\")"),
    ("threshold.lane", "figure(part=\"lane\")"),
    ("threshold.named_by", "mentions(by=\"other\")"),
    ("threshold.strip", "figure(part=\"strip\")"),
];

/// Fields of values that templates hold under any name: how the engine's message begins when it misses one, and where
/// it went.
const MOVED_FIELDS: [(&str, &str); 3] = [
    (
        "Field `by` is not defined. Available fields: authors, date",
        "the `briefs` of a document are cards now; what they were is the function `mentions(by=\"brief\")`",
    ),
    (
        "Field `time` is not defined. Available fields: edtf",
        "the `time` of a date is now the filter `date | time`",
    ),
    (
        "Field `in_sentence` is not defined. Available fields: edtf",
        "a date's `in_sentence` is now the filter `date | in_sentence`",
    ),
];

/// A removed field that a template names.
#[derive(Debug, PartialEq, Eq)]
pub struct RemovedField {
    /// Its place in the template.
    pub range: Range<usize>,
    /// `brief.cite`.
    pub name: &'static str,
    /// `cite()`.
    pub function: &'static str,
}

/// The removed fields that a template names with a dot, in their order.
pub fn find_removed_fields(text: &str) -> Vec<RemovedField> {
    let mut found: Vec<RemovedField> = REMOVED_FIELDS
        .iter()
        .filter(|(name, _)| name.contains('.'))
        .flat_map(|&(name, function)| {
            let places = text.match_indices(name).map(|(start, _)| start..start + name.len());
            let whole = places.filter(|range| is_whole_word(text, range));
            whole.map(move |range| RemovedField { range, name, function })
        })
        .collect();
    found.sort_by_key(|field| field.range.start);
    found
}

/// What took the place of a name that the engine misses, by its message; `None` if there never was such a name.
pub fn find_replacement(message: &str) -> Option<String> {
    let moved = MOVED_FIELDS.iter().find(|(beginning, _)| message.starts_with(beginning));
    if let Some((_, help)) = moved {
        return Some((*help).to_owned());
    }
    let missing = message.strip_prefix("Field `").or(message.strip_prefix("Variable `"))?;
    let (missing, _) = missing.split_once('`')?;
    let removed = REMOVED_FIELDS
        .iter()
        .filter(|(name, _)| name.rsplit('.').next() == Some(missing))
        .map(|(name, function)| format!("`{name}` is now the function `{function}`"));
    let help = removed.collect::<Vec<_>>().join("\n");
    (!help.is_empty()).then_some(help)
}

/// Whether neither end of a range is inside a word, nor its start inside a path such as `my.brief.cite`.
fn is_whole_word(text: &str, range: &Range<usize>) -> bool {
    let is_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !before.is_some_and(|it| is_of_word(it) || it == '.') && !after.is_some_and(is_of_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_fields_are_found_as_whole_words() {
        let cases: [(&str, &[&str]); 6] = [
            ("{{ brief.cite.text }}", &["brief.cite"]),
            (
                "{% if actor.strip -%}{{ <figure figure={actor.strip} /> }}{% endif %}",
                &["actor.strip", "actor.strip"],
            ),
            ("{{ event.ladder }} {{ actor.curve }}", &["event.ladder", "actor.curve"]),
            ("{{ brief.cited }} {{ my_brief.cite }} {{ page.brief.cite }}", &[]),
            // A word of prose as well: the engine itself misses this one.
            ("{% if overview %}An overview{% endif %}", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let names: Vec<_> =
                find_removed_fields(text).into_iter().map(|field| field.name).collect();
            assert_eq!(names, expected, "{text}");
        }
    }

    #[test]
    fn what_the_engine_misses_is_explained() {
        let cases = [
            ("Variable `overview` is not defined.", Some("`overview` is now")),
            ("Field `curve` is not defined. Available fields: id", Some("`actor.curve` is now")),
            ("Field `time` is not defined. Available fields: edtf, html", Some("`date | time`")),
            ("Field `time` is not defined. Available fields: id", None),
            ("Field `nobody` is not defined.", None),
            ("Unknown filter", None),
        ];
        for (message, expected) in cases {
            let found = find_replacement(message);
            match expected {
                Some(part) => assert!(found.is_some_and(|it| it.contains(part)), "{message}"),
                None => assert_eq!(found, None, "{message}"),
            }
        }
    }

    #[test]
    fn a_removed_field_is_found_at_its_place() {
        let text = "{# ä #}{{ brief.cite }}";
        let field = &find_removed_fields(text)[0];
        assert_eq!((&text[field.range.clone()], field.function), ("brief.cite", "cite()"));
    }
}
