//! The metadata of a file: size, inode number and times.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

/// Metadata that changes if the file does.
#[derive(Debug, Clone, Copy)]
pub struct FileState {
    /// In bytes.
    pub size: u64,
    /// The inode number; 0 if the system has none.
    pub number: u64,
    pub modified: SystemTime,
    /// The time of the last change of content or metadata (`ctime`), which programs cannot set. `None` if the
    /// system has none.
    pub changed: Option<SystemTime>,
}

impl FileState {
    /// Reads the metadata of a file. Returns `None` if it is not available.
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
    let nanoseconds = Duration::from_nanos(file.ctime_nsec().max(0).unsigned_abs());
    (Some(SystemTime::UNIX_EPOCH + seconds + nanoseconds), file.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (Option<SystemTime>, u64) {
    (None, 0)
}
