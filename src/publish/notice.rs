//! Progress of publishing.

use crate::publish::plan::PublishPlan;

/// A step of publishing, for display.
pub enum Notice<'a> {
    /// The plan is ready.
    Planned(&'a PublishPlan),
    /// A limit of the target, as a sentence.
    Limited(&'a str),
    /// Another run holds the lock. It is watched for so many seconds.
    Watching { holder: &'a str, seconds: u64 },
    /// The lock of another run was taken over.
    TookOver { holder: &'a str },
    /// A file was sent.
    Sent,
    /// A file was deleted.
    Deleted,
}

/// Callback for the progress of a run.
pub type ProgressFn<'a> = dyn Fn(Notice<'_>) + Sync + 'a;
