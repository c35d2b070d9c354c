//! Near misses: the known word that an unknown one was probably meant to be.

use std::cmp::Ordering;

/// The nearest of the known words, where one is near enough to be worth naming.
///
/// Distance is Damerau–Levenshtein over lower-cased characters; a third of the word may differ.
/// Of equally near words the first in alphabetical order is given, so that messages are stable.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    // One letter of two is half of a word: short ones must be the same but for their case.
    let limit = if length < 3 { 0 } else { (length / 3).clamp(1, 5) };
    let candidate = |known: &'a str| {
        // A word whose length differs by more than the limit cannot be within it.
        if known.chars().count().abs_diff(length) > limit {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&word, &known.to_lowercase());
        (distance <= limit).then_some((distance, known))
    };
    known.into_iter().filter_map(candidate).min().map(|(_, known)| known)
}

/// "; did you mean `iran`?", to end a sentence with; nothing where nothing is near.
pub fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

/// Whether two words are one but for a slip of the hand: a letter too many or too few, two neighbours
/// exchanged, or another case or joint (`-`, `_`, a space). One letter in the place of another may make
/// another word (`iraq`, `iran`), a short word has too few letters to know it by, and a digit is
/// never a slip: such words are near, and not the same.
pub fn is_typo(word: &str, other: &str) -> bool {
    let joint = |c: char| if matches!(c, '_' | ' ') { '-' } else { c };
    let plain = |word: &str| -> Vec<char> { word.to_lowercase().chars().map(joint).collect() };
    let (word, other) = (plain(word), plain(other));
    if word == other {
        return true;
    }
    let digits =
        |word: &[char]| -> Vec<char> { word.iter().copied().filter(|c| c.is_numeric()).collect() };
    let shorter = word.len().min(other.len());
    if shorter < 5 || digits(&word) != digits(&other) {
        return false;
    }
    let same = word.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&word[same..], &other[same..]);
    match rest.len().cmp(&other.len()) {
        Ordering::Less => *rest == other[1..],
        Ordering::Greater => rest[1..] == *other,
        Ordering::Equal => {
            rest.len() > 1 && rest[0] == other[1] && rest[1] == other[0] && rest[2..] == other[2..]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_typo, nearest};

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let known = ["donald-trump", "iran", "israel", "titles", "title"];
        let cases = [
            ("donald-trmp", Some("donald-trump")),
            ("Iran", Some("iran")),
            ("titel", Some("title")),
            ("isreal", Some("israel")),
            ("oman", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
    }
    #[test]
    fn slips_are_told_from_other_words() {
        let slips = [
            ("donald-trmp", "donald-trump"),
            ("isreal", "israel"),
            ("Donald_Trump", "donald-trump"),
            ("oman", "Oman"),
            ("kataib-hezbollahh", "kataib-hezbollah"),
        ];
        for (word, other) in slips {
            assert!(is_typo(word, other) && is_typo(other, word), "{word}");
        }
        let others = [
            ("iraq", "iran"),
            ("irn", "iran"),
            ("2025-06-15-veto", "2025-06-16-veto"),
            ("2025-06-15-veto", "2025-06-5-veto"),
            ("north-korea", "south-korea"),
            ("us-troops", "uk-troops"),
            ("niger", "nigeria"),
        ];
        for (word, other) in others {
            assert!(!is_typo(word, other) && !is_typo(other, word), "{word}");
        }
    }
}
