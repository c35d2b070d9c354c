//! The files in a site's content and static folders, listed once per run for reading and for the stamp.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::model::ignore_patterns::IgnorePatterns;
use crate::read::walk::{self, FoundFile};

/// The files in `content/` and `static/`, each sorted by path.
#[derive(Debug)]
pub struct Listing {
    pub(super) content: Vec<FoundFile>,
    /// Includes hidden files, such as `.well-known/`.
    pub(super) statics: Vec<FoundFile>,
    /// The patterns of ignored files.
    pub(super) ignore: IgnorePatterns,
    pub(super) problems: Vec<Diagnostic>,
}

impl Listing {
    /// Lists a site's folder, without ignored files. Errors become problems of the site.
    pub fn walk(site: &Path, ignore: IgnorePatterns) -> Self {
        let mut problems = Vec::new();
        let content = walk::files(site, "content", &ignore, &mut problems);
        let statics = walk::all_files(site, "static", &ignore, &mut problems);
        Self { content, statics, ignore, problems }
    }
}
