//! A site as programs build it: the library's own interface.

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::build::{self, Output, Progress, Report};
use crate::diagnostic::{self, Finding};
use crate::parse::config::split_base_address;
use crate::pipeline::{JudgedRun, Settings};
use crate::read;
use crate::source::Texts;
use crate::write::DEFAULT_OUTPUT;

/// A site in a folder.
#[derive(Debug, Clone)]
pub struct Site {
    folder: PathBuf,
}

/// How a site is built.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day of the build.
    pub today: Date,
    /// The day that counts as today for what the site says.
    pub as_of: Date,
    /// The output folder; `None` for `public` in the site's folder.
    pub output: Option<PathBuf>,
    /// Where the site will live, in place of `base_url` in its configuration.
    pub base_url: Option<String>,
    /// Whether drafts, and briefs dated after `as_of`, are part of the site.
    pub drafts: bool,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
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

/// What a build made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Built {
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
    /// How it may be mended.
    pub help: Option<String>,
    /// Where it is; `None` where it concerns no file.
    pub place: Option<Place>,
}

/// A place in a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path from the site's folder, with forward slashes.
    pub path: String,
    /// The line and the column, both counted from 1, columns in characters; `None` for a whole file.
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
    /// The site has errors. Nothing was written. The list has the warnings, too.
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
    pub fn build(&self, options: &Options) -> Result<Built, Error> {
        let output = Output {
            folder: options.output.clone().unwrap_or_else(|| self.folder.join(DEFAULT_OUTPUT)),
            is_named: options.output.is_some(),
        };
        let settings = options.settings()?;
        let report = build::build(&self.folder, &output, &settings, &Progress::default());
        let (done, pages) = sound(&report)?;
        Ok(Built {
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
fn sound(report: &Report) -> Result<(&build::Done, usize), Error> {
    let pages = report.run.prepared.as_ref().map(|it| it.plan.page_counts().total());
    report.done.as_ref().zip(pages).ok_or_else(|| Error::Problems(problems(&report.run)))
}

fn problems(run: &JudgedRun) -> Vec<Problem> {
    run.judgement.findings.iter().map(|finding| problem(finding, &run.texts)).collect()
}

fn problem(finding: &Finding, texts: &Texts) -> Problem {
    let Finding { severity, diagnostic } = finding;
    let place = match &diagnostic.place {
        diagnostic::Place::Span(span) => {
            let at = texts.locate(span.file, span.start as usize);
            let path = texts.get(span.file).path.clone();
            Some(Place { path, position: Some((at.line, at.column)) })
        }
        diagnostic::Place::Path(path) => Some(Place { path: path.to_string(), position: None }),
        diagnostic::Place::Nowhere => None,
    };
    Problem {
        severity: match severity {
            diagnostic::Severity::Warning => Severity::Warning,
            diagnostic::Severity::Error => Severity::Error,
        },
        code: diagnostic.code.name(),
        message: diagnostic.message.to_string(),
        help: diagnostic.help.as_ref().map(ToString::to_string),
        place,
    }
}

/// `content/a.md:3:1: error[E0402]: …`, and the help on a line of its own.
impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Place { path, position }) = &self.place {
            write!(formatter, "{path}:")?;
            if let Some((line, column)) = position {
                write!(formatter, "{line}:{column}:")?;
            }
            formatter.write_str(" ")?;
        }
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(formatter, "{severity}[{}]: {}", self.code, self.message)?;
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
                let texts: Vec<String> = problems.iter().map(ToString::to_string).collect();
                formatter.write_str(&texts.join("\n"))
            }
        }
    }
}

impl std::error::Error for Error {}
