//! Source libraries: BibTeX, hayagriva YAML and TOML become one form, with the same checks.

mod bibtex;
mod hayagriva_yaml;
mod record;
mod source;

use crate::diagnostic::Diagnostic;
use crate::parse::fields::source::LibraryFields;
use crate::parse::library::bibtex::parse_bibtex;
use crate::parse::library::hayagriva_yaml::parse_hayagriva;
use crate::parse::record::Reader;
use crate::parse::toml;
use crate::source::{FileId, Span, Text};

pub use source::{LibrarySource, define, person};

/// Parses a library by its ending.
pub fn parse(text: &Text, file: FileId, problems: &mut Vec<Diagnostic>) -> Vec<LibrarySource> {
    let (_, ending) = text.path.rsplit_once('.').unwrap_or_default();
    match ending {
        "bib" => parse_bibtex(&text.content, file, problems),
        "toml" => parse_toml(&text.content, file, problems),
        _ => parse_hayagriva(&text.content, file, problems),
    }
}

fn parse_toml(text: &str, file: FileId, problems: &mut Vec<Diagnostic>) -> Vec<LibrarySource> {
    let Some(node) = toml::parse(text, file, 0, problems) else { return Vec::new() };
    let Some(table) = node.as_table() else { return Vec::new() };
    let mut reader = Reader::new(table, Span::new(file, 0..0), problems);
    reader.refuse_unknown("a source library", &[&LibraryFields::TABLE]);
    let fields = LibraryFields::read(&mut reader);
    fields.map(|fields| fields.sources).unwrap_or_default().into_iter().map(define).collect()
}
