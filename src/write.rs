//! The last stage: bytes to disk, only what changed, each file whole.
//!
//! Files are staged beside the output folder and moved into place once all of them are there, so
//! that a failure changes nothing. Only files that redlines' own manifest lists are replaced or
//! deleted. It does not know where bytes come from. An author's own file is amended only where a fix
//! was asked for, and only where it is still what was read.

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

/// What the manifest of an output folder lists; `None` where there is none.
///
/// # Errors
/// It cannot be read.
pub fn listed(output: &Path) -> std::io::Result<Option<Vec<ManifestEntry>>> {
    let output = match SandboxDir::open(output) {
        Err(error) if is_absence(&error) => return Ok(None),
        output => output?,
    };
    let manifest = Manifest::read(&output)?;
    Ok(manifest.map(|manifest| manifest.entries().cloned().collect()))
}
