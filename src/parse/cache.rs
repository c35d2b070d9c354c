//! What was parsed before: the document of each text, as long as its content stays the same.

use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::site::MarkdownSettings;
use crate::parse::outcome::ParseOutcome;
use crate::source::{FileId, Revision, SourceMap};

/// The outcomes of the last run, by text. It is for one collection of [`SourceMap`] and its clones, in
/// which a path keeps its number.
#[derive(Default)]
pub struct Cache {
    outcomes: HashMap<FileId, Remembered>,
    /// What the outcomes depend on beside the texts.
    settings: Option<MarkdownSettings>,
}

struct Remembered {
    revision: Revision,
    outcome: Arc<(ParseOutcome, Vec<Diagnostic>)>,
}

impl Cache {
    /// What came of a text, where its content and the settings are the same.
    pub(super) fn recall(
        &self,
        file: FileId,
        texts: &SourceMap,
        settings: MarkdownSettings,
    ) -> Option<Arc<(ParseOutcome, Vec<Diagnostic>)>> {
        let known = self.outcomes.get(&file).filter(|_| self.settings == Some(settings))?;
        (known.revision == texts.revision(file)).then(|| Arc::clone(&known.outcome))
    }

    /// Keeps the outcomes of a run, and forgets those of texts that were not part of it.
    pub(super) fn keep(
        &mut self,
        outcomes: impl Iterator<Item = (FileId, Arc<(ParseOutcome, Vec<Diagnostic>)>)>,
        texts: &SourceMap,
        settings: MarkdownSettings,
    ) {
        self.settings = Some(settings);
        let remembered = |(file, outcome)| {
            let revision = texts.revision(file);
            (file, Remembered { revision, outcome })
        };
        self.outcomes = outcomes.map(remembered).collect();
    }
}
