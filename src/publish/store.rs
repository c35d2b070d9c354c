//! A target that files are put on one by one, through the storage library.

use std::collections::HashMap;
use std::time::Duration;

use opendal::layers::{RetryLayer, TimeoutLayer};
use opendal::options::WriteOptions;
use opendal::{
    Builder, Capability, ErrorKind, HttpTransporter, OperationContext, Operator, services,
};
use opendal_http_transport_reqwest::ReqwestTransport;

use crate::diagnostic::{Code, Diagnostic};
use crate::http;
use crate::model::publication::{Destination, ObjectStore, PublishTarget};
use crate::publish::backend::{Backend, failure};
use crate::publish::credentials::{Credentials, credentials};
use crate::publish::failure::Teller;
use crate::publish::folder::FolderTarget;
use crate::publish::job::Job;
use crate::publish::record::{NAME, NEXT, PARTS, Record, is_ours};
use crate::sandbox::LinkOnPath;

/// How often a request is made again.
const RETRIES: usize = 6;

/// How long to wait before the first of these, and at most; each pause is twice the one before.
const SHORTEST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// How many objects one request deletes at most.
const MOST_DELETED_AT_ONCE: usize = 500;

/// A target.
pub struct Store {
    pub teller: Teller,
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
        let teller = Teller {
            target: to.value.to_string(),
            credentials: credentials.help.clone(),
            secrets: credentials.secrets.clone(),
        };
        let doing = "it cannot be opened";
        let (backend, prefix) =
            backend(job, &credentials).map_err(|error| teller.failed(doing, &error))?;
        let capability = backend.capability();
        let (grows_in_place, has_folders, jobs) = match &to.value {
            Destination::Folder(_) => (true, true, 4),
            // Each takes a connection of its own, and servers admit ten strangers at once.
            Destination::Sftp { .. } => (true, true, 4),
            Destination::Webdav { .. } => (false, false, 8),
            Destination::Bucket { .. } | Destination::Git { .. } => (false, false, 16),
        };
        let jobs = job.options.jobs.unwrap_or(jobs);
        Ok(Self { teller, backend, capability, prefix, grows_in_place, has_folders, jobs })
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
            let target = &self.teller.target;
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
                    true => Err(self.teller.failed(&doing(), &error)),
                    false => Ok(None),
                }
            }
            Err(error) => Err(self.teller.failed(&doing(), &error)),
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
        written.map_err(|error| self.teller.failed(&doing(), &error))
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
                Err(self.teller.failed(&format!("`{path}` could not be written"), &error))
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
    pub async fn record(&self) -> Result<Record, Diagnostic> {
        let written = self.read_text(NAME).await?;
        if let Some(record) = written.as_deref().and_then(Record::parse) {
            return Ok(record);
        }
        // A run that was killed while the new one took the old one's place.
        let next = match self.capability.rename {
            true => self.read_text(NEXT).await?,
            false => None,
        };
        match (next.as_deref().and_then(Record::parse), written) {
            (Some(record), _) => Ok(record),
            (None, None) => Ok(Record::default()),
            (None, Some(_)) => {
                let message = format!("`{}`: `{NAME}` cannot be read", self.teller.target);
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
            |error: opendal::Error| self.teller.failed("its folder could not be made", &error);
        if self.backend.create_root(&self.prefix).await.map_err(fail)? {
            return Ok(());
        }
        let doing = "its folder could not be made";
        Err(self.teller.problem(Code::TargetRefused, doing, ""))
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
        moved.map_err(|error| self.teller.failed(&format!("`{NAME}` could not be written"), &error))
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
                Err(self.teller.failed(&format!("`{path}` could not be looked for"), &error))
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
        link.map_or(Ok(()), |link| Err(self.teller.failed("", &failure(link))))
    }

    /// Every file there, with its length in bytes; none of publishing's own.
    ///
    /// # Errors
    /// The target failed, or does not exist.
    pub async fn files(&self) -> Result<HashMap<String, u64>, Diagnostic> {
        let fail = |error: opendal::Error| self.teller.failed("it could not be listed", &error);
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
                Err(self.teller.failed(&doing(), &error))
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

/// The way to a target, and the prefix of every path there.
fn backend(job: &Job<'_>, credentials: &Credentials) -> opendal::Result<(Backend, String)> {
    if let Destination::Folder(path) = &job.target.to.value {
        let place = job.site.join(path);
        let place = std::path::absolute(&place).unwrap_or(place);
        return Ok((Backend::Folder(FolderTarget::new(place)), String::new()));
    }
    let (operator, prefix) = service(job, credentials)?;
    let timeout =
        TimeoutLayer::new().with_timeout(job.options.timeout).with_io_timeout(job.options.timeout);
    let retry = RetryLayer::new()
        .with_max_times(RETRIES)
        .with_min_delay(SHORTEST_PAUSE)
        .with_max_delay(LONGEST_PAUSE)
        .with_jitter();
    Ok((Backend::Service(operator.layer(timeout).layer(retry)), prefix))
}

/// The storage library's own view of a target, and the prefix of every path there.
fn service(job: &Job<'_>, credentials: &Credentials) -> opendal::Result<(Operator, String)> {
    let PublishTarget { to, endpoint, region, account, virtual_host, .. } = job.target;
    let value = |name: &str| credentials.get(name);
    let endpoint = endpoint.clone();
    match &to.value {
        Destination::Bucket { store: ObjectStore::S3, bucket, prefix } => {
            let endpoint = endpoint.or_else(|| value("AWS_ENDPOINT_URL"));
            let region = region.clone().or_else(|| value("AWS_REGION"));
            let region = region.or_else(|| value("AWS_DEFAULT_REGION"));
            let mut builder = services::S3::default().bucket(bucket).root(prefix);
            builder = builder.region(region.as_deref().unwrap_or("us-east-1"));
            if let Some(endpoint) = &endpoint {
                builder = builder.endpoint(endpoint).disable_ec2_metadata();
            }
            if *virtual_host {
                builder = builder.enable_virtual_host_style();
            }
            Ok((over_http(builder)?, String::new()))
        }
        Destination::Bucket { store: ObjectStore::GoogleCloudStorage, bucket, prefix } => {
            let mut builder = services::Gcs::default().bucket(bucket).root(prefix);
            if let Some(endpoint) = &endpoint {
                builder = builder.endpoint(endpoint);
            }
            Ok((over_http(builder)?, String::new()))
        }
        Destination::Bucket { store: ObjectStore::AzureBlob, bucket, prefix } => {
            let account = account.clone().or_else(|| value("AZURE_STORAGE_ACCOUNT_NAME"));
            let account = account.unwrap_or_default();
            let own = format!("https://{account}.blob.core.windows.net");
            let builder = services::Azblob::default()
                .container(bucket)
                .root(prefix)
                .endpoint(&endpoint.unwrap_or(own))
                .account_name(&account)
                .account_key(&value("AZURE_STORAGE_ACCOUNT_KEY").unwrap_or_default())
                .sas_token(&value("AZURE_STORAGE_SAS_TOKEN").unwrap_or_default());
            Ok((over_http(builder)?, String::new()))
        }
        Destination::Webdav { server, user, path } => {
            let user = user.clone().or_else(|| value("WEBDAV_USERNAME"));
            let builder = services::Webdav::default()
                .endpoint(server)
                .root(path)
                .username(&user.unwrap_or_default())
                .password(&value("WEBDAV_PASSWORD").unwrap_or_default())
                .token(&value("WEBDAV_TOKEN").unwrap_or_default());
            Ok((over_http(builder)?, String::new()))
        }
        Destination::Sftp { user, host, port, path } => {
            let user = user.as_ref().map_or(String::new(), |user| format!("{user}@"));
            let port = port.map_or(String::new(), |port| format!(":{port}"));
            let endpoint = format!("ssh://{user}{host}{port}");
            // The library makes its root at once, even for a dry run: the path is put before each name.
            let builder = services::Sftp::default().endpoint(&endpoint).root("/");
            let prefix = format!("{}/", path.trim_matches('/'));
            Ok((Operator::new(builder.known_hosts_strategy("strict"))?, prefix))
        }
        Destination::Folder(_) | Destination::Git { .. } => {
            Err(opendal::Error::new(ErrorKind::Unsupported, "it is reached without the library"))
        }
    }
}

/// An operator whose requests go through the shared HTTP client.
fn over_http(builder: impl Builder) -> opendal::Result<Operator> {
    let client = http::client().map_err(|error| {
        opendal::Error::new(ErrorKind::Unexpected, "there is no HTTP client").set_source(error)
    })?;
    let transport = HttpTransporter::new(ReqwestTransport::new(client));
    let context = OperationContext::new().with_http_transport(transport);
    Ok(Operator::new(builder)?.with_context(context))
}
