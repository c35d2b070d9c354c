//! How far a build has come.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How many pages of a build are rendered; whoever shows it reads it from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    total: AtomicUsize,
    rendered: AtomicUsize,
}

impl Progress {
    /// How many pages are rendered, and how many there are. There are none before rendering begins.
    pub fn pages(&self) -> (usize, usize) {
        (self.rendered.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// Rendering begins.
    pub(super) fn begin(&self, total: usize) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// One page more is rendered.
    pub(super) fn step(&self) {
        self.rendered.fetch_add(1, Ordering::Relaxed);
    }
}
