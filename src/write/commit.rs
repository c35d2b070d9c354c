//! Moves a finished build into place.

use std::collections::{BTreeSet, HashSet};
use std::io;

use rustc_hash::FxHashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::sandbox::SandboxDir;
use crate::write::failure::failed;
use crate::write::fingerprint;
use crate::write::manifest::{self, ManifestEntry};
use crate::write::summary::Summary;
use crate::write::writer::{FileOutcome, OutputWriter};

impl OutputWriter {
    /// Moves staged files into place, deletes files that are no longer part of the site, and writes
    /// the manifest. Stale files that were changed by hand are kept and reported.
    ///
    /// # Errors
    /// An I/O error. The manifest lists the files that were moved before it.
    pub fn finish(self, problems: &mut Vec<Diagnostic>) -> Result<Summary, Diagnostic> {
        finish(self, problems)
    }
}

fn finish(writer: OutputWriter, problems: &mut Vec<Diagnostic>) -> Result<Summary, Diagnostic> {
    let OutputWriter { output, previous, staging, outcomes, copies: _ } = writer;
    let outcomes = outcomes.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let wanted: FxHashSet<&str> = outcomes.iter().map(|it| it.entry.path.as_str()).collect();
    let stale: Vec<&ManifestEntry> =
        previous.manifest.entries().filter(|entry| !wanted.contains(&*entry.path)).collect();
    let mut summary = Summary::default();
    for outcome in &outcomes {
        if outcome.staged {
            summary.add(outcome.entry.length);
        } else {
            summary.unchanged += 1;
        }
    }
    let listed = manifest::text(outcomes.iter().map(|it| &it.entry));
    let fail = |path: &str, error: io::Error| failed(path, &error);
    let Some(folder) = previous.folder else {
        let written = staging.files().write_new(manifest::NAME, listed.as_bytes());
        written.map_err(|error| fail(manifest::NAME, error))?;
        let shown = output.display().to_string();
        staging.become_output(&output).map_err(|error| fail(&shown, error))?;
        return Ok(summary);
    };
    if summary.written == 0 && stale.is_empty() {
        // Nothing changed, so a manifest that lists all files can stay, too.
        let is_listed = outcomes.iter().all(|it| previous.manifest.get(&it.entry.path).is_some());
        if is_listed && folder.exists(manifest::NAME).unwrap_or(false) {
            return Ok(summary);
        }
    }
    fingerprint::forget(&folder).map_err(|error| fail(manifest::NAME, error))?;
    // While files move, the manifest lists both builds. If the run dies here, the next one still
    // knows every file that redlines made.
    let both = outcomes.iter().map(|it| &it.entry).chain(stale.iter().copied());
    write_manifest(&folder, staging.files(), &manifest::unfinished_text(both))?;
    let removed = remove_stale(&folder, &stale, &previous.manifest, problems);
    summary.removed = removed.len();
    // Before the move: a file may replace a folder that is empty now.
    remove_empty_folders(&folder, &removed);
    move_staged(&folder, staging.files(), &outcomes)?;
    write_manifest(&folder, staging.files(), &listed)?;
    Ok(summary)
}

fn write_manifest(output: &SandboxDir, staged: &SandboxDir, text: &str) -> Result<(), Diagnostic> {
    let written = staged.write_new(manifest::NAME, text.as_bytes());
    let moved = written.and_then(|()| staged.rename(manifest::NAME, output, manifest::NAME));
    moved.map_err(|error| failed(manifest::NAME, &error))
}

fn move_staged(
    output: &SandboxDir,
    staged: &SandboxDir,
    outcomes: &[FileOutcome],
) -> Result<(), Diagnostic> {
    let mut created: HashSet<&str> = HashSet::new();
    for outcome in outcomes.iter().filter(|it| it.staged) {
        let path = &*outcome.entry.path;
        let fail = |error: io::Error| failed(path, &error);
        if let Some((folder, _)) = path.rsplit_once('/')
            && created.insert(folder)
        {
            output.create_folder(folder).map_err(fail)?;
        }
        staged.rename(path, output, path).map_err(fail)?;
    }
    Ok(())
}

/// Deletes files of the previous build that are no longer part of the site, and returns the paths
/// of deleted files. A file that was changed by hand is kept and reported.
fn remove_stale<'a>(
    output: &SandboxDir,
    stale: &[&'a ManifestEntry],
    manifest: &manifest::Manifest,
    problems: &mut Vec<Diagnostic>,
) -> Vec<&'a str> {
    let mut removed = Vec::new();
    for entry in stale {
        if matches!(output.exists(&entry.path), Ok(false)) {
            continue;
        }
        let is_untouched = manifest.is_untouched(output, entry).unwrap_or(false);
        if is_untouched && output.remove_file(&entry.path).is_ok() {
            removed.push(entry.path.as_str());
            continue;
        }
        let message = format!("`{}` is no longer part of the site, and was changed", entry.path);
        let problem = Diagnostic::of_path(Code::ForeignFileKept, &entry.path, message);
        problems.push(problem.help("it stays in the output folder; remove it if nobody needs it"));
    }
    removed
}

/// Removes the folders that became empty, innermost first.
fn remove_empty_folders(output: &SandboxDir, removed: &[&str]) {
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for path in removed {
        let mut path = *path;
        while let Some((folder, _)) = path.rsplit_once('/') {
            folders.insert(folder);
            path = folder;
        }
    }
    for folder in folders.iter().rev() {
        // Fails for a folder that is not empty.
        let _ = output.remove_folder(folder);
    }
}
