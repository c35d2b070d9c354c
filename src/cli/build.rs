//! `redlines build` and `redlines check`.

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;

use crate::cli::arguments::{BuildOptions, SiteOptions};
use crate::cli::pipeline::{self, Prepared, Run, Settings};
use crate::cli::place::within;
use crate::cli::progress::Progress;
use crate::cli::report::Report;
use crate::diagnostic::Diagnostic;
use crate::plan::Page;
use crate::render::{Renderer, merge_failures};
use crate::write::{Summary, Writer, check_output_folder};

/// Writes the site; whether it was written.
///
/// # Errors
/// Wrong usage.
pub fn build(options: &BuildOptions) -> Result<bool, String> {
    let folder = &options.site.site;
    let output = options.out.clone().unwrap_or_else(|| within(folder, "public"));
    execute(&options.site, Some(&output))
}

/// Reports every problem and writes nothing; whether there was no error.
///
/// # Errors
/// Wrong usage.
pub fn check(options: &SiteOptions) -> Result<bool, String> {
    execute(options, None)
}

/// Runs all stages; the last one only where there is an output folder.
fn execute(options: &SiteOptions, output: Option<&Path>) -> Result<bool, String> {
    let started = Instant::now();
    let settings = Settings::of(options)?;
    let mut run = pipeline::run(&options.site, &settings);
    if let Some(output) = output
        && let Err(problem) = check_output_folder(output, &options.site)
    {
        run.problems.push(*problem);
    }
    let summary = if run.has_errors() { None } else { finish(&mut run, options, output) };
    let report = Report { run: &run, summary: summary.as_ref(), output, started };
    report.print(options.format, options.quiet);
    Ok(!run.has_errors())
}

/// Renders every page, and writes it where there is an output folder.
fn finish(run: &mut Run, options: &SiteOptions, output: Option<&Path>) -> Option<Summary> {
    let prepared = run.prepared.as_ref()?;
    let mut problems = Vec::new();
    let summary = match output {
        None => render(prepared, options, &|_, _| Ok(()), &mut problems).then(Summary::default),
        Some(output) => match write(prepared, options, output, &mut problems) {
            Ok(summary) => summary,
            Err(problem) => {
                problems.push(*problem);
                None
            }
        },
    };
    run.problems.extend(problems);
    summary
}

fn write(
    prepared: &Prepared,
    options: &SiteOptions,
    output: &Path,
    problems: &mut Vec<Diagnostic>,
) -> Result<Option<Summary>, Box<Diagnostic>> {
    let writer = Writer::begin(output)?;
    let to_disk = |page: &Page, bytes: Vec<u8>| writer.write(&page.address.output_path(), &bytes);
    if !render(prepared, options, &to_disk, problems) {
        return Ok(None);
    }
    for file in &prepared.plan.files {
        writer.copy(&file.address.output_path(), prepared.bytes(file.origin))?;
    }
    writer.finish(problems).map(Some)
}

/// What becomes of a page's bytes.
type Sink<'a> = dyn Fn(&Page, Vec<u8>) -> Result<(), Box<Diagnostic>> + Sync + 'a;

/// Renders every page in parallel; whether all went well.
fn render(
    prepared: &Prepared,
    options: &SiteOptions,
    sink: &Sink<'_>,
    problems: &mut Vec<Diagnostic>,
) -> bool {
    let Prepared { site, style, dossier, plan, templates, .. } = prepared;
    let renderer = Renderer::new(site, style, dossier, plan, templates);
    let progress = Progress::new(plan.pages.len(), options);
    let failures: Vec<Diagnostic> = plan
        .pages
        .par_iter()
        .filter_map(|page| {
            let done = renderer.render(page).and_then(|bytes| sink(page, bytes));
            progress.step();
            done.err().map(|problem| *problem)
        })
        .collect();
    progress.finish();
    let is_sound = failures.is_empty();
    problems.extend(merge_failures(failures));
    is_sound
}
