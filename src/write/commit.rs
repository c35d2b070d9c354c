//! Moving a finished build into place.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::Path;

use rustc_hash::FxHashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::write::manifest::{self, Entry};
use crate::write::{Outcome, Summary, Writer, failed, origin, output};

/// Moves, deletes, and writes the manifest.
pub fn finish(writer: Writer, problems: &mut Vec<Diagnostic>) -> Result<Summary, Diagnostic> {
    let Writer { output, previous, staging, outcomes, copies: _ } = writer;
    let outcomes = outcomes.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let wanted: FxHashSet<&str> = outcomes.iter().map(|it| it.entry.path.as_str()).collect();
    let stale: Vec<&Entry> =
        previous.manifest.entries().filter(|entry| !wanted.contains(&*entry.path)).collect();
    let mut summary = Summary::default();
    for outcome in &outcomes {
        match outcome.staged {
            true => summary.add(outcome.entry.length),
            false => summary.unchanged += 1,
        }
    }
    if summary.written == 0 && stale.is_empty() && previous.exists {
        // Nothing changed, and nothing is written: not even the manifest, where there is one.
        let known = outcomes.iter().all(|it| previous.manifest.get(&it.entry.path).is_some());
        if known && output::manifest_place(&output).exists() {
            return Ok(summary);
        }
    }
    let listed = manifest::text(outcomes.iter().map(|it| &it.entry));
    let fail = |path: &str, error: io::Error| failed(path, &error);
    if !previous.exists {
        let place = staging.files().join(manifest::NAME);
        fs::write(&place, listed).map_err(|error| fail(manifest::NAME, error))?;
        let shown = output.display().to_string();
        fs::rename(staging.files(), &output).map_err(|error| fail(&shown, error))?;
        return Ok(summary);
    }
    origin::forget(&output).map_err(|error| fail(manifest::NAME, error))?;
    // While files move, the manifest lists both builds: a run that dies here loses no file's
    // origin, and the next one completes it.
    let both = outcomes.iter().map(|it| &it.entry).chain(stale.iter().copied());
    write_manifest(&output, staging.files(), &manifest::unfinished_text(both))?;
    let removed = remove_stale(&output, &stale, &previous.manifest, problems);
    summary.removed = removed.len();
    // A file may take the place of a folder that is empty now.
    remove_empty_folders(&output, &removed);
    move_staged(&output, staging.files(), &outcomes)?;
    write_manifest(&output, staging.files(), &listed)?;
    Ok(summary)
}

fn write_manifest(output: &Path, staged: &Path, text: &str) -> Result<(), Diagnostic> {
    let place = staged.join(manifest::NAME);
    let written = fs::write(&place, text);
    let moved = written.and_then(|()| fs::rename(&place, output::manifest_place(output)));
    moved.map_err(|error| failed(manifest::NAME, &error))
}

fn move_staged(output: &Path, staged: &Path, outcomes: &[Outcome]) -> Result<(), Diagnostic> {
    let mut made: HashSet<&Path> = HashSet::new();
    for outcome in outcomes.iter().filter(|it| it.staged) {
        let path = Path::new(&outcome.entry.path);
        let fail = |error: io::Error| failed(&outcome.entry.path, &error);
        if let Some(parent) = path.parent()
            && made.insert(parent)
        {
            fs::create_dir_all(output.join(parent)).map_err(fail)?;
        }
        fs::rename(staged.join(path), output.join(path)).map_err(fail)?;
    }
    Ok(())
}

/// Deletes the files of an earlier build that are no longer part of the site; the paths of those
/// that are gone. A file that somebody changed since stays.
fn remove_stale<'a>(
    output: &Path,
    stale: &[&'a Entry],
    manifest: &manifest::Manifest,
    problems: &mut Vec<Diagnostic>,
) -> Vec<&'a str> {
    let mut removed = Vec::new();
    for entry in stale {
        let place = output.join(&entry.path);
        if place.symlink_metadata().is_err() {
            continue;
        }
        if manifest.is_untouched(&place, entry) && fs::remove_file(&place).is_ok() {
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
fn remove_empty_folders(output: &Path, removed: &[&str]) {
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for path in removed {
        let mut path = *path;
        while let Some((folder, _)) = path.rsplit_once('/') {
            folders.insert(folder);
            path = folder;
        }
    }
    for folder in folders.iter().rev() {
        // A folder that holds anything is not removed.
        let _ = fs::remove_dir(output.join(folder));
    }
}
