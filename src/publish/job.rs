//! The input of a publishing run.

use std::path::Path;
use std::time::Duration;

use crate::model::publication::PublishTarget;

/// A publishing run: the output, its target and the options.
pub struct Job<'a> {
    /// The site's folder.
    pub site: &'a Path,
    /// The output folder of a build without errors.
    pub output: &'a Path,
    pub target: &'a PublishTarget,
    pub options: JobOptions,
    pub identity: Identity,
    /// Reads an environment variable. Credentials come from there.
    pub environment: &'a (dyn Fn(&str) -> Option<String> + Sync),
}

/// Options of the command line.
#[derive(Debug, Clone, Default)]
pub struct JobOptions {
    /// Show the plan without changing anything.
    pub dry_run: bool,
    /// The number of parallel uploads. `None` takes the default of the kind of target.
    pub jobs: Option<usize>,
    /// Replace files that redlines did not publish.
    pub adopt: bool,
    /// Allow deletion of more than a fifth of the published files.
    pub allow_deletions: bool,
    /// Take the lock even if another run holds it.
    pub break_lock: bool,
    /// List the target, too, to find files that the record names but the target lacks.
    pub verify: bool,
    /// Timeout of one request.
    pub timeout: Duration,
}

/// The publisher, as others see it in the lock.
#[derive(Debug, Clone)]
pub struct Identity {
    /// `anna@laptop`.
    pub who: String,
    /// The start of the run by this machine's clock. It is only displayed.
    pub since: String,
    /// A token that is unique to this run.
    pub token: String,
}
