//! A folder of this machine as a target. No link in it is followed: a server that several people share may hold
//! links that lead to files of others.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::sandbox::{EntryKind, SandboxDir, is_absence};

/// How much of a file is read at once, in bytes.
const CHUNK: usize = 1 << 16;

/// A folder that files are published to. It may not exist yet.
#[derive(Debug, Clone)]
pub struct FolderTarget {
    place: PathBuf,
}

impl FolderTarget {
    /// The folder at a path, which may be a link that the author made.
    pub fn new(place: PathBuf) -> Self {
        Self { place }
    }

    /// Creates the folder where it is missing.
    pub fn create(&self) -> io::Result<()> {
        SandboxDir::create(&self.place).map(drop)
    }

    /// The bytes of a file.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.open()?.read(path)
    }

    /// Whether anything is at a path.
    pub fn exists(&self, path: &str) -> io::Result<bool> {
        match self.open() {
            Err(error) if is_absence(&error) => Ok(false),
            folder => folder?.exists(path),
        }
    }

    /// Writes a file in its place, over what it held.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.open()?.open_state_file(path)?;
        file.set_len(0)?;
        file.write_all(bytes)
    }

    /// Writes a file where nothing is; whether it did.
    pub fn write_new(&self, path: &str, bytes: &[u8]) -> io::Result<bool> {
        match self.open()?.write_new(path, bytes) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Copies a file of this machine to a path; the hash of what was copied.
    pub fn copy_from(&self, disk: &Path, path: &str) -> io::Result<blake3::Hash> {
        let folder = self.open()?;
        create_parent(&folder, path)?;
        remove_if_there(&folder, path)?;
        let (mut from, mut to) = (File::open(disk)?, folder.create_file(path)?);
        let mut hasher = blake3::Hasher::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = from.read(&mut chunk)?;
            if read == 0 {
                return Ok(hasher.finalize());
            }
            hasher.update(&chunk[..read]);
            to.write_all(&chunk[..read])?;
        }
    }

    /// Moves a file; what is at its new path is replaced.
    pub fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let folder = self.open()?;
        create_parent(&folder, to)?;
        folder.rename(from, &folder, to)
    }

    /// Removes a file. That there is none is no error.
    pub fn remove_file(&self, path: &str) -> io::Result<()> {
        remove_if_there(&self.open()?, path)
    }

    /// Removes a folder. One that is not empty is an error.
    pub fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.open()?.remove_folder(path)
    }

    /// Removes a folder with all that is in it.
    pub fn remove_tree(&self, path: &str) -> io::Result<()> {
        self.open()?.remove_tree(path)
    }

    /// Every file below the folder, with its length in bytes. A link counts as a file without content.
    pub fn files(&self) -> io::Result<HashMap<String, u64>> {
        let mut files = HashMap::new();
        let mut waiting = match self.open() {
            Err(error) if is_absence(&error) => return Ok(files),
            folder => vec![(String::new(), folder?)],
        };
        while let Some((path, folder)) = waiting.pop() {
            for (name, kind) in folder.entries()? {
                let place = format!("{path}{name}");
                if kind == EntryKind::Folder {
                    waiting.push((format!("{place}/"), folder.open_folder(&name)?));
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

fn remove_if_there(folder: &SandboxDir, path: &str) -> io::Result<()> {
    match folder.remove_file(path) {
        Err(error) if !is_absence(&error) => Err(error),
        _ => Ok(()),
    }
}
