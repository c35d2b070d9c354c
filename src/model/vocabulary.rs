//! Closed vocabularies: the terms that a front-matter key may take, with what readers see for each.

/// A closed list of terms.
pub trait Vocabulary: Copy + Sized + 'static {
    /// What the vocabulary is of, as in "a role": `role`.
    const NAME: &'static str;
    /// Every term, in the order of the vocabulary.
    const ALL: &'static [Self];

    /// How authors write it.
    fn term(self) -> &'static str;

    /// How readers see it.
    fn label(self) -> &'static str;

    /// The value that authors write as `term`.
    fn from_term(term: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.term() == term)
    }
}

/// Declares an enum with its terms and labels: `Variant = "term" "Label"`.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident is $what:literal {
        $( $(#[$variant_meta:meta])* $variant:ident = $term:literal $label:literal, )*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $( $(#[$variant_meta])* $variant, )* }

        impl $crate::model::vocabulary::Vocabulary for $name {
            const NAME: &'static str = $what;
            const ALL: &'static [Self] = &[ $( Self::$variant, )* ];
            fn term(self) -> &'static str {
                match self { $( Self::$variant => $term, )* }
            }
            fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )* }
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// How well an assessment rests on its basis (ICD 203); never the likelihood itself.
    Confidence is "confidence" {
        Low = "low" "low confidence",
        Moderate = "moderate" "moderate confidence",
        High = "high" "high confidence",
    }
}
