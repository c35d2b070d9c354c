//! Files of a folder that somebody else may have made, such as a cloned site: links inside it are followed, and
//! none that leads out.

use std::io;
use std::path::{Component, Path};

use crate::read::slashes;
use crate::sandbox::SandboxDir;
use crate::write::output::absolute;

/// A file below a folder, whether it exists or not.
#[derive(Debug)]
pub struct ConfinedFile {
    pub root: SandboxDir,
    /// The path from the folder, without any link on it.
    pub path: String,
}

/// Whether a link at the end of a path is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastLink {
    Followed,
    Kept,
}

impl ConfinedFile {
    /// Finds a file by its path from `root`.
    ///
    /// # Errors
    /// The path leads out of the folder, or the folder cannot be opened.
    pub fn find(root: &Path, path: &str, last: LastLink) -> io::Result<Self> {
        let parts = Path::new(path).components();
        if path.is_empty() || !parts.into_iter().all(|it| matches!(it, Component::Normal(_))) {
            return Err(outside());
        }
        let home = root.canonicalize()?;
        let place = match (last, path.rsplit_once('/')) {
            (LastLink::Followed, _) => absolute(&home.join(path)),
            (LastLink::Kept, Some((folder, name))) => absolute(&home.join(folder)).join(name),
            (LastLink::Kept, None) => home.join(path),
        };
        let path = place.strip_prefix(&home).ok().and_then(slashes).ok_or_else(outside)?;
        Ok(Self { root: SandboxDir::open(&home)?, path })
    }

    /// Whether a part of the path begins with a dot, as in folders of version control and of editors.
    pub fn is_hidden(&self) -> bool {
        self.path.split('/').any(|part| part.starts_with('.'))
    }

    /// Creates the folder of the file where it is missing.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn create_parent(&self) -> io::Result<()> {
        match self.path.rsplit_once('/') {
            Some((folder, _)) => self.root.create_folder(folder).map(drop),
            None => Ok(()),
        }
    }
}

/// The error of a path that leads out of its folder.
fn outside() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it leads out of the folder")
}
