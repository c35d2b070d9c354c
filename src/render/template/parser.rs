//! The parser of templates: every syntax error is reported with its own line.

use std::collections::BTreeMap;
use std::sync::Weak;

use tera::{ErrorKind, Tera};

use crate::diagnostic::Diagnostic;
use crate::model::site::ThemeName;
use crate::render::error;
use crate::render::functions;
use crate::render::removed_fields::find_removed_fields;
use crate::render::template::{BUILT_IN_BASE, Templates, revisions};
use crate::source::{FileId, SourceMap};

/// The base of a theme's pages.
const BASE: &str = "base.html";

/// What the built-in pages extend, with its text: the theme's own base, or the built-in one. It is no file.
const FRAME_WITH_BASE: (&str, &str) = ("default/frame.html", "{% extends \"base.html\" %}");
const FRAME_WITH_BUILT_IN_BASE: (&str, &str) =
    ("default/frame.html", "{% extends \"default/base.html\" %}");

impl Templates {
    /// Parses every template by its name. Problems are reported; with one, there are no templates.
    pub fn parse(
        files: BTreeMap<String, FileId>,
        texts: &SourceMap,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let lines = files.values().map(|file| (*file, line_starts(&texts.get(*file).content)));
        let lines = lines.collect();
        let revisions = revisions(&files, texts);
        let mut templates = Self { tera: empty(), files, revisions, lines };
        let all = templates.files.iter();
        let all = all.map(|(name, file)| (name.as_str(), texts.get(*file).content.as_str()));
        match parse_all(all.clone()) {
            Ok(tera) => templates.tera = tera,
            Err(error) => {
                let broken = all.filter_map(|(name, content)| syntax_error(name, content));
                let found = broken.map(|error| error::describe(&error, &templates, None));
                let found: Vec<Diagnostic> = found.collect();
                // With a template missing for its syntax, what depends on it is not at fault.
                if found.is_empty() {
                    problems.push(error::describe(&error, &templates, None));
                } else {
                    problems.extend(found);
                }
            }
        }
        templates
    }

    /// Warnings about fields that the theme's and the site's own templates name, and that functions replaced.
    pub fn find_removed_fields(&self, texts: &SourceMap) -> Vec<Diagnostic> {
        let own =
            self.files.iter().filter(|(name, _)| !name.starts_with(ThemeName::BUILT_IN_PREFIX));
        let found = own.flat_map(|(name, file)| {
            let fields = find_removed_fields(&texts.get(*file).content);
            fields.into_iter().map(|field| error::removed_field(name, &field, self))
        });
        found.collect()
    }
}

/// Parses templates. The built-in pages have the theme's own base if it has all blocks that they fill, and otherwise the
/// built-in one.
fn parse_all<'a>(
    templates: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Result<Tera, tera::Error> {
    let has = |wanted| templates.clone().any(|(name, _)| name == wanted);
    if !has(BUILT_IN_BASE) {
        let mut tera = empty();
        return tera.add_raw_templates(templates).map(|()| tera);
    }
    let parse_with = |frame| {
        let mut tera = empty();
        tera.set_fallback_prefixes([ThemeName::BUILT_IN_PREFIX])?;
        tera.add_raw_templates(templates.clone().chain([frame]))?;
        Ok(tera)
    };
    let own = if has(BASE) { parse_with(FRAME_WITH_BASE).ok() } else { None };
    own.map_or_else(|| parse_with(FRAME_WITH_BUILT_IN_BASE), Ok)
}

/// What is wrong with a template's syntax. Alone, it may lack its parent, too; that does not count here.
fn syntax_error(name: &str, content: &str) -> Option<tera::Error> {
    let error = empty().add_raw_template(name, content).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(_)).then_some(error)
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
