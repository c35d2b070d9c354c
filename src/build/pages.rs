//! Rendering and writing: every page in parallel, and the search index beside them.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::build::done::{Done, IndexDone, PageTimes};
use crate::build::progress::Progress;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::site::SearchEngine;
use crate::pipeline::Prepared;
use crate::plan::Page;
use crate::render::{Renderer, merge_failures};
use crate::search::{self, IndexFile};
use crate::write::{Copies, OutputWriter};

/// What the threads add their times to.
#[derive(Default)]
struct Sums {
    rendering: AtomicU64,
    writing: AtomicU64,
    bytes: AtomicU64,
}

/// The pages of a site that is being built.
#[derive(Clone, Copy)]
pub struct Pages<'a> {
    pub prepared: &'a Prepared,
    pub renderer: &'a Renderer<'a>,
    pub progress: &'a Progress,
}

/// What becomes of a page's bytes.
type Sink<'a> = dyn Fn(&Page, Vec<u8>) -> Result<(), Diagnostic> + Sync + 'a;

impl Pages<'_> {
    /// Renders every page, and keeps none. `None` where one failed.
    pub fn render(self, problems: &mut Vec<Diagnostic>) -> Option<Done> {
        let began = Instant::now();
        let sums = self.render_to(&|_, _| Ok(()), problems)?;
        Some(Done { times: sums.times(began), ..Done::default() })
    }

    /// Writes every page and file to the output folder. `None` where something failed: then the folder is as it was.
    pub fn write(self, output: &Path, problems: &mut Vec<Diagnostic>) -> Option<Done> {
        self.try_write(output, problems).unwrap_or_else(|problem| {
            problems.push(problem);
            None
        })
    }

    fn try_write(
        self,
        output: &Path,
        problems: &mut Vec<Diagnostic>,
    ) -> Result<Option<Done>, Diagnostic> {
        let began = Instant::now();
        let writer = OutputWriter::begin(output, self.copies())?;
        let to_disk =
            |page: &Page, bytes: Vec<u8>| writer.write(&page.address.output_path(), &bytes);
        let (rendered, indexed) = thread::scope(|scope| {
            let is_wanted = self.prepared.site.search != SearchEngine::Off;
            let index = is_wanted.then(|| scope.spawn(|| self.index()));
            (self.render_to(&to_disk, problems), index.map(thread::ScopedJoinHandle::join))
        });
        let Some(sums) = rendered else { return Ok(None) };
        let mut index = None;
        if let Some(joined) = indexed {
            let (files, took) = joined.unwrap_or_else(|_| Err(index_panicked()))?;
            files
                .par_iter()
                .try_for_each(|it| writer.write(&it.address.output_path(), &it.bytes))?;
            let bytes = files.iter().map(|file| file.bytes.len() as u64).sum();
            index = Some(IndexDone { took, files: files.len(), bytes });
        }
        self.prepared.plan.files.par_iter().try_for_each(|file| {
            writer.copy(&file.address.output_path(), self.prepared.bytes(file.origin))
        })?;
        let summary = writer.finish(problems)?;
        Ok(Some(Done { summary, index, times: sums.times(began) }))
    }

    /// The compressed copies that the site wants, but for those that its author has put there.
    fn copies(self) -> Copies {
        let Prepared { site, plan, .. } = self.prepared;
        let taken = plan.files.iter().map(|file| file.address.output_path()).collect();
        Copies { encodings: site.compress.clone(), taken }
    }

    /// The files of the search index, and how long they took.
    fn index(self) -> Result<(Vec<IndexFile>, Duration), Diagnostic> {
        let began = Instant::now();
        let Prepared { site, dossier, plan, .. } = self.prepared;
        let files = search::index(site, dossier, plan, self.renderer)?;
        Ok((files, began.elapsed()))
    }

    /// Builds the cards of all documents before any page. So they lie together in memory, and not between what each page
    /// needs for a moment.
    fn build_cards(self, sums: &Sums) {
        let targets: Vec<_> = self.prepared.dossier.targets().collect();
        targets.par_iter().for_each(|target| {
            timed(&sums.rendering, || self.renderer.build_card(*target));
        });
    }

    /// Renders every page in parallel. `None` where one failed.
    fn render_to(self, sink: &Sink<'_>, problems: &mut Vec<Diagnostic>) -> Option<Sums> {
        let sums = Sums::default();
        let pages = &self.prepared.plan.pages;
        self.progress.begin(pages.len());
        self.build_cards(&sums);
        let failures: Vec<Diagnostic> = pages
            .par_iter()
            // Pages differ in length: large pieces of work would end far apart.
            .with_max_len(8)
            .filter_map(|page| {
                let done = self.render_page(page, sink, &sums);
                self.progress.step();
                done.err()
            })
            .collect();
        let is_sound = failures.is_empty();
        problems.extend(merge_failures(failures));
        is_sound.then_some(sums)
    }

    fn render_page(self, page: &Page, sink: &Sink<'_>, sums: &Sums) -> Result<(), Diagnostic> {
        let bytes = timed(&sums.rendering, || self.renderer.render(page))?;
        sums.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        timed(&sums.writing, || sink(page, bytes))
    }
}

impl Sums {
    fn times(&self, began: Instant) -> PageTimes {
        let duration = |sum: &AtomicU64| Duration::from_nanos(sum.load(Ordering::Relaxed));
        PageTimes {
            rendering: duration(&self.rendering),
            writing: duration(&self.writing),
            bytes: self.bytes.load(Ordering::Relaxed),
            both: began.elapsed(),
        }
    }
}

/// Does `work` and adds the time it took to a sum.
fn timed<T>(sum: &AtomicU64, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let result = work();
    sum.fetch_add(began.elapsed().as_nanos() as u64, Ordering::Relaxed);
    result
}

/// The library that makes the index panicked: a defect of it, which it has reported by itself.
fn index_panicked() -> Diagnostic {
    let message = "the search index could not be built: its library stopped".to_owned();
    Diagnostic::of_run(Code::IndexFailed, message)
}
