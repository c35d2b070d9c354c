//! Sends one file, in one request or in parts if it is large.

use std::path::Path;

use opendal::options::WriteOptions;
use opendal::{Buffer, Operator};
use tokio::io::AsyncReadExt as _;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::delivery::Delivery;
use crate::publish::backend::{Backend, failure};
use crate::publish::record::{Headers, PARTS};
use crate::publish::store::Store;
use crate::write::ManifestEntry;

/// Size of a part in bytes. Larger files are sent in parts. Stores reject parts below 5 MiB.
const PART_BYTES: usize = 8 << 20;

/// Number of parts of one file that are sent in parallel.
const PARALLEL_PARTS: usize = 2;

/// A file to send.
#[derive(Clone, Copy)]
struct File<'a> {
    /// Its path on this machine.
    disk: &'a Path,
    entry: &'a ManifestEntry,
    delivery: &'a Delivery,
    /// The full path to write on the target.
    place: &'a str,
}

impl Store {
    /// The headers of a file for the record, or none if the target keeps none.
    pub fn headers(&self, delivery: &Delivery) -> Headers {
        if self.capability.write_with_content_type {
            Headers::from_delivery(delivery)
        } else {
            Headers::NONE
        }
    }

    /// Sends a file. `number` must be unique in the run: it names the unfinished file.
    ///
    /// # Errors
    /// The target failed, or the file changed since the build.
    pub async fn send(
        &self,
        disk: &Path,
        entry: &ManifestEntry,
        delivery: &Delivery,
        number: usize,
    ) -> Result<(), Diagnostic> {
        let place = self.place(&entry.path);
        if !self.grows_in_place {
            return self.put(File { disk, entry, delivery, place: &place }).await;
        }
        let part = self.place(&format!("{PARTS}/{number}"));
        self.put(File { disk, entry, delivery, place: &part }).await?;
        let moved = self.backend.rename(&part, &place).await;
        moved.map_err(|error| self.not_sent(entry, &error))
    }

    async fn put(&self, file: File<'_>) -> Result<(), Diagnostic> {
        let File { disk, entry, delivery, place } = file;
        match &self.backend {
            Backend::Folder(folder) => {
                let copied = folder.copy_from(disk, place).map_err(failure);
                let hash = copied.map_err(|error| self.not_sent(entry, &error))?;
                check_unchanged(entry, hash)
            }
            Backend::Service(operator)
                if entry.length > PART_BYTES as u64 && self.capability.write_can_multi =>
            {
                self.put_parts(operator, file).await
            }
            Backend::Service(operator) => {
                let read = tokio::fs::read(disk).await;
                let bytes = read.map_err(|error| unreadable(entry, &error))?;
                check_unchanged(entry, blake3::hash(&bytes))?;
                let written = operator.write_options(place, bytes, self.options(delivery)).await;
                written.map(drop).map_err(|error| self.not_sent(entry, &error))
            }
        }
    }

    /// Sends a file in parts, so that only a few of them are in memory.
    async fn put_parts(&self, operator: &Operator, file: File<'_>) -> Result<(), Diagnostic> {
        let File { disk, entry, delivery, place } = file;
        let fail = |error: opendal::Error| self.not_sent(entry, &error);
        let unreadable = |error: std::io::Error| unreadable(entry, &error);
        let options = WriteOptions {
            chunk: Some(PART_BYTES),
            concurrent: PARALLEL_PARTS,
            ..self.options(delivery)
        };
        let mut file = tokio::fs::File::open(disk).await.map_err(unreadable)?;
        let mut writer = operator.writer_options(place, options).await.map_err(fail)?;
        let mut hasher = blake3::Hasher::new();
        loop {
            let mut part = Vec::with_capacity(PART_BYTES);
            let read = (&mut file).take(PART_BYTES as u64).read_to_end(&mut part).await;
            if read.map_err(unreadable)? == 0 {
                break;
            }
            hasher.update(&part);
            if let Err(error) = writer.write(Buffer::from(part)).await {
                // Some stores keep, and charge for, the parts of an upload that is not aborted.
                let _ = writer.abort().await;
                return Err(fail(error));
            }
        }
        if let Err(problem) = check_unchanged(entry, hasher.finalize()) {
            let _ = writer.abort().await;
            return Err(problem);
        }
        writer.close().await.map(drop).map_err(fail)
    }

    fn options(&self, delivery: &Delivery) -> WriteOptions {
        let has = &self.capability;
        let when = |has: bool, value: &str| has.then(|| value.to_owned());
        let encoding = delivery.content_encoding.filter(|_| has.write_with_content_encoding);
        WriteOptions {
            content_type: when(has.write_with_content_type, &delivery.content_type),
            cache_control: when(has.write_with_cache_control, delivery.cache_control),
            content_encoding: encoding.map(str::to_owned),
            ..WriteOptions::default()
        }
    }

    fn not_sent(&self, entry: &ManifestEntry, error: &opendal::Error) -> Diagnostic {
        self.errors.failed(&format!("`{}` could not be sent", entry.path), error)
    }
}

fn unreadable(entry: &ManifestEntry, error: &std::io::Error) -> Diagnostic {
    let message = format!("`{}` in the output folder cannot be read: {error}", entry.path);
    Diagnostic::of_path(Code::UnreadableFile, &*entry.path, message)
}

/// Checks the hash of a file: another build may have replaced it meanwhile.
fn check_unchanged(entry: &ManifestEntry, hash: blake3::Hash) -> Result<(), Diagnostic> {
    if hash == entry.hash {
        return Ok(());
    }
    let message =
        format!("`{}` in the output folder was changed while it was published", entry.path);
    let problem = Diagnostic::of_path(Code::WriteFailed, &*entry.path, message);
    Err(problem.help("let nothing else write the output folder, and publish again"))
}
