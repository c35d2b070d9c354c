//! Fixes: what would mend a problem without doubt, as exact edits of the authors' texts.

use std::ops::Range;

use crate::diagnostic::nearest::is_typo;
use crate::source::{BUILT_IN, FileId, SourceMap, Span};

/// A mending that leaves nothing to judge: all of its edits are made, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    pub edits: Vec<Edit>,
}

/// One word in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where the word stands: in quotes, in brackets, or bare.
    pub within: Span,
    pub written: String,
    pub instead: String,
}

/// An edit as bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    pub file: FileId,
    pub range: Range<usize>,
    pub instead: String,
}

impl Fix {
    /// The fix of one word at one place.
    pub fn of_word(within: Span, written: &str, instead: &str) -> Self {
        let (written, instead) = (written.to_owned(), instead.to_owned());
        Self { edits: vec![Edit { within, written, instead }] }
    }

    /// The fix of a word that is a slip of one known word and of no other.
    pub fn of_slip<'a>(
        within: Span,
        written: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<Self> {
        let mut meant = known.into_iter().filter(|known| is_typo(written, known));
        let first = meant.next()?;
        meant.all(|other| other == first).then(|| Self::of_word(within, written, first))
    }

    /// The edits as bytes of the texts. `None` where one cannot be made: a word is not there as it was
    /// read (it is written with escapes, or over several lines), the new word would need quotes of
    /// its own, or the file comes with redlines.
    pub fn replacements(&self, texts: &SourceMap) -> Option<Vec<Replacement>> {
        self.edits.iter().map(|edit| edit.replacement(texts)).collect()
    }
}

impl Edit {
    fn replacement(&self, texts: &SourceMap) -> Option<Replacement> {
        let is_plain = |c: char| c.is_alphanumeric() || "-_. :/|".contains(c);
        let text = texts.get(self.within.file);
        if self.written.is_empty()
            || !self.instead.chars().all(is_plain)
            || text.path.starts_with(BUILT_IN)
        {
            return None;
        }
        let place = text.content.get(self.within.range())?;
        let start = self.within.range().start + place.find(&self.written)?;
        Some(Replacement {
            file: self.within.file,
            range: start..start + self.written.len(),
            instead: self.instead.clone(),
        })
    }
}

/// A text with some of its bytes replaced; the replacements stand in order and do not touch.
pub fn mend(text: &str, replacements: &[Replacement]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut done = 0;
    for Replacement { range, instead, .. } in replacements {
        mended.push_str(&text[done..range.start]);
        mended.push_str(instead);
        done = range.end;
    }
    mended + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Text;

    #[test]
    fn edits_are_the_bytes_of_the_word_alone() {
        let mut texts = SourceMap::default();
        let content = "actors = [\"irna\", 'oman']\n".to_owned();
        let file = texts.add(Text { path: "content/a.md".into(), content });
        let cases = [
            ("irna", "iran", Some(11..15)),
            ("oman", "iran", None),
            ("irna", "i\"ran", None),
            ("", "iran", None),
        ];
        for (written, instead, expected) in cases {
            let fix = Fix::of_word(Span::new(file, 10..16), written, instead);
            let found = fix.replacements(&texts);
            assert_eq!(found.map(|it| it[0].range.clone()), expected, "{written}");
        }
    }

    #[test]
    fn only_a_slip_of_one_word_is_mended() {
        let span = Span::new(
            SourceMap::default().add(Text { path: String::new(), content: String::new() }),
            0..0,
        );
        let known = [
            "donald-trump",
            "iran",
            "2025-06-13-strike",
            "north-korea",
            "south-korea",
            "status",
            "statuses",
        ];
        let cases = [
            ("donald-trmp", Some("donald-trump")),
            ("Donald_Trump", Some("donald-trump")),
            // Another country, and another day, are other documents.
            ("iraq", None),
            ("2025-06-15-strike", None),
            ("nouth-korea", None),
            // One letter from two words.
            ("statuse", None),
        ];
        for (written, expected) in cases {
            let fix = Fix::of_slip(span, written, known);
            assert_eq!(fix.map(|it| it.edits[0].instead.clone()).as_deref(), expected, "{written}");
        }
    }
}
