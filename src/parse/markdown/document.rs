//! The Markdown of one document.

use std::ops::Range;

use crate::model::site::MarkdownSettings;
use crate::parse::comment::Cuts;
use crate::source::{FileId, Span};

/// The Markdown of one document.
#[derive(Clone, Copy)]
pub struct Markdown<'a> {
    /// The whole text of the file; where it has `cuts`, without its comments.
    pub text: &'a str,
    /// The byte where the body begins.
    pub start: usize,
    pub file: FileId,
    pub settings: MarkdownSettings,
    /// Where comments were cut from the text.
    pub cuts: Option<&'a Cuts>,
}

impl Markdown<'_> {
    /// The span in the file of a range of the text.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let range = self.cuts.map_or_else(|| range.clone(), |cuts| cuts.restore(range));
        Span::new(self.file, range)
    }

    /// Whether the character at `offset` has a backslash before it that escapes it.
    pub fn is_escaped(&self, offset: usize) -> bool {
        let before = &self.text.as_bytes()[self.start..offset];
        before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
    }
}
