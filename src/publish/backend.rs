//! The file operations of a target: a local folder, or a service through OpenDAL.

use std::collections::HashMap;
use std::io;

use futures_util::TryStreamExt as _;
use opendal::options::WriteOptions;
use opendal::{Capability, EntryMode, Error, ErrorKind, Operator, Result};

use crate::publish::folder::FolderTarget;
use crate::sandbox::is_absence;

/// Access to a target.
pub enum Backend {
    /// A local folder.
    Folder(FolderTarget),
    /// A service through OpenDAL.
    Service(Operator),
}

impl Backend {
    /// The operations that the target supports.
    pub fn capability(&self) -> Capability {
        match self {
            Self::Folder(_) => {
                Capability { rename: true, write_with_if_not_exists: true, ..Capability::default() }
            }
            Self::Service(operator) => operator.info().capability(),
        }
    }

    /// Reads a file.
    pub async fn read(&self, path: &str) -> Result<Vec<u8>> {
        match self {
            Self::Folder(folder) => folder.read(path).map_err(failure),
            Self::Service(operator) => Ok(operator.read(path).await?.to_vec()),
        }
    }

    /// Writes a file. With `if_not_exists`, an existing file is an error of kind
    /// [`ErrorKind::ConditionNotMatch`].
    pub async fn write(&self, path: &str, bytes: Vec<u8>, options: WriteOptions) -> Result<()> {
        match self {
            Self::Folder(folder) if options.if_not_exists => match folder.write_new(path, &bytes) {
                Ok(true) => Ok(()),
                Ok(false) => Err(Error::new(ErrorKind::ConditionNotMatch, "it is there already")),
                Err(error) => Err(failure(error)),
            },
            Self::Folder(folder) => folder.write(path, &bytes).map_err(failure),
            Self::Service(operator) => operator.write_options(path, bytes, options).await.map(drop),
        }
    }

    /// Moves a file, and replaces the one at its new path.
    pub async fn rename(&self, from: &str, to: &str) -> Result<()> {
        match self {
            Self::Folder(folder) => folder.rename(from, to).map_err(failure),
            Self::Service(operator) => operator.rename(from, to).await,
        }
    }

    /// Whether something exists at a path.
    pub async fn exists(&self, path: &str) -> Result<bool> {
        match self {
            Self::Folder(folder) => folder.exists(path).map_err(failure),
            Self::Service(operator) => operator.exists(path).await,
        }
    }

    /// Creates the root folder of the target. Returns whether it exists then: SFTP reports success even if the
    /// folder could not be created.
    pub async fn create_root(&self, prefix: &str) -> Result<bool> {
        match self {
            Self::Folder(folder) => folder.create().map(|()| true).map_err(failure),
            Self::Service(operator) => {
                operator.create_dir(prefix).await?;
                operator.exists(prefix).await
            }
        }
    }

    /// Lists every file below a prefix, with its length in bytes.
    pub async fn files(&self, prefix: &str) -> Result<HashMap<String, u64>> {
        let operator = match self {
            Self::Folder(folder) => return folder.files().map_err(failure),
            Self::Service(operator) => operator,
        };
        let mut files = HashMap::new();
        let mut lister = Box::pin(operator.lister_with(prefix).recursive(true).await?);
        loop {
            let entry = match lister.try_next().await {
                Ok(Some(entry)) => entry,
                Ok(None) => return Ok(files),
                // Only the root folder may be missing. A folder that vanishes during the listing is a failure.
                Err(error) if error.kind() == ErrorKind::NotFound && !files.is_empty() => {
                    return Err(Error::new(ErrorKind::Unexpected, error.to_string()));
                }
                Err(error) => return Err(error),
            };
            let Some(path) = entry.path().strip_prefix(prefix) else { continue };
            if entry.metadata().mode() == EntryMode::FILE {
                files.insert(path.to_owned(), entry.metadata().content_length());
            }
        }
    }

    /// Deletes files. Missing files are no error.
    pub async fn delete(&self, paths: Vec<String>) -> Result<()> {
        match (self, &*paths) {
            (Self::Folder(folder), paths) => {
                paths.iter().try_for_each(|path| folder.remove_file(path)).map_err(failure)
            }
            (Self::Service(operator), [path]) => operator.delete(path).await,
            (Self::Service(operator), _) => operator.delete_iter(paths).await,
        }
    }

    /// Removes an empty folder. Targets refuse to remove one that is not empty.
    pub async fn remove_empty_folder(&self, path: &str) {
        // A leftover folder does no harm.
        let _ = match self {
            Self::Folder(folder) => {
                folder.remove_folder(path.trim_end_matches('/')).map_err(failure)
            }
            Self::Service(operator) => operator.delete(path).await,
        };
    }

    /// Removes a folder and its files. `path` ends with a slash.
    pub async fn remove_folder_of_files(&self, path: &str) {
        match self {
            Self::Folder(folder) => {
                let _ = folder.remove_tree(path.trim_end_matches('/'));
            }
            Self::Service(operator) => {
                let Ok(files) = operator.list(path).await else { return };
                for file in files.iter().filter(|file| file.path() != path) {
                    let _ = operator.delete(file.path()).await;
                }
                let _ = operator.delete(path).await;
            }
        }
    }
}

/// Converts an I/O error to an OpenDAL error.
pub fn failure(error: io::Error) -> Error {
    let kind = match error.kind() {
        _ if is_absence(&error) => ErrorKind::NotFound,
        io::ErrorKind::PermissionDenied => ErrorKind::PermissionDenied,
        _ => ErrorKind::Unexpected,
    };
    Error::new(kind, "the disk refused").set_source(error)
}
