//! One file to a target: in one request, or in parts where it is large.

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

/// Files up to this length go in one request, larger ones in parts of this length, in bytes. Stores take no
/// smaller parts than 5 MiB.
const PART: usize = 8 << 20;

/// How many parts of one file are under way at once.
const PARTS_AT_ONCE: usize = 2;

/// A file on its way.
#[derive(Clone, Copy)]
struct File<'a> {
    /// Where it lies on this machine.
    disk: &'a Path,
    entry: &'a ManifestEntry,
    delivery: &'a Delivery,
    /// Where it is written on the target.
    place: &'a str,
}

impl Store {
    /// The headers that a file is sent with, as the record notes them.
    pub fn headers(&self, delivery: &Delivery) -> Headers {
        match self.capability.write_with_content_type {
            true => Headers::from_delivery(delivery),
            false => Headers::NONE,
        }
    }

    /// Sends a file. `number` is one that no other file of this run has.
    ///
    /// # Errors
    /// The target failed, or the file is no longer what was built.
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
                is_as_built(entry, hash)
            }
            Backend::Service(operator)
                if entry.length > PART as u64 && self.capability.write_can_multi =>
            {
                self.put_parts(operator, file).await
            }
            Backend::Service(operator) => {
                let read = tokio::fs::read(disk).await;
                let bytes = read.map_err(|error| unreadable(entry, &error))?;
                is_as_built(entry, blake3::hash(&bytes))?;
                let written = operator.write_options(place, bytes, self.options(delivery)).await;
                written.map(drop).map_err(|error| self.not_sent(entry, &error))
            }
        }
    }

    /// Sends a file part by part, so that no more than a few parts of it are in memory.
    async fn put_parts(&self, operator: &Operator, file: File<'_>) -> Result<(), Diagnostic> {
        let File { disk, entry, delivery, place } = file;
        let fail = |error: opendal::Error| self.not_sent(entry, &error);
        let unreadable = |error: std::io::Error| unreadable(entry, &error);
        let options =
            WriteOptions { chunk: Some(PART), concurrent: PARTS_AT_ONCE, ..self.options(delivery) };
        let mut file = tokio::fs::File::open(disk).await.map_err(unreadable)?;
        let mut writer = operator.writer_options(place, options).await.map_err(fail)?;
        let mut hasher = blake3::Hasher::new();
        loop {
            let mut part = Vec::with_capacity(PART);
            let read = (&mut file).take(PART as u64).read_to_end(&mut part).await;
            if read.map_err(unreadable)? == 0 {
                break;
            }
            hasher.update(&part);
            if let Err(error) = writer.write(Buffer::from(part)).await {
                // Parts that were sent would be kept, and paid for, by some stores.
                let _ = writer.abort().await;
                return Err(fail(error));
            }
        }
        if let Err(problem) = is_as_built(entry, hasher.finalize()) {
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

/// Another build may have begun meanwhile: what it writes is no part of this one.
fn is_as_built(entry: &ManifestEntry, hash: blake3::Hash) -> Result<(), Diagnostic> {
    if hash == entry.hash {
        return Ok(());
    }
    let message =
        format!("`{}` in the output folder was changed while it was published", entry.path);
    let problem = Diagnostic::of_path(Code::WriteFailed, &*entry.path, message);
    Err(problem.help("let nothing else write the output folder, and publish again"))
}
