//! How publishing ended.

/// How publishing ended.
#[derive(Debug, Clone, Default)]
pub struct PublishOutcome {
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
