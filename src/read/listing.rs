//! What lies in a site's content and static folders, found once in a run: to be read and copied, and to tell
//! whether anything changed.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::model::ignore_patterns::IgnorePatterns;
use crate::read::walk::{self, FoundFile};

/// What lies in `content/` and `static/`, each in the order of the paths.
#[derive(Debug)]
pub struct Listing {
    pub(super) content: Vec<FoundFile>,
    /// Hidden files too, such as `.well-known/`.
    pub(super) statics: Vec<FoundFile>,
    /// The patterns of files that are not listed.
    pub(super) ignore: IgnorePatterns,
    pub(super) problems: Vec<Diagnostic>,
}

impl Listing {
    /// Lists a site's folder, without the files that the patterns leave out. What cannot be listed is a problem of
    /// the site that is read by this listing.
    pub fn walk(site: &Path, ignore: IgnorePatterns) -> Self {
        let mut problems = Vec::new();
        let content = walk::files(site, "content", &ignore, &mut problems);
        let statics = walk::all_files(site, "static", &ignore, &mut problems);
        Self { content, statics, ignore, problems }
    }
}
