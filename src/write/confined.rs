//! Files of an untrusted folder, such as a cloned site. Links are followed only within the folder.

use std::io;
use std::path::{Component, Path};

use crate::read::slashes;
use crate::sandbox::SandboxDir;
use crate::write::output::absolute;

/// A file below a folder. It may not exist.
#[derive(Debug)]
pub struct ConfinedFile {
    pub root: SandboxDir,
    /// The path relative to the folder, with links resolved.
    pub path: String,
}

/// The treatment of a link at the end of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastLink {
    Followed,
    Kept,
}

impl ConfinedFile {
    /// Resolves a path relative to `root`.
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

    /// Whether a part of the path begins with a dot, such as `.git`.
    pub fn is_hidden(&self) -> bool {
        self.path.split('/').any(|part| part.starts_with('.'))
    }

    /// Creates the folder of the file if it is missing.
    ///
    /// # Errors
    /// The folder cannot be created.
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
