//! A problem: what is wrong, where, how bad, and what would mend it.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use crate::diagnostic::code::Code;
use crate::diagnostic::fix::Fix;
use crate::diagnostic::nearest;
use crate::source::Span;

/// What is said of a problem. Of a lint that fires ten thousand times, it is the same words each time.
pub type Words = Cow<'static, str>;

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
    pub text: Words,
}

/// One problem, as it is handed on. It is a word in size: lists of ten thousand are sorted, and results carry it beside what went well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic(Box<Problem>);

/// All that is said of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    /// One sentence without a full stop, with the author's words in backquotes.
    pub message: Words,
    pub place: Place,
    /// A few words beside the primary span; may be empty.
    pub caption: Words,
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<Words>,
    /// What would mend it, where there is no doubt.
    pub fix: Option<Fix>,
}

impl Deref for Diagnostic {
    type Target = Problem;

    fn deref(&self) -> &Problem {
        &self.0
    }
}

impl DerefMut for Diagnostic {
    fn deref_mut(&mut self) -> &mut Problem {
        &mut self.0
    }
}

impl Diagnostic {
    /// A problem at a span.
    pub fn at(code: Code, span: Span, message: impl Into<Words>) -> Self {
        Self::new(code, Place::Span(span), message.into())
    }

    /// A problem of a whole file or folder.
    pub fn of_path(code: Code, path: impl Into<String>, message: impl Into<Words>) -> Self {
        Self::new(code, Place::Path(path.into()), message.into())
    }

    /// A problem of the run.
    pub fn of_run(code: Code, message: impl Into<Words>) -> Self {
        Self::new(code, Place::Nowhere, message.into())
    }

    fn new(code: Code, place: Place, message: Words) -> Self {
        Self(Box::new(Problem {
            code,
            message,
            place,
            caption: Words::default(),
            labels: Vec::new(),
            help: None,
            fix: None,
        }))
    }

    /// Says a few words beside the primary span.
    pub fn caption(mut self, text: impl Into<Words>) -> Self {
        self.caption = text.into();
        self
    }

    /// Adds another place.
    pub fn label(mut self, span: Span, text: impl Into<Words>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says what to do.
    pub fn help(mut self, text: impl Into<Words>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says what would mend it without doubt.
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// Suggests the nearest known word, where any is near.
    pub fn suggest<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest::nearest(word, known) {
            Some(found) => self.help(format!("did you mean `{found}`?")),
            None => self,
        }
    }

    /// Suggests the nearest known word, and offers to write it where `word`, which stands at the primary
    /// span, is a mere slip of it.
    pub fn mend<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Self {
        let fix = match &self.place {
            Place::Span(span) => Fix::of_slip(*span, word, known.clone()),
            Place::Path(_) | Place::Nowhere => None,
        };
        self.suggest(word, known).fix(fix)
    }
}
