//! A target of single files: reading, writing and deleting them, with errors as diagnostics.

use std::collections::HashMap;

use opendal::options::WriteOptions;
use opendal::{Capability, ErrorKind};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::publication::{Destination, PublishTarget};
use crate::publish::backend::{Backend, failure};
use crate::publish::credentials::credentials;
use crate::publish::failure::ErrorMapper;
use crate::publish::job::Job;
use crate::publish::record::{NAME, NEXT, PARTS, PublishRecord, is_ours};
use crate::publish::service::backend;
use crate::sandbox::LinkOnPath;

/// Limit of objects that one request deletes.
const MAX_DELETE_BATCH: usize = 500;

/// An open target.
pub struct Store {
    pub errors: ErrorMapper,
    pub(super) backend: Backend,
    pub(super) capability: Capability,
    /// The prefix of every path. It is empty or ends with a slash.
    prefix: String,
    /// Whether a file is visible while it is written. Such a target gets files under [`PARTS`] first.
    pub(super) grows_in_place: bool,
    /// Whether folders exist on their own, and remain when they are empty.
    pub(super) has_folders: bool,
    /// The number of parallel requests.
    pub jobs: usize,
}

impl Store {
    /// Opens a target without a request to it.
    ///
    /// # Errors
    /// The configuration or the credentials are not enough to open it.
    pub fn open(job: &Job<'_>) -> Result<Self, Diagnostic> {
        let PublishTarget { to, .. } = job.target;
        let credentials = credentials(&to.value, job.environment);
        let errors = ErrorMapper {
            target: to.value.to_string(),
            credentials: credentials.help.clone(),
            secrets: credentials.secrets.clone(),
        };
        let doing = "it cannot be opened";
        let (backend, prefix) =
            backend(job, &credentials).map_err(|error| errors.failed(doing, &error))?;
        let capability = backend.capability();
        let (grows_in_place, has_folders, jobs) = match &to.value {
            Destination::Folder(_) => (true, true, 4),
            // Each takes a connection, and sshd allows ten unauthenticated ones by default (`MaxStartups`).
            Destination::Sftp { .. } => (true, true, 4),
            Destination::Webdav { .. } => (false, false, 8),
            Destination::Bucket { .. } | Destination::Git { .. } => (false, false, 16),
        };
        let jobs = job.options.jobs.unwrap_or(jobs);
        Ok(Self { errors, backend, capability, prefix, grows_in_place, has_folders, jobs })
    }

    /// The headers that the target cannot keep, as a sentence. `None` if it keeps all.
    pub fn limits(&self) -> Option<String> {
        let missing = [
            (self.capability.write_with_content_type, "types"),
            (self.capability.write_with_cache_control, "caching"),
            (self.capability.write_with_content_encoding, "encodings"),
        ];
        let missing = missing.iter().filter(|(has, _)| !has).map(|(_, name)| *name);
        let missing = missing.collect::<Vec<_>>().join(", ");
        (!missing.is_empty()).then(|| {
            let target = &self.errors.target;
            format!("`{target}` keeps no headers for {missing}; its web server sets them (docs/publish.md)")
        })
    }

    /// Whether the target claims to support conditional writes. Some claim it and ignore them.
    pub fn has_conditions(&self) -> bool {
        self.capability.write_with_if_not_exists
    }

    /// The full path of a file on the target.
    pub(super) fn place(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// Reads a small text file. Returns `None` if it does not exist.
    ///
    /// # Errors
    /// The target failed, or does not exist.
    pub async fn read_text(&self, path: &str) -> Result<Option<String>, Diagnostic> {
        let doing = || format!("`{path}` could not be read");
        match self.backend.read(&self.place(path)).await {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                // A missing bucket has the same kind of error.
                if error.to_string().contains("NoSuchBucket") {
                    Err(self.errors.failed(&doing(), &error))
                } else {
                    Ok(None)
                }
            }
            Err(error) => Err(self.errors.failed(&doing(), &error)),
        }
    }

    /// Writes a small text file, and replaces an existing one.
    ///
    /// # Errors
    /// The target failed.
    pub async fn write_text(&self, path: &str, text: &str) -> Result<(), Diagnostic> {
        let place = self.place(path);
        let written =
            self.backend.write(&place, text.as_bytes().to_vec(), self.text_options()).await;
        let doing = || format!("`{path}` could not be written");
        written.map_err(|error| self.errors.failed(&doing(), &error))
    }

    /// Writes a small text file if none exists. Returns whether it did. A target without conditional writes
    /// replaces an existing file.
    ///
    /// # Errors
    /// The target failed.
    pub async fn create_text(&self, path: &str, text: &str) -> Result<bool, Diagnostic> {
        let options = WriteOptions { if_not_exists: self.has_conditions(), ..self.text_options() };
        match self.backend.write(&self.place(path), text.as_bytes().to_vec(), options).await {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::ConditionNotMatch => Ok(false),
            Err(error) => {
                Err(self.errors.failed(&format!("`{path}` could not be written"), &error))
            }
        }
    }

    /// Options for the record and the lock.
    fn text_options(&self) -> WriteOptions {
        let when = |has: bool, value: &str| has.then(|| value.to_owned());
        WriteOptions {
            content_type: when(
                self.capability.write_with_content_type,
                "text/plain; charset=utf-8",
            ),
            cache_control: when(self.capability.write_with_cache_control, "no-store"),
            ..WriteOptions::default()
        }
    }

    /// Reads the record. It is empty if there is none.
    ///
    /// # Errors
    /// The target failed, or the record is damaged.
    pub async fn record(&self) -> Result<PublishRecord, Diagnostic> {
        let text = self.read_text(NAME).await?;
        if let Some(record) = text.as_deref().and_then(PublishRecord::parse) {
            return Ok(record);
        }
        // A run may have been killed while the new record replaced the old one.
        let next = if self.capability.rename { self.read_text(NEXT).await? } else { None };
        match (next.as_deref().and_then(PublishRecord::parse), text) {
            (Some(record), _) => Ok(record),
            (None, None) => Ok(PublishRecord::default()),
            (None, Some(_)) => {
                let message = format!("`{}`: `{NAME}` cannot be read", self.errors.target);
                let problem = Diagnostic::of_run(Code::DamagedRecord, message);
                Err(problem.help(
                    "restore it; or remove it and publish with `--adopt`, after which redlines no longer knows \
                     which old files are its own to delete",
                ))
            }
        }
    }

    /// Creates the root folder, if the target has folders.
    ///
    /// # Errors
    /// The folder cannot be created.
    pub async fn prepare(&self) -> Result<(), Diagnostic> {
        if !self.has_folders {
            return Ok(());
        }
        let fail =
            |error: opendal::Error| self.errors.failed("its folder could not be made", &error);
        if self.backend.create_root(&self.prefix).await.map_err(fail)? {
            return Ok(());
        }
        let doing = "its folder could not be made";
        Err(self.errors.problem(Code::TargetRefused, doing, ""))
    }

    /// Writes the record, atomically if the target can rename.
    ///
    /// # Errors
    /// The target failed.
    pub async fn write_record(&self, text: &str) -> Result<(), Diagnostic> {
        if !self.capability.rename {
            return self.write_text(NAME, text).await;
        }
        self.write_text(NEXT, text).await?;
        let moved = self.backend.rename(&self.place(NEXT), &self.place(NAME)).await;
        moved.map_err(|error| self.errors.failed(&format!("`{NAME}` could not be written"), &error))
    }

    /// Whether something exists at a path.
    ///
    /// # Errors
    /// The target failed.
    pub async fn has(&self, path: &str) -> Result<bool, Diagnostic> {
        match self.backend.exists(&self.place(path)).await {
            Ok(exists) => Ok(exists),
            // A parent of the path is a file. The path itself is free, and writing it reports the problem.
            Err(error) if error.kind() == ErrorKind::NotADirectory => Ok(false),
            Err(error) => {
                Err(self.errors.failed(&format!("`{path}` could not be looked for"), &error))
            }
        }
    }

    /// Checks that no path goes through a symbolic link, if the target is a folder.
    ///
    /// # Errors
    /// A path goes through a link.
    pub fn refuse_links<'a>(
        &self,
        paths: impl Iterator<Item = &'a String>,
    ) -> Result<(), Diagnostic> {
        let Backend::Folder(folder) = &self.backend else { return Ok(()) };
        let link = paths.filter_map(|path| folder.exists(path).err()).find(LinkOnPath::caused);
        link.map_or(Ok(()), |link| Err(self.errors.failed("", &failure(link))))
    }

    /// Lists every file, with its length in bytes, except those of publishing itself.
    ///
    /// # Errors
    /// The target failed, or does not exist.
    pub async fn files(&self) -> Result<HashMap<String, u64>, Diagnostic> {
        let fail = |error: opendal::Error| self.errors.failed("it could not be listed", &error);
        match self.backend.files(&self.prefix).await {
            Ok(mut files) => {
                files.retain(|path, _| !is_ours(path));
                Ok(files)
            }
            // A missing folder is created with its first file. A missing bucket is an error.
            Err(error)
                if error.kind() == ErrorKind::NotFound
                    && !error.to_string().contains("NoSuchBucket") =>
            {
                Ok(HashMap::new())
            }
            Err(error) => Err(fail(error)),
        }
    }

    /// The number of files that one request deletes.
    pub fn deleted_at_once(&self) -> usize {
        self.capability.delete_max_size.unwrap_or(1).clamp(1, MAX_DELETE_BATCH)
    }

    /// Deletes files. Missing files are no error.
    ///
    /// # Errors
    /// The target failed.
    pub async fn delete(&self, paths: &[String]) -> Result<(), Diagnostic> {
        let doing = || match paths {
            [path] => format!("`{path}` could not be deleted"),
            _ => format!("{} files could not be deleted", paths.len()),
        };
        let places = paths.iter().map(|path| self.place(path)).collect();
        match self.backend.delete(places).await {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(self.errors.failed(&doing(), &error))
            }
            _ => Ok(()),
        }
    }

    /// Removes the folders that the deletions left empty. Failures are ignored: a leftover folder does no harm.
    pub async fn tidy(&self, deleted: &[String]) {
        if !self.has_folders {
            return;
        }
        let folders = deleted
            .iter()
            .flat_map(|path| path.match_indices('/').map(|(end, _)| path[..=end].to_owned()));
        let mut folders: Vec<String> = folders.collect();
        // Deepest first.
        folders.sort_unstable_by_key(|path| {
            std::cmp::Reverse((path.matches('/').count(), path.clone()))
        });
        folders.dedup();
        for folder in folders {
            self.backend.remove_empty_folder(&self.place(&folder)).await;
        }
    }

    /// Removes [`PARTS`] with the leftovers of an interrupted run.
    pub async fn clear_parts(&self) {
        if !self.grows_in_place {
            return;
        }
        self.backend.remove_folder_of_files(&self.place(&format!("{PARTS}/"))).await;
    }
}
