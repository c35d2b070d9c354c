//! `redlines check --external`: asks addresses elsewhere, and keeps what they answered in the site's folder.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::cli::arguments::{ExternalOptions, SiteOptions};
use crate::cli::place::within;
use crate::cli::progress::is_wanted;
use crate::diagnostic::{Code, Diagnostic};
use crate::external::{self, Addresses, LinkHistory, LinkTally, RequestPolicy};
use crate::pipeline::JudgedRun;
use crate::read;
use crate::source::{SourceMap, Span, Text};
use crate::write::{self, AmendError};

/// The file in which answers are remembered, in the site's folder.
const FILE: &str = "external-links.json";

/// How often answers are kept while others are waited for: a run that is cut off loses no more.
const KEEP_EVERY: Duration = Duration::from_secs(10);

/// What is known of the addresses after a run.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Asked {
    /// How many addresses the site has.
    addresses: usize,
    /// How many of them were asked in this run.
    asked: usize,
    /// How many were due, and left for another run, because their host did not want or did not answer.
    left: usize,
    #[serde(flatten)]
    tally: LinkTally,
}

impl fmt::Display for Asked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { addresses, asked, left, tally } = self;
        let LinkTally { good, missing, dead, unknown } = tally;
        write!(formatter, "Asked {asked} of {addresses} addresses elsewhere")?;
        if *left > 0 {
            write!(formatter, " and left {left} for another day")?;
        }
        write!(formatter, ": {good} good, {dead} dead, {unknown} unknown")?;
        if *missing > 0 {
            write!(formatter, ", {missing} missing, which are dead if they still are tomorrow")?;
        }
        Ok(())
    }
}

/// Asks the addresses that are due, and adds what is to be said of the dead ones to the run's problems.
pub fn check(
    mut run: JudgedRun,
    options: &SiteOptions,
    external: &ExternalOptions,
) -> (JudgedRun, Option<Asked>) {
    let mut problems = Vec::new();
    let asked = ask(&mut run, options, external, &mut problems);
    (run.judge_with(problems), asked)
}

fn ask(
    run: &mut JudgedRun,
    options: &SiteOptions,
    external: &ExternalOptions,
    problems: &mut Vec<Diagnostic>,
) -> Option<Asked> {
    let prepared = run.prepared.as_ref()?;
    let today = prepared.dossier.as_of;
    let addresses = Addresses::collect(&prepared.dossier, &prepared.site);
    let mut kept = match Kept::read(&options.site, &mut run.texts) {
        Ok(kept) => kept,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    kept.memory.keep_only(&addresses);
    let known = addresses.iter().map(|(address, _)| address);
    let due: Vec<&str> =
        known.filter(|it| external.again || kept.memory.is_due(it, today)).collect();
    let manners = manners(external);
    let bar = bar(due.len(), options);
    let mut asked = 0;
    external::ask(&due, &manners, |address, answer| {
        kept.memory.learn(address, &answer, today);
        asked += 1;
        bar.inc(1);
        kept.keep_now_and_then();
    });
    bar.finish_and_clear();
    problems.extend(kept.keep().err());
    problems.extend(external::broken(&addresses, &kept.memory));
    let left = due.len() - asked;
    Some(Asked { addresses: addresses.count(), asked, left, tally: kept.memory.tally() })
}

fn manners(external: &ExternalOptions) -> RequestPolicy {
    let (default, whole) = (RequestPolicy::default(), Duration::from_secs(external.timeout));
    RequestPolicy { whole, connect: default.connect.min(whole), ..default }
}

fn bar(total: usize, options: &SiteOptions) -> ProgressBar {
    if total == 0 || !is_wanted(options) {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} addresses elsewhere");
    let bar = ProgressBar::new(total as u64);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// What is remembered, and what of it the file holds.
struct Kept {
    memory: LinkHistory,
    site: PathBuf,
    /// `None` where there is no file.
    on_disk: Option<String>,
    last: Instant,
}

impl Kept {
    fn read(site: &Path, texts: &mut SourceMap) -> Result<Self, Diagnostic> {
        if let Some(problem) = read::forbidden_link(site, FILE) {
            return Err(problem);
        }
        let place = within(site, FILE);
        let on_disk = match fs::read_to_string(&place) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                let message = format!("`{FILE}` cannot be read: {error}");
                return Err(Diagnostic::of_path(Code::UnreadableFile, FILE, message));
            }
        };
        let memory = match on_disk.as_deref().map(LinkHistory::parse) {
            None => LinkHistory::default(),
            Some(Ok(memory)) => memory,
            Some(Err(error)) => {
                return Err(malformed(&error, on_disk.unwrap_or_default(), texts));
            }
        };
        Ok(Self { memory, site: site.to_owned(), on_disk, last: Instant::now() })
    }

    /// Keeps what is known so far, if that was not done lately. A failure is told at the end.
    fn keep_now_and_then(&mut self) {
        if self.last.elapsed() >= KEEP_EVERY {
            let _ = self.keep();
            self.last = Instant::now();
        }
    }

    fn keep(&mut self) -> Result<(), Diagnostic> {
        let text = self.memory.text();
        let done = match &self.on_disk {
            Some(known) if *known == text => return Ok(()),
            None if self.memory == LinkHistory::default() => return Ok(()),
            Some(known) => write::amend(&self.site, FILE, known, &text),
            None => write::create(&self.site, FILE, text.as_bytes()),
        };
        let why = match done {
            Ok(()) => {
                self.on_disk = Some(text);
                return Ok(());
            }
            Err(AmendError::Changed) => "somebody else wrote it meanwhile".to_owned(),
            Err(AmendError::Failed(error)) => error.to_string(),
        };
        let message = format!("`{FILE}` could not be written: {why}");
        Err(Diagnostic::of_path(Code::WriteFailed, FILE, message))
    }
}

/// The place is a character of a line; what is wrong is often a mark of a merge.
fn malformed(error: &serde_json::Error, content: String, texts: &mut SourceMap) -> Diagnostic {
    let lines = content.split_inclusive('\n').take(error.line().saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    let end = content[start..].find('\n').map_or(content.len(), |length| start + length);
    let file = texts.add(Text { path: FILE.to_owned(), content });
    let message = format!("what addresses answered cannot be read: {error}");
    let problem = Diagnostic::at(Code::MalformedMemory, Span::new(file, start..end), message);
    problem.help("mend it, or remove it to ask every address anew")
}
