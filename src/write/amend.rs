//! Amending an author's file: the new text takes the old one's place at once, and only where the old one
//! is still what was read. A file that is not there yet comes whole, too.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Three bytes that some editors begin a text with; texts are read without them.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Why a file was left as it is.
#[derive(Debug)]
pub enum Left {
    /// Somebody wrote it since it was read.
    Changed,
    Failed(io::Error),
}

impl From<io::Error> for Left {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// An author's file that still holds what was read of it.
pub(super) struct Unchanged {
    /// Where it is: what a link leads to, since a link stays a link.
    pub disk: PathBuf,
    mark: &'static [u8],
    permissions: Permissions,
}

impl Unchanged {
    /// Looks at the file at `disk`.
    ///
    /// # Errors
    /// It holds something else than `read`, or cannot be read.
    pub fn find(disk: &Path, read: &str) -> Result<Self, Left> {
        let disk = fs::canonicalize(disk)?;
        let found = fs::read(&disk)?;
        let (mark, text) = match found.strip_prefix(BYTE_ORDER_MARK) {
            Some(text) => (BYTE_ORDER_MARK, text),
            None => (&[][..], &*found),
        };
        if text != read.as_bytes() {
            return Err(Left::Changed);
        }
        let permissions = fs::metadata(&disk)?.permissions();
        Ok(Self { disk, mark, permissions })
    }

    /// Fills a file that is to take its place.
    pub fn fill(&self, mut file: File, instead: &str) -> io::Result<()> {
        file.write_all(self.mark)?;
        file.write_all(instead.as_bytes())?;
        file.set_permissions(self.permissions.clone())?;
        file.sync_all()
    }
}

/// Writes `instead` where the file at `disk` still holds `read`. The new text is whole beside the old one
/// before it takes its place, with the same permissions; a byte order mark stays.
///
/// # Errors
/// The file was changed, or could not be written; then it is as it was.
pub fn amend(disk: &Path, read: &str, instead: &str) -> Result<(), Left> {
    let found = Unchanged::find(disk, read)?;
    let disk = &found.disk;
    Ok(stage(disk, |file| found.fill(file, instead), |staged| fs::rename(staged, disk))?)
}

/// Writes a file that is not there yet, whole at once.
///
/// # Errors
/// Something is there by now, or the disk refused; then nothing was changed.
pub fn create(disk: &Path, text: &str) -> Result<(), Left> {
    let fill = |mut file: File| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    let place = |staged: &Path| match disk.symlink_metadata() {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(staged, disk),
    };
    stage(disk, fill, place).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Left::Changed,
        _ => Left::Failed(error),
    })
}

/// Fills a new file beside `disk`, and puts it into place; where one of the two fails, it goes.
fn stage(
    disk: &Path,
    fill: impl FnOnce(File) -> io::Result<()>,
    place: impl FnOnce(&Path) -> io::Result<()>,
) -> io::Result<()> {
    let (staged, file) = beside(disk)?;
    let done = fill(file).and_then(|()| place(&staged));
    if done.is_err() {
        // It is ours; that it could not be removed changes nothing of the failure.
        let _ = fs::remove_file(&staged);
    }
    done
}

/// How many names are tried: runs that were cut off may have left theirs.
const MOST_NAMES: usize = 100;

/// A new file in the same folder, so that it can be moved over the old one.
fn beside(disk: &Path) -> io::Result<(PathBuf, File)> {
    let name = disk.file_name().unwrap_or_default().to_string_lossy();
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..MOST_NAMES {
        let path = disk.with_file_name(format!(".{name}.redlines-{number}"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

#[cfg(test)]
mod tests {
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
            let done = amend(&disk, "old", "new");
            assert_eq!(done.is_ok(), is_amended, "{before:?}");
            assert!(matches!(done, Ok(()) | Err(Left::Changed)));
            assert_eq!(fs::read(&disk).unwrap(), after);
        }
        assert!(matches!(amend(&folder.path().join("b.md"), "old", "new"), Err(Left::Failed(_))));
        // Names that a run which was cut off left behind are passed over.
        fs::write(&disk, "old").unwrap();
        fs::write(folder.path().join(".a.md.redlines-0"), "left").unwrap();
        assert!(amend(&disk, "old", "new").is_ok());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_is_there_is_not_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let disk = folder.path().join("a.json");
        assert!(create(&disk, "one").is_ok());
        assert!(matches!(create(&disk, "two"), Err(Left::Changed)));
        assert_eq!(fs::read_to_string(&disk).unwrap(), "one");
        assert!(matches!(create(&folder.path().join("b/a.json"), "x"), Err(Left::Failed(_))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
