//! A site as programs build it: the library's own interface.

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::build::{self, BuildReport, Output, Progress};
use crate::diagnostic::{self, Finding};
use crate::parse::config::split_base_address;
use crate::pipeline::{JudgedRun, Settings};
use crate::read;
use crate::source::{SourceMap, Span};
use crate::write::DEFAULT_OUTPUT;

/// A site in a folder.
#[derive(Debug, Clone)]
pub struct Site {
    folder: PathBuf,
}

/// How a site is built: `Options::on(today).drafts(true)`.
#[derive(Debug, Clone)]
pub struct Options {
    today: Date,
    as_of: Date,
    output: Option<PathBuf>,
    base_url: Option<String>,
    drafts: bool,
    deny_warnings: bool,
}

impl Options {
    /// The defaults, for a build on a day. redlines asks no clock, so that the same input gives the same bytes.
    pub fn on(today: Date) -> Self {
        Self {
            today,
            as_of: today,
            output: None,
            base_url: None,
            drafts: false,
            deny_warnings: false,
        }
    }

    /// Sets the day that the site speaks of as today: later briefs are left out, and thresholds have the status of that
    /// day. The default is the day of the build.
    #[must_use]
    pub fn as_of(self, day: Date) -> Self {
        Self { as_of: day, ..self }
    }

    /// Sets the output folder. The default is `public` in the site's folder.
    #[must_use]
    pub fn output(self, folder: impl Into<PathBuf>) -> Self {
        Self { output: Some(folder.into()), ..self }
    }

    /// Sets where the site will live, in place of `base_url` in its configuration.
    #[must_use]
    pub fn base_url(self, url: impl Into<String>) -> Self {
        Self { base_url: Some(url.into()), ..self }
    }

    /// Includes drafts, and briefs dated after the day that counts as today.
    #[must_use]
    pub fn drafts(self, drafts: bool) -> Self {
        Self { drafts, ..self }
    }

    /// Takes every warning for an error.
    #[must_use]
    pub fn deny_warnings(self, deny_warnings: bool) -> Self {
        Self { deny_warnings, ..self }
    }

    fn settings(&self) -> Result<Settings, Error> {
        let base = self.base_url.as_deref().map(|written| {
            split_base_address(written)
                .map_err(|reason| Error::BaseUrl { written: written.to_owned(), reason })
        });
        Ok(Settings {
            as_of: self.as_of,
            today: self.today,
            base: base.transpose()?,
            drafts: self.drafts,
            deny_warnings: self.deny_warnings,
        })
    }
}

/// A build that succeeded: what it wrote, and its warnings.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BuildSummary {
    /// The output folder.
    pub output: PathBuf,
    /// How many pages the site has for readers, its redirects included.
    pub pages: usize,
    /// How many files were written.
    pub written: usize,
    /// How many files were as they should be.
    pub unchanged: usize,
    /// How many files were removed, all of them made by an earlier build.
    pub removed: usize,
    /// The warnings, by file and place.
    pub warnings: Vec<Problem>,
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Severity {
    /// The site is built nevertheless.
    Warning,
    /// Nothing is written.
    Error,
}

/// Something that is wrong with a site.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// How much it matters in this site.
    pub severity: Severity,
    /// Its code, which `redlines explain` describes: `E0402`, or a lint's name such as `stub-actor`.
    pub code: &'static str,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// Where it is. `None` if it concerns no file.
    pub place: Option<Place>,
    /// Other places that matter, each with a few words: where an id was first defined, for example.
    pub related: Vec<(Place, String)>,
}

/// A place in a site.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The path from the site's folder, with forward slashes.
    pub path: String,
    /// The line and the column, both counted from 1, columns in characters. `None` for a whole file.
    pub position: Option<(usize, usize)>,
}

/// Why a site was not built.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The folder has no `config.toml`.
    NoSite(PathBuf),
    /// `base_url` of the options is no address of a site.
    BaseUrl {
        /// What the options say.
        written: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The site has errors, or the disk refused. The list has the warnings, too. Nothing was written, with one
    /// exception: whether files of others are kept in the output folder shows only at the end, and where the site, or
    /// `deny_warnings`, makes that an error (`foreign-file-kept`), everything else is written.
    Problems(Vec<Problem>),
}

impl Site {
    /// The site in a folder, which is read when it is checked or built.
    ///
    /// # Errors
    /// The folder has no `config.toml`.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, Error> {
        let folder = folder.into();
        if !read::is_site(&folder) {
            return Err(Error::NoSite(folder));
        }
        Ok(Self { folder })
    }

    /// The site's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Renders every page and writes none. Gives the warnings.
    ///
    /// # Errors
    /// An address in the options that is none, or errors in the site.
    pub fn check(&self, options: &Options) -> Result<Vec<Problem>, Error> {
        let run = build::check(&self.folder, &options.settings()?);
        let report = build::finish(run, None, &Progress::default());
        sound(&report).map(|_| problems(&report.run))
    }

    /// Writes the site to its output folder. Files there that no earlier build made are left alone.
    ///
    /// # Errors
    /// An address in the options that is none, errors in the site, or an output folder that cannot be written. Then the
    /// output folder is as it was.
    pub fn build(&self, options: &Options) -> Result<BuildSummary, Error> {
        let output = Output {
            folder: options.output.clone().unwrap_or_else(|| self.folder.join(DEFAULT_OUTPUT)),
            is_named: options.output.is_some(),
        };
        let settings = options.settings()?;
        let report = build::build(&self.folder, &output, &settings, &Progress::default());
        let (done, pages) = sound(&report)?;
        Ok(BuildSummary {
            output: output.folder,
            pages,
            written: done.summary.written,
            unchanged: done.summary.unchanged,
            removed: done.summary.removed,
            warnings: problems(&report.run),
        })
    }
}

/// What a run without errors did, and how many pages the site has.
fn sound(report: &BuildReport) -> Result<(&build::Done, usize), Error> {
    let pages = report.run.prepared.as_ref().map(|it| it.plan.page_counts().total());
    let done = report.done.as_ref().filter(|_| report.is_sound());
    done.zip(pages).ok_or_else(|| Error::Problems(problems(&report.run)))
}

fn problems(run: &JudgedRun) -> Vec<Problem> {
    run.judgement.findings.iter().map(|finding| problem(finding, &run.texts)).collect()
}

fn problem(finding: &Finding, texts: &SourceMap) -> Problem {
    let Finding { severity, diagnostic } = finding;
    let related = diagnostic.labels.iter();
    let related = related.map(|label| (place_of(label.span, texts), label.text.to_string()));
    Problem {
        severity: match severity {
            diagnostic::Severity::Warning => Severity::Warning,
            diagnostic::Severity::Error => Severity::Error,
        },
        code: diagnostic.code.name(),
        message: diagnostic.message.to_string(),
        help: diagnostic.help.as_ref().map(ToString::to_string),
        place: match &diagnostic.place {
            diagnostic::Place::Span(span) => Some(place_of(*span, texts)),
            diagnostic::Place::Path(path) => Some(Place { path: path.to_string(), position: None }),
            diagnostic::Place::Nowhere => None,
        },
        related: related.collect(),
    }
}

/// Where a span begins.
fn place_of(span: Span, texts: &SourceMap) -> Place {
    let at = texts.locate(span.file, span.start as usize);
    Place { path: texts.get(span.file).path.clone(), position: Some((at.line, at.column)) }
}

/// `content/a.md:3:1`, or the path alone.
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.path)?;
        match self.position {
            Some((line, column)) => write!(formatter, ":{line}:{column}"),
            None => Ok(()),
        }
    }
}

/// `content/a.md:3:1: error[E0402]: …`, with the other places and the help on lines of their own.
impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(formatter, "{place}: ")?;
        }
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(formatter, "{severity}[{}]: {}", self.code, self.message)?;
        for (place, text) in &self.related {
            write!(formatter, "\n  {place}: {text}")?;
        }
        self.help.iter().try_for_each(|help| write!(formatter, "\n  help: {help}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSite(folder) => {
                write!(formatter, "`{}` holds no site: it has no config.toml", folder.display())
            }
            Self::BaseUrl { written, reason } => {
                write!(formatter, "`{written}` cannot be the address of a site: {reason}")
            }
            Self::Problems(problems) => {
                let mut errors = problems.iter().filter(|it| it.severity == Severity::Error);
                errors.next().iter().try_for_each(|first| write!(formatter, "{first}"))?;
                match errors.count() {
                    0 => Ok(()),
                    1 => formatter.write_str("\n(and one other error)"),
                    others => write!(formatter, "\n(and {others} other errors)"),
                }
            }
        }
    }
}

impl std::error::Error for Error {}
