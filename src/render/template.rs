//! Templates: parsed once, every syntax error reported with its own line.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Weak;

use tera::{ErrorKind, Tera};

use crate::diagnostic::Diagnostic;
use crate::render::error;
use crate::render::functions;
use crate::render::removed_fields::find_removed_fields;
use crate::source::{Edition, FileId, Span, Texts};

/// The parsed templates of a theme.
pub struct Templates {
    tera: Tera,
    files: BTreeMap<String, FileId>,
    editions: Vec<Edition>,
    /// Where the lines of each text begin, and where it ends: some errors give only line and column.
    lines: BTreeMap<FileId, Vec<usize>>,
}

impl Templates {
    /// Parses every template by its name. Problems are reported; with one, there are no templates.
    pub fn parse(
        files: BTreeMap<String, FileId>,
        texts: &Texts,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let lines = files.values().map(|file| (*file, line_starts(&texts.get(*file).content)));
        let lines = lines.collect();
        let editions = editions(&files, texts);
        let mut templates = Self { tera: empty(), files, editions, lines };
        let all = templates.files.iter();
        let all = all.map(|(name, file)| (name.as_str(), texts.get(*file).content.as_str()));
        let mut tera = empty();
        match tera.add_raw_templates(all.clone()) {
            Ok(()) => {
                templates.tera = tera;
                for (name, content) in all {
                    let found = find_removed_fields(content).into_iter();
                    problems.extend(found.map(|it| error::removed_field(name, &it, &templates)));
                }
            }
            Err(error) => {
                let broken = all.filter_map(|(name, content)| syntax_error(name, content));
                let found = broken.map(|error| error::describe(&error, &templates, None));
                let found: Vec<Diagnostic> = found.collect();
                // With a template missing for its syntax, what depends on it is not at fault.
                match found.is_empty() {
                    true => problems.push(error::describe(&error, &templates, None)),
                    false => problems.extend(found),
                }
            }
        }
        templates
    }

    /// Whether these are the templates that were parsed, in the same editions.
    pub fn are_of(&self, files: &BTreeMap<String, FileId>, texts: &Texts) -> bool {
        self.files == *files && self.editions == editions(files, texts)
    }

    /// Whether there is a template of this name.
    pub fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// The names of all templates.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
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

/// What is wrong with a template's syntax. Alone, it may lack its parent, too; that does not count here.
fn syntax_error(name: &str, content: &str) -> Option<tera::Error> {
    let error = empty().add_raw_template(name, content).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(_)).then_some(error)
}

fn editions(files: &BTreeMap<String, FileId>, texts: &Texts) -> Vec<Edition> {
    files.values().map(|file| texts.edition(*file)).collect()
}

/// Where each line begins; the last entry is the end of the text.
fn line_starts(text: &str) -> Vec<usize> {
    let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    let inner = breaks.map(|(at, _)| at + 1);
    std::iter::once(0).chain(inner).chain([text.len()]).collect()
}

fn empty() -> Tera {
    let mut tera = Tera::default();
    // Every template is escaped; feeds and sitemaps are XML, and nothing else is rendered.
    tera.autoescape_on(vec![".html", ".xml", ".svg", ".txt"]);
    functions::register(&mut tera, &Weak::new());
    tera
}
