//! What happens while a site is published.

use crate::publish::plan::PublishPlan;

/// What happens meanwhile.
pub enum Notice<'a> {
    /// What will be done.
    Planned(&'a PublishPlan),
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

/// What tells of the run.
pub type ProgressFn<'a> = dyn Fn(Notice<'_>) + Sync + 'a;
