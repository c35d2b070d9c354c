//! `redlines build` and `redlines check`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use rayon::prelude::*;

use crate::cli::arguments::{
    BuildOptions, CheckOptions, DenyOption, ExternalOptions, Format, SiteOptions,
};
use crate::cli::clock;
use crate::cli::external;
use crate::cli::fix;
use crate::cli::place::within;
use crate::cli::progress::Progress;
use crate::cli::report::{Drawn, Report};
use crate::cli::rewrite::{self, Access};
use crate::cli::standing;
use crate::cli::timings::{PageTimes, Timings};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::site::SearchEngine;
use crate::parse::config::split_base_address;
use crate::pipeline::{self, Contents, Prepared, Run, Settings, Stage};
use crate::plan::Page;
use crate::publish;
use crate::read::Listing;
use crate::render::{Renderer, merge_failures};
use crate::search::{self, IndexFile};
use crate::write::origin::{self, Origin};
use crate::write::{Copies, DEFAULT_OUTPUT, Summary, Writer, check_output_folder};

/// Writes the site; whether it was written.
///
/// # Errors
/// Wrong usage.
pub fn build(options: &BuildOptions) -> Result<bool, String> {
    let folder = &options.site.site;
    let output = output_folder(folder, options.out.as_deref());
    let settings = settings(&options.site, &options.deny)?;
    rewrite::settle_unfinished(folder, Access::Reads)?;
    let started = Instant::now();
    // A folder that may not be written is no output, whatever lies in it.
    let refusal = check_output_folder(&output, options.out.is_some(), folder).err();
    let timings = options.timings.then(Timings::start);
    let now = SystemTime::now();
    let listing = Arc::new(pipeline::list(folder));
    let may_stand = refusal.is_none();
    let of_listing = {
        let (listing, settings) = (Arc::clone(&listing), &settings);
        move || standing::inputs(options, settings, &listing, now).filter(|_| may_stand)
    };
    let inputs: Inputs<'_> = match origin::is_noted(&output) {
        true => {
            let inputs = of_listing();
            if let Some(inputs) = inputs
                && standing::report(options, &output, inputs, started)
            {
                return Ok(true);
            }
            // The listing goes when the site is read.
            drop(of_listing);
            Box::new(move || inputs)
        }
        // There is nothing to compare yet.
        false => Box::new(of_listing),
    };
    let target = Target { output: &output, refusal, inputs, timings };
    execute(&options.site, (listing, started), &settings, Some(target), None)
}

/// Where a site is written: a folder that the user names, or the site's own.
pub fn output_folder(site: &Path, named: Option<&Path>) -> PathBuf {
    named.map_or_else(|| within(site, DEFAULT_OUTPUT), Path::to_owned)
}

/// Reports every problem and writes no page; mends what is asked to be mended, and reports what is
/// left. Whether there was no error.
///
/// # Errors
/// Wrong usage.
pub fn check(options: &CheckOptions) -> Result<bool, String> {
    let settings = settings(&options.site, &options.deny)?;
    let access = Access::of(options.dry_run || !options.fix);
    rewrite::settle_unfinished(&options.site.site, access)?;
    let is_mended = !options.fix || fix::run(options, &settings);
    let started = Instant::now();
    let listing = Arc::new(pipeline::list(&options.site.site));
    let external = options.external.external.then_some(&options.external);
    Ok(execute(&options.site, (listing, started), &settings, None, external)? && is_mended)
}

/// Checks the options.
///
/// # Errors
/// Wrong usage, in one sentence.
fn settings(options: &SiteOptions, deny: &DenyOption) -> Result<Settings, String> {
    let base = options.base_url.as_deref().map(|written| {
        split_base_address(written)
            .map_err(|reason| format!("`--base-url {written}` cannot be used: {reason}"))
    });
    Ok(Settings {
        as_of: clock::as_of(options.as_of.as_deref())?,
        today: clock::today(),
        base: base.transpose()?,
        drafts: options.drafts,
        deny_warnings: deny.deny.is_some(),
    })
}

/// Runs all stages on a site that was listed, from when on the run is timed; the last one only where there is an
/// output folder. Addresses elsewhere are asked only where that is asked for.
fn execute(
    options: &SiteOptions,
    (listing, started): (Arc<Listing>, Instant),
    settings: &Settings,
    target: Option<Target<'_>>,
    external: Option<&ExternalOptions>,
) -> Result<bool, String> {
    let parts = target.map(|it| (Some(it.output), it.refusal, Some(it.inputs), it.timings));
    let (output, refusal, mut untold, mut timings) = parts.unwrap_or_default();
    let mut inputs = None;
    // A build draws a few warnings of each lint; a check, and programs, are told of all.
    let draws_few = output.is_some() && options.format == Format::Text;
    let contents = if draws_few { Contents::LaidAside } else { Contents::Kept };
    let mut run = pipeline::run_listed(&options.site, listing, settings, contents, &mut |stage| {
        if stage == Stage::Read {
            inputs = untold.take().and_then(|tell| tell());
        }
        timings.iter_mut().for_each(|timings| timings.end(stage));
    });
    run.problems.extend(refusal);
    if let Some(prepared) = &run.prepared {
        run.problems.extend(publish::check(&prepared.site, &options.site));
    }
    let mut judgement = run.judge();
    // A site with errors has addresses that are not known: then none is asked.
    let external = external.filter(|_| !judgement.has_errors());
    let asked = external.and_then(|external| external::check(&mut run, options, external));
    judgement = run.judge_again(judgement);
    let mut done = None;
    if !judgement.has_errors() {
        timings.iter_mut().for_each(Timings::skip);
        done = finish(&mut run, options, output, timings.as_ref().map(Timings::pages));
        timings.iter_mut().for_each(Timings::end_writing);
        judgement = run.judge_again(judgement);
    }
    let is_sound = !judgement.has_errors();
    let site = &options.site;
    let drawn = Drawn::of(&judgement.findings, output.is_some());
    let told = drawn.positions.iter().map(|at| &judgement.findings[*at].diagnostic);
    run.take_back(site, told);
    let report =
        Report { run: &run, judgement, drawn, done: done.as_ref(), asked, site, output, started };
    report.print(options.format, options.quiet);
    // What a style's file says is not part of the inputs.
    let has_own_style =
        run.prepared.as_ref().is_some_and(|it| it.site.citation_style.file().is_some());
    if let (Some(output), Some(inputs), Some((pages, warnings)), false) =
        (output, inputs, report.outcome(), has_own_style)
    {
        origin::note(output, &Origin { inputs, pages, warnings });
    }
    if let (Some(timings), Some(done)) = (timings, &done) {
        eprintln!("{}", timings.table(&run, done));
    }
    // The command is over: the system takes back the memory at once, piece by piece it takes a while.
    std::mem::forget(run);
    Ok(is_sound)
}

/// Tells what a build's output follows from, where that is certain. It is asked when the site is read, which tells
/// the states of most files.
type Inputs<'a> = Box<dyn FnOnce() -> Option<blake3::Hash> + 'a>;

/// Where a build is written, and the clock where its stages are timed.
struct Target<'a> {
    output: &'a Path,
    /// Why it may not be written.
    refusal: Option<Diagnostic>,
    inputs: Inputs<'a>,
    timings: Option<Timings>,
}

/// What a run that went well did.
#[derive(Debug, Default)]
pub struct Done {
    pub summary: Summary,
    /// The search index; `None` where there is none.
    pub index: Option<IndexDone>,
}

/// A search index that was made.
#[derive(Debug, Default)]
pub struct IndexDone {
    /// How long it took, beside the pages.
    pub took: Duration,
    pub files: usize,
    pub bytes: u64,
}

/// Renders every page, and writes it where there is an output folder.
fn finish(
    run: &mut Run,
    options: &SiteOptions,
    output: Option<&Path>,
    times: Option<&PageTimes>,
) -> Option<Done> {
    let prepared = run.prepared.as_ref()?;
    let site = prepared.renderer();
    let build = Build { prepared, renderer: &site.renderer(), options, times };
    let mut problems = Vec::new();
    let done = match output {
        None => build.render(&|_, _| Ok(()), &mut problems).then(Done::default),
        Some(output) => match build.write(output, &mut problems) {
            Ok(done) => done,
            Err(problem) => {
                problems.push(problem);
                None
            }
        },
    };
    // The command is over: the system takes back the memory at once.
    std::mem::forget(site);
    run.problems.extend(problems);
    done
}

/// What becomes of a page's bytes.
type Sink<'a> = dyn Fn(&Page, Vec<u8>) -> Result<(), Diagnostic> + Sync + 'a;

/// A site that is being built.
#[derive(Clone, Copy)]
struct Build<'a> {
    prepared: &'a Prepared,
    renderer: &'a Renderer<'a>,
    options: &'a SiteOptions,
    /// Where the stages are timed.
    times: Option<&'a PageTimes>,
}

/// The files of the search index, and how long they took.
type Indexed = (Vec<IndexFile>, Duration);

impl Build<'_> {
    fn write(
        self,
        output: &Path,
        problems: &mut Vec<Diagnostic>,
    ) -> Result<Option<Done>, Diagnostic> {
        let writer = Writer::begin(output, self.copies())?;
        let to_disk =
            |page: &Page, bytes: Vec<u8>| writer.write(&page.address.output_path(), &bytes);
        let (is_sound, indexed) = thread::scope(|scope| {
            let is_wanted = self.prepared.site.search != SearchEngine::Off;
            let index = is_wanted.then(|| scope.spawn(|| self.index()));
            (self.render(&to_disk, problems), index.map(thread::ScopedJoinHandle::join))
        });
        if !is_sound {
            return Ok(None);
        }
        let mut index = None;
        if let Some(joined) = indexed {
            let (files, took) = joined.unwrap_or_else(|_| Err(stopped()))?;
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
        Ok(Some(Done { summary, index }))
    }

    /// The compressed copies that the site wants, but for those that its author has put there.
    fn copies(self) -> Copies {
        let Prepared { site, plan, .. } = self.prepared;
        let taken = plan.files.iter().map(|file| file.address.output_path()).collect();
        Copies { encodings: site.compress.clone(), taken }
    }

    fn index(self) -> Result<Indexed, Diagnostic> {
        let started = Instant::now();
        let Prepared { site, dossier, plan, .. } = self.prepared;
        let files = search::index(site, dossier, plan, self.renderer)?;
        Ok((files, started.elapsed()))
    }

    fn page(self, page: &Page, sink: &Sink<'_>) -> Result<(), Diagnostic> {
        match self.times {
            None => sink(page, self.renderer.render(page)?),
            Some(times) => {
                let bytes = times.rendering(|| self.renderer.render(page))?;
                times.writing(bytes.len(), || sink(page, bytes))
            }
        }
    }

    /// Builds the cards of all documents before any page. So they lie together in memory, and not between what each page
    /// needs for a moment.
    fn build_cards(self) {
        let targets: Vec<_> = self.prepared.dossier.targets().collect();
        targets.par_iter().for_each(|target| match self.times {
            None => self.renderer.build_card(*target),
            Some(times) => times.rendering(|| self.renderer.build_card(*target)),
        });
    }

    /// Renders every page in parallel; whether all went well.
    fn render(self, sink: &Sink<'_>, problems: &mut Vec<Diagnostic>) -> bool {
        let pages = &self.prepared.plan.pages;
        let progress = Progress::new(pages.len(), self.options);
        self.build_cards();
        let failures: Vec<Diagnostic> = pages
            .par_iter()
            // Pages differ in length: large pieces of work would end far apart.
            .with_max_len(8)
            .filter_map(|page| {
                let done = self.page(page, sink);
                progress.step();
                done.err()
            })
            .collect();
        progress.finish();
        let is_sound = failures.is_empty();
        problems.extend(merge_failures(failures));
        is_sound
    }
}

/// The library that makes the index panicked: a defect of it, which has said so by itself.
fn stopped() -> Diagnostic {
    let message = "the search index could not be built: its library stopped".to_owned();
    Diagnostic::of_run(Code::IndexFailed, message)
}
