//! Publishes a built site to an object store, WebDAV, SFTP, a folder or a git branch.
//!
//! 1. Compare the output with the record on the target, which lists what redlines published there. The result
//!    is a [`PublishPlan`].
//! 2. Lock the target, and mark the files that may change as unsettled in the record.
//! 3. Upload files in an order in which links never point at files that are not uploaded yet, then delete.
//! 4. Write the final record, and release the lock.
//!
//! Arguments, output, the environment and the time are passed in. A git branch needs no lock on the target and
//! no order, because a push is atomic.

mod backend;
mod built;
mod check;
mod credentials;
mod failure;
mod folder;
mod git;
mod git_command;
mod git_import;
mod job;
mod journal;
mod local_lock;
mod lock;
mod notice;
mod order;
mod outcome;
mod plan;
mod record;
mod service;
mod session;
mod store;
mod transfer;

use crate::diagnostic::Diagnostic;
use crate::model::publication::Destination;
use crate::publish::built::Built;

pub use check::check;
pub use job::{Identity, Job, JobOptions};
pub use notice::{Notice, ProgressFn};
pub use outcome::PublishOutcome;
pub use plan::{Difference, PublishPlan};

/// Publishes a build.
///
/// # Errors
/// Any failure. Its message holds no secret, and the record on the target notes the files sent so far.
pub fn publish(job: &Job<'_>, notify: &ProgressFn<'_>) -> Result<PublishOutcome, Diagnostic> {
    let built = Built::read(job.output)?;
    match &job.target.to.value {
        Destination::Git { remote, branch } => git::publish(job, &built, remote, branch, notify),
        _ => session::publish(job, built, notify),
    }
}
