//! The texts of a site and places in them: files, byte spans, lines and columns.

use std::ops::Range;

/// The folder that texts which come with redlines seem to lie in.
pub const BUILT_IN: &str = "built-in/";

/// The number of a text within one run; see [`Texts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// A stretch of one text, in bytes. Texts are limited to 32 MB, so that 32 bits are enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// A span of `file` over a byte range.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: range.start as u32, end: range.end as u32 }
    }

    /// The bytes that the span covers.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where its author wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Located<T> {
    pub value: T,
    pub span: Span,
}

/// One text file of the site: front matter, Markdown, data or a template.
#[derive(Debug, Clone)]
pub struct Text {
    /// The path from the site's folder, with forward slashes: `content/briefs/veto.md`.
    pub path: String,
    /// The text without a byte order mark. Where the file was not UTF-8, its readable form.
    pub content: String,
}

/// A place as people name it; both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

impl Text {
    /// The line and column of a byte offset; an offset past the end counts as the end.
    pub fn locate(&self, offset: usize) -> LineColumn {
        let before = &self.content.as_bytes()[..offset.min(self.content.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
        LineColumn { line, column }
    }
}

/// Every text of a run, by [`FileId`].
#[derive(Debug, Clone, Default)]
pub struct Texts(Vec<Text>);

impl Texts {
    /// Keeps a text and gives it its number.
    pub fn add(&mut self, text: Text) -> FileId {
        self.0.push(text);
        FileId(self.0.len() as u32 - 1)
    }

    /// The text with this number, which this collection gave out.
    pub fn get(&self, file: FileId) -> &Text {
        &self.0[file.0 as usize]
    }

    /// What stands at a span.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).content.get(span.range()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let text = Text { path: "a.md".into(), content: "é x\r\nsecond\n".into() };
        let places = [(0, 1, 1), (2, 1, 2), (6, 2, 1), (12, 2, 7), (999, 3, 1)];
        for (offset, line, column) in places {
            assert_eq!(text.locate(offset), LineColumn { line, column }, "offset {offset}");
        }
    }
}
