//! Paths as people write them.

use std::path::{Component, Path, PathBuf};

/// A path below a folder; the current folder is not named: `public`, not `./public`.
pub fn within(folder: &Path, path: &str) -> PathBuf {
    let parts = folder.join(path);
    parts.components().filter(|part| *part != Component::CurDir).collect()
}
