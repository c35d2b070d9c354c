//! Sentences of a block of text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The sentences of a block, one after the other, with the spaces that follow them.
///
/// They are those of UAX #29; one that seems to end in initials ("the U.S.") goes on.
pub fn sentences(block: &str) -> impl Iterator<Item = Range<usize>> {
    let mut parts = block.split_sentence_bounds();
    let mut end = 0;
    std::iter::from_fn(move || {
        let start = end;
        for part in parts.by_ref() {
            end += part.len();
            if !ends_in_initials(&block[start..end]) {
                break;
            }
        }
        (start < end).then_some(start..end)
    })
}

/// Whether a sentence ends in a capital letter and a full stop.
fn ends_in_initials(sentence: &str) -> bool {
    let mut letters = sentence.trim_end().chars().rev();
    letters.next() == Some('.') && letters.next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn initials_do_not_end_a_sentence() {
        let cases: [(&str, &[&str]); 4] = [
            ("One. Two U.S. Army officials. ", &["One. ", "Two U.S. Army officials. "]),
            ("It was the U.S.", &["It was the U.S."]),
            ("No stop", &["No stop"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
