//! `redlines build` and `redlines check`.

use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use crate::build::{self, BuildOutcome, Output, Progress, Surroundings, UpToDate};
use crate::cli::arguments::{BuildOptions, CheckOptions, DenyOption, Format, SiteOptions};
use crate::cli::clock;
use crate::cli::external;
use crate::cli::fix;
use crate::cli::out;
use crate::cli::place::within;
use crate::cli::progress;
use crate::cli::report::{self, PrintedReport};
use crate::cli::rewrite::{self, Access};
use crate::cli::timings;
use crate::parse::config::split_base_address;
use crate::pipeline::Settings;
use crate::write::DEFAULT_OUTPUT;

/// Writes the site; whether it was written.
///
/// # Errors
/// Wrong usage.
pub fn build(options: &BuildOptions) -> Result<bool, String> {
    let folder = &options.site.site;
    let output = Output {
        folder: output_folder(folder, options.out.as_deref()),
        is_named: options.out.is_some(),
    };
    let settings = settings(&options.site, &options.deny)?;
    rewrite::settle_unfinished(folder, Access::Reads)?;
    let started = Instant::now();
    // Reports for programs are whole, and times are those of a whole build.
    let may_be_up_to_date = options.site.format == Format::Text && !options.timings;
    let program = may_be_up_to_date.then(program).flatten();
    let progress = Progress::default();
    let outcome = progress::shown(&progress, &options.site, || match &program {
        Some(program) => {
            let surroundings = Surroundings { program, now: SystemTime::now() };
            build::build_if_changed(folder, &output, &settings, surroundings, &progress)
        }
        None => BuildOutcome::Ran(Box::new(build::build(folder, &output, &settings, &progress))),
    });
    let report = match outcome {
        BuildOutcome::UpToDate(build) => {
            print_up_to_date(&build, &output.folder, started, options.site.quiet);
            return Ok(true);
        }
        BuildOutcome::Ran(report) => report,
    };
    let printed = PrintedReport {
        report: &report,
        asked: None,
        site: folder,
        output: Some(&output.folder),
        started,
    };
    printed.print(options.site.format, options.site.quiet);
    if let (true, Some(done)) = (options.timings, &report.done) {
        eprintln!("{}", timings::TimingsTable { run: &report.run, done });
    }
    let is_sound = report.is_sound();
    // The command is over: the system takes back the memory at once, piece by piece it takes a while.
    std::mem::forget(report);
    Ok(is_sound)
}

/// What tells this program from others, which may make other pages; `None` where the system does not say.
fn program() -> Option<String> {
    let file = std::env::current_exe().and_then(|program| program.metadata()).ok()?;
    let program = (env!("CARGO_PKG_VERSION"), file.len(), file.modified().ok()?);
    Some(format!("{program:?}"))
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
    let folder = &options.site.site;
    let settings = settings(&options.site, &options.deny)?;
    let access = Access::for_command(options.dry_run || !options.fix);
    rewrite::settle_unfinished(folder, access)?;
    let is_mended = !options.fix || fix::run(options, &settings);
    let started = Instant::now();
    let mut run = build::check(folder, &settings);
    let mut asked = None;
    // A site with errors has addresses that are not known: then none is asked.
    if options.external.external && !run.judgement.has_errors() {
        (run, asked) = external::check(run, &options.site, &options.external);
    }
    let progress = Progress::default();
    let report = progress::shown(&progress, &options.site, || build::finish(run, None, &progress));
    let printed = PrintedReport { report: &report, asked, site: folder, output: None, started };
    printed.print(options.site.format, options.site.quiet);
    let is_sound = report.is_sound();
    // As above.
    std::mem::forget(report);
    Ok(is_sound && is_mended)
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

/// Reports a build that had nothing to do.
fn print_up_to_date(build: &UpToDate, output: &Path, started: Instant, quiet: bool) {
    let UpToDate { pages, warnings, files } = build;
    let problems = report::problems(0, *warnings);
    if *warnings > 0 {
        eprintln!("{problems}, as before: run `redlines check`");
    }
    if !quiet {
        let (output, seconds) = (output.display(), started.elapsed().as_secs_f64());
        let ending = if *warnings > 0 { format!("; {problems}") } else { String::new() };
        out::line(format_args!(
            "Built {pages} in {output}: 0 files written, {files} unchanged, 0 removed, {seconds:.2} s{ending}"
        ));
    }
}
