//! How long the stages of a build took, for `--timings`.

use std::fmt;
use std::time::Duration;

use crate::build::Done;
use crate::pipeline::JudgedRun;

/// Stages as lines: seconds, files, bytes.
pub struct TimingsTable<'a> {
    pub run: &'a JudgedRun,
    pub done: &'a Done,
}

impl fmt::Display for TimingsTable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<8}{:>10}{:>10}{:>16}", "stage", "seconds", "files", "bytes")?;
        let (texts, text_bytes) = self.run.texts.sizes();
        let plan = self.run.prepared.as_ref().map(|prepared| &prepared.plan);
        let pages = plan.map_or(0, |plan| plan.pages.len());
        let (stages, times) = (&self.run.times, &self.done.times);
        line(f, "read", stages.read, texts, Some(text_bytes))?;
        line(f, "parse", stages.parse, texts, None)?;
        line(f, "link", stages.link, texts, None)?;
        line(f, "plan", stages.plan, pages, None)?;
        line(f, "render", times.rendering, pages, Some(times.bytes))?;
        let summary = &self.done.summary;
        line(f, "write", times.writing, summary.written, Some(summary.bytes))?;
        if let Some(index) = &self.done.index {
            line(f, "search", index.took, index.files, Some(index.bytes))?;
        }
        let threads = rayon::current_num_threads();
        write!(
            f,
            "render and write: {:.3} s in all, on {threads} threads, whose times are added up above",
            times.both.as_secs_f64()
        )
    }
}

fn line(
    f: &mut fmt::Formatter<'_>,
    stage: &str,
    time: Duration,
    files: usize,
    bytes: Option<u64>,
) -> fmt::Result {
    let bytes = bytes.map(|bytes| bytes.to_string()).unwrap_or_default();
    writeln!(f, "{stage:<8}{:>10.3}{files:>10}{bytes:>16}", time.as_secs_f64())
}
