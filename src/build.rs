//! Builds and checks: the stages in their order, from a site's folder to files in its output folder, with a report.
//!
//! Every command that builds or checks a site goes through here, and differs in what it does with the report.

mod done;
mod inputs;
mod pages;
mod progress;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, count};
use crate::pipeline::{self, JudgedRun, ListedFolder, Settings};
use crate::publish;
use crate::write::check_output_folder;
use crate::write::fingerprint::{self, Fingerprint};

use pages::Pages;

pub use done::Done;
pub use inputs::Surroundings;
pub use progress::Progress;

/// Where a site is written.
#[derive(Debug, Clone)]
pub struct Output {
    pub folder: PathBuf,
    /// Whether the user named this folder, which may then lie anywhere.
    pub is_named: bool,
}

/// What came of a build.
pub enum BuildOutcome {
    /// The output folder holds what a build would write.
    UpToDate(UpToDate),
    Ran(Box<BuildReport>),
}

/// A build that had nothing to do, and what the one before it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpToDate {
    /// The pages, in words.
    pub pages: String,
    pub warnings: usize,
    /// How many files the output folder holds.
    pub files: usize,
}

/// A build or check that is over.
pub struct BuildReport {
    pub run: JudgedRun,
    /// `None` where an error stopped it.
    pub done: Option<Done>,
}

/// Writes a site to its output folder. With an error, nothing is written.
pub fn build(
    folder: &Path,
    output: &Output,
    settings: &Settings,
    progress: &Progress,
) -> BuildReport {
    build_listed(folder, &pipeline::list(folder), output, settings, progress)
}

/// Does what [`build`] does, unless the output folder holds what it would write: then it ends before it reads the site.
pub fn build_if_changed(
    folder: &Path,
    output: &Output,
    settings: &Settings,
    surroundings: Surroundings<'_>,
    progress: &Progress,
) -> BuildOutcome {
    let listed = pipeline::list(folder);
    let inputs = surroundings.hash_inputs(folder, settings, &listed.listing);
    let inputs = inputs.filter(|_| refusal(folder, output).is_none());
    if let Some(inputs) = inputs
        && let Some((Fingerprint { pages, warnings, .. }, files)) =
            fingerprint::find_up_to_date(&output.folder, inputs)
    {
        return BuildOutcome::UpToDate(UpToDate { pages, warnings, files });
    }
    let report = build_listed(folder, &listed, output, settings, progress);
    if let (Some(inputs), Some(pages)) = (inputs, report.pages_from_known_inputs()) {
        let (_, warnings) = count(&report.run.judgement.findings);
        fingerprint::note(&output.folder, &Fingerprint { inputs, pages, warnings });
    }
    BuildOutcome::Ran(Box::new(report))
}

fn build_listed(
    folder: &Path,
    listed: &ListedFolder,
    output: &Output,
    settings: &Settings,
    progress: &Progress,
) -> BuildReport {
    let mut run = pipeline::run_listed(folder, listed, settings);
    run.problems.extend(refusal(folder, output));
    finish(judge(run, folder), Some(&output.folder), progress)
}

/// Why the output folder may not be written, whatever lies in it.
fn refusal(folder: &Path, output: &Output) -> Option<Diagnostic> {
    check_output_folder(&output.folder, output.is_named, folder).err()
}

/// Reads, parses, links and plans a site, and judges what was found.
pub fn check(folder: &Path, settings: &Settings) -> JudgedRun {
    judge(pipeline::run(folder, settings), folder)
}

/// Judges what was found, with what is wrong with the targets that the site is published to.
fn judge(mut run: pipeline::Run, folder: &Path) -> JudgedRun {
    if let Some(prepared) = &run.prepared {
        run.problems.extend(publish::check(&prepared.site, folder));
    }
    run.judge()
}

/// Renders every page of a site without errors, and writes it where there is an output folder.
pub fn finish(run: JudgedRun, output: Option<&Path>, progress: &Progress) -> BuildReport {
    let Some(prepared) = run.prepared.as_ref().filter(|_| !run.judgement.has_errors()) else {
        return BuildReport { run, done: None };
    };
    let site = prepared.renderer();
    let pages = Pages { prepared, renderer: &site.renderer(), progress };
    let mut problems = Vec::new();
    let done = match output {
        None => pages.render(&mut problems),
        Some(output) => pages.write(output, &mut problems),
    };
    BuildReport { run: run.judge_with(problems), done }
}

impl BuildReport {
    /// Whether every page is rendered, and written where that was wanted, without an error. Writing may find what the
    /// site's policy makes an error when the files are in their places already.
    pub fn is_sound(&self) -> bool {
        self.done.is_some() && !self.run.judgement.has_errors()
    }

    /// The pages, in words, of a sound build that follows from what a fingerprint covers. A citation style of the
    /// author's own is not covered.
    fn pages_from_known_inputs(&self) -> Option<String> {
        let prepared = self.run.prepared.as_ref().filter(|_| self.is_sound())?;
        let has_own_style = prepared.site.citation_style.file().is_some();
        (!has_own_style).then(|| prepared.plan.page_counts().to_string())
    }
}
