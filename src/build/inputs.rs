//! What tells the inputs of one build from those of another.

use std::path::Path;
use std::time::SystemTime;

use crate::pipeline::Settings;
use crate::read::{self, Listing};

/// What a build's inputs consist of beside the site and the settings.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// What tells the program from others that would make other pages.
    pub program: &'a str,
    /// The time: a file that was changed just now may change again unnoticed.
    pub now: SystemTime,
}

impl Surroundings<'_> {
    /// A hash of everything that a build's output follows from, without reading the site; `None` where that is not
    /// certain.
    pub(super) fn hash_inputs(
        self,
        folder: &Path,
        settings: &Settings,
        listing: &Listing,
    ) -> Option<blake3::Hash> {
        let Self { program, now } = self;
        let site = read::stamp(folder, listing, now)?;
        Some(blake3::hash(format!("{site} {program} {settings:?}").as_bytes()))
    }
}
