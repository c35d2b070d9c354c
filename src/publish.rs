//! Bringing a built site to where readers find it: object stores, WebDAV, SFTP, folders, git branches.
//!
//! 1. The files of the output and what stands on the target, by a record that redlines keeps there, give a
//!    [`Plan`].
//! 2. A lock on the target keeps others away, and the record notes what may change.
//! 3. Files go there in an order in which no page ever leads to what is not there yet; deletions are last.
//! 4. The record notes what stands there now, and the lock goes.
//!
//! It knows nothing of arguments, printing, the environment and the clock: they are given to it. A branch of
//! a repository needs no lock and no order, since a push is one step.

mod backend;
mod built;
mod check;
mod credentials;
mod failure;
mod folder;
mod git;
mod git_command;
mod git_import;
mod journal;
mod local_lock;
mod lock;
mod order;
mod plan;
mod record;
mod session;
mod store;
mod transfer;

use std::path::Path;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::model::publication::{Destination, PublishTarget};
use crate::publish::built::Built;

pub use check::check;
pub use plan::{Difference, Plan};

/// What is to be published, where and how.
pub struct Job<'a> {
    /// The site's folder.
    pub site: &'a Path,
    /// The output folder of a build without errors.
    pub output: &'a Path,
    pub target: &'a PublishTarget,
    pub options: Options,
    pub identity: Identity,
    /// The variables of the environment, from which credentials come.
    pub environment: &'a (dyn Fn(&str) -> Option<String> + Sync),
}

/// What the author asks for.
#[derive(Debug, Clone, Default)]
pub struct Options {
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

/// What happens meanwhile.
pub enum Notice<'a> {
    /// What will be done.
    Planned(&'a Plan),
    /// What the target cannot do, in a sentence.
    Limited(&'a str),
    /// Somebody's lock is watched for signs of life.
    Watching { holder: &'a str, seconds: u64 },
    /// A lock without signs of life was taken over.
    TookOver { holder: &'a str },
    /// A file was sent.
    Sent,
    /// A file was deleted.
    Deleted,
}

/// How publishing ended.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    pub sent: usize,
    /// In bytes.
    pub bytes: u64,
    pub unchanged: usize,
    pub deleted: usize,
    /// Whether somebody stopped it before it was done.
    pub stopped: bool,
    /// The commit on the branch, where there is a new one.
    pub commit: Option<String>,
}

/// What tells of the run.
pub type Tell<'a> = dyn Fn(Notice<'_>) + Sync + 'a;

/// Publishes what was built.
///
/// # Errors
/// What went wrong, without any secret. What was sent by then is noted on the target.
pub fn publish(job: &Job<'_>, tell: &Tell<'_>) -> Result<Outcome, Diagnostic> {
    let built = Built::read(job.output)?;
    match &job.target.to.value {
        Destination::Git { remote, branch } => git::publish(job, &built, remote, branch, tell),
        _ => session::publish(job, built, tell),
    }
}
