//! What is to be published, where, how and by whom.

use std::path::Path;
use std::time::Duration;

use crate::model::publication::PublishTarget;

/// What is to be published, where and how.
pub struct Job<'a> {
    /// The site's folder.
    pub site: &'a Path,
    /// The output folder of a build without errors.
    pub output: &'a Path,
    pub target: &'a PublishTarget,
    pub options: JobOptions,
    pub identity: Identity,
    /// The variables of the environment, from which credentials come.
    pub environment: &'a (dyn Fn(&str) -> Option<String> + Sync),
}

/// What the author asks for.
#[derive(Debug, Clone, Default)]
pub struct JobOptions {
    /// Show the plan, and change nothing.
    pub dry_run: bool,
    /// How many files are sent at once; left out, as many as the kind of target likes.
    pub jobs: Option<usize>,
    /// Replace files of somebody else that stand in the way.
    pub adopt: bool,
    /// Delete more than a fifth of what stands there.
    pub allow_deletions: bool,
    /// Take a lock from whoever holds it.
    pub break_lock: bool,
    /// Look at the target itself, and not only at the record, for what is missing there.
    pub verify: bool,
    /// How long one answer of a server may take.
    pub timeout: Duration,
}

/// Who publishes, for others to read in the lock.
#[derive(Debug, Clone)]
pub struct Identity {
    /// `anna@laptop`.
    pub who: String,
    /// When it began, by this machine's clock; nothing is decided by it.
    pub since: String,
    /// What no other run has.
    pub token: String,
}
