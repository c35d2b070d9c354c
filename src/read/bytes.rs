//! Files that are copied to the output.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A file that is copied to the output.
#[derive(Debug, Clone)]
pub struct FileToCopy {
    /// The path below `content/` or `static/`, with forward slashes.
    pub path: String,
    /// The path relative to the site's folder, for messages.
    pub shown: String,
    pub bytes: Bytes,
}

/// The location of a file's bytes.
#[derive(Debug, Clone)]
pub enum Bytes {
    OnDisk(PathBuf),
    /// A file of the built-in theme.
    BuiltIn(Cow<'static, [u8]>),
}

impl Bytes {
    /// Hashes the bytes.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn hash(&self) -> io::Result<blake3::Hash> {
        match self {
            Self::BuiltIn(bytes) => Ok(blake3::hash(bytes)),
            Self::OnDisk(path) => {
                let mut hasher = blake3::Hasher::new();
                hasher.update_reader(fs::File::open(path)?)?;
                Ok(hasher.finalize())
            }
        }
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// The file cannot be read, or has become a link out of the site.
    pub fn read(&self, site: &Path) -> io::Result<Cow<'static, [u8]>> {
        match self {
            Self::BuiltIn(bytes) => Ok(bytes.clone()),
            Self::OnDisk(path) => {
                let place = path.canonicalize()?;
                if !place.starts_with(site.canonicalize()?) {
                    return Err(io::ErrorKind::PermissionDenied.into());
                }
                fs::read(place).map(Cow::Owned)
            }
        }
    }
}
