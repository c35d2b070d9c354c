//! What was parsed before: the document of each text, as long as its content stays the same.

use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::site::MarkdownSettings;
use crate::parse::outcome::Outcome;
use crate::source::{Edition, FileId, Texts};

/// The outcomes of the last run, by text. It is for one collection of [`Texts`] and its clones, in
/// which a path keeps its number.
#[derive(Default)]
pub struct Memory {
    outcomes: HashMap<FileId, Remembered>,
    /// What the outcomes depend on beside the texts.
    settings: Option<MarkdownSettings>,
}

struct Remembered {
    edition: Edition,
    outcome: Arc<(Outcome, Vec<Diagnostic>)>,
}

impl Memory {
    /// What came of a text, where its content and the settings are the same.
    pub(super) fn recall(
        &self,
        file: FileId,
        texts: &Texts,
        settings: MarkdownSettings,
    ) -> Option<Arc<(Outcome, Vec<Diagnostic>)>> {
        let known = self.outcomes.get(&file).filter(|_| self.settings == Some(settings))?;
        (known.edition == texts.edition(file)).then(|| Arc::clone(&known.outcome))
    }

    /// Keeps the outcomes of a run, and forgets those of texts that were not part of it.
    pub(super) fn keep(
        &mut self,
        outcomes: impl Iterator<Item = (FileId, Arc<(Outcome, Vec<Diagnostic>)>)>,
        texts: &Texts,
        settings: MarkdownSettings,
    ) {
        self.settings = Some(settings);
        let remembered = |(file, outcome)| {
            let edition = texts.edition(file);
            (file, Remembered { edition, outcome })
        };
        self.outcomes = outcomes.map(remembered).collect();
    }
}
