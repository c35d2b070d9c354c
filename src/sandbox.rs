//! Access to folders whose content is not trusted: no path leads out of them, and no link below them is followed.
//!
//! A site's folder comes from other people, and so may its output folder, its target folder and the files in
//! which redlines keeps its state. A link in one of them could make redlines read, overwrite or delete files
//! elsewhere. Every path below a [`SandboxDir`] is therefore walked from an open folder, part by part, and a
//! link on the way is an error. The folder itself is opened by the path that the user gave, which may be a link.

use std::error::Error;
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::SystemTime;

use cap_fs_ext::{DirExt as _, FollowSymlinks, OpenOptionsFollowExt as _, OpenOptionsSyncExt as _};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};

/// A folder, and all that is below it.
///
/// Paths are relative to the folder, with forward slashes. One with an empty part, `.`, `..` or a backslash is
/// refused with [`io::ErrorKind::InvalidInput`]; one on which there is a link, with an error that wraps [`LinkOnPath`].
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
    /// `None` where the file system keeps no times.
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

/// The reason of an [`io::Error`] for a path on which there is a link.
#[derive(Debug)]
pub struct LinkOnPath {
    /// From the sandbox to the link.
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

    /// Whether this is the reason of an error.
    pub fn caused(error: &io::Error) -> bool {
        error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<Self>)
    }
}

impl SandboxDir {
    /// Opens a folder by a path that the user gave. Links on it are followed.
    ///
    /// # Errors
    /// There is no such folder, or it cannot be opened.
    pub fn open(place: &Path) -> io::Result<Self> {
        let place = if place.as_os_str().is_empty() { Path::new(".") } else { place };
        Ok(Self { dir: Dir::open_ambient_dir(place, ambient_authority())? })
    }

    /// Opens a folder by a path that the user gave, and creates it with its parents where it is missing.
    ///
    /// # Errors
    /// It cannot be created or opened.
    pub fn create(place: &Path) -> io::Result<Self> {
        if !place.as_os_str().is_empty() {
            Dir::create_ambient_dir_all(place, ambient_authority())?;
        }
        Self::open(place)
    }

    /// Opens a folder below this one as a sandbox of its own.
    ///
    /// # Errors
    /// It is missing, or no folder.
    pub fn open_folder(&self, path: &str) -> io::Result<Self> {
        let mut dir = None;
        for end in ends_of_parts(path)? {
            dir = Some(open_part(dir.as_ref().unwrap_or(&self.dir), path, end)?);
        }
        dir.map(|dir| Self { dir }).ok_or_else(|| invalid(path))
    }

    /// Creates a folder with its parents where they are missing, and opens it.
    ///
    /// # Errors
    /// Something else than a folder is in the way, or the disk refuses.
    pub fn create_folder(&self, path: &str) -> io::Result<Self> {
        let mut dir: Option<Dir> = None;
        for end in ends_of_parts(path)? {
            let parent = dir.as_ref().unwrap_or(&self.dir);
            match parent.create_dir(name(&path[..end])) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
            dir = Some(open_part(parent, path, end)?);
        }
        dir.map(|dir| Self { dir }).ok_or_else(|| invalid(path))
    }

    /// The properties of the file, folder or link at a path.
    ///
    /// # Errors
    /// Nothing is there ([`io::ErrorKind::NotFound`]).
    pub fn metadata(&self, path: &str) -> io::Result<Metadata> {
        self.at(path, |dir, name| {
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

    /// Whether anything is at a path, a link included.
    ///
    /// # Errors
    /// A link is on the way, or the disk fails.
    pub fn exists(&self, path: &str) -> io::Result<bool> {
        match self.metadata(path) {
            Ok(_) => Ok(true),
            Err(error) if is_absence(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Opens a file to read it.
    ///
    /// # Errors
    /// It is missing, no plain file, or cannot be read.
    pub fn open_file(&self, path: &str) -> io::Result<File> {
        self.open_with(path, OpenOptions::new().read(true))
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// As for [`Self::open_file`].
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open_file(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Creates a file that is not there yet, and opens it to write it.
    ///
    /// # Errors
    /// Something is there ([`io::ErrorKind::AlreadyExists`]), a link included; its folder is missing; the disk refuses.
    pub fn create_file(&self, path: &str) -> io::Result<File> {
        self.open_with(path, OpenOptions::new().write(true).create_new(true))
    }

    /// Writes a file that is not there yet.
    ///
    /// # Errors
    /// As for [`Self::create_file`].
    pub fn write_new(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.create_file(path)?.write_all(bytes)
    }

    /// Opens a file to read, write and lock it, and creates it where it is missing. What it holds stays.
    ///
    /// # Errors
    /// It is no plain file, or the disk refuses.
    pub fn open_state_file(&self, path: &str) -> io::Result<File> {
        self.open_with(path, OpenOptions::new().read(true).write(true).create(true))
    }

    /// Moves a file or folder to a path of a sandbox on the same disk. A file or link that is there is replaced.
    ///
    /// # Errors
    /// It is missing, a folder is in the way, or the disk refuses.
    pub fn rename(&self, from: &str, to_dir: &Self, to: &str) -> io::Result<()> {
        self.at(from, |from_dir, from| {
            to_dir.at(to, |to_dir, to| from_dir.rename(from, to_dir, to))
        })
    }

    /// Removes a file, or a link and not what it leads to.
    ///
    /// # Errors
    /// It is missing, a folder, or the disk refuses.
    pub fn remove_file(&self, path: &str) -> io::Result<()> {
        self.at(path, |dir, name| dir.remove_file_or_symlink(name))
    }

    /// Removes an empty folder.
    ///
    /// # Errors
    /// It is missing, not empty, or the disk refuses.
    pub fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.at(path, |dir, name| dir.remove_dir(name))
    }

    /// Removes a folder with all that is in it. Links in it are removed, and what they lead to stays.
    ///
    /// # Errors
    /// It is a link or a file, or the disk refuses. That it is missing is none.
    pub fn remove_tree(&self, path: &str) -> io::Result<()> {
        match self.metadata(path) {
            Err(error) if is_absence(&error) => Ok(()),
            Err(error) => Err(error),
            Ok(found) => match found.kind {
                EntryKind::Folder => self.at(path, |dir, name| dir.remove_dir_all(name)),
                EntryKind::Link => Err(LinkOnPath::error(path)),
                EntryKind::File | EntryKind::Other => Err(io::ErrorKind::NotADirectory.into()),
            },
        }
    }

    /// The names in this folder with what they are, in no particular order. Names that are not UTF-8 are left out.
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

    /// Whether nothing is in this folder.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn is_empty(&self) -> io::Result<bool> {
        Ok(self.dir.entries()?.next().is_none())
    }

    fn open_with(&self, path: &str, options: &mut OpenOptions) -> io::Result<File> {
        self.at(path, |dir, name| {
            // Opening a pipe would otherwise wait until somebody opens its other end.
            let opened = dir.open_with(name, options.follow(FollowSymlinks::No).nonblock(true));
            let file = opened.map_err(|error| explain(dir, name, path, error))?;
            match file.metadata()?.is_file() {
                true => Ok(file.into_std()),
                false => Err(io::Error::other(format!("`{path}` is no file"))),
            }
        })
    }

    /// Does something in the folder of a path, with the last part of it.
    fn at<T>(&self, path: &str, act: impl FnOnce(&Dir, &str) -> io::Result<T>) -> io::Result<T> {
        let mut ends = ends_of_parts(path)?;
        ends.pop();
        let mut dir = None;
        for end in ends {
            dir = Some(open_part(dir.as_ref().unwrap_or(&self.dir), path, end)?);
        }
        act(dir.as_ref().unwrap_or(&self.dir), name(path))
    }
}

/// Whether an error says that nothing is at a path: it is missing, or something on the way to it is a file.
pub fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Where each part of a path ends, in bytes.
fn ends_of_parts(path: &str) -> io::Result<Vec<usize>> {
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

/// Opens the folder at the part of a path that ends at `end`, in the folder of the part before.
fn open_part(parent: &Dir, path: &str, end: usize) -> io::Result<Dir> {
    let path = &path[..end];
    let name = name(path);
    parent.open_dir_nofollow(name).map_err(|error| explain(parent, name, path, error))
}

/// Says of what could not be opened that it is a link, where it is one: systems have different errors for it.
fn explain(dir: &Dir, name: &str, path: &str, error: io::Error) -> io::Error {
    let is_link = dir.symlink_metadata(name).is_ok_and(|found| found.is_symlink());
    if is_link { LinkOnPath::error(path) } else { error }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn paths_that_lead_out_are_refused() {
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
    fn files_and_folders_come_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = SandboxDir::create(&folder.path().join("a/b")).unwrap();
        sandbox.create_folder("c/d").unwrap().write_new("e", b"text").unwrap();
        assert_eq!(sandbox.read("c/d/e").unwrap(), b"text");
        assert_eq!(sandbox.metadata("c/d/e").unwrap().length, 4);
        let again = sandbox.write_new("c/d/e", b"other").unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        // A path through a file leads nowhere.
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
    fn links_are_never_followed() {
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
        // A link itself can be replaced and removed; what it leads to stays.
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
    fn a_pipe_is_no_file_and_holds_nobody_up() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&place).status().unwrap().success());
        let sandbox = SandboxDir::open(folder.path()).unwrap();
        assert_eq!(sandbox.metadata("pipe").unwrap().kind, EntryKind::Other);
        assert_eq!(sandbox.read("pipe").unwrap_err().to_string(), "`pipe` is no file");
    }
}
