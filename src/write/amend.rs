//! Amending an author's file: the new text takes the old one's place at once, and only where the old one
//! is still what was read. A file that is not there yet comes whole, too.

use std::fs::{File, Permissions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::write::confined::{ConfinedFile, LastLink};

/// Three bytes that some editors begin a text with; texts are read without them.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Why a file was left as it is.
#[derive(Debug)]
pub enum AmendError {
    /// Somebody wrote it since it was read.
    Changed,
    Failed(io::Error),
}

impl From<io::Error> for AmendError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// A file of an author that still holds what was read of it.
pub(super) struct Unchanged {
    /// The file that the path leads to, since a link stays a link.
    pub file: ConfinedFile,
    mark: &'static [u8],
}

impl Unchanged {
    /// Looks at the file at `path` from the folder `root`.
    ///
    /// # Errors
    /// It holds something else than `read`, lies outside of the folder, or cannot be read.
    pub fn find(root: &Path, path: &str, read: &str) -> Result<Self, AmendError> {
        let file = ConfinedFile::find(root, path, LastLink::Followed)?;
        let found = file.root.read(&file.path)?;
        let (mark, text) = match found.strip_prefix(BYTE_ORDER_MARK) {
            Some(text) => (BYTE_ORDER_MARK, text),
            None => (&[][..], &*found),
        };
        if text != read.as_bytes() {
            return Err(AmendError::Changed);
        }
        Ok(Self { file, mark })
    }

    /// The bytes of a text with the byte order mark of the old one.
    pub fn with_mark(&self, text: &str) -> Vec<u8> {
        [self.mark, text.as_bytes()].concat()
    }
}

/// Writes `instead` where the file at `path` from the folder `root` still holds `read`. A byte order mark stays.
///
/// # Errors
/// The file was changed, lies outside of the folder, or could not be written; then it is as it was.
pub fn amend(root: &Path, path: &str, read: &str, instead: &str) -> Result<(), AmendError> {
    let found = Unchanged::find(root, path, read)?;
    Ok(replace(&found.file, &found.with_mark(instead))?)
}

/// Writes a file that is not there yet, whole at once, with the folders on its path.
///
/// # Errors
/// Something is there by now, the path leads out of the folder, or the disk refused; then nothing was changed.
pub fn create(root: &Path, path: &str, bytes: &[u8]) -> Result<(), AmendError> {
    let file = ConfinedFile::find(root, path, LastLink::Kept)?;
    file.create_parent()?;
    let place = |staged: &str| match file.root.exists(&file.path)? {
        true => Err(io::ErrorKind::AlreadyExists.into()),
        false => file.root.rename(staged, &file.root, &file.path),
    };
    stage(&file, bytes, None, place).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => AmendError::Changed,
        _ => AmendError::Failed(error),
    })
}

/// Puts bytes in the place of a file, or where none is: whole beside it first, with its permissions.
///
/// # Errors
/// The disk refused; then the file is as it was.
pub(super) fn replace(file: &ConfinedFile, bytes: &[u8]) -> io::Result<()> {
    let permissions = match file.root.open_file(&file.path) {
        Ok(old) => Some(old.metadata()?.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let place = |staged: &str| file.root.rename(staged, &file.root, &file.path);
    stage(file, bytes, permissions, place)
}

/// Fills a new file beside another, and puts it into place; where one of the two fails, it goes.
fn stage(
    file: &ConfinedFile,
    bytes: &[u8],
    permissions: Option<Permissions>,
    place: impl FnOnce(&str) -> io::Result<()>,
) -> io::Result<()> {
    let (staged, mut new) = beside(file)?;
    let filled = new
        .write_all(bytes)
        .and_then(|()| permissions.map_or(Ok(()), |it| new.set_permissions(it)))
        .and_then(|()| new.sync_all());
    let done = filled.and_then(|()| place(&staged));
    if done.is_err() {
        // It is ours; that it could not be removed changes nothing of the failure.
        let _ = file.root.remove_file(&staged);
    }
    done
}

/// How many names are tried: runs that were cut off may have left theirs.
const MAX_NAMES: usize = 100;

/// A new file in the same folder, so that it can be moved over the old one.
fn beside(file: &ConfinedFile) -> io::Result<(String, File)> {
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
    fn only_what_was_read_is_replaced() {
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
            let done = amend(folder.path(), "a.md", "old", "new");
            assert_eq!(done.is_ok(), is_amended, "{before:?}");
            assert!(matches!(done, Ok(()) | Err(AmendError::Changed)));
            assert_eq!(fs::read(&disk).unwrap(), after);
        }
        assert!(matches!(amend(folder.path(), "b.md", "old", "new"), Err(AmendError::Failed(_))));
        // Names that a run which was cut off left behind are passed over.
        fs::write(&disk, "old").unwrap();
        fs::write(folder.path().join(".a.md.redlines-0"), "left").unwrap();
        assert!(amend(folder.path(), "a.md", "old", "new").is_ok());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_is_there_is_not_made_anew() {
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
