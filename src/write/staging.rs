//! The staging folder: beside the output, so that moving a file into place is one step.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::write::failed;

/// A folder of files that are not yet in place. It is removed when it is dropped.
pub struct Staging {
    folder: PathBuf,
    files: PathBuf,
    /// Held as long as the build goes on; released by the system if it dies.
    _lock: File,
}

impl Staging {
    /// Makes the staging folder of an output folder, and clears what a build that died left there.
    pub fn begin(output: &Path) -> Result<Self, Diagnostic> {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        let folder = output.with_file_name(format!(".{name}.redlines-staging"));
        let shown = folder.display().to_string();
        let fail = |error: &io::Error| failed(&shown, error);
        fs::create_dir_all(&folder).map_err(|error| fail(&error))?;
        let lock = File::create(folder.join("lock")).map_err(|error| fail(&error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let message = format!("another build is writing `{}`", output.display());
                return Err(Diagnostic::of_run(Code::OutputBusy, message));
            }
            // A file system without locks: builds are then not kept apart.
            Err(TryLockError::Error(_)) => {}
        }
        let files = folder.join("files");
        match fs::remove_dir_all(&files) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(&error)),
            _ => {}
        }
        fs::create_dir(&files).map_err(|error| fail(&error))?;
        Ok(Self { folder, files, _lock: lock })
    }

    /// Stages a file with these bytes.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        fs::write(self.place(path)?, bytes)
    }

    /// Stages a copy of a file. Permissions are not copied: a site's files are plain.
    pub fn copy(&self, path: &str, source: &Path) -> io::Result<()> {
        let mut target = File::create(self.place(path)?)?;
        io::copy(&mut File::open(source)?, &mut target).map(drop)
    }

    /// Where the staged files lie.
    pub fn files(&self) -> &Path {
        &self.files
    }

    fn place(&self, path: &str) -> io::Result<PathBuf> {
        let place = self.files.join(path);
        if let Some(parent) = place.parent() {
            // A page is alone in its folder: making it costs less than remembering which are there.
            match fs::create_dir(parent) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    fs::create_dir_all(parent)?
                }
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        Ok(place)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is cleared by the next build.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
