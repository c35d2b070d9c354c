//! What an output folder was made from: where that is as it was, a build has nothing to do.

use std::io::{self, ErrorKind};
use std::path::Path;

use rayon::prelude::*;

use crate::sandbox::SandboxDir;
use crate::write::manifest::Manifest;

/// Its file in the output folder, beside the manifest.
const NAME: &str = ".redlines-origin";

/// The first line; a number for each form that the file ever has.
const HEADER: &str = "redlines origin 1";

/// A build, told from others by what went into it, and what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Of everything that the output follows from.
    pub inputs: blake3::Hash,
    /// What the report says of the pages, in a line.
    pub pages: String,
    pub warnings: usize,
}

/// The build that an output folder holds, with the number of its files, where it was made from `inputs` and
/// no file was touched since.
pub fn find_up_to_date(output: &Path, inputs: blake3::Hash) -> Option<(Fingerprint, usize)> {
    let output = SandboxDir::open(output).ok()?;
    let text = String::from_utf8(output.read(NAME).ok()?).ok()?;
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return None;
    }
    let known = blake3::Hash::from_hex(lines.next()?).ok()?;
    let warnings = lines.next()?.parse().ok()?;
    let pages = lines.next()?.to_owned();
    if known != inputs {
        return None;
    }
    let manifest = Manifest::read(&output).ok()??;
    let entries: Vec<_> = manifest.entries().collect();
    let is_untouched = |entry: &&_| manifest.is_untouched(&output, entry).unwrap_or(false);
    let is_whole = entries.par_iter().all(is_untouched);
    is_whole.then_some((Fingerprint { inputs: known, pages, warnings }, entries.len()))
}

/// Notes what a build that is in place was made from. Where the note cannot be written, the next build is
/// a whole one.
pub fn note(output: &Path, origin: &Fingerprint) {
    let Fingerprint { inputs, pages, warnings } = origin;
    let text = format!("{HEADER}\n{}\n{warnings}\n{pages}\n", inputs.to_hex());
    let _ = SandboxDir::open(output).and_then(|output| {
        forget(&output)?;
        output.write_new(NAME, text.as_bytes())
    });
}

/// Forgets what the output was made from, before anything in it changes.
///
/// # Errors
/// The disk refused.
pub fn forget(output: &SandboxDir) -> io::Result<()> {
    match output.remove_file(NAME) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
