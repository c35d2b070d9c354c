//! Anchors of headings: readable, unique on the page, and out of the theme's way.

use std::collections::HashSet;

use crate::model::identity::slug;

/// Anchors that begin so belong to notes, passages and the theme's own sections.
const RESERVED: [&str; 5] = ["figure-", "note-", "passage-", "part-", "reference-"];

/// The id of every page's main part.
const MAIN: &str = "main";

/// The anchor for a heading's text, or for the one its author chose.
pub fn unique_anchor(text: &str, taken: &mut HashSet<String>) -> String {
    let mut stem = slug(text);
    if stem.is_empty() {
        stem.push_str("section");
    }
    if stem == MAIN || RESERVED.iter().any(|prefix| stem.starts_with(prefix)) {
        stem.insert_str(0, "section-");
    }
    let mut anchor = stem.clone();
    let mut number = 1;
    while !taken.insert(anchor.clone()) {
        number += 1;
        anchor = format!("{stem}-{number}");
    }
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_unique_and_reserved_ones_are_avoided() {
        let mut taken = HashSet::new();
        let cases = [
            ("What happened?", "what-happened"),
            ("What happened", "what-happened-2"),
            ("Note veto", "section-note-veto"),
            ("Main", "section-main"),
            ("***", "section"),
            ("", "section-2"),
            ("خط قرمز", "خط-قرمز"),
        ];
        for (text, expected) in cases {
            assert_eq!(unique_anchor(text, &mut taken), expected, "{text}");
        }
    }
}
