//! How long the stages of a build took, for `--timings`.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::cli::build::Done;
use crate::pipeline::{Run, Stage};

/// A clock that is read at the end of each stage.
#[derive(Debug)]
pub struct Timings {
    last: Instant,
    stages: Vec<(Stage, Duration)>,
    pages: PageTimes,
}

/// What rendering and writing pages took, summed over all threads, which do both in turn.
#[derive(Debug, Default)]
pub struct PageTimes {
    rendering: AtomicU64,
    writing: AtomicU64,
    bytes: AtomicU64,
    /// From the first page to the last file in its place.
    both: Duration,
}

impl Timings {
    /// Starts the clock.
    pub fn start() -> Self {
        Self { last: Instant::now(), stages: Vec::new(), pages: PageTimes::default() }
    }

    /// Notes the end of a stage.
    pub fn end(&mut self, stage: Stage) {
        let now = Instant::now();
        self.stages.push((stage, now - self.last));
        self.last = now;
    }

    /// Leaves out what happened since the last stage ended.
    pub fn skip(&mut self) {
        self.last = Instant::now();
    }

    /// Notes the end of the last stages.
    pub fn end_writing(&mut self) {
        self.pages.both = self.last.elapsed();
    }

    /// What the threads add to.
    pub fn pages(&self) -> &PageTimes {
        &self.pages
    }

    /// The table: a line for each stage.
    pub fn table<'a>(&'a self, run: &'a Run, done: &'a Done) -> Table<'a> {
        Table { timings: self, run, done }
    }
}

impl PageTimes {
    /// Does `work` and adds the time it took to that of rendering.
    pub fn rendering<T>(&self, work: impl FnOnce() -> T) -> T {
        timed(&self.rendering, work)
    }

    /// Does `work` on a page's bytes and adds the time it took to that of writing.
    pub fn writing<T>(&self, bytes: usize, work: impl FnOnce() -> T) -> T {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        timed(&self.writing, work)
    }
}

fn timed<T>(sum: &AtomicU64, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = work();
    sum.fetch_add(started.elapsed().as_nanos() as u64, Ordering::Relaxed);
    result
}

/// Stages as lines: seconds, files, bytes.
pub struct Table<'a> {
    timings: &'a Timings,
    run: &'a Run,
    done: &'a Done,
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<8}{:>10}{:>10}{:>16}", "stage", "seconds", "files", "bytes")?;
        let (texts, text_bytes) = self.run.texts.sizes();
        let plan = self.run.prepared.as_ref().map(|prepared| &prepared.plan);
        let pages = plan.map_or(0, |plan| plan.pages.len());
        for (stage, time) in &self.timings.stages {
            let (files, bytes) = match stage {
                Stage::Read => (texts, Some(text_bytes)),
                Stage::Parse | Stage::Link => (texts, None),
                Stage::Plan => (pages, None),
            };
            line(f, stage.name(), *time, files, bytes)?;
        }
        let times = &self.timings.pages;
        let of = |sum: &AtomicU64| Duration::from_nanos(sum.load(Ordering::Relaxed));
        let (rendering, writing) = (of(&times.rendering), of(&times.writing));
        line(f, "render", rendering, pages, Some(times.bytes.load(Ordering::Relaxed)))?;
        let summary = &self.done.summary;
        line(f, "write", writing, summary.written, Some(summary.bytes))?;
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
