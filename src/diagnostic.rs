//! Problems as values: what is wrong, where, how bad, and what would mend it.

pub mod code;
pub mod html;
pub mod json;
pub mod nearest;
pub mod terminal;

pub use code::{Code, Level};

use crate::source::{Located, Span, Texts};

/// How bad a problem is: an error stops the build, a warning does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// Where a problem lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a text that was read.
    Span(Span),
    /// At a file or folder as a whole; a path from the site's folder, or an absolute one outside it.
    Path(String),
    /// In the run as a whole.
    Nowhere,
}

/// A further place that belongs to a problem, with what it has to do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    /// One sentence without a full stop, with the author's words in backquotes.
    pub message: String,
    pub place: Place,
    /// A few words beside the primary span; may be empty.
    pub caption: String,
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem at a span.
    pub fn at(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Place::Span(span), message.into())
    }

    /// A problem of a whole file or folder.
    pub fn of_path(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(code, Place::Path(path.into()), message.into())
    }

    /// A problem of the run.
    pub fn of_run(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Place::Nowhere, message.into())
    }

    fn new(code: Code, place: Place, message: String) -> Self {
        Self { code, message, place, caption: String::new(), labels: Vec::new(), help: None }
    }

    /// Says a few words beside the primary span.
    pub fn caption(mut self, text: impl Into<String>) -> Self {
        self.caption = text.into();
        self
    }

    /// Adds another place.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says what to do.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Suggests the nearest known words, where any is near.
    pub fn suggest<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest::nearest(word, known) {
            Some(found) => self.help(format!("did you mean `{found}`?")),
            None => self,
        }
    }
}

/// A diagnostic with the severity that the site's configuration gives its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    pub diagnostic: Diagnostic,
}

/// Gives each diagnostic its severity, leaves out what the site allows, and sorts by file and place.
///
/// `levels` are the site's own settings; errors cannot be lowered.
pub fn judge(
    diagnostics: Vec<Diagnostic>,
    levels: &[(Code, Located<Level>)],
    texts: &Texts,
) -> Vec<Finding> {
    let level_of = |code: Code| {
        let own = levels.iter().find(|(lint, _)| *lint == code).map(|(_, level)| level.value);
        own.unwrap_or(code.default_level())
    };
    let mut findings: Vec<Finding> = diagnostics
        .into_iter()
        .filter_map(|diagnostic| {
            let severity = match level_of(diagnostic.code) {
                Level::Allow => return None,
                Level::Warn => Severity::Warning,
                Level::Deny => Severity::Error,
            };
            Some(Finding { severity, diagnostic })
        })
        .collect();
    findings.sort_by_cached_key(|finding| sort_key(&finding.diagnostic, texts));
    findings.dedup();
    findings
}

fn sort_key(diagnostic: &Diagnostic, texts: &Texts) -> (String, u32, String, String) {
    let (path, start) = match &diagnostic.place {
        Place::Span(span) => (texts.get(span.file).path.clone(), span.start),
        Place::Path(path) => (path.clone(), 0),
        Place::Nowhere => (String::new(), 0),
    };
    (path, start, diagnostic.code.to_string(), diagnostic.message.clone())
}
