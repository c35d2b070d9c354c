//! The manifest: a list of the files in the output folder that redlines wrote, with their hashes.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::time::SystemTime;

use rayon::prelude::*;

use crate::sandbox::{EntryKind, SandboxDir, is_absence};

/// The name of the manifest in the output folder. It begins with a dot, so that hosts do not serve it.
pub const NAME: &str = ".redlines-manifest";

/// The first line, with the version of the format.
const HEADER: &str = "redlines manifest 1";

/// The first line of a manifest that is written while files move. A listed file may still have its old content,
/// so modification times prove nothing, and hashes must be compared.
const UNFINISHED_HEADER: &str = "redlines manifest 1, unfinished";

/// A file that redlines wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestEntry {
    /// Relative to the output folder, with forward slashes.
    pub path: String,
    pub hash: blake3::Hash,
    /// In bytes.
    pub length: u64,
}

impl ManifestEntry {
    /// The entry of a file with these bytes.
    pub fn from_bytes(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), hash: blake3::hash(bytes), length: bytes.len() as u64 }
    }
}

/// The files of the previous build.
#[derive(Debug, Default)]
pub struct Manifest {
    entries: HashMap<String, ManifestEntry>,
    /// The modification time of the manifest, if all listed files were written before it.
    written: Option<SystemTime>,
}

impl Manifest {
    /// Reads the manifest of an output folder. Returns `None` if there is none, or if it cannot be parsed.
    pub fn read(output: &SandboxDir) -> io::Result<Option<Self>> {
        let bytes = match output.read(NAME) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let Ok(text) = String::from_utf8(bytes) else { return Ok(None) };
        let written = output.metadata(NAME)?.modified;
        let mut lines = text.lines();
        let written = match lines.next() {
            Some(HEADER) => written,
            Some(UNFINISHED_HEADER) => None,
            _ => return Ok(None),
        };
        let entries: Option<HashMap<String, ManifestEntry>> =
            lines.map(|line| parse_line(line).map(|entry| (entry.path.clone(), entry))).collect();
        Ok(entries.map(|entries| Self { entries, written }))
    }

    /// The entry of a path.
    pub fn get(&self, path: &str) -> Option<&ManifestEntry> {
        self.entries.get(path)
    }

    /// Every entry.
    pub fn entries(&self) -> impl Iterator<Item = &ManifestEntry> {
        self.entries.values()
    }

    /// Whether a file still has the content that the manifest lists. A file of the listed length that is
    /// not newer than the manifest counts as unchanged; otherwise its hash is compared.
    ///
    /// # Errors
    /// A link is on the path, or an I/O error.
    pub fn is_untouched(&self, output: &SandboxDir, entry: &ManifestEntry) -> io::Result<bool> {
        let metadata = match output.metadata(&entry.path) {
            Ok(metadata) => metadata,
            Err(error) if is_absence(&error) => return Ok(false),
            Err(error) => return Err(error),
        };
        if metadata.kind != EntryKind::File || metadata.length != entry.length {
            return Ok(false);
        }
        let times = metadata.modified.zip(self.written);
        let is_older = times.is_some_and(|(file, manifest)| file <= manifest);
        Ok(is_older || hash(output.open_file(&entry.path)?)?.0 == entry.hash)
    }
}

/// The text of a manifest, sorted by path.
pub fn text<'a>(entries: impl Iterator<Item = &'a ManifestEntry>) -> String {
    listing(HEADER, entries)
}

/// The text of a manifest for the time while files move.
pub fn unfinished_text<'a>(entries: impl Iterator<Item = &'a ManifestEntry>) -> String {
    listing(UNFINISHED_HEADER, entries)
}

fn listing<'a>(header: &str, entries: impl Iterator<Item = &'a ManifestEntry>) -> String {
    let mut entries: Vec<&ManifestEntry> = entries.collect();
    entries.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
    let mut listing = format!("{header}\n");
    for ManifestEntry { path, hash, length } in entries {
        listing.extend([&*hash.to_hex(), " ", &length.to_string(), " ", path, "\n"]);
    }
    listing
}

fn parse_line(line: &str) -> Option<ManifestEntry> {
    let (hash, rest) = line.split_once(' ')?;
    let (length, path) = rest.split_once(' ')?;
    // The manifest may have been edited, so a path must not lead out of the folder.
    let is_safe = !path.is_empty()
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && !path.contains('\\');
    let hash = blake3::Hash::from_hex(hash).ok()?;
    is_safe.then(|| {
        Some(ManifestEntry { path: path.to_owned(), hash, length: length.parse().ok()? })
    })?
}

/// Reads the rest of a file, and returns its hash and length.
pub fn hash(mut file: File) -> io::Result<(blake3::Hash, u64)> {
    let mut hasher = blake3::Hasher::new();
    let length = io::copy(&mut file, &mut hasher)?;
    Ok((hasher.finalize(), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A build that is killed while files move leaves old files that are older than its manifest.
    #[test]
    fn unfinished_manifests_ignore_modification_times() {
        let folder = tempfile::tempdir().unwrap();
        let output = SandboxDir::open(folder.path()).unwrap();
        let (place, entry) =
            (folder.path().join("a.html"), ManifestEntry::from_bytes("a.html", b"new"));
        std::fs::write(&place, "old").unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        for (text, is_untouched) in
            [(text([&entry].into_iter()), true), (unfinished_text([&entry].into_iter()), false)]
        {
            std::fs::write(folder.path().join(NAME), text).unwrap();
            let manifest = Manifest::read(&output).unwrap().unwrap();
            assert_eq!(manifest.is_untouched(&output, &entry).unwrap(), is_untouched);
        }
    }

    #[test]
    fn parses_its_own_text_and_rejects_unsafe_paths() {
        let folder = tempfile::tempdir().unwrap();
        let entries = [
            ManifestEntry::from_bytes("b/index.html", b"b"),
            ManifestEntry::from_bytes("a b.png", b""),
        ];
        std::fs::write(folder.path().join(NAME), text(entries.iter())).unwrap();
        let output = SandboxDir::open(folder.path()).unwrap();
        let manifest = Manifest::read(&output).unwrap().unwrap();
        for entry in &entries {
            assert_eq!(manifest.get(&entry.path), Some(entry));
        }
        for path in ["../x", "/x", "a//b", "a/../b", ""] {
            let line = format!("{} 0 {path}", blake3::hash(b"").to_hex());
            assert_eq!(parse_line(&line), None, "{path}");
        }
    }
}
