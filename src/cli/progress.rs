//! The progress bar: on a terminal, when a build lasts over a second.

use std::io::IsTerminal as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::arguments::{Format, SiteOptions};

/// Builds that are faster need no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the bar moves; a step of every page would cost more than it says.
const STRIDE: usize = 64;

/// Whether somebody watches: a terminal, and a report for people.
pub fn is_wanted(options: &SiteOptions) -> bool {
    std::io::stderr().is_terminal() && !options.quiet && options.format == Format::Text
}

/// A bar that appears when it is wanted.
pub struct Progress {
    bar: OnceLock<ProgressBar>,
    total: usize,
    done: AtomicUsize,
    started: Instant,
    wanted: bool,
}

impl Progress {
    /// A bar over `total` pages.
    pub fn new(total: usize, options: &SiteOptions) -> Self {
        Self {
            bar: OnceLock::new(),
            total,
            done: AtomicUsize::new(0),
            started: Instant::now(),
            wanted: is_wanted(options),
        }
    }

    /// One page is done. Can be called from several threads at once.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.wanted || !done.is_multiple_of(STRIDE) || self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let style = ProgressStyle::with_template("{bar:40} {pos}/{len} pages");
            let bar = ProgressBar::new(self.total as u64);
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        bar.set_position(done as u64);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
