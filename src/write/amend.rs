//! Atomic replacement of a source file, only if it still has the content that was read. Also creates new files
//! atomically.

use std::fs::{File, Permissions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::write::confined::{ConfinedFile, LastLink};

/// The UTF-8 byte order mark of some editors. Texts are read without it.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The reason why a file was not changed.
#[derive(Debug)]
pub enum AmendError {
    /// The file was changed since it was read, or the file to create exists.
    Changed,
    Failed(io::Error),
}

impl From<io::Error> for AmendError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// A source file that still has the content that was read.
pub(super) struct Unchanged {
    /// The file itself if the path is a link: the link is kept.
    pub file: ConfinedFile,
    mark: &'static [u8],
}

impl Unchanged {
    /// Finds the file at `path` below `root`, and compares its text with `expected`.
    ///
    /// # Errors
    /// The text differs, the file lies outside of the folder, or it cannot be read.
    pub fn find(root: &Path, path: &str, expected: &str) -> Result<Self, AmendError> {
        let file = ConfinedFile::find(root, path, LastLink::Followed)?;
        let bytes = file.root.read(&file.path)?;
        let (mark, text) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
            Some(text) => (BYTE_ORDER_MARK, text),
            None => (&[][..], &*bytes),
        };
        if text != expected.as_bytes() {
            return Err(AmendError::Changed);
        }
        Ok(Self { file, mark })
    }

    /// The bytes of a new text, with the byte order mark of the old one if it had one.
    pub fn with_mark(&self, text: &str) -> Vec<u8> {
        [self.mark, text.as_bytes()].concat()
    }
}

/// Replaces the text of the file at `path` below `root` if it is still `expected`. A byte order mark is kept.
///
/// # Errors
/// The file was changed, lies outside of the folder, or cannot be written. It is unchanged then.
pub fn amend(root: &Path, path: &str, expected: &str, replacement: &str) -> Result<(), AmendError> {
    let old = Unchanged::find(root, path, expected)?;
    Ok(replace(&old.file, &old.with_mark(replacement))?)
}

/// Creates a file atomically, with the folders on its path.
///
/// # Errors
/// The path exists or leads out of the folder, or the file cannot be written. No file is created then.
pub fn create(root: &Path, path: &str, bytes: &[u8]) -> Result<(), AmendError> {
    let file = ConfinedFile::find(root, path, LastLink::Kept)?;
    file.create_parent()?;
    let place = |staged: &str| {
        if file.root.exists(&file.path)? {
            Err(io::ErrorKind::AlreadyExists.into())
        } else {
            file.root.rename(staged, &file.root, &file.path)
        }
    };
    stage(&file, bytes, None, place).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => AmendError::Changed,
        _ => AmendError::Failed(error),
    })
}

/// Writes or replaces a file atomically. The new file has the permissions of the old one.
///
/// # Errors
/// An I/O error. The old file is unchanged then.
pub(super) fn replace(file: &ConfinedFile, bytes: &[u8]) -> io::Result<()> {
    let permissions = match file.root.open_file(&file.path) {
        Ok(old) => Some(old.metadata()?.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let place = |staged: &str| file.root.rename(staged, &file.root, &file.path);
    stage(file, bytes, permissions, place)
}

/// Writes a temporary file beside another, then calls `place` with its path. Removes it if either fails.
fn stage(
    file: &ConfinedFile,
    bytes: &[u8],
    permissions: Option<Permissions>,
    place: impl FnOnce(&str) -> io::Result<()>,
) -> io::Result<()> {
    let (staged, mut new) = create_temporary(file)?;
    let written = new
        .write_all(bytes)
        .and_then(|()| permissions.map_or(Ok(()), |it| new.set_permissions(it)))
        .and_then(|()| new.sync_all());
    let result = written.and_then(|()| place(&staged));
    if result.is_err() {
        // A failure to remove it would only hide the first error.
        let _ = file.root.remove_file(&staged);
    }
    result
}

/// Limit of names to try for a temporary file. Interrupted runs may have left theirs.
const MAX_NAMES: usize = 100;

/// Creates a temporary file in the same folder, so that a rename is atomic. Also returns its path.
fn create_temporary(file: &ConfinedFile) -> io::Result<(String, File)> {
    let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    let slash = if folder.is_empty() { "" } else { "/" };
    let staged = format!("{folder}{slash}.{name}.redlines-");
    for number in 0..MAX_NAMES {
        let path = format!("{staged}{number}");
        match file.root.create_file(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other(format!("{MAX_NAMES} files `{staged}*` are in the way; remove them")))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn replaces_only_unchanged_files() {
        let folder = tempfile::tempdir().unwrap();
        let disk = folder.path().join("a.md");
        let cases: [(&[u8], bool, &[u8]); 4] = [
            (b"old", true, b"new"),
            (b"\xEF\xBB\xBFold", true, b"\xEF\xBB\xBFnew"),
            (b"other", false, b"other"),
            (b"old\n", false, b"old\n"),
        ];
        for (before, is_amended, after) in cases {
            fs::write(&disk, before).unwrap();
            let result = amend(folder.path(), "a.md", "old", "new");
            assert_eq!(result.is_ok(), is_amended, "{before:?}");
            assert!(matches!(result, Ok(()) | Err(AmendError::Changed)));
            assert_eq!(fs::read(&disk).unwrap(), after);
        }
        assert!(matches!(amend(folder.path(), "b.md", "old", "new"), Err(AmendError::Failed(_))));
        // Skips the leftovers of an interrupted run.
        fs::write(&disk, "old").unwrap();
        fs::write(folder.path().join(".a.md.redlines-0"), "left").unwrap();
        assert!(amend(folder.path(), "a.md", "old", "new").is_ok());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn does_not_create_existing_files() {
        let folder = tempfile::tempdir().unwrap();
        let disk = folder.path().join("a.json");
        assert!(create(folder.path(), "a.json", b"one").is_ok());
        assert!(matches!(create(folder.path(), "a.json", b"two"), Err(AmendError::Changed)));
        assert_eq!(fs::read_to_string(&disk).unwrap(), "one");
        assert!(create(folder.path(), "b/c/a.json", b"x").is_ok());
        assert!(matches!(create(folder.path(), "a.json/b", b"x"), Err(AmendError::Failed(_))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
