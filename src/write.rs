//! The last stage: writes changed files to the output folder, and edits source files atomically.
//!
//! A build stages its files beside the output folder and moves them into place at the end, so that
//! an earlier failure changes nothing. It replaces and deletes only files that the manifest lists.
//! A source file is edited only for a fix or refactoring, and only if it still has the content that
//! was read.

mod amend;
mod commit;
mod confined;
mod copies;
pub mod edit;
mod failure;
pub mod fingerprint;
mod manifest;
mod output;
mod staging;
mod summary;
mod writer;

use std::path::Path;

use crate::sandbox::{SandboxDir, is_absence};
use crate::write::manifest::Manifest;

pub use amend::{AmendError, amend, create};
pub use copies::Copies;
pub use manifest::ManifestEntry;
pub use output::{
    DEFAULT as DEFAULT_OUTPUT, absolute as settled_place, check as check_output_folder,
};
pub use summary::Summary;
pub use writer::OutputWriter;

/// Reads the entries of an output folder's manifest. Returns `None` if there is none.
///
/// # Errors
/// The folder or the manifest cannot be read.
pub fn listed(output: &Path) -> std::io::Result<Option<Vec<ManifestEntry>>> {
    let output = match SandboxDir::open(output) {
        Err(error) if is_absence(&error) => return Ok(None),
        output => output?,
    };
    let manifest = Manifest::read(&output)?;
    Ok(manifest.map(|manifest| manifest.entries().cloned().collect()))
}
