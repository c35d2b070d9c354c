//! The staging folder: beside the output, so that moving a file into place is one step.

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

/// A folder of files that are not yet in place. It is removed when it is dropped.
pub struct Staging {
    /// The folder of the output folder.
    parent: SandboxDir,
    /// The name of the staging folder there.
    name: String,
    files: SandboxDir,
    /// Held as long as the build goes on; released by the system if it dies.
    _lock: File,
}

impl Staging {
    /// Creates the staging folder of an output folder, and clears what a build that died left there.
    ///
    /// # Errors
    /// Another build is writing the output, a link is in the way, or the disk refuses.
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
            // A file system without locks: builds are then not kept apart.
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

    /// Stages a copy of a file. Permissions are not copied: a site's files are plain.
    pub fn copy(&self, path: &str, source: &Path) -> io::Result<()> {
        io::copy(&mut File::open(source)?, &mut self.create_file(path)?).map(drop)
    }

    /// The staged files.
    pub fn files(&self) -> &SandboxDir {
        &self.files
    }

    /// Makes the staged files the output folder, where there is none yet.
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
        // What cannot be removed now is cleared by the next build.
        let _ = self.parent.remove_tree(&self.name);
    }
}
