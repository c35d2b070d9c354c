//! A local folder as a target. Symbolic links in it are not followed: on a shared server, they may lead to the
//! files of other users.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::sandbox::{EntryKind, SandboxDir, is_absence};

/// Size of the copy buffer, in bytes.
const CHUNK_BYTES: usize = 1 << 16;

/// A target folder. It may not exist yet.
#[derive(Debug, Clone)]
pub struct FolderTarget {
    place: PathBuf,
}

impl FolderTarget {
    /// The folder at a path. The path itself may be a link, since the author chose it.
    pub fn new(place: PathBuf) -> Self {
        Self { place }
    }

    /// Creates the folder if it is missing.
    pub fn create(&self) -> io::Result<()> {
        SandboxDir::create(&self.place).map(drop)
    }

    /// Reads a file.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.open()?.read(path)
    }

    /// Whether something exists at a path.
    pub fn exists(&self, path: &str) -> io::Result<bool> {
        match self.open() {
            Err(error) if is_absence(&error) => Ok(false),
            folder => folder?.exists(path),
        }
    }

    /// Overwrites a file in place.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.open()?.open_state_file(path)?;
        file.set_len(0)?;
        file.write_all(bytes)
    }

    /// Writes a file if nothing exists at its path. Returns whether it was written.
    pub fn write_new(&self, path: &str, bytes: &[u8]) -> io::Result<bool> {
        match self.open()?.write_new(path, bytes) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Copies a file of this machine into the folder, and returns the hash of the copied bytes.
    pub fn copy_from(&self, disk: &Path, path: &str) -> io::Result<blake3::Hash> {
        let folder = self.open()?;
        create_parent(&folder, path)?;
        remove_if_exists(&folder, path)?;
        let (mut from, mut to) = (File::open(disk)?, folder.create_file(path)?);
        let mut hasher = blake3::Hasher::new();
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            let read = from.read(&mut chunk)?;
            if read == 0 {
                return Ok(hasher.finalize());
            }
            hasher.update(&chunk[..read]);
            to.write_all(&chunk[..read])?;
        }
    }

    /// Moves a file, and replaces the one at its new path.
    pub fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let folder = self.open()?;
        create_parent(&folder, to)?;
        folder.rename(from, &folder, to)
    }

    /// Removes a file. A missing file is no error.
    pub fn remove_file(&self, path: &str) -> io::Result<()> {
        remove_if_exists(&self.open()?, path)
    }

    /// Removes an empty folder. A folder with content is an error.
    pub fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.open()?.remove_folder(path)
    }

    /// Removes a folder and its content.
    pub fn remove_tree(&self, path: &str) -> io::Result<()> {
        self.open()?.remove_tree(path)
    }

    /// Lists every file below the folder, with its length in bytes. A link counts as a file.
    pub fn files(&self) -> io::Result<HashMap<String, u64>> {
        let mut files = HashMap::new();
        let mut pending = match self.open() {
            Err(error) if is_absence(&error) => return Ok(files),
            folder => vec![(String::new(), folder?)],
        };
        while let Some((path, folder)) = pending.pop() {
            for (name, kind) in folder.entries()? {
                let place = format!("{path}{name}");
                if kind == EntryKind::Folder {
                    pending.push((format!("{place}/"), folder.open_folder(&name)?));
                } else {
                    files.insert(place, folder.metadata(&name)?.length);
                }
            }
        }
        Ok(files)
    }

    fn open(&self) -> io::Result<SandboxDir> {
        SandboxDir::open(&self.place)
    }
}

fn create_parent(folder: &SandboxDir, path: &str) -> io::Result<()> {
    path.rsplit_once('/').map_or(Ok(()), |(parent, _)| folder.create_folder(parent).map(drop))
}

fn remove_if_exists(folder: &SandboxDir, path: &str) -> io::Result<()> {
    match folder.remove_file(path) {
        Err(error) if !is_absence(&error) => Err(error),
        _ => Ok(()),
    }
}
