//! The fingerprint of the build in an output folder. If it still matches, there is nothing to build.

use std::io::{self, ErrorKind};
use std::path::Path;

use rayon::prelude::*;

use crate::sandbox::SandboxDir;
use crate::write::manifest::Manifest;

/// The name of its file in the output folder.
const NAME: &str = ".redlines-origin";

/// The first line, with the version of the format.
const HEADER: &str = "redlines origin 1";

/// A finished build: its inputs, and its counts for the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// The hash of everything that the output depends on.
    pub inputs: blake3::Hash,
    /// The line of the report about pages.
    pub pages: String,
    pub warnings: usize,
}

/// Reads the fingerprint of the build in an output folder, and counts its files. Returns `None` if the build
/// had other inputs, or if a file was changed since.
pub fn find_up_to_date(output: &Path, inputs: blake3::Hash) -> Option<(Fingerprint, usize)> {
    let output = SandboxDir::open(output).ok()?;
    let text = String::from_utf8(output.read(NAME).ok()?).ok()?;
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return None;
    }
    let recorded = blake3::Hash::from_hex(lines.next()?).ok()?;
    let warnings = lines.next()?.parse().ok()?;
    let pages = lines.next()?.to_owned();
    if recorded != inputs {
        return None;
    }
    let manifest = Manifest::read(&output).ok()??;
    let entries: Vec<_> = manifest.entries().collect();
    let is_untouched = |entry: &&_| manifest.is_untouched(&output, entry).unwrap_or(false);
    let is_unchanged = entries.par_iter().all(is_untouched);
    is_unchanged.then_some((Fingerprint { inputs, pages, warnings }, entries.len()))
}

/// Saves the fingerprint of a finished build. Errors are ignored: the next run then builds everything.
pub fn note(output: &Path, fingerprint: &Fingerprint) {
    let Fingerprint { inputs, pages, warnings } = fingerprint;
    let text = format!("{HEADER}\n{}\n{warnings}\n{pages}\n", inputs.to_hex());
    let _ = SandboxDir::open(output).and_then(|output| {
        forget(&output)?;
        output.write_new(NAME, text.as_bytes())
    });
}

/// Removes the fingerprint. Call this before the output changes.
///
/// # Errors
/// The file cannot be removed.
pub fn forget(output: &SandboxDir) -> io::Result<()> {
    match output.remove_file(NAME) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
