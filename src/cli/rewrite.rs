//! Changes to several documents at once, as `redlines rename`, `redlines actors` and `redlines archive` make them: thought
//! through before anything is written, and made as a whole.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::path::Path;

use crate::cli::arguments::Format;
use crate::cli::clock;
use crate::cli::state::state_folder;
use crate::cli::{out, patch};
use crate::diagnostic::fix::{Edit, Fix, Replacement, mend};
use crate::diagnostic::{Severity, terminal};
use crate::link::Use;
use crate::parse::insertion;
use crate::pipeline::{self, Change, JudgedRun, Settings};
use crate::source::{FileId, Span, Text, below};
use crate::write::AmendError;
use crate::write::edit::{Completion, EditError, EditJournal, Edits, NewText, Refusal};

/// A site as it stands, with every use of its documents.
pub struct Survey {
    pub run: JudgedRun,
    pub uses: Vec<Use>,
    settings: Settings,
}

/// Whether a command may write the author's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Reads,
    Edits,
}

impl Access {
    /// Of a command that edits, unless it only shows what it would do.
    pub fn for_command(is_dry_run: bool) -> Self {
        if is_dry_run { Self::Reads } else { Self::Edits }
    }
}

/// Completes a change that a run before was cut off in, or says that there is one where the command only reads.
///
/// # Errors
/// It cannot be completed, in one sentence.
pub fn settle_unfinished(site: &Path, access: Access) -> Result<(), String> {
    // Without a state folder or a site there is no journal; the command says what is missing where it matters.
    let Ok(state) = state_folder() else { return Ok(()) };
    let Ok(journal) = EditJournal::new(site, &state) else { return Ok(()) };
    if access == Access::Reads {
        if journal.is_unfinished() {
            eprintln!(
                "warning: the last change to this site was cut off; `redlines check --fix` completes it"
            );
        }
        return Ok(());
    }
    match journal.complete() {
        Ok(None) => Ok(()),
        Ok(Some(completion)) => {
            eprintln!("A change that was cut off was completed.");
            show_kept(&completion);
            Ok(())
        }
        Err(error) => Err(format!("a change that was cut off cannot be completed: {error}")),
    }
}

/// Looks at a site with all its drafts. `None` where it has errors, which are shown: what cannot be read
/// might hold references, too.
///
/// # Errors
/// Wrong usage.
pub fn survey(site: &Path, access: Access) -> Result<Option<Survey>, String> {
    settle_unfinished(site, access)?;
    let as_of = clock::as_of(None)?;
    let settings =
        Settings { as_of, today: clock::today(), base: None, drafts: true, deny_warnings: false };
    let (run, uses) = pipeline::survey(site, &settings, Change::default());
    let run = run.judge();
    let errors = show_errors(&run);
    if errors > 0 {
        eprintln!("Mend this first: what cannot be read may hold references, too.");
        return Ok(None);
    }
    Ok(Some(Survey { run, uses, settings }))
}

/// What is to be changed.
#[derive(Debug, Default)]
pub struct Rewriting {
    pub words: Vec<Edit>,
    /// New entries of lists in front matter, by their keys.
    pub entries: Vec<(FileId, &'static str, String)>,
    /// New fields of sources, by where the sources' addresses stand.
    pub fields: Vec<(Span, &'static str, String)>,
    /// Files or folders that get another path.
    pub moves: Vec<(String, String)>,
    /// New files, by path.
    pub new: Vec<(String, String)>,
}

impl Survey {
    /// Makes a change, or shows it only; whether it was made as a whole. A change after which the site would have
    /// errors is shown and not made.
    pub fn make(&self, site: &Path, rewriting: Rewriting, dry_run: bool) -> bool {
        let Some(edits) = self.edits(rewriting) else { return false };
        let text = |it: &NewText| Text { path: it.path.clone(), content: it.after.clone() };
        let texts = edits.texts.iter().map(text).collect();
        let change = Change { moves: edits.moves.clone(), texts };
        let (trial, _) = pipeline::survey(site, &self.settings, change);
        if show_errors(&trial.judge()) > 0 {
            eprintln!("Nothing was changed: after the change, this would be wrong.");
            return false;
        }
        let done = if dry_run { Ok(Completion::default()) } else { apply(site, &edits) };
        match done {
            Ok(completion) => {
                show(&edits, dry_run);
                show_kept(&completion);
                completion.kept.is_empty()
            }
            Err(error) => {
                eprintln!("error: {}", describe(error));
                false
            }
        }
    }

    /// `None` where a word cannot be replaced, which is reported.
    fn edits(&self, rewriting: Rewriting) -> Option<Edits> {
        let texts = &self.run.texts;
        let moved = |path: &str| {
            let mut moves = rewriting.moves.iter();
            let to = moves.find_map(|(from, to)| Some(format!("{to}{}", below(path, from)?)));
            to.unwrap_or_else(|| path.to_owned())
        };
        let mut replacements: BTreeMap<FileId, Vec<_>> = BTreeMap::new();
        for word in rewriting.words {
            let Some(found) = (Fix { edits: vec![word.clone()] }).replacements(texts) else {
                let path = &texts.get(word.within.file).path;
                let line = texts.locate(word.within.file, word.within.range().start).line;
                eprintln!(
                    "error: nothing was changed: `{}` in {path}:{line} cannot be written as `{}` by \
                     machine; write it by hand first",
                    word.written, word.instead
                );
                return None;
            };
            found.into_iter().for_each(|it| replacements.entry(it.file).or_default().push(it));
        }
        for (place, key, value) in &rewriting.fields {
            let (file, text) = (place.file, texts.get(place.file));
            let Some((at, instead)) = insertion::of_field(text, place.range(), key, value) else {
                let line = texts.locate(file, place.range().start).line;
                eprintln!(
                    "error: nothing was changed: {}:{line} is not written in a way that can be changed \
                     by machine; add `{key}` with `{value}` by hand",
                    text.path
                );
                return None;
            };
            replacements.entry(file).or_default().push(Replacement {
                file,
                range: at..at,
                instead,
            });
        }
        let mut after: BTreeMap<FileId, String> = BTreeMap::new();
        for (file, mut found) in replacements {
            found.sort_by_key(|it| it.range.start);
            found.dedup();
            after.insert(file, mend(&texts.get(file).content, &found));
        }
        for (file, key, entry) in &rewriting.entries {
            let text = texts.get(*file);
            let content = after.remove(file).unwrap_or_else(|| text.content.clone());
            let text = Text { path: text.path.clone(), content };
            let Some(changed) = insertion::with_entry(&text, *file, key, entry) else {
                eprintln!(
                    "error: nothing was changed: `{key}` in {} is not written in a way that can be \
                     changed by machine; add `{entry}` by hand",
                    text.path
                );
                return None;
            };
            after.insert(*file, changed);
        }
        let changed = after.into_iter().map(|(file, after)| {
            let text = texts.get(file);
            let before = Some((text.path.clone(), text.content.clone()));
            NewText { path: moved(&text.path), before, after }
        });
        let new = rewriting.new.into_iter();
        let new = new.map(|(path, after)| NewText { path, before: None, after });
        Some(Edits { texts: changed.chain(new).collect(), moves: rewriting.moves })
    }
}

/// Makes a change at once.
fn apply(site: &Path, edits: &Edits) -> Result<Completion, EditError> {
    let no_journal =
        |error| Refusal { path: site.display().to_string(), error: AmendError::Failed(error) };
    let state = state_folder().map_err(|reason| no_journal(io::Error::other(reason)))?;
    EditJournal::new(site, &state).map_err(no_journal)?.apply(edits)
}

/// The reason why a change was not made as a whole, in words.
fn describe(error: EditError) -> String {
    match error {
        EditError::Refused(Refusal { path, error }) => {
            let why = match error {
                AmendError::Changed => "was changed since it was read".to_owned(),
                AmendError::Failed(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    "is there already".to_owned()
                }
                AmendError::Failed(error) => format!("could not be written: {error}"),
            };
            format!("nothing was changed: `{path}` {why}")
        }
        EditError::Pending => "nothing was changed: the last change to this site was cut off; \
                               `redlines check --fix` completes it"
            .to_owned(),
        EditError::Unfinished(error) => format!(
            "the change was begun and not finished; `redlines check --fix` completes it: {error}"
        ),
    }
}

/// Names the files that a change left as they are.
fn show_kept(completion: &Completion) {
    for path in &completion.kept {
        eprintln!("`{path}` was changed since, and is left as it is; compare it by hand.");
    }
}

/// Prints what is wrong, and how much it is.
fn show_errors(run: &JudgedRun) -> usize {
    let findings = run.judgement.findings.iter();
    let errors = findings.filter(|finding| finding.severity == Severity::Error);
    errors
        .map(|finding| {
            eprintln!("{}\n", terminal::draw(finding, &run.texts, io::stderr().is_terminal()));
        })
        .count()
}

fn show(edits: &Edits, dry_run: bool) {
    for (from, to) in &edits.moves {
        out::line(format_args!("{} {from} to {to}", if dry_run { "Would move" } else { "Moved" }));
    }
    for text in &edits.texts {
        match &text.before {
            Some((path, before)) => {
                patch::show((path, before), (&text.path, &text.after), Format::Text);
            }
            None => out::line(format_args!(
                "{} {}",
                if dry_run { "Would make" } else { "Made" },
                text.path
            )),
        }
    }
}
