//! What a build did to the output folder.

/// What a build did to the output folder.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Summary {
    pub written: usize,
    /// How many bytes the written files have.
    pub bytes: u64,
    pub unchanged: usize,
    pub removed: usize,
}

impl Summary {
    /// Counts a file that was written.
    pub fn add(&mut self, bytes: u64) {
        self.written += 1;
        self.bytes += bytes;
    }
}
