//! Near misses: the known word that an unknown one was probably meant to be.

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

#[cfg(test)]
mod tests {
    use super::nearest;

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
}
