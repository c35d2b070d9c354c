//! Diagnostics as data, for programs: one JSON object with every fact of the terminal form.

use serde::Serialize;

use crate::diagnostic::fix::Replacement;
use crate::diagnostic::policy::{Finding, Silenced};
use crate::diagnostic::problem::{Place, Severity};
use crate::source::{SourceMap, Span};

/// One finding as programs read it.
#[derive(Debug, Serialize)]
pub struct JsonFinding<'a> {
    /// `error` or `warning`.
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    /// The path from the site's folder; absent for a problem of the whole run.
    file: Option<&'a str>,
    #[serde(flatten)]
    at: Option<JsonSpan>,
    /// What stands beside the primary span.
    caption: &'a str,
    labels: Vec<JsonLabel<'a>>,
    help: Option<&'a str>,
    /// What `redlines check --fix` would write.
    fix: Option<Vec<JsonEdit>>,
}

/// An edit: the bytes that go, and the text that comes.
#[derive(Debug, Serialize)]
struct JsonEdit {
    file: String,
    start_byte: usize,
    end_byte: usize,
    text: String,
}

/// What a document silences, as programs read it.
#[derive(Debug, Serialize)]
pub struct JsonSilenced<'a> {
    code: &'static str,
    message: &'a str,
    file: Option<&'a str>,
    #[serde(flatten)]
    at: Option<JsonSpan>,
    /// The author's words.
    reason: &'a str,
}

/// A place: lines and columns count from 1, columns in characters, bytes from 0.
#[derive(Debug, Serialize)]
struct JsonSpan {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start_byte: u32,
    end_byte: u32,
}

#[derive(Debug, Serialize)]
struct JsonLabel<'a> {
    file: &'a str,
    #[serde(flatten)]
    at: JsonSpan,
    text: &'a str,
}

/// The form of a finding that serialises to JSON.
pub fn describe<'a>(finding: &'a Finding, texts: &'a SourceMap) -> JsonFinding<'a> {
    let diagnostic = &finding.diagnostic;
    let (file, at) = match &diagnostic.place {
        Place::Span(span) => (Some(&*texts.get(span.file).path), Some(describe_span(*span, texts))),
        Place::Path(path) => (Some(&**path), None),
        Place::Nowhere => (None, None),
    };
    let labels = diagnostic.labels.iter().map(|label| JsonLabel {
        file: &texts.get(label.span.file).path,
        at: describe_span(label.span, texts),
        text: &label.text,
    });
    JsonFinding {
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: diagnostic.code.name(),
        message: &diagnostic.message,
        file,
        at,
        caption: &diagnostic.caption,
        labels: labels.collect(),
        help: diagnostic.help.as_deref(),
        fix: diagnostic.fix.as_ref().and_then(|fix| fix.replacements(texts)).map(|edits| {
            let edit = |edit: Replacement| JsonEdit {
                file: texts.get(edit.file).path.clone(),
                start_byte: edit.range.start,
                end_byte: edit.range.end,
                text: edit.instead,
            };
            edits.into_iter().map(edit).collect()
        }),
    }
}

/// A finding that its document silences, with the reason.
pub fn silenced<'a>(silenced: &'a Silenced, texts: &'a SourceMap) -> JsonSilenced<'a> {
    let diagnostic = &silenced.diagnostic;
    let span = match diagnostic.place {
        Place::Span(span) => Some(span),
        Place::Path(_) | Place::Nowhere => None,
    };
    JsonSilenced {
        code: diagnostic.code.name(),
        message: &diagnostic.message,
        file: span.map(|span| &*texts.get(span.file).path),
        at: span.map(|span| describe_span(span, texts)),
        reason: &silenced.reason,
    }
}

fn describe_span(span: Span, texts: &SourceMap) -> JsonSpan {
    let (start, end) = (span.range().start, span.range().end);
    let (start, end) = (texts.locate(span.file, start), texts.locate(span.file, end));
    JsonSpan {
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start_byte: span.start,
        end_byte: span.end,
    }
}
