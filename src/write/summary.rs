//! Counts of a build.

/// Counts of the changes to the output folder.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Summary {
    pub written: usize,
    /// The total length of written files, in bytes.
    pub bytes: u64,
    pub unchanged: usize,
    pub removed: usize,
}

impl Summary {
    /// Counts a written file.
    pub fn add(&mut self, bytes: u64) {
        self.written += 1;
        self.bytes += bytes;
    }
}
