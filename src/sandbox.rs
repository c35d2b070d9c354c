//! Access to untrusted folders. No path leads out of them, and no symbolic link below them is followed.
//!
//! A site may come from other people, with its output folder, target folder and state files. A link in one of
//! them could make redlines read, overwrite or delete files elsewhere. A path below a [`SandboxDir`] is
//! therefore opened part by part from an open folder, and a link on it is an error. The path of the folder
//! itself comes from the user, and may be a link.

use std::error::Error;
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::SystemTime;

use cap_fs_ext::{DirExt as _, FollowSymlinks, OpenOptionsFollowExt as _, OpenOptionsSyncExt as _};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};

/// An open folder. Its methods never leave it.
///
/// Paths are relative to the folder, with forward slashes. A path with an empty part, `.`, `..` or a backslash
/// fails with [`io::ErrorKind::InvalidInput`]. A link on the path is an error that wraps [`LinkOnPath`].
#[derive(Debug)]
pub struct SandboxDir {
    dir: Dir,
}

/// The properties of a file, folder or link.
#[derive(Debug, Clone, Copy)]
pub struct Metadata {
    pub kind: EntryKind,
    /// In bytes.
    pub length: u64,
    /// `None` if the file system keeps no times.
    pub modified: Option<SystemTime>,
}

/// The kind of an entry of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    File,
    Folder,
    Link,
    /// A pipe, a socket or a device.
    Other,
}

/// The cause of an [`io::Error`] for a path with a link on it.
#[derive(Debug)]
pub struct LinkOnPath {
    /// The path of the link, relative to the sandbox.
    path: String,
}

impl fmt::Display for LinkOnPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is a link, and redlines follows no links there", self.path)
    }
}

impl Error for LinkOnPath {}

impl LinkOnPath {
    fn error(path: &str) -> io::Error {
        io::Error::other(Self { path: path.to_owned() })
    }

    /// Whether an error was caused by a link.
    pub fn caused(error: &io::Error) -> bool {
        error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<Self>)
    }
}

impl SandboxDir {
    /// Opens a folder by a path from the user. Links on it are followed.
    ///
    /// # Errors
    /// The folder is missing, or cannot be opened.
    pub fn open(place: &Path) -> io::Result<Self> {
        let place = if place.as_os_str().is_empty() { Path::new(".") } else { place };
        Ok(Self { dir: Dir::open_ambient_dir(place, ambient_authority())? })
    }

    /// Opens a folder by a path from the user, and creates it with its parents if it is missing.
    ///
    /// # Errors
    /// The folder cannot be created or opened.
    pub fn create(place: &Path) -> io::Result<Self> {
        if !place.as_os_str().is_empty() {
            Dir::create_ambient_dir_all(place, ambient_authority())?;
        }
        Self::open(place)
    }

    /// Opens a folder below this one as a sandbox.
    ///
    /// # Errors
    /// The path is missing, or not a folder.
    pub fn open_folder(&self, path: &str) -> io::Result<Self> {
        let mut dir = None;
        for end in part_ends(path)? {
            dir = Some(open_part(dir.as_ref().unwrap_or(&self.dir), path, end)?);
        }
        dir.map(|dir| Self { dir }).ok_or_else(|| invalid(path))
    }

    /// Creates a folder with its parents if they are missing, and opens it.
    ///
    /// # Errors
    /// A part of the path exists and is not a folder, or an I/O error.
    pub fn create_folder(&self, path: &str) -> io::Result<Self> {
        let mut dir: Option<Dir> = None;
        for end in part_ends(path)? {
            let parent = dir.as_ref().unwrap_or(&self.dir);
            match parent.create_dir(name(&path[..end])) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
            dir = Some(open_part(parent, path, end)?);
        }
        dir.map(|dir| Self { dir }).ok_or_else(|| invalid(path))
    }

    /// The properties of the file, folder or link at a path. A link is not followed.
    ///
    /// # Errors
    /// The path is missing ([`io::ErrorKind::NotFound`]).
    pub fn metadata(&self, path: &str) -> io::Result<Metadata> {
        self.in_parent(path, |dir, name| {
            let found = dir.symlink_metadata(name)?;
            let kind = match found.file_type() {
                it if it.is_file() => EntryKind::File,
                it if it.is_dir() => EntryKind::Folder,
                it if it.is_symlink() => EntryKind::Link,
                _ => EntryKind::Other,
            };
            let modified = found.modified().ok().map(cap_std::time::SystemTime::into_std);
            Ok(Metadata { kind, length: found.len(), modified })
        })
    }

    /// Whether something exists at a path, which may be a link.
    ///
    /// # Errors
    /// A parent is a link, or an I/O error.
    pub fn exists(&self, path: &str) -> io::Result<bool> {
        match self.metadata(path) {
            Ok(_) => Ok(true),
            Err(error) if is_absence(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Opens a file for reading.
    ///
    /// # Errors
    /// The path is missing, not a regular file, or cannot be read.
    pub fn open_file(&self, path: &str) -> io::Result<File> {
        self.open_with(path, OpenOptions::new().read(true))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// As for [`Self::open_file`].
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open_file(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Creates a new file, and opens it for writing.
    ///
    /// # Errors
    /// The path exists, as a link or otherwise ([`io::ErrorKind::AlreadyExists`]), its folder is missing, or an
    /// I/O error.
    pub fn create_file(&self, path: &str) -> io::Result<File> {
        self.open_with(path, OpenOptions::new().write(true).create_new(true))
    }

    /// Writes a new file.
    ///
    /// # Errors
    /// As for [`Self::create_file`].
    pub fn write_new(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.create_file(path)?.write_all(bytes)
    }

    /// Opens a file for reading, writing and locking, and creates it if it is missing. It is not truncated.
    ///
    /// # Errors
    /// The path is not a regular file, or an I/O error.
    pub fn open_state_file(&self, path: &str) -> io::Result<File> {
        self.open_with(path, OpenOptions::new().read(true).write(true).create(true))
    }

    /// Moves a file or folder to a path of a sandbox on the same disk, and replaces a file or link there.
    ///
    /// # Errors
    /// The old path is missing, the new path is a folder, or an I/O error.
    pub fn rename(&self, from: &str, to_dir: &Self, to: &str) -> io::Result<()> {
        self.in_parent(from, |from_dir, from| {
            to_dir.in_parent(to, |to_dir, to| from_dir.rename(from, to_dir, to))
        })
    }

    /// Removes a file or link. The target of a link is kept.
    ///
    /// # Errors
    /// The path is missing or a folder, or an I/O error.
    pub fn remove_file(&self, path: &str) -> io::Result<()> {
        self.in_parent(path, |dir, name| dir.remove_file_or_symlink(name))
    }

    /// Removes an empty folder.
    ///
    /// # Errors
    /// The folder is missing or not empty, or an I/O error.
    pub fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.in_parent(path, |dir, name| dir.remove_dir(name))
    }

    /// Removes a folder and its content. Links in it are removed, but not their targets. A missing folder is no
    /// error.
    ///
    /// # Errors
    /// The path is a link or a file, or an I/O error.
    pub fn remove_tree(&self, path: &str) -> io::Result<()> {
        match self.metadata(path) {
            Err(error) if is_absence(&error) => Ok(()),
            Err(error) => Err(error),
            Ok(found) => match found.kind {
                EntryKind::Folder => self.in_parent(path, |dir, name| dir.remove_dir_all(name)),
                EntryKind::Link => Err(LinkOnPath::error(path)),
                EntryKind::File | EntryKind::Other => Err(io::ErrorKind::NotADirectory.into()),
            },
        }
    }

    /// The names in this folder with their kinds, in no particular order. Names that are not UTF-8 are skipped.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn entries(&self) -> io::Result<Vec<(String, EntryKind)>> {
        let mut entries = Vec::new();
        for entry in self.dir.entries()? {
            let entry = entry?;
            let kind = match entry.file_type()? {
                it if it.is_file() => EntryKind::File,
                it if it.is_dir() => EntryKind::Folder,
                it if it.is_symlink() => EntryKind::Link,
                _ => EntryKind::Other,
            };
            entries.extend(entry.file_name().into_string().ok().map(|name| (name, kind)));
        }
        Ok(entries)
    }

    /// Whether this folder is empty.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn is_empty(&self) -> io::Result<bool> {
        Ok(self.dir.entries()?.next().is_none())
    }

    fn open_with(&self, path: &str, options: &mut OpenOptions) -> io::Result<File> {
        self.in_parent(path, |dir, name| {
            // Non-blocking: opening a pipe would wait until its other end is opened.
            let opened = dir.open_with(name, options.follow(FollowSymlinks::No).nonblock(true));
            let file = opened.map_err(|error| explain(dir, name, path, error))?;
            if file.metadata()?.is_file() {
                Ok(file.into_std())
            } else {
                Err(io::Error::other(format!("`{path}` is no file")))
            }
        })
    }

    /// Opens the parent folder of a path, and calls `act` with it and the last part of the path.
    fn in_parent<T>(
        &self,
        path: &str,
        act: impl FnOnce(&Dir, &str) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut ends = part_ends(path)?;
        ends.pop();
        let mut dir = None;
        for end in ends {
            dir = Some(open_part(dir.as_ref().unwrap_or(&self.dir), path, end)?);
        }
        act(dir.as_ref().unwrap_or(&self.dir), name(path))
    }
}

/// Whether an error means that a path does not exist: it is missing, or one of its parents is a file.
pub fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Splits a path, and returns the end of each part in bytes. Refuses unsafe parts.
fn part_ends(path: &str) -> io::Result<Vec<usize>> {
    let mut ends = Vec::new();
    let mut end = 0;
    for part in path.split('/') {
        if matches!(part, "" | "." | "..") || part.contains(['\\', '\0']) {
            return Err(invalid(path));
        }
        end += part.len();
        ends.push(end);
        end += 1;
    }
    Ok(ends)
}

fn invalid(path: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("`{path}` is no path below a folder"))
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Opens the folder `path[..end]`. `parent` is its open parent.
fn open_part(parent: &Dir, path: &str, end: usize) -> io::Result<Dir> {
    let path = &path[..end];
    let name = name(path);
    parent.open_dir_nofollow(name).map_err(|error| explain(parent, name, path, error))
}

/// Replaces the error of a failed open if the cause is a link: systems report different errors for it.
fn explain(dir: &Dir, name: &str, path: &str, error: io::Error) -> io::Error {
    let is_link = dir.symlink_metadata(name).is_ok_and(|found| found.is_symlink());
    if is_link { LinkOnPath::error(path) } else { error }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn refuses_paths_that_lead_out() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("inside");
        fs::create_dir(&inside).unwrap();
        fs::write(folder.path().join("secret"), "secret").unwrap();
        let sandbox = SandboxDir::open(&inside).unwrap();
        for path in
            ["../secret", "a/../../secret", "/etc/passwd", "", ".", "a//b", "a/", "a\\..\\b"]
        {
            for error in [
                sandbox.read(path).unwrap_err(),
                sandbox.write_new(path, b"").unwrap_err(),
                sandbox.create_folder(path).unwrap_err(),
                sandbox.remove_tree(path).unwrap_err(),
                sandbox.metadata(path).unwrap_err(),
            ] {
                assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{path}");
            }
        }
        assert!(sandbox.is_empty().unwrap());
    }

    #[test]
    fn creates_moves_and_removes() {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = SandboxDir::create(&folder.path().join("a/b")).unwrap();
        sandbox.create_folder("c/d").unwrap().write_new("e", b"text").unwrap();
        assert_eq!(sandbox.read("c/d/e").unwrap(), b"text");
        assert_eq!(sandbox.metadata("c/d/e").unwrap().length, 4);
        let again = sandbox.write_new("c/d/e", b"other").unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        // A path through a file does not exist.
        assert!(is_absence(&sandbox.read("c/d/e/f").unwrap_err()));
        assert!(!sandbox.exists("c/d/e/f").unwrap());
        sandbox.rename("c/d/e", &sandbox, "c/f").unwrap();
        assert!(sandbox.remove_folder("c").is_err());
        sandbox.remove_tree("c").unwrap();
        sandbox.remove_tree("c").unwrap();
        assert!(sandbox.is_empty().unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn never_follows_links() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (inside, outside) = (folder.path().join("inside"), folder.path().join("outside"));
        fs::create_dir(&inside).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("file"), "kept").unwrap();
        symlink("../outside", inside.join("folder")).unwrap();
        symlink("../outside/file", inside.join("file")).unwrap();
        symlink("../outside/new", inside.join("dangling")).unwrap();
        let sandbox = SandboxDir::open(&inside).unwrap();
        for error in [
            sandbox.read("folder/file").unwrap_err(),
            sandbox.read("file").unwrap_err(),
            sandbox.metadata("folder/file").unwrap_err(),
            sandbox.write_new("folder/new", b"").unwrap_err(),
            sandbox.open_state_file("file").unwrap_err(),
            sandbox.open_state_file("dangling").unwrap_err(),
            sandbox.create_folder("folder/deep").map(drop).unwrap_err(),
            sandbox.open_folder("folder").map(drop).unwrap_err(),
            sandbox.remove_file("folder/file").unwrap_err(),
            sandbox.remove_tree("folder").unwrap_err(),
            sandbox.rename("folder/file", &sandbox, "file").unwrap_err(),
        ] {
            assert!(LinkOnPath::caused(&error), "{error}");
        }
        assert_eq!(sandbox.metadata("file").unwrap().kind, EntryKind::Link);
        // A link can be replaced and removed. Its target is kept.
        sandbox.write_new("other", b"other").unwrap();
        sandbox.rename("other", &sandbox, "file").unwrap();
        sandbox.remove_file("dangling").unwrap();
        sandbox.create_folder("tree").unwrap();
        symlink("../../outside", inside.join("tree/link")).unwrap();
        sandbox.remove_tree("tree").unwrap();
        assert_eq!(fs::read_to_string(outside.join("file")).unwrap(), "kept");
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn opening_a_pipe_fails_without_blocking() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&place).status().unwrap().success());
        let sandbox = SandboxDir::open(folder.path()).unwrap();
        assert_eq!(sandbox.metadata("pipe").unwrap().kind, EntryKind::Other);
        assert_eq!(sandbox.read("pipe").unwrap_err().to_string(), "`pipe` is no file");
    }
}
