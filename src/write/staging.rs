//! The staging folder. It lies beside the output folder, so that a rename moves a file into place.

use std::fs::{File, TryLockError};
use std::io::{self, Write as _};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::sandbox::SandboxDir;
use crate::write::failure::failed;

/// The file in the staging folder that a running build locks.
const LOCK: &str = "lock";

/// The folder in the staging folder that holds the files.
const FILES: &str = "files";

/// A folder of files that are not in place yet. It is removed on drop.
pub struct Staging {
    /// The parent of the output folder.
    parent: SandboxDir,
    /// The name of the staging folder in it.
    name: String,
    files: SandboxDir,
    /// Locked until drop. The system releases the lock if the process dies.
    _lock: File,
}

impl Staging {
    /// Creates the staging folder of an output folder, and removes the leftovers of a killed build.
    ///
    /// # Errors
    /// Another build is writing the output, a link is on the path, or an I/O error.
    pub fn begin(output: &Path) -> Result<Self, Diagnostic> {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        let name = format!(".{name}.redlines-staging");
        let shown = output.with_file_name(&name).display().to_string();
        let fail = |error: io::Error| failed(&shown, &error);
        let parent = SandboxDir::create(output.parent().unwrap_or(Path::new(""))).map_err(fail)?;
        let folder = parent.create_folder(&name).map_err(fail)?;
        let lock = folder.open_state_file(LOCK).map_err(fail)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let message = format!("another build is writing `{}`", output.display());
                return Err(Diagnostic::of_run(Code::OutputBusy, message));
            }
            // On a file system without locks, concurrent builds are not detected.
            Err(TryLockError::Error(_)) => {}
        }
        folder.remove_tree(FILES).map_err(fail)?;
        let files = folder.create_folder(FILES).map_err(fail)?;
        Ok(Self { parent, name, files, _lock: lock })
    }

    /// Stages a file with these bytes.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.create_file(path)?.write_all(bytes)
    }

    /// Stages a copy of a file, with default permissions.
    pub fn copy(&self, path: &str, source: &Path) -> io::Result<()> {
        io::copy(&mut File::open(source)?, &mut self.create_file(path)?).map(drop)
    }

    /// The staged files.
    pub fn files(&self) -> &SandboxDir {
        &self.files
    }

    /// Renames the folder of staged files to the output folder, which must not exist.
    pub fn become_output(&self, output: &Path) -> io::Result<()> {
        let name = output.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| io::Error::other("its name is not UTF-8"))?;
        self.parent.rename(&format!("{}/{FILES}", self.name), &self.parent, name)
    }

    fn create_file(&self, path: &str) -> io::Result<File> {
        match path.rsplit_once('/') {
            Some((folder, name)) => self.files.create_folder(folder)?.create_file(name),
            None => self.files.create_file(path),
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // The next build removes leftovers.
        let _ = self.parent.remove_tree(&self.name);
    }
}
