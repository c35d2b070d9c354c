//! A lock on this machine, which the system releases when the run dies: it tells a dead run's lock on the
//! target from a living one's at once.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::sandbox::SandboxDir;

/// So many dead runs are remembered.
const MOST_REMEMBERED: usize = 20;

/// Held as long as the run goes on.
pub struct LocalLock {
    /// The folder that holds the lock's file, and the file's name.
    place: (SandboxDir, String),
    _file: File,
    /// The tokens of the last runs from here that did not end by themselves.
    pub dead: Vec<String>,
}

impl LocalLock {
    /// Takes the lock of a target, beside the output folder, and notes the run's token there.
    ///
    /// # Errors
    /// Another run from here holds it, or it cannot be written.
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
            // A file system without locks cannot tell whether a run is dead.
            Err(TryLockError::Error(_)) => false,
        };
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(failed)?;
        // A run that died before it had the target's lock leaves that of the one before.
        let known = text.lines().rev().take(MOST_REMEMBERED).collect::<Vec<_>>();
        let dead: Vec<String> = known.into_iter().rev().map(str::to_owned).collect();
        let text = dead.iter().map(String::as_str).chain([token]).collect::<Vec<_>>().join("\n");
        let written = file.set_len(0).and_then(|()| file.rewind());
        written.and_then(|()| file.write_all(text.as_bytes())).map_err(failed)?;
        let dead = if is_locked { dead } else { Vec::new() };
        Ok(Self { place: (parent, name), _file: file, dead })
    }
}

impl Drop for LocalLock {
    fn drop(&mut self) {
        // What stays is taken by the next run.
        let (parent, name) = &self.place;
        let _ = parent.remove_file(name);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn one_run_holds_it_and_a_dead_one_is_known() {
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
