//! Estimative language: ICD 203's terms of likelihood, in their two columns, with their ranges.

/// A term of likelihood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    pub term: &'static str,
    /// Percent.
    pub least: u8,
    pub most: u8,
    /// Which of the two columns the term is of; one product uses one of them.
    pub column: Column,
}

/// The two columns of terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// "likely", "almost certain".
    Likely,
    /// "probable", "nearly certain".
    Probable,
}

/// Both columns and the ranges that they share (ICD 203, 2015).
const RANGES: [(&str, &str, u8, u8); 7] = [
    ("almost no chance", "remote", 1, 5),
    ("very unlikely", "highly improbable", 5, 20),
    ("unlikely", "improbable", 20, 45),
    ("roughly even chance", "roughly even odds", 45, 55),
    ("likely", "probable", 55, 80),
    ("very likely", "highly probable", 80, 95),
    ("almost certain", "nearly certain", 95, 99),
];

impl Estimate {
    /// Every term, of both columns.
    pub fn all() -> impl Iterator<Item = Self> {
        RANGES.iter().flat_map(|&(likely, probable, least, most)| {
            [
                Self { term: likely, least, most, column: Column::Likely },
                Self { term: probable, least, most, column: Column::Probable },
            ]
        })
    }

    /// The estimate that a term makes. Case and the adverb's ending ("almost certainly") are free.
    pub fn parse(written: &str) -> Option<Self> {
        let written = written.trim().to_lowercase();
        let written = written
            .strip_suffix("certainly")
            .map_or(written.clone(), |start| format!("{start}certain"));
        Self::all().find(|estimate| estimate.term == written)
    }
}

/// Whether a sentence has a term of likelihood and a statement of confidence, which ICD 203 keeps
/// apart: a reader could take either for the other.
pub fn mixes_likelihood_and_confidence(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    let words: Vec<&str> = sentence.split(|c: char| !c.is_alphanumeric()).collect();
    let has_confidence = words
        .windows(2)
        .any(|pair| matches!(pair[0], "low" | "moderate" | "high") && pair[1] == "confidence");
    has_confidence
        && Estimate::all().any(|estimate| {
            let term: Vec<&str> = estimate.term.split(' ').collect();
            words.windows(term.len()).any(|window| window == term)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_have_ranges() {
        let cases = [
            ("likely", Some((55, 80))),
            ("Almost certainly", Some((95, 99))),
            ("remote", Some((1, 5))),
            ("roughly even odds", Some((45, 55))),
            ("perhaps", None),
            ("", None),
        ];
        for (written, range) in cases {
            let found = Estimate::parse(written).map(|estimate| (estimate.least, estimate.most));
            assert_eq!(found, range, "{written}");
        }
    }

    #[test]
    fn likelihood_and_confidence_are_told_apart() {
        for mixed in ["We judge with high confidence that it is likely.", "Low confidence; remote."]
        {
            assert!(mixes_likelihood_and_confidence(mixed), "{mixed}");
        }
        let sound =
            ["It is likely.", "Confidence is low.", "We have high confidence in this report."];
        for sentence in sound {
            assert!(!mixes_likelihood_and_confidence(sentence), "{sentence}");
        }
    }
}
