//! Templates: parsed once, every syntax error reported with its own line.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashSet;
use serde::Serialize;
use tera::{ErrorKind, Tera, Value};

use crate::diagnostic::Diagnostic;
use crate::render::asked::Asked;
use crate::render::error;
use crate::source::{Edition, FileId, Span, Texts};

/// The parsed templates of a theme.
pub struct Templates {
    tera: Tera,
    files: BTreeMap<String, FileId>,
    editions: Vec<Edition>,
    /// Every word of the templates' expressions and statements.
    words: FxHashSet<&'static str>,
    /// Whether a template hands whole views on, with names that it makes.
    hands_on: bool,
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
        let words: FxHashSet<&'static str> =
            files.values().flat_map(|file| words(&texts.get(*file).content)).map(kept).collect();
        let hands_on = ["__tera_context", "json_encode"].iter().any(|word| words.contains(*word));
        let mut templates = Self { tera: empty(), files, editions, words, hands_on, lines };
        let all = templates.files.iter();
        let all = all.map(|(name, file)| (name.as_str(), texts.get(*file).content.as_str()));
        let mut tera = empty();
        match tera.add_raw_templates(all.clone()) {
            Ok(()) => templates.tera = tera,
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

    /// Whether a template may ask for a field of a view: one whose word stands nowhere in the theme is not
    /// asked for. A template that hands whole views on, with names that it makes, may ask for any.
    pub fn may_ask_for(&self, field: &str) -> bool {
        self.hands_on || self.words.contains(field)
    }

    /// The word of the templates that is this field's name.
    pub(super) fn word(&self, field: &str) -> Option<&'static str> {
        self.words.get(field).copied()
    }

    /// A view as templates get it: without the fields that none may ask for, at any depth.
    pub fn asked_of(&self, view: &(impl Serialize + ?Sized)) -> Value {
        if self.hands_on {
            return Value::from_serializable(view);
        }
        Value::from_serializable(&Asked { view, templates: self })
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

/// A word for as long as the program runs, so that maps can name their fields by it without a copy. What stays is
/// bounded by the different words that authors write in templates.
fn kept(word: &str) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(word) {
        return known;
    }
    let word: &'static str = Box::leak(word.into());
    kept.insert(word);
    word
}

/// The words of a template's expressions and statements.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        rest = &rest[open + 1..];
        let end = match rest.bytes().next() {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => continue,
        };
        let (code, after) = rest.split_once(end).unwrap_or((rest, ""));
        if end != "#}" {
            let found = code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            words.extend(found.filter(|word| !word.is_empty()));
        }
        rest = after;
    }
    words
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
    tera
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_those_of_expressions_and_statements() {
        let cases = [
            ("a {{ page.title }} b", "page title"),
            ("{% if actor[\"net_work\"] -%} strip {% endif %}", "if actor net_work endif"),
            ("{# curve #}{ ladder } {{ <card of={it} /> }}", "card of it"),
            ("{{ open", "open"),
        ];
        for (template, expected) in cases {
            assert_eq!(words(template).join(" "), expected, "{template}");
        }
    }
}
