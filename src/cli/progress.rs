//! The progress bar: on a terminal, when a build lasts over a second.

use std::io::IsTerminal as _;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::build::Progress;
use crate::cli::arguments::{Format, SiteOptions};

/// A build that is over sooner needs no bar.
const DELAY: Duration = Duration::from_secs(1);

/// How often the bar moves.
const INTERVAL: Duration = Duration::from_millis(100);

/// Whether somebody watches: a terminal, and a report for people.
pub fn is_wanted(options: &SiteOptions) -> bool {
    std::io::stderr().is_terminal() && !options.quiet && options.format == Format::Text
}

/// Does `work` and shows how far it is, where somebody watches.
pub fn shown<T>(progress: &Progress, options: &SiteOptions, work: impl FnOnce() -> T) -> T {
    if !is_wanted(options) {
        return work();
    }
    thread::scope(|scope| {
        let (over, is_over) = mpsc::channel::<()>();
        let bar = scope.spawn(move || show_until(&is_over, progress));
        let result = work();
        drop(over);
        // What is printed next must not meet the bar.
        let _ = bar.join();
        result
    })
}

/// Shows a bar from when the work has lasted a while until it is over, which the other end of the channel says by its
/// end.
fn show_until(is_over: &mpsc::Receiver<()>, progress: &Progress) {
    let wait = |time| matches!(is_over.recv_timeout(time), Err(RecvTimeoutError::Timeout));
    if !wait(DELAY) {
        return;
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} pages");
    let bar = ProgressBar::new(0);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    while wait(INTERVAL) {
        let (rendered, total) = progress.pages();
        if total > 0 {
            bar.set_length(total as u64);
            bar.set_position(rendered as u64);
        }
    }
    bar.finish_and_clear();
}
