//! Bringing a built site to where readers find it: object stores, WebDAV, SFTP, folders, git branches.
//!
//! 1. The files of the output and what stands on the target, by a record that redlines keeps there, give a
//!    [`PublishPlan`].
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

/// Publishes what was built.
///
/// # Errors
/// What went wrong, without any secret. What was sent by then is noted on the target.
pub fn publish(job: &Job<'_>, tell: &ProgressFn<'_>) -> Result<PublishOutcome, Diagnostic> {
    let built = Built::read(job.output)?;
    match &job.target.to.value {
        Destination::Git { remote, branch } => git::publish(job, &built, remote, branch, tell),
        _ => session::publish(job, built, tell),
    }
}
