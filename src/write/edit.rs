//! Atomic changes to several source files: all of them are made, or none.
//!
//! A change is first written to a journal. If the run is interrupted before the journal is complete, nothing
//! has changed. If it is interrupted later, the next command that edits the site completes the change.
//!
//! The journal lies in the user's state folder and not in the site, because a site from others could contain a
//! malicious journal. Even so, only files that belong to a site are written, and only if they still have the
//! content that the change was made for.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::write::amend::{self, AmendError, Unchanged};
use crate::write::confined::{ConfinedFile, LastLink};

/// Files and folders at the top of a site that a change may touch.
const SITE_PARTS: [&str; 6] = ["assets", "config.toml", "content", "static", "templates", "themes"];

/// A change to several files. Paths are relative to the site's folder.
#[derive(Debug, Default)]
pub struct Edits {
    /// Files or folders to move, as old and new paths. Moves precede all writes.
    pub moves: Vec<(String, String)>,
    pub texts: Vec<NewText>,
}

/// A new text of a file.
#[derive(Debug)]
pub struct NewText {
    /// The path of the file after the moves.
    pub path: String,
    /// The path before the moves and the text that was read there. `None` for a new file.
    pub before: Option<(String, String)>,
    pub after: String,
}

/// The reason why a change was refused. Nothing was changed.
#[derive(Debug)]
pub struct Refusal {
    /// The path that it failed at.
    pub path: String,
    pub error: AmendError,
}

/// The reason why a change was not completed.
#[derive(Debug)]
pub enum EditError {
    Refused(Refusal),
    /// An earlier change was interrupted and must be completed first. Nothing was changed.
    Pending,
    /// A step of the change failed. The journal is kept for [`EditJournal::complete`].
    Unfinished(io::Error),
}

impl From<Refusal> for EditError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The journal of a site. A change is written to it before it is made.
#[derive(Debug)]
pub struct EditJournal<'a> {
    site: &'a Path,
    /// The folder for journals in the user's state folder.
    state: PathBuf,
    /// The name of the journal file. It is unique to the site.
    name: String,
}

/// A change as the journal holds it.
#[derive(Debug, Serialize, Deserialize)]
struct Decision {
    moves: Vec<(String, String)>,
    texts: Vec<DecidedText>,
}

/// A new text as the journal holds it.
#[derive(Debug, Serialize, Deserialize)]
struct DecidedText {
    /// The path after the moves.
    path: String,
    /// The hash of the old bytes in hexadecimal. `None` for a new file.
    before: Option<String>,
    after: String,
}

/// The result of a completed change.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Paths of files that were changed by others meanwhile, and are left as they are.
    pub kept: Vec<String>,
}

impl<'a> EditJournal<'a> {
    /// The journal of a site, in the user's state folder.
    ///
    /// # Errors
    /// The site's folder does not exist.
    pub fn new(site: &'a Path, state: &Path) -> io::Result<Self> {
        let home = site.canonicalize()?;
        let hash = blake3::hash(home.as_os_str().as_encoded_bytes()).to_hex();
        Ok(Self { site, state: state.join("edits"), name: format!("{}.json", &hash[..32]) })
    }

    /// Whether a change was interrupted.
    pub fn is_unfinished(&self) -> bool {
        self.place().is_file()
    }

    /// Makes a change.
    ///
    /// # Errors
    /// Nothing is changed if a file was changed since it was read, a new path exists, the journal cannot be
    /// written, or an earlier change is pending. A later I/O error leaves the change unfinished.
    pub fn apply(&self, edits: &Edits) -> Result<Completion, EditError> {
        let refused = |error: io::Error| Refusal {
            path: self.place().display().to_string(),
            error: AmendError::Failed(error),
        };
        let _lock = self.lock().map_err(refused)?;
        if self.is_unfinished() {
            return Err(EditError::Pending);
        }
        let decision = self.decide(edits)?;
        self.write_journal(&decision).map_err(refused)?;
        self.finish(&decision).map_err(EditError::Unfinished)
    }

    /// Completes an interrupted change. Returns `None` if there is none.
    ///
    /// # Errors
    /// An I/O error, or a journal that cannot be parsed.
    pub fn complete(&self) -> io::Result<Option<Completion>> {
        if !self.is_unfinished() {
            return Ok(None);
        }
        // Waits for another run that may be completing it.
        let _lock = self.lock()?;
        let written = match fs::read(self.place()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            written => written?,
        };
        let decision = serde_json::from_slice(&written)?;
        self.finish(&decision).map(Some)
    }

    /// Makes the change, and removes the journal.
    fn finish(&self, decision: &Decision) -> io::Result<Completion> {
        let completion = self.carry_out(decision)?;
        fs::remove_file(self.place())?;
        Ok(completion)
    }

    fn place(&self) -> PathBuf {
        self.state.join(&self.name)
    }

    /// Excludes other runs of this user until the file is dropped.
    fn lock(&self) -> io::Result<File> {
        create_private_folder(&self.state)?;
        let place = self.state.join("lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(place)?;
        file.lock()?;
        Ok(file)
    }

    /// Checks that a change is possible, and prepares its journal.
    fn decide(&self, edits: &Edits) -> Result<Decision, Refusal> {
        for (from, to) in &edits.moves {
            let refuse = |error| Refusal { path: to.clone(), error: AmendError::Failed(error) };
            self.site_file(from, LastLink::Kept).map_err(refuse)?;
            let new = self.site_file(to, LastLink::Kept).map_err(refuse)?;
            if is_taken(&new, from, to).map_err(refuse)? {
                return Err(refuse(io::ErrorKind::AlreadyExists.into()));
            }
        }
        let decide = |text: &NewText| {
            self.decide_text(text).map_err(|error| Refusal { path: text.path.clone(), error })
        };
        let texts = edits.texts.iter().map(decide).collect::<Result<_, _>>()?;
        Ok(Decision { moves: edits.moves.clone(), texts })
    }

    fn decide_text(&self, text: &NewText) -> Result<DecidedText, AmendError> {
        let Some((path, read)) = &text.before else {
            let file = self.site_file(&text.path, LastLink::Kept)?;
            if file.root.exists(&file.path)? {
                return Err(AmendError::Failed(io::ErrorKind::AlreadyExists.into()));
            }
            let (path, after) = (text.path.clone(), text.after.clone());
            return Ok(DecidedText { path, before: None, after });
        };
        self.site_file(path, LastLink::Followed)?;
        let old = Unchanged::find(self.site, path, read)?;
        let before = Some(hash(&old.with_mark(read)));
        let after = String::from_utf8_lossy(&old.with_mark(&text.after)).into_owned();
        Ok(DecidedText { path: text.path.clone(), before, after })
    }

    /// Writes the journal atomically.
    fn write_journal(&self, decision: &Decision) -> io::Result<()> {
        let part = self.place().with_extension("part");
        let mut file = File::create(&part)?;
        file.write_all(&serde_json::to_vec(decision)?)?;
        file.sync_all()?;
        fs::rename(&part, self.place())
    }

    /// Makes the change. Finished steps are skipped, so that an interrupted change can be repeated.
    fn carry_out(&self, decision: &Decision) -> io::Result<Completion> {
        let at = |path: &str, error: io::Error| {
            io::Error::new(error.kind(), format!("`{path}` could not be written: {error}"))
        };
        let mut completion = Completion::default();
        for (from, to) in &decision.moves {
            let is_kept = self.carry_out_move(from, to).map_err(|error| at(to, error))?;
            completion.kept.extend(is_kept.then(|| to.clone()));
        }
        for text in &decision.texts {
            let is_kept = self.carry_out_text(text).map_err(|error| at(&text.path, error))?;
            completion.kept.extend(is_kept.then(|| text.path.clone()));
        }
        Ok(completion)
    }

    /// Moves a file or folder. Returns whether the new path exists and was kept.
    fn carry_out_move(&self, from: &str, to: &str) -> io::Result<bool> {
        let old = self.site_file(from, LastLink::Kept)?;
        let new = self.site_file(to, LastLink::Kept)?;
        if !old.root.exists(&old.path)? {
            return Ok(false);
        }
        if is_taken(&new, from, to)? {
            return Ok(true);
        }
        new.create_parent()?;
        old.root.rename(&old.path, &new.root, &new.path)?;
        Ok(false)
    }

    /// Writes a text. Returns whether the file was changed by others and was kept.
    fn carry_out_text(&self, text: &DecidedText) -> io::Result<bool> {
        // A link is kept: its target gets the text.
        let file = self.site_file(&text.path, LastLink::Followed)?;
        let found = match file.root.read(&file.path) {
            Ok(bytes) => Some(hash(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if found == text.before {
            file.create_parent()?;
            amend::replace(&file, text.after.as_bytes())?;
            return Ok(false);
        }
        Ok(found != Some(hash(text.after.as_bytes())))
    }

    /// Resolves the path of a file that a change may touch.
    fn site_file(&self, path: &str, last: LastLink) -> io::Result<ConfinedFile> {
        let file = ConfinedFile::find(self.site, path, last)?;
        let first = path.split('/').next().unwrap_or_default();
        if SITE_PARTS.contains(&first) && !file.is_hidden() {
            return Ok(file);
        }
        Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is hidden, or no file that a site consists of",
        ))
    }
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Whether the new path of a move exists. A path that differs only in case may be the same file.
fn is_taken(new: &ConfinedFile, from: &str, to: &str) -> io::Result<bool> {
    Ok(!from.eq_ignore_ascii_case(to) && new.root.exists(&new.path)?)
}

/// Creates a folder that only its owner can read.
fn create_private_folder(place: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site with a state folder beside it.
    struct Desk {
        folder: tempfile::TempDir,
    }

    impl Desk {
        fn new() -> Self {
            let desk = Self { folder: tempfile::tempdir().unwrap() };
            fs::create_dir_all(desk.site().join("content/old")).unwrap();
            fs::create_dir_all(desk.site().join(".git/hooks")).unwrap();
            desk.write("content/old.md", "one");
            desk.write("content/old/map.png", "map");
            desk.write("content/b.md", "\u{feff}refers to old");
            desk
        }

        fn site(&self) -> PathBuf {
            self.folder.path().join("site")
        }

        fn write(&self, path: &str, text: &str) {
            fs::write(self.site().join(path), text).unwrap();
        }

        fn apply(&self, edits: &Edits) -> Result<Completion, EditError> {
            EditJournal::new(&self.site(), &self.folder.path().join("state")).unwrap().apply(edits)
        }

        /// Writes a journal and stops, like an interrupted run.
        fn write_journal(&self, decision: &Decision) {
            let site = self.site();
            let journal = EditJournal::new(&site, &self.folder.path().join("state")).unwrap();
            drop(journal.lock().unwrap());
            journal.write_journal(decision).unwrap();
        }

        fn decide(&self, edits: &Edits) -> Decision {
            let site = self.site();
            let journal = EditJournal::new(&site, &self.folder.path().join("state")).unwrap();
            journal.decide(edits).unwrap()
        }

        fn complete(&self) -> io::Result<Option<Completion>> {
            EditJournal::new(&self.site(), &self.folder.path().join("state")).unwrap().complete()
        }

        /// The paths and texts of all files except the state folder.
        fn files(&self) -> Vec<(String, String)> {
            let root = self.folder.path();
            let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().flatten();
            let files = entries.filter(|entry| entry.file_type().is_file());
            let file = |entry: walkdir::DirEntry| {
                let path = entry.path().strip_prefix(root).unwrap().to_string_lossy().into_owned();
                (path, fs::read_to_string(entry.path()).unwrap())
            };
            files.map(file).filter(|(path, _)| !path.starts_with("state/")).collect()
        }
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

    #[test]
    fn interrupted_changes_are_dropped_or_completed() {
        let whole = Desk::new();
        let before = whole.files();
        whole.apply(&edits()).unwrap();
        let after = whole.files();
        assert_eq!(after.len(), 4);
        assert!(after.contains(&("site/content/b.md".into(), "\u{feff}refers to new".into())));
        assert_eq!(whole.complete().unwrap(), None);
        // Interrupted before the journal was written.
        let cut = Desk::new();
        cut.decide(&edits());
        assert_eq!(cut.complete().unwrap(), None);
        assert_eq!(cut.files(), before);
        // Interrupted after each step.
        for steps in 0..=5 {
            let cut = Desk::new();
            let decision = cut.decide(&edits());
            cut.write_journal(&decision);
            for (from, to) in decision.moves.iter().take(steps) {
                fs::rename(cut.site().join(from), cut.site().join(to)).unwrap();
            }
            for text in decision.texts.iter().take(steps.saturating_sub(2)) {
                let place = cut.site().join(&text.path);
                fs::create_dir_all(place.parent().unwrap()).unwrap();
                fs::write(place, &text.after).unwrap();
            }
            assert_eq!(cut.complete().unwrap(), Some(Completion::default()));
            assert_eq!(cut.files(), after, "after {steps} steps");
            assert_eq!(cut.complete().unwrap(), None);
        }
    }

    #[test]
    fn keeps_files_changed_after_the_interruption() {
        let cut = Desk::new();
        cut.write_journal(&cut.decide(&edits()));
        cut.write("content/b.md", "rewritten by hand");
        cut.write("content/new.md", "somebody's");
        let kept = ["content/new.md", "content/new.md", "content/b.md"].map(str::to_owned).to_vec();
        assert_eq!(cut.complete().unwrap(), Some(Completion { kept }));
        let files = cut.files();
        for (path, text) in [
            ("site/content/b.md", "rewritten by hand"),
            ("site/content/new.md", "somebody's"),
            ("site/content/old.md", "one"),
        ] {
            assert!(files.contains(&(path.into(), text.into())), "{path}");
        }
    }

    #[test]
    fn failed_changes_stay_unfinished_until_completed() {
        let whole = Desk::new();
        whole.apply(&edits()).unwrap();
        let failing = Desk::new();
        // Take all names for temporary files, so that the write fails.
        let staged = |number| format!("content/.b.md.redlines-{number}");
        (0..100).for_each(|number| failing.write(&staged(number), ""));
        let error = failing.apply(&edits()).unwrap_err();
        let EditError::Unfinished(error) = error else { panic!("{error:?}") };
        assert!(error.to_string().starts_with("`content/b.md` could not be written: "), "{error}");
        assert!(failing.site().join("content/new.md").is_file(), "the change was begun");
        // Another change is refused.
        let before = failing.files();
        let other = Edits { moves: Vec::new(), texts: Vec::new() };
        assert!(matches!(failing.apply(&other), Err(EditError::Pending)));
        assert_eq!(failing.files(), before);
        (0..100).for_each(|it| fs::remove_file(failing.site().join(staged(it))).unwrap());
        assert_eq!(failing.complete().unwrap(), Some(Completion::default()));
        assert_eq!(failing.files(), whole.files());
    }

    #[test]
    fn reports_kept_files() {
        let desk = Desk::new();
        let moves = ["content/old.md", "content/b.md"];
        let moves = moves.map(|from| (from.to_owned(), "content/new.md".to_owned())).to_vec();
        let kept = vec!["content/new.md".to_owned()];
        assert_eq!(desk.apply(&Edits { moves, texts: Vec::new() }).unwrap(), Completion { kept });
        assert!(desk.site().join("content/b.md").is_file());
    }

    #[cfg(unix)]
    #[test]
    fn keeps_links() {
        let desk = Desk::new();
        let kept = desk.site().join("kept.md");
        fs::rename(desk.site().join("content/b.md"), &kept).unwrap();
        std::os::unix::fs::symlink("../kept.md", desk.site().join("content/b.md")).unwrap();
        desk.apply(&edits()).unwrap();
        let link = desk.site().join("content/b.md");
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read_to_string(kept).unwrap(), "\u{feff}refers to new");
    }

    #[test]
    fn refuses_changes_that_cannot_complete() {
        let changed = Desk::new();
        changed.write("content/b.md", "somebody's");
        let taken = Desk::new();
        taken.write("content/new.md", "there");
        for (desk, path) in [(changed, "content/b.md"), (taken, "content/new.md")] {
            let before = desk.files();
            let error = desk.apply(&edits()).unwrap_err();
            assert!(matches!(error, EditError::Refused(refusal) if refusal.path == path));
            assert_eq!(desk.files(), before);
            assert_eq!(desk.complete().unwrap(), None);
        }
    }

    #[test]
    fn writes_only_files_of_a_site() {
        let paths = [
            "../out.md",
            "/tmp/out.md",
            "content/../../out.md",
            "content/../config.toml",
            "",
            ".git/hooks/post-checkout",
            "content/.git/config",
            "scripts/build",
            "Makefile",
            "config.toml.d/x",
        ];
        for path in paths {
            let desk = Desk::new();
            let before = desk.files();
            let text = DecidedText { path: path.into(), before: None, after: "bad".into() };
            let moved = ("content/b.md".to_owned(), path.to_owned());
            for decision in [
                Decision { moves: vec![moved], texts: Vec::new() },
                Decision { moves: Vec::new(), texts: vec![text] },
            ] {
                desk.write_journal(&decision);
                let error = desk.complete().unwrap_err().to_string();
                let leads_out = path.is_empty() || path.contains("..") || path.starts_with('/');
                let reason = if leads_out {
                    "it leads out of the folder"
                } else {
                    "it is hidden, or no file that a site consists of"
                };
                assert!(error.ends_with(reason), "{path}: {error}");
                assert_eq!(desk.files(), before, "{path}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn refuses_links_out_of_the_site_or_to_hidden_folders() {
        use std::os::unix::fs::symlink;
        for (link, leads_to) in [
            ("content/deep", "../../out"),
            ("content/deep", "../.git/hooks"),
            ("content/b.md", "../../out/b.md"),
        ] {
            let desk = Desk::new();
            fs::create_dir(desk.folder.path().join("out")).unwrap();
            fs::write(desk.folder.path().join("out/b.md"), "refers to old").unwrap();
            let _ = fs::remove_file(desk.site().join(link));
            symlink(leads_to, desk.site().join(link)).unwrap();
            let before = desk.files();
            assert!(desk.apply(&edits()).is_err(), "{link}");
            assert_eq!(desk.files(), before, "{link}");
        }
    }

    /// Earlier versions kept the journal in the site's folder, where others could plant one.
    #[test]
    fn ignores_journals_in_the_site() {
        let desk = Desk::new();
        fs::create_dir(desk.site().join(".redlines-edit")).unwrap();
        desk.write(".redlines-edit/0", "bad");
        desk.write(".redlines-edit/journal.json", r#"{"moves":[],"texts":[["0","content/b.md"]]}"#);
        let before = desk.files();
        assert_eq!(desk.complete().unwrap(), None);
        assert_eq!(desk.files(), before);
    }
}
