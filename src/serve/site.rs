//! A site that is to be served, and what there is to say of its server.

use std::path::PathBuf;
use std::time::Duration;

use crate::diagnostic::Finding;
use crate::pipeline::Settings;
use crate::source::SourceMap;

/// What there is to say of a server that runs.
pub enum Notice<'a> {
    /// The stages ran, at first or after changes.
    Ran {
        /// The paths that changed, from the site's folder; none at first.
        changed: &'a [PathBuf],
        findings: &'a [Finding],
        texts: &'a SourceMap,
        took: Duration,
    },
    /// The site's folder is not there any more.
    Gone,
    /// It is there again.
    Returned,
    /// The system does not tell of changes, which are looked for from time to time; and why.
    Looking(String),
}

/// A site that is to be served.
pub struct SiteServer {
    /// An absolute path.
    pub folder: PathBuf,
    /// Asked before every run, since a day may end while the server runs.
    pub settings: Box<dyn Fn() -> Settings + Send>,
    /// Told of everything, on a thread of its own.
    pub tell: Box<dyn Fn(&Notice<'_>) + Send>,
}
