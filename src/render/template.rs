//! Templates: parsed once, with the places of their lines in the files that they are of.

mod parser;

use std::collections::BTreeMap;
use std::ops::Range;

use tera::Tera;

use crate::model::site::ThemeName;
use crate::source::{FileId, Revision, SourceMap, Span};

/// The base of the built-in pages.
pub(super) const BUILT_IN_BASE: &str = "default/base.html";

/// The parsed templates of a theme.
pub struct Templates {
    tera: Tera,
    files: BTreeMap<String, FileId>,
    revisions: Vec<Revision>,
    /// Where the lines of each text begin, and where it ends: some errors give only line and column.
    lines: BTreeMap<FileId, Vec<usize>>,
}

impl Templates {
    /// Whether these are the templates that were parsed, in the same revisions.
    pub fn are_of(&self, files: &BTreeMap<String, FileId>, texts: &SourceMap) -> bool {
        self.files == *files && self.revisions == revisions(files, texts)
    }

    /// Whether there is a template of this name, built in or not.
    pub fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Whether the built-in templates are among them.
    pub fn has_built_in(&self) -> bool {
        self.files.contains_key(BUILT_IN_BASE)
    }

    /// The names of all templates, as pages choose them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(|name| name.strip_prefix(ThemeName::BUILT_IN_PREFIX).unwrap_or(name))
    }

    pub(super) fn tera(&self) -> &Tera {
        &self.tera
    }

    /// A stretch of a template, confined to its text.
    pub(super) fn span(&self, name: &str, range: Range<usize>) -> Option<Span> {
        let file = *self.files.get(name)?;
        let end = *self.lines.get(&file)?.last()?;
        Some(Span::new(file, range.start.min(end)..range.end.min(end)))
    }

    /// The rest of a template's line from a column, both from 1.
    pub(super) fn line_span(&self, name: &str, line: usize, column: usize) -> Option<Span> {
        let starts = self.lines.get(self.files.get(name)?)?;
        let start = *starts.get(line.checked_sub(1)?)?;
        let end = starts.get(line).copied().unwrap_or(start);
        self.span(name, (start + column.saturating_sub(1)).min(end)..end)
    }
}

fn revisions(files: &BTreeMap<String, FileId>, texts: &SourceMap) -> Vec<Revision> {
    files.values().map(|file| texts.revision(*file)).collect()
}
