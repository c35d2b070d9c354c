//! The result of publishing.

/// Counts of a finished or stopped run.
#[derive(Debug, Clone, Default)]
pub struct PublishOutcome {
    pub sent: usize,
    /// In bytes.
    pub bytes: u64,
    pub unchanged: usize,
    pub deleted: usize,
    /// Whether a signal stopped the run before it was done.
    pub stopped: bool,
    /// The short id of the new commit, if the target is a branch.
    pub commit: Option<String>,
}
