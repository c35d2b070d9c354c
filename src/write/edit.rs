//! Changes to several of the author's files at once: all of them are made, or none.
//!
//! Every new text is staged in a folder of the site first, beside a journal that says what goes where. With
//! the journal in place the change is decided: a run that is cut off after that is completed by the
//! next command, and one that is cut off before leaves everything as it was.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::read::slashes;
use crate::write::amend::{Left, Unchanged};

/// The folder below the site's that holds a change that is being made.
const FOLDER: &str = ".redlines-edit";
const JOURNAL: &str = "journal.json";
const LOCK: &str = "lock";

/// What is to be changed. Paths are below the site's folder.
#[derive(Debug, Default)]
pub struct Edits {
    /// Files or folders that get another path, before anything is written.
    pub moves: Vec<(String, String)>,
    pub texts: Vec<NewText>,
}

/// A new text of a file.
#[derive(Debug)]
pub struct NewText {
    /// The path that the file has after the moves.
    pub path: String,
    /// The path that it has before them, with what was read there; `None` for a new file.
    pub before: Option<(String, String)>,
    pub after: String,
}

/// Why a change was not made.
#[derive(Debug)]
pub struct Refusal {
    /// The path that it failed at.
    pub path: String,
    pub left: Left,
}

/// The decided change, as it is written down.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    moves: Vec<(String, String)>,
    /// Names of staged files, with the paths that they get.
    texts: Vec<(String, String)>,
}

/// Makes a change.
///
/// # Errors
/// A file was changed since it was read, something stands where a file would go, or the disk fails; then nothing
/// is changed.
pub fn apply(site: &Path, edits: &Edits) -> Result<(), Refusal> {
    let at = |path: &str| {
        let path = path.to_owned();
        move |left: Left| Refusal { path, left }
    };
    let folder = site.join(FOLDER);
    let lock = lock(&folder).map_err(|error| at(FOLDER)(Left::Failed(error)))?;
    let staged = stage(site, &folder, edits);
    if let Err(refusal) = staged {
        // Without a journal nothing was decided.
        clear(&folder, lock).map_err(|error| at(FOLDER)(Left::Failed(error)))?;
        return Err(refusal);
    }
    carry_out(site, &folder).map_err(|error| at(JOURNAL)(Left::Failed(error)))?;
    clear(&folder, lock).map_err(|error| at(FOLDER)(Left::Failed(error)))
}

/// Completes a change that was cut off; whether there was one.
///
/// # Errors
/// The disk fails, or the journal is not one that redlines wrote.
pub fn complete(site: &Path) -> io::Result<bool> {
    let folder = site.join(FOLDER);
    if !folder.is_dir() {
        return Ok(false);
    }
    // Another run that is at it is waited for.
    let lock = lock(&folder)?;
    let is_decided = folder.join(JOURNAL).is_file();
    if is_decided {
        carry_out(site, &folder)?;
    }
    clear(&folder, lock)?;
    Ok(is_decided)
}

/// Holds the folder until the file is dropped, or the process ends.
fn lock(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    let file =
        OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
    file.lock()?;
    Ok(file)
}

fn clear(folder: &Path, lock: File) -> io::Result<()> {
    let removed = fs::remove_dir_all(folder);
    drop(lock);
    match removed {
        // A run that held the lock before this one has removed it.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

fn stage(site: &Path, folder: &Path, edits: &Edits) -> Result<(), Refusal> {
    for (from, to) in &edits.moves {
        let refuse = |error| Refusal { path: to.clone(), left: Left::Failed(error) };
        confined(site, from).map_err(refuse)?;
        let place = confined(site, to).map_err(refuse)?;
        // A name that differs in case only is the same file on some disks.
        if place.exists() && !from.eq_ignore_ascii_case(to) {
            return Err(refuse(io::ErrorKind::AlreadyExists.into()));
        }
    }
    let mut texts = Vec::with_capacity(edits.texts.len());
    for (number, text) in edits.texts.iter().enumerate() {
        let name = number.to_string();
        let path = stage_text(site, &folder.join(&name), text)
            .map_err(|left| Refusal { path: text.path.clone(), left })?;
        texts.push((name, path));
    }
    let journal = Journal { moves: edits.moves.clone(), texts };
    decide(folder, &journal)
        .map_err(|error| Refusal { path: FOLDER.to_owned(), left: Left::Failed(error) })
}

/// Stages a text; gives the path that it goes to.
fn stage_text(site: &Path, staged: &Path, text: &NewText) -> Result<String, Left> {
    let place = confined(site, &text.path)?;
    let Some((path, read)) = &text.before else {
        if place.exists() {
            return Err(Left::Failed(io::ErrorKind::AlreadyExists.into()));
        }
        let mut file = File::create(staged)?;
        file.write_all(text.after.as_bytes())?;
        file.sync_all()?;
        return Ok(text.path.clone());
    };
    let disk = confined(site, path)?;
    let found = Unchanged::find(&disk, read)?;
    found.fill(File::create(staged)?, &text.after)?;
    match found.disk.strip_prefix(site.canonicalize()?).ok().and_then(slashes) {
        // A link stays a link, whether it is moved or not: what it leads to gets the text.
        Some(led_to) if led_to != *path => Ok(led_to),
        Some(_) => Ok(text.path.clone()),
        None => Err(outside(path).into()),
    }
}

/// Puts the journal in its place, whole.
fn decide(folder: &Path, journal: &Journal) -> io::Result<()> {
    let part = folder.join("journal.part");
    let mut file = File::create(&part)?;
    file.write_all(&serde_json::to_vec(journal)?)?;
    file.sync_all()?;
    fs::rename(&part, folder.join(JOURNAL))
}

/// Does what the journal says. What is done already is passed over, so that it can be done again.
fn carry_out(site: &Path, folder: &Path) -> io::Result<()> {
    let journal: Journal = serde_json::from_slice(&fs::read(folder.join(JOURNAL))?)?;
    for (from, to) in &journal.moves {
        let (from, to) = (confined(site, from)?, confined(site, to)?);
        if from.exists() {
            fs::rename(&from, &to)?;
        }
    }
    for (name, path) in &journal.texts {
        let staged = folder.join(name.chars().filter(char::is_ascii_digit).collect::<String>());
        if staged.is_file() {
            fs::rename(staged, confined(site, path)?)?;
        }
    }
    Ok(())
}

/// A path below the site's folder, its folder made where it is missing: a journal is a file like any
/// other, and must not lead out.
fn confined(site: &Path, path: &str) -> io::Result<PathBuf> {
    let is_plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let place = site.join(path);
    let Some(parent) = place.parent().filter(|_| is_plain && !path.is_empty()) else {
        return Err(outside(path));
    };
    fs::create_dir_all(parent)?;
    if parent.canonicalize()?.starts_with(site.canonicalize()?) {
        Ok(place)
    } else {
        Err(outside(path))
    }
}

fn outside(path: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("`{path}` leads out of the site"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        fs::create_dir_all(site.path().join("content/old")).unwrap();
        fs::write(site.path().join("content/old.md"), "one").unwrap();
        fs::write(site.path().join("content/old/map.png"), "map").unwrap();
        fs::write(site.path().join("content/b.md"), "\u{feff}refers to old").unwrap();
        site
    }

    fn edits() -> Edits {
        let text = |path: &str, before: Option<(&str, &str)>, after: &str| NewText {
            path: path.to_owned(),
            before: before.map(|(path, read)| (path.to_owned(), read.to_owned())),
            after: after.to_owned(),
        };
        let moves = [("content/old.md", "content/new.md"), ("content/old", "content/new")];
        Edits {
            moves: moves.map(|(from, to)| (from.to_owned(), to.to_owned())).to_vec(),
            texts: vec![
                text("content/new.md", Some(("content/old.md", "one")), "two"),
                text("content/b.md", Some(("content/b.md", "refers to old")), "refers to new"),
                text("content/deep/c.md", None, "new"),
            ],
        }
    }

    fn files(site: &Path) -> Vec<(String, String)> {
        let entries = walkdir::WalkDir::new(site).sort_by_file_name().into_iter().flatten();
        let files = entries.filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                let path = entry.path().strip_prefix(site).unwrap().to_string_lossy().into_owned();
                (path, fs::read_to_string(entry.path()).unwrap())
            })
            .collect()
    }

    #[test]
    fn a_change_that_is_cut_off_anywhere_is_undone_or_completed() {
        let whole = site();
        let before = files(whole.path());
        apply(whole.path(), &edits()).unwrap();
        let after = files(whole.path());
        assert_eq!(after.len(), 4);
        assert!(after.contains(&("content/b.md".into(), "\u{feff}refers to new".into())));
        // Cut off before it was decided.
        let cut = site();
        let folder = cut.path().join(FOLDER);
        let held = lock(&folder).unwrap();
        stage(cut.path(), &folder, &edits()).unwrap();
        fs::remove_file(folder.join(JOURNAL)).unwrap();
        drop(held);
        assert!(!complete(cut.path()).unwrap());
        assert_eq!(files(cut.path()), before);
        // Cut off after each of its steps.
        for steps in 0..=5 {
            let cut = site();
            let folder = cut.path().join(FOLDER);
            let held = lock(&folder).unwrap();
            stage(cut.path(), &folder, &edits()).unwrap();
            drop(held);
            let moves = edits().moves.into_iter().take(steps);
            moves.for_each(|(from, to)| {
                fs::rename(cut.path().join(from), cut.path().join(to)).unwrap();
            });
            for (number, text) in edits().texts.iter().enumerate().take(steps.saturating_sub(2)) {
                fs::rename(folder.join(number.to_string()), cut.path().join(&text.path)).unwrap();
            }
            assert!(complete(cut.path()).unwrap());
            assert_eq!(files(cut.path()), after, "after {steps} steps");
            assert!(!complete(cut.path()).unwrap());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let site = site();
        let kept = site.path().join("kept.md");
        fs::rename(site.path().join("content/b.md"), &kept).unwrap();
        std::os::unix::fs::symlink("../kept.md", site.path().join("content/b.md")).unwrap();
        apply(site.path(), &edits()).unwrap();
        let link = site.path().join("content/b.md");
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read_to_string(kept).unwrap(), "\u{feff}refers to new");
    }

    #[test]
    fn what_cannot_be_done_whole_is_not_begun() {
        let changed = site();
        fs::write(changed.path().join("content/b.md"), "somebody's").unwrap();
        let taken = site();
        fs::write(taken.path().join("content/new.md"), "there").unwrap();
        for (site, path) in [(changed, "content/b.md"), (taken, "content/new.md")] {
            let before = files(site.path());
            let refusal = apply(site.path(), &edits()).unwrap_err();
            assert_eq!(refusal.path, path);
            assert_eq!(files(site.path()), before);
        }
    }

    #[test]
    fn a_journal_cannot_lead_out_of_the_site() {
        for path in ["../out.md", "/tmp/out.md", "content/../../out.md", ""] {
            let site = site();
            let folder = site.path().join(FOLDER);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("0"), "bad").unwrap();
            let journal = Journal { moves: Vec::new(), texts: vec![("0".into(), path.into())] };
            decide(&folder, &journal).unwrap();
            assert!(complete(site.path()).is_err(), "{path}");
            assert!(!site.path().parent().unwrap().join("out.md").exists());
        }
    }
}
