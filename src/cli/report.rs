//! What a run prints: its problems, and a closing line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;
use serde_json::json;

use crate::build::BuildReport;
use crate::cli::arguments::Format;
use crate::cli::external::Asked;
use crate::cli::out;
use crate::cli::place::within;
use crate::diagnostic::{
    Code, Finding, Severity, count, github, json as json_form, sarif, terminal,
};

/// How many warnings of one lint a build draws.
const MOST_WARNINGS: usize = 10;

/// Which findings are drawn, by their positions, and how many of each lint are not.
#[derive(Debug, Default)]
struct Drawn {
    positions: Vec<usize>,
    left_out: BTreeMap<Code, usize>,
}

impl Drawn {
    /// All, but of a lint's warnings about a build only the first, since what has not changed would be told anew
    /// each time.
    fn select(findings: &[Finding], is_build: bool) -> Self {
        let mut drawn = Self::default();
        let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
        for (at, finding) in findings.iter().enumerate() {
            let count = counts.entry(finding.diagnostic.code).or_default();
            *count += 1;
            if finding.severity == Severity::Error || !is_build || *count <= MOST_WARNINGS {
                drawn.positions.push(at);
            } else {
                *drawn.left_out.entry(finding.diagnostic.code).or_default() += 1;
            }
        }
        drawn
    }

    /// What is not drawn, and what draws it.
    fn rest(&self) -> String {
        let lines = self
            .left_out
            .iter()
            .map(|(code, count)| format!("{count} more of `{code}`: run `redlines check`\n"));
        let text: String = lines.collect();
        if text.is_empty() { text } else { text + "\n" }
    }
}

/// A build or check that is over, to be printed.
pub struct PrintedReport<'a> {
    pub report: &'a BuildReport,
    /// What is known of the addresses elsewhere; `None` where nobody asked.
    pub asked: Option<Asked>,
    /// The site's folder.
    pub site: &'a Path,
    /// `None` where nothing was to be written.
    pub output: Option<&'a Path>,
    pub started: Instant,
}

impl PrintedReport<'_> {
    /// Prints the report: problems to standard error, the closing line to standard output; for programs
    /// everything to standard output.
    pub fn print(&self, format: Format, quiet: bool) {
        let (texts, judgement) = (&self.report.run.texts, &self.report.run.judgement);
        let findings = &judgement.findings;
        match format {
            Format::Json => out::line(self.json()),
            Format::Sarif => out::line(sarif::describe(judgement, &self.folder(), texts)),
            Format::Github => {
                let folder = self.folder();
                findings.iter().for_each(|it| out::line(github::describe(it, &folder, texts)));
            }
            Format::Text => {
                let styled = std::io::stderr().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
                let draw = |at: &usize| terminal::draw(&findings[*at], texts, styled) + "\n\n";
                let drawn = Drawn::select(findings, self.output.is_some());
                let texts: Vec<String> = drawn.positions.par_iter().map(draw).collect();
                eprint!("{}", texts.concat());
                match self.output {
                    Some(_) => eprint!("{}", drawn.rest()),
                    None if quiet => {}
                    None => eprint!("{}", summary(findings)),
                }
                if let Some(asked) = self.asked.filter(|_| !quiet) {
                    out::line(asked);
                }
                let closing = self.closing_line();
                match &self.report.done {
                    None => eprintln!("{closing}"),
                    Some(_) if quiet => {}
                    Some(_) => out::line(closing),
                }
            }
        }
    }

    /// What stands before paths for whoever reads them from where redlines was started.
    fn folder(&self) -> String {
        let folder = within(self.site, "").to_string_lossy().replace('\\', "/");
        let folder = folder.trim_end_matches('/');
        if folder.is_empty() { String::new() } else { format!("{folder}/") }
    }

    fn closing_line(&self) -> String {
        let judgement = &self.report.run.judgement;
        let (errors, warnings) = count(&judgement.findings);
        let problems = problems(errors, warnings);
        let seconds = self.started.elapsed().as_secs_f64();
        let plan = self.report.run.prepared.as_ref().map(|prepared| &prepared.plan);
        let (Some(done), Some(plan)) = (&self.report.done, plan) else {
            let untouched = if self.output.is_some() { "; nothing was written" } else { "" };
            return format!("{problems}{untouched}");
        };
        let (pages, summary) = (plan.page_counts(), &done.summary);
        let mut line = match self.output {
            None => format!("Checked {pages}"),
            Some(output) => format!(
                "Built {pages} in {}: {} written, {} unchanged, {} removed",
                output.display(),
                files(summary.written),
                summary.unchanged,
                summary.removed
            ),
        };
        let _ = write!(line, ", {seconds:.2} s");
        if let Some(index) = &done.index {
            let _ = write!(line, " (search index {:.2} s)", index.took.as_secs_f64());
        }
        if !problems.is_empty() {
            let _ = write!(line, "; {problems}");
        }
        line
    }

    fn json(&self) -> serde_json::Value {
        let BuildReport { run, done } = self.report;
        let findings = run.judgement.findings.iter();
        let findings: Vec<_> = findings.map(|it| json_form::describe(it, &run.texts)).collect();
        let silenced = run.judgement.silenced.iter();
        let silenced: Vec<_> = silenced.map(|it| json_form::silenced(it, &run.texts)).collect();
        let plan = run.prepared.as_ref().map(|prepared| &prepared.plan);
        let (errors, warnings) = count(&run.judgement.findings);
        let summary = done.as_ref().map(|done| &done.summary);
        let pages = summary.and(plan).map(|plan| {
            let kinds = plan.page_counts();
            kinds.by_kind().map(|(kind, number)| (kind.to_owned(), json!(number))).collect()
        });
        json!({
            "ok": self.report.is_sound(),
            "errors": errors,
            "warnings": warnings,
            "findings": findings,
            "silenced": silenced,
            "pages": pages.map(serde_json::Value::Object),
            "written": summary.map(|summary| summary.written),
            "unchanged": summary.map(|summary| summary.unchanged),
            "removed": summary.map(|summary| summary.removed),
            "seconds": self.started.elapsed().as_secs_f64(),
            "external": self.asked,
            "index_seconds": done.as_ref().and_then(|done| done.index.as_ref()).map(|it| it.took.as_secs_f64()),
        })
    }
}

/// How often each lint fired, and how to learn of it; nothing where none did.
fn summary(findings: &[Finding]) -> String {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for code in findings.iter().map(|it| it.diagnostic.code).filter(|code| code.is_lint()) {
        *counts.entry(code).or_default() += 1;
    }
    let mut text = String::new();
    for (code, count) in &counts {
        let _ = writeln!(text, "{count:>5} {:<27} redlines explain {code}", code.name());
    }
    if counts.is_empty() { text } else { text + "\n" }
}

/// "1 error, 2 warnings".
pub fn problems(errors: usize, warnings: usize) -> String {
    let counted = |number: usize, one: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {one}s")),
    };
    let parts = [counted(errors, "error"), counted(warnings, "warning")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// "3 files".
pub fn files(number: usize) -> String {
    if number == 1 { "1 file".to_owned() } else { format!("{number} files") }
}
