//! What the system says of a file that is not read: how large it is, and when it changed.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

/// The state of a file, by which it is told from what it was.
#[derive(Debug, Clone, Copy)]
pub struct FileState {
    /// In bytes.
    pub size: u64,
    /// The file's number on its disk, where the system has such; 0 elsewhere.
    pub number: u64,
    pub modified: SystemTime,
    /// When its content or name last changed, which nobody can set back, where the system knows.
    pub changed: Option<SystemTime>,
}

impl FileState {
    /// Asks the system; `None` where it does not say.
    pub fn read(disk: &Path) -> Option<Self> {
        Self::from_metadata(&fs::metadata(disk).ok()?)
    }

    fn from_metadata(file: &Metadata) -> Option<Self> {
        let (changed, number) = identity(file);
        Some(Self { size: file.len(), number, modified: file.modified().ok()?, changed })
    }
}

#[cfg(unix)]
fn identity(file: &Metadata) -> (Option<SystemTime>, u64) {
    use std::os::unix::fs::MetadataExt as _;
    use std::time::Duration;
    let seconds = Duration::from_secs(file.ctime().max(0).unsigned_abs());
    let rest = Duration::from_nanos(file.ctime_nsec().max(0).unsigned_abs());
    (Some(SystemTime::UNIX_EPOCH + seconds + rest), file.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (Option<SystemTime>, u64) {
    (None, 0)
}
