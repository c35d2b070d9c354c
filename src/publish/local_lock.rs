//! A file lock on this machine, which the system releases when the run dies. It shows at once whether a lock on
//! the target belongs to a dead run.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::sandbox::SandboxDir;

/// Limit of remembered dead runs.
const MAX_DEAD_RUNS: usize = 20;

/// A lock that is held until drop.
pub struct LocalLock {
    /// The folder of the lock file, and the file's name.
    place: (SandboxDir, String),
    _file: File,
    /// Tokens of the last runs on this machine that were killed.
    pub dead: Vec<String>,
}

impl LocalLock {
    /// Locks a target with a file beside the output folder, and writes the run's token into it.
    ///
    /// # Errors
    /// Another run on this machine holds the lock, or the file cannot be written.
    pub fn take(output: &Path, target: &str, token: &str) -> Result<Self, Diagnostic> {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        let name = format!(".{name}.redlines-publish-{target}");
        let failed = |error: std::io::Error| {
            let shown = output.with_file_name(&name).display().to_string();
            let message = format!("`{shown}` could not be written: {error}");
            Diagnostic::of_path(Code::WriteFailed, shown, message)
        };
        let parent = SandboxDir::open(output.parent().unwrap_or(Path::new(""))).map_err(failed)?;
        let mut file = parent.open_state_file(&name).map_err(failed)?;
        let is_locked = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => {
                let message = format!("another run from here is publishing to `{target}`");
                return Err(Diagnostic::of_run(Code::TargetBusy, message));
            }
            // A file system without locks cannot show whether a run is dead.
            Err(TryLockError::Error(_)) => false,
        };
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(failed)?;
        // Keep several: a run that died before it locked the target leaves the lock of an earlier run there.
        let tokens = text.lines().rev().take(MAX_DEAD_RUNS).collect::<Vec<_>>();
        let dead: Vec<String> = tokens.into_iter().rev().map(str::to_owned).collect();
        let text = dead.iter().map(String::as_str).chain([token]).collect::<Vec<_>>().join("\n");
        let written = file.set_len(0).and_then(|()| file.rewind());
        written.and_then(|()| file.write_all(text.as_bytes())).map_err(failed)?;
        let dead = if is_locked { dead } else { Vec::new() };
        Ok(Self { place: (parent, name), _file: file, dead })
    }
}

impl Drop for LocalLock {
    fn drop(&mut self) {
        // The next run takes over a leftover file.
        let (parent, name) = &self.place;
        let _ = parent.remove_file(name);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn excludes_other_runs_and_remembers_dead_ones() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("public");
        let held = LocalLock::take(&output, "live", "one").unwrap();
        assert!(held.dead.is_empty());
        let busy = LocalLock::take(&output, "live", "two").map(drop).unwrap_err();
        assert_eq!(busy.code, Code::TargetBusy);
        assert!(LocalLock::take(&output, "other", "two").is_ok());
        let place = folder.path().join(&held.place.1);
        drop(held);
        fs::write(&place, "killed").unwrap();
        let next = LocalLock::take(&output, "live", "three").unwrap();
        assert_eq!(next.dead, ["killed"]);
        assert_eq!(fs::read_to_string(place).unwrap(), "killed\nthree");
        drop(next);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
