//! The writer of a build. It stages each changed file.

use std::borrow::Cow;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::diagnostic::{Code, Diagnostic};
use crate::read::Bytes;
use crate::write::copies::{self, Copies};
use crate::write::failure::failed;
use crate::write::manifest::{self, ManifestEntry};
use crate::write::output::{self, Previous};
use crate::write::staging::Staging;

/// A build that is being written. Without [`OutputWriter::finish`], the output stays unchanged.
pub struct OutputWriter {
    pub(super) output: PathBuf,
    pub(super) previous: Previous,
    pub(super) staging: Staging,
    pub(super) copies: Copies,
    /// The files of the finished output.
    pub(super) outcomes: Mutex<Vec<FileOutcome>>,
}

/// A file of the finished output, and whether it is staged.
pub struct FileOutcome {
    pub entry: ManifestEntry,
    pub staged: bool,
}

impl OutputWriter {
    /// Prepares to write to `output`, with compressed copies as configured.
    ///
    /// # Errors
    /// The folder has files of others, another build is writing it, or it cannot be written.
    pub fn begin(output: &Path, copies: Copies) -> Result<Self, Diagnostic> {
        let previous = output::previous(output)?;
        let staging = Staging::begin(output)?;
        let outcomes = Mutex::new(Vec::new());
        Ok(Self { output: output.to_owned(), previous, staging, copies, outcomes })
    }

    /// Stages a file, unless the output has it with the same bytes. May be called from several threads.
    ///
    /// # Errors
    /// An I/O error, or the path has a file that redlines did not write.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        let entry = self.write_file(path, bytes)?;
        self.write_copies(&entry, || Ok(bytes.into()))
    }

    fn write_file(&self, path: &str, bytes: &[u8]) -> Result<ManifestEntry, Diagnostic> {
        let entry = ManifestEntry::from_bytes(path, bytes);
        let staged = !self.is_unchanged(&entry, || Ok(bytes.to_vec()))?;
        if staged {
            self.staging.write(path, bytes).map_err(|error| failed(path, &error))?;
        }
        self.record(FileOutcome { entry: entry.clone(), staged });
        Ok(entry)
    }

    /// Stages the compressed copies of a file. Copies of an unchanged file are reused.
    fn write_copies<'a>(
        &self,
        entry: &ManifestEntry,
        bytes: impl FnOnce() -> std::io::Result<Cow<'a, [u8]>>,
    ) -> Result<(), Diagnostic> {
        let manifest = &self.previous.manifest;
        let is_same = manifest.get(&entry.path) == Some(entry);
        let mut missing = Vec::new();
        for (encoding, path) in self.copies.for_file(&entry.path, entry.length) {
            match manifest.get(&path) {
                Some(copy) if is_same && self.is_untouched(copy)? => {
                    self.record(FileOutcome { entry: copy.clone(), staged: false });
                }
                _ => missing.push((encoding, path)),
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let bytes = bytes().map_err(|error| failed(&entry.path, &error))?;
        for (encoding, path) in missing {
            let copy = copies::compressed(&bytes, encoding);
            self.write_file(&path, &copy.map_err(|error| failed(&path, &error))?)?;
        }
        Ok(())
    }

    /// Stages a copy of a file.
    ///
    /// # Errors
    /// As for [`OutputWriter::write`], or the file cannot be read.
    pub fn copy(&self, path: &str, bytes: &Bytes) -> Result<(), Diagnostic> {
        match bytes {
            Bytes::BuiltIn(bytes) => self.write(path, bytes),
            Bytes::OnDisk(source) => {
                let hashed = File::open(source).and_then(manifest::hash);
                let (hash, length) = hashed.map_err(|error| {
                    let shown = source.display().to_string();
                    let message = format!("`{shown}` cannot be read: {error}");
                    Diagnostic::of_path(Code::UnreadableFile, shown, message)
                })?;
                let entry = ManifestEntry { path: path.to_owned(), hash, length };
                let staged = !self.is_unchanged(&entry, || std::fs::read(source))?;
                if staged {
                    self.staging.copy(path, source).map_err(|error| failed(path, &error))?;
                }
                self.record(FileOutcome { entry: entry.clone(), staged });
                self.write_copies(&entry, || std::fs::read(source).map(Cow::Owned))
            }
        }
    }

    fn record(&self, outcome: FileOutcome) {
        // `push` leaves the list valid, so a poisoned lock can be used.
        self.outcomes.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(outcome);
    }

    fn is_unchanged(
        &self,
        entry: &ManifestEntry,
        bytes: impl FnOnce() -> std::io::Result<Vec<u8>>,
    ) -> Result<bool, Diagnostic> {
        let Some(output) = &self.previous.folder else { return Ok(false) };
        match self.previous.manifest.get(&entry.path) {
            Some(old) => Ok(self.is_untouched(old)? && old == entry),
            None => output::not_ours(output, &entry.path, bytes),
        }
    }

    /// Whether a file is unchanged since the previous build.
    ///
    /// # Errors
    /// A link is on the path, or an I/O error.
    fn is_untouched(&self, entry: &ManifestEntry) -> Result<bool, Diagnostic> {
        let Some(output) = &self.previous.folder else { return Ok(false) };
        let is_untouched = self.previous.manifest.is_untouched(output, entry);
        is_untouched.map_err(|error| failed(&entry.path, &error))
    }
}
