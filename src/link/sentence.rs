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

/// The sentence of a block around one of its bytes, as [`sentences`] divides it, with the spaces that follow it. The
/// end of the block belongs to its last sentence.
pub fn sentence_of(block: &str, at: usize) -> Range<usize> {
    let start = sure_start(block.as_bytes(), at);
    // It ends behind the byte: where one ends plainly, another is sure to begin.
    if let Some(end) = plain_end(block.as_bytes(), start) {
        return start..end;
    }
    let covers = |it: &Range<usize>| start + it.end > at || start + it.end == block.len();
    let found = sentences(&block[start..]).find(covers).unwrap_or(0..0);
    start + found.start..start + found.end
}

/// Where a sentence is sure to begin, at or before a byte: a block is long, and finding all of its sentences takes
/// a while.
fn sure_start(block: &[u8], at: usize) -> usize {
    let end = (at + 1).min(block.len());
    let starts = (4..=end).rev().find(|end| is_sure_start(&block[end - 4..*end]));
    starts.map_or(0, |end| end - 1)
}

/// Whether a sentence begins with the last of four bytes: after a full stop that ends no initials, one space and a
/// capital of ASCII always begin one (UAX #29, SB7 to SB11).
fn is_sure_start(before: &[u8]) -> bool {
    matches!(before, [last, b'.', b' ', first] if last.is_ascii_lowercase() && first.is_ascii_uppercase())
}

/// Where the sentence from a byte on ends, if that shows without Unicode's tables: at its first full stop, or with
/// the block, where all before is ASCII that ends no sentence.
fn plain_end(block: &[u8], start: usize) -> Option<usize> {
    let goes_on = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'.' | b'!' | b'?');
    let stop = block[start..].iter().position(|byte| !goes_on(byte));
    let stop = stop.map_or(block.len(), |stop| start + stop);
    if matches!(block[stop..], [] | [b'.' | b'!' | b'?']) {
        return Some(block.len());
    }
    let around = block.get(stop.checked_sub(1)?..stop + 3)?;
    is_sure_start(around).then_some(stop + 2)
}

/// Whether a sentence ends in a capital letter and a full stop.
fn ends_in_initials(sentence: &str) -> bool {
    let mut letters = sentence.trim_end().chars().rev();
    letters.next() == Some('.') && letters.next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{sentence_of, sentences};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_sentence_by_itself_is_one_of_all(
            block in "([ab]|[AB]|\\. |\\. |\\. |\\.|! |é|\u{301}|\\)|ש| ){0,40}",
            share in 0.0..=1.0_f64,
        ) {
            let at = block.floor_char_boundary((block.len() as f64 * share) as usize);
            let covers = |it: &std::ops::Range<usize>| it.end > at || it.end == block.len();
            let expected = sentences(&block).find(covers).unwrap_or(0..0);
            prop_assert_eq!(sentence_of(&block, at), expected, "{:?} at {}", block, at);
        }
    }

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
