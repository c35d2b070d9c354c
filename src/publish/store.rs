//! A target that files are put on one by one, through the storage library.

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

/// How many objects one request deletes at most.
const MOST_DELETED_AT_ONCE: usize = 500;

/// A target.
pub struct Store {
    pub errors: ErrorMapper,
    pub(super) backend: Backend,
    pub(super) capability: Capability,
    /// What stands before every path; it ends with a slash, or is empty.
    prefix: String,
    /// Whether a file appears while it is written, and is therefore written elsewhere and moved.
    pub(super) grows_in_place: bool,
    /// Whether folders exist by themselves, and stay when they are empty.
    pub(super) has_folders: bool,
    /// How many requests it likes at once.
    pub jobs: usize,
}

impl Store {
    /// Opens a target; nothing is asked of it yet.
    ///
    /// # Errors
    /// What the target needs to be found is missing.
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
            // Each takes a connection of its own, and servers admit ten strangers at once.
            Destination::Sftp { .. } => (true, true, 4),
            Destination::Webdav { .. } => (false, false, 8),
            Destination::Bucket { .. } | Destination::Git { .. } => (false, false, 16),
        };
        let jobs = job.options.jobs.unwrap_or(jobs);
        Ok(Self { errors, backend, capability, prefix, grows_in_place, has_folders, jobs })
    }

    /// What it cannot keep of a file's headers, in a sentence.
    pub fn limits(&self) -> Option<String> {
        let missing = [
            (self.capability.write_with_content_type, "types"),
            (self.capability.write_with_cache_control, "caching"),
            (self.capability.write_with_content_encoding, "encodings"),
        ];
        let missing = missing.iter().filter(|(has, _)| !has).map(|(_, what)| *what);
        let missing = missing.collect::<Vec<_>>().join(", ");
        (!missing.is_empty()).then(|| {
            let target = &self.errors.target;
            format!("`{target}` keeps no headers for {missing}; its web server sets them (docs/publish.md)")
        })
    }

    /// Whether it says that it knows conditional writes. Some say so and ignore them.
    pub fn has_conditions(&self) -> bool {
        self.capability.write_with_if_not_exists
    }

    /// The whole path of a file of the target.
    pub(super) fn place(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// A small text; `None` where there is none.
    ///
    /// # Errors
    /// The target failed, or does not exist.
    pub async fn read_text(&self, path: &str) -> Result<Option<String>, Diagnostic> {
        let doing = || format!("`{path}` could not be read");
        match self.backend.read(&self.place(path)).await {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                // That the bucket is missing is found the same way.
                match error.to_string().contains("NoSuchBucket") {
                    true => Err(self.errors.failed(&doing(), &error)),
                    false => Ok(None),
                }
            }
            Err(error) => Err(self.errors.failed(&doing(), &error)),
        }
    }

    /// Writes a small text over what is there.
    ///
    /// # Errors
    /// The target failed.
    pub async fn write_text(&self, path: &str, text: &str) -> Result<(), Diagnostic> {
        let place = self.place(path);
        let written = self.backend.write(&place, text.as_bytes().to_vec(), self.of_text()).await;
        let doing = || format!("`{path}` could not be written");
        written.map_err(|error| self.errors.failed(&doing(), &error))
    }

    /// Writes a small text where there is nothing, as far as the target knows how; whether it did.
    ///
    /// # Errors
    /// The target failed.
    pub async fn create_text(&self, path: &str, text: &str) -> Result<bool, Diagnostic> {
        let options = WriteOptions { if_not_exists: self.has_conditions(), ..self.of_text() };
        match self.backend.write(&self.place(path), text.as_bytes().to_vec(), options).await {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::ConditionNotMatch => Ok(false),
            Err(error) => {
                Err(self.errors.failed(&format!("`{path}` could not be written"), &error))
            }
        }
    }

    /// Options of what is no part of the site.
    fn of_text(&self) -> WriteOptions {
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

    /// The record of what was published.
    ///
    /// # Errors
    /// The target failed, or the record is damaged.
    pub async fn record(&self) -> Result<PublishRecord, Diagnostic> {
        let written = self.read_text(NAME).await?;
        if let Some(record) = written.as_deref().and_then(PublishRecord::parse) {
            return Ok(record);
        }
        // A run that was killed while the new one took the old one's place.
        let next = match self.capability.rename {
            true => self.read_text(NEXT).await?,
            false => None,
        };
        match (next.as_deref().and_then(PublishRecord::parse), written) {
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

    /// Makes the target's own folder where targets have folders.
    ///
    /// # Errors
    /// It cannot be made.
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

    /// Puts the record there, whole at once as far as the target can.
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

    /// Whether a path stands there.
    ///
    /// # Errors
    /// The target failed.
    pub async fn has(&self, path: &str) -> Result<bool, Diagnostic> {
        match self.backend.exists(&self.place(path)).await {
            Ok(is_there) => Ok(is_there),
            // A file where the path has a folder: the path itself is free, and writing says what is wrong.
            Err(error) if error.kind() == ErrorKind::NotADirectory => Ok(false),
            Err(error) => {
                Err(self.errors.failed(&format!("`{path}` could not be looked for"), &error))
            }
        }
    }

    /// Refuses a target in which a link leads to where a file of the plan would be written or deleted.
    ///
    /// # Errors
    /// There is such a link.
    pub fn refuse_links<'a>(
        &self,
        paths: impl Iterator<Item = &'a String>,
    ) -> Result<(), Diagnostic> {
        let Backend::Folder(folder) = &self.backend else { return Ok(()) };
        let link = paths.filter_map(|path| folder.exists(path).err()).find(LinkOnPath::caused);
        link.map_or(Ok(()), |link| Err(self.errors.failed("", &failure(link))))
    }

    /// Every file there, with its length in bytes; none of publishing's own.
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
            // A folder that is not there yet is created with the first file in it; a bucket is not.
            Err(error)
                if error.kind() == ErrorKind::NotFound
                    && !error.to_string().contains("NoSuchBucket") =>
            {
                Ok(HashMap::new())
            }
            Err(error) => Err(fail(error)),
        }
    }

    /// How many files one request deletes.
    pub fn deleted_at_once(&self) -> usize {
        self.capability.delete_max_size.unwrap_or(1).clamp(1, MOST_DELETED_AT_ONCE)
    }

    /// Deletes files; those that are gone already are none.
    ///
    /// # Errors
    /// The target failed.
    pub async fn delete(&self, paths: &[String]) -> Result<(), Diagnostic> {
        let doing = || match paths {
            [one] => format!("`{one}` could not be deleted"),
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

    /// Removes folders that are empty now, with those that this leaves empty. One that cannot be removed
    /// harms nobody.
    pub async fn tidy(&self, deleted: &[String]) {
        if !self.has_folders {
            return;
        }
        let folders = deleted
            .iter()
            .flat_map(|path| path.match_indices('/').map(|(end, _)| path[..=end].to_owned()));
        let mut folders: Vec<String> = folders.collect();
        // The deepest first.
        folders.sort_unstable_by_key(|path| {
            std::cmp::Reverse((path.matches('/').count(), path.clone()))
        });
        folders.dedup();
        for folder in folders {
            self.backend.remove_empty_folder(&self.place(&folder)).await;
        }
    }

    /// Removes what a run that was cut off left in the folder of parts.
    pub async fn clear_parts(&self) {
        if !self.grows_in_place {
            return;
        }
        self.backend.remove_folder_of_files(&self.place(&format!("{PARTS}/"))).await;
    }
}
