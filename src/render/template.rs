//! Templates: parsed once, every syntax error reported with its own line.

use std::collections::BTreeMap;

use tera::{ErrorKind, Tera};

use crate::diagnostic::Diagnostic;
use crate::render::error;
use crate::source::{FileId, Texts};

/// The parsed templates of a theme.
pub struct Templates {
    tera: Tera,
    files: BTreeMap<String, FileId>,
    /// The texts' lengths, so that a place in a template is never beyond its end.
    lengths: BTreeMap<FileId, usize>,
}

impl Templates {
    /// Parses every template by its name. Problems are reported; what is sound is kept.
    pub fn parse(
        files: BTreeMap<String, FileId>,
        texts: &Texts,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let lengths = files.values().map(|file| (*file, texts.get(*file).content.len())).collect();
        let mut templates = Self { tera: empty(), files, lengths };
        let mut sound = Vec::new();
        for (name, file) in &templates.files {
            let content = &texts.get(*file).content;
            // Alone, a template may lack its parent; only its own syntax counts here.
            let alone = empty().add_raw_template(name, content);
            match alone {
                Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => {
                    problems.push(error::describe(&error, &templates, None));
                }
                _ => sound.push((name.clone(), content.as_str())),
            }
        }
        let all_sound = sound.len() == templates.files.len();
        let mut tera = empty();
        match tera.add_raw_templates(sound) {
            Ok(()) => templates.tera = tera,
            // With a template missing for its syntax, what depends on it is not at fault.
            Err(error) if all_sound => problems.push(error::describe(&error, &templates, None)),
            Err(_) => {}
        }
        templates
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

    /// The file of a template, and its length in bytes.
    pub(super) fn file(&self, name: &str) -> Option<(FileId, usize)> {
        let file = *self.files.get(name)?;
        Some((file, *self.lengths.get(&file)?))
    }
}

fn empty() -> Tera {
    let mut tera = Tera::default();
    // Every template is escaped; feeds and sitemaps are XML, and nothing else is rendered.
    tera.autoescape_on(vec![".html", ".xml", ".svg", ".txt"]);
    tera
}
