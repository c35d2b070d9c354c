//! The second stage: each text becomes one typed document with its places, on its own.
//!
//! It knows TOML, YAML, Markdown and the kinds, and nothing of other files, disk or templates.

mod cache;
mod comment;
pub mod config;
mod destination;
pub mod document;
pub mod fields;
mod front_matter;
pub mod insertion;
pub mod library;
mod markdown;
mod node;
mod outcome;
mod placeholder;
pub mod publication;
pub mod record;
#[cfg(feature = "internals")]
pub mod reference;
pub mod scalar;
pub mod schema;
pub mod style;
mod toml;
mod yaml;

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::model::site::MarkdownSettings;
use crate::parse::document::{Document, LadderFile, Outline};
use crate::parse::library::LibrarySource;
use crate::parse::outcome::ParseOutcome;
use crate::source::{FileId, SourceMap};

pub use cache::Cache;

/// Every document of a site, as written.
#[derive(Debug, Default)]
pub struct Parsed {
    pub documents: Vec<Document>,
    pub ladders: Vec<LadderFile>,
    pub sources: Vec<Arc<LibrarySource>>,
    /// Documents whose front matter has errors: what refers to them is not at fault.
    pub broken: Vec<Outline>,
    /// Whether a source library has errors: what cites its sources is not at fault.
    pub has_broken_library: bool,
}

/// The files to parse, by their roles.
pub struct Files<'a> {
    pub documents: &'a [FileId],
    pub ladders: &'a [FileId],
    pub libraries: &'a [FileId],
    /// Paths of texts that could not be read.
    pub unreadable: &'a [String],
}

/// Parses every file of a site, in parallel; results are in the order of the files. With a memory, a
/// text whose content is the same as before is not parsed again.
pub fn site(
    files: &Files<'_>,
    texts: &SourceMap,
    settings: MarkdownSettings,
    memory: Option<&mut Cache>,
    problems: &mut Vec<Diagnostic>,
) -> Parsed {
    type Parser = fn(&SourceMap, FileId, MarkdownSettings, &mut Vec<Diagnostic>) -> ParseOutcome;
    let document: Parser = |texts, file, settings, problems| {
        ParseOutcome::Document(Box::new(document::parse(texts.get(file), file, settings, problems)))
    };
    let ladder: Parser = |texts, file, _, problems| {
        ParseOutcome::Ladder(Box::new(document::parse_ladder(texts.get(file), file, problems)))
    };
    let library: Parser = |texts, file, _, problems| {
        let sources = library::parse(texts.get(file), file, problems);
        ParseOutcome::Library(sources.into_iter().map(Arc::new).collect(), problems.is_empty())
    };
    let work: Vec<(FileId, Parser)> =
        [(files.documents, document), (files.ladders, ladder), (files.libraries, library)]
            .into_iter()
            .flat_map(|(files, parser)| files.iter().map(move |&file| (file, parser)))
            .collect();
    let known = memory.as_deref();
    let outcomes: Vec<Arc<(ParseOutcome, Vec<Diagnostic>)>> = work
        .par_iter()
        // Texts differ in length: large pieces of work would end far apart.
        .with_max_len(16)
        .map(|(file, parse)| {
            if let Some(outcome) = known.and_then(|it| it.recall(*file, texts, settings)) {
                return outcome;
            }
            let mut problems = Vec::new();
            Arc::new((parse(texts, *file, settings, &mut problems), problems))
        })
        .collect();
    if let Some(memory) = memory {
        let files = work.iter().map(|(file, _)| *file);
        memory.keep(files.zip(outcomes.iter().cloned()), texts, settings);
    }

    let mut parsed = Parsed::default();
    parsed.broken.extend(files.unreadable.iter().map(|path| document::outline_of_path(path)));
    let outcomes: Vec<(ParseOutcome, Vec<Diagnostic>)> =
        outcomes.into_par_iter().map(Arc::unwrap_or_clone).collect();
    for (outcome, found) in outcomes {
        problems.extend(found);
        match outcome {
            ParseOutcome::Document(result) => match *result {
                Ok(document) => parsed.documents.push(document),
                Err(outlines) => parsed.broken.extend(outlines),
            },
            ParseOutcome::Ladder(result) => match *result {
                Ok(ladder) => parsed.ladders.push(ladder),
                Err(outlines) => parsed.broken.extend(outlines),
            },
            ParseOutcome::Library(sources, sound) => {
                parsed.sources.extend(sources);
                parsed.has_broken_library |= !sound;
            }
        }
    }
    parsed
}
