//! A snapshot: the last sound site, and what is wrong since.

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Finding, Place, Severity, html};
use crate::serve::live_site::{Answer, LiveSite};
use crate::source::SourceMap;

/// How many problems an overlay shows; the terminal has all of them.
const SHOWN: usize = 30;

/// What is served between two changes.
#[derive(Clone, Default)]
pub struct Snapshot {
    /// Whether the stages ran at all yet.
    pub is_ready: bool,
    /// The site of the last run without errors; `None` before there was one.
    pub served: Option<Arc<LiveSite>>,
    /// What the latest run found.
    pub findings: Arc<[Finding]>,
    pub texts: SourceMap,
    /// Whether the site's folder is not there.
    pub is_gone: bool,
}

/// What an open page is told.
#[derive(Debug, Serialize)]
pub struct PageState {
    /// What the page would show now; `None` where it cannot be rendered, and what is shown stays.
    pub version: Option<String>,
    /// Drawn problems that stop the build, each the inside of a `pre`.
    pub errors: Vec<String>,
    /// How many more there are.
    pub more: usize,
    /// Drawn lints of the page.
    pub lints: Vec<String>,
    /// Why a build would leave the page out, in a word.
    pub unpublished: Option<&'static str>,
    pub gone: bool,
}

impl Snapshot {
    /// What to tell the page at a path.
    pub fn state(&self, path: &str) -> PageState {
        let is_error = |finding: &&Finding| finding.severity == Severity::Error;
        let all = self.findings.iter().filter(is_error);
        let mut errors: Vec<String> =
            all.clone().take(SHOWN).map(|finding| html::draw(finding, &self.texts)).collect();
        let more = all.count() - errors.len();
        let answer = self.served.as_ref().map(|served| served.answer(path));
        let version = match (&answer, &self.served) {
            (Some(Answer::Failed(problem)), Some(served)) => {
                errors.push(served.draw(problem));
                None
            }
            (Some(answer), Some(served)) => Some(served.version(answer)),
            _ => None,
        };
        let unpublished = self.served.as_ref().and_then(|served| served.unpublished(path));
        PageState {
            version,
            errors,
            more,
            lints: self.lints(path),
            unpublished,
            gone: self.is_gone,
        }
    }

    /// The lints in the text that a page shows.
    fn lints(&self, path: &str) -> Vec<String> {
        let Some(file) = self.served.as_ref().and_then(|served| served.text_of(path)) else {
            return Vec::new();
        };
        let is_here = |finding: &&Finding| match &finding.diagnostic.place {
            Place::Span(span) => span.file == file,
            Place::Path(path) => *path == self.texts.get(file).path,
            Place::Nowhere => false,
        };
        let lints = self.findings.iter().filter(|it| it.severity == Severity::Warning);
        lints.filter(is_here).map(|finding| html::draw(finding, &self.texts)).collect()
    }
}
