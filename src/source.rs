//! The texts of a site and places in them: files, byte spans, lines and columns.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap as HashMap;

/// The folder that texts which come with redlines seem to lie in.
pub const BUILT_IN: &str = "built-in/";

/// The number of a text; see [`SourceMap`].
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

/// What is left of a path within a folder, both with forward slashes: `/veto.md`, or nothing where the path is
/// the folder's own. `None` for a path elsewhere.
pub fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    path.strip_prefix(folder).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A place as people name it; both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

/// Which content of a text it is: a text that is kept again with another content has another revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision(u32);

/// Every text of a run, by [`FileId`]. Texts are shared by clones, which cost little.
#[derive(Debug, Default, Clone)]
pub struct SourceMap {
    kept: Vec<Arc<Kept>>,
    /// A path keeps its number from run to run, so that spans in what is remembered stay true.
    numbers: Arc<HashMap<String, FileId>>,
    revisions: u32,
}

#[derive(Debug)]
struct Kept {
    text: Text,
    revision: Revision,
    /// Where the lines begin; found when the text's first place is asked for.
    lines: OnceLock<Vec<usize>>,
}

impl SourceMap {
    /// Keeps a text and gives it its number: the one that its path has, or the next. The same content
    /// again leaves everything as it is.
    pub fn add(&mut self, text: Text) -> FileId {
        let known = self.numbers.get(&text.path).copied();
        if let Some(file) = known
            && self.get(file).content == text.content
        {
            return file;
        }
        self.revisions += 1;
        let file = known.unwrap_or_else(|| {
            let file = FileId(self.kept.len() as u32);
            Arc::make_mut(&mut self.numbers).insert(text.path.clone(), file);
            file
        });
        let revision = Revision(self.revisions);
        let kept = Kept { text, revision, lines: OnceLock::new() };
        match self.kept.get_mut(file.0 as usize) {
            Some(place) => *place = Arc::new(kept),
            None => self.kept.push(Arc::new(kept)),
        }
        file
    }

    /// Puts a star in the place of each character of what no message may show.
    pub fn hide(&mut self, span: Span) {
        let text = self.get(span.file);
        let range = span.range();
        let stars =
            |c: char| if c.is_whitespace() { c.to_string() } else { "*".repeat(c.len_utf8()) };
        let hidden: String = text.content[range.clone()].chars().map(stars).collect();
        let mut content = text.content.clone();
        content.replace_range(range, &hidden);
        self.add(Text { path: text.path.clone(), content });
    }

    /// How many texts there are, and their bytes.
    pub fn sizes(&self) -> (usize, u64) {
        let bytes = self.kept.iter().map(|kept| kept.text.content.len() as u64).sum();
        (self.kept.len(), bytes)
    }

    /// The text with this number, which this collection gave out.
    pub fn get(&self, file: FileId) -> &Text {
        &self.kept[file.0 as usize].text
    }

    /// Which content of the text is kept.
    pub fn revision(&self, file: FileId) -> Revision {
        self.kept[file.0 as usize].revision
    }

    /// The number of the text at a path, where one was ever kept.
    pub fn number(&self, path: &str) -> Option<FileId> {
        self.numbers.get(path).copied()
    }

    /// The line and column of a byte of a text; an offset past the end counts as the end.
    pub fn locate(&self, file: FileId, offset: usize) -> LineColumn {
        let content = self.get(file).content.as_bytes();
        let offset = offset.min(content.len());
        let starts = self.line_starts(file);
        let line = starts.partition_point(|start| *start <= offset);
        let before = &content[starts[line - 1]..offset];
        let column = String::from_utf8_lossy(before).chars().count() + 1;
        LineColumn { line, column }
    }

    /// The bytes of a line, counted from 1, with its line break; lines past the end are empty.
    pub fn line(&self, file: FileId, line: usize) -> Range<usize> {
        let starts = self.line_starts(file);
        let end = self.get(file).content.len();
        let start_of = |line: usize| starts.get(line).copied().unwrap_or(end);
        start_of(line.saturating_sub(1))..start_of(line)
    }

    fn line_starts(&self, file: FileId) -> &[usize] {
        self.kept[file.0 as usize].lines.get_or_init(|| {
            let bytes = self.get(file).content.bytes().enumerate();
            let inner = bytes.filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(inner).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_its_number_and_a_content_its_edition() {
        let mut texts = SourceMap::default();
        let text = |path: &str, content: &str| Text { path: path.into(), content: content.into() };
        let (one, other) = (texts.add(text("a.md", "1")), texts.add(text("b.md", "1")));
        let before = texts.clone();
        let revision = texts.revision(one);
        assert_eq!((texts.add(text("a.md", "1")), texts.revision(one)), (one, revision));
        assert_eq!(texts.add(text("a.md", "2")), one);
        assert_ne!(texts.revision(one), revision);
        assert_eq!(texts.revision(other), before.revision(other));
        assert_eq!((before.get(one).content.as_str(), texts.get(one).content.as_str()), ("1", "2"));
    }

    #[test]
    fn what_is_hidden_is_nowhere_and_moves_nothing() {
        let mut texts = SourceMap::default();
        let content = "key = \"gehéim\nnis\"\nnext = 1\n";
        let file = texts.add(Text { path: "a.toml".into(), content: content.into() });
        let start = content.find("gehéim").unwrap();
        let before = texts.locate(file, content.find("next").unwrap());
        texts.hide(Span::new(file, start..start + "gehéim\nnis".len()));
        let hidden = &texts.get(file).content;
        assert_eq!(hidden, "key = \"*******\n***\"\nnext = 1\n");
        assert_eq!(texts.locate(file, hidden.find("next").unwrap()), before);
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let mut texts = SourceMap::default();
        let content = "é x\r\nsecond\n".into();
        let file = texts.add(Text { path: "a.md".into(), content });
        let places = [(0, 1, 1), (2, 1, 2), (6, 2, 1), (12, 2, 7), (999, 3, 1)];
        for (offset, line, column) in places {
            assert_eq!(texts.locate(file, offset), LineColumn { line, column }, "offset {offset}");
        }
    }
}
