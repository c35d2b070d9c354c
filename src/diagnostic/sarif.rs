//! Diagnostics as SARIF 2.1.0 (OASIS), which code hosts and editors read.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::diagnostic::code::{Code, Level};
use crate::diagnostic::fix::Replacement;
use crate::diagnostic::policy::LintReport;
use crate::diagnostic::problem::{Diagnostic, Place, Severity};
use crate::source::{SourceMap, Span};

/// What stands unescaped in a path of a URI (RFC 3986).
const OF_PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A whole run as one log. Paths get `folder`, the site's folder in the repository, before them. What
/// documents silence is told as suppressed, with its reason.
pub fn describe(judgement: &LintReport, folder: &str, texts: &SourceMap) -> Value {
    let log = Log { folder, texts, rules: rules(judgement) };
    let found = judgement.findings.iter().map(|finding| {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        log.result(&finding.diagnostic, level)
    });
    let silenced = judgement.silenced.iter().map(|silenced| {
        let mut result = log.result(&silenced.diagnostic, "note");
        result["suppressions"] = json!([{ "kind": "inSource", "justification": silenced.reason }]);
        result
    });
    let rules: Vec<Value> = log.rules.iter().map(|code| rule(*code)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "redlines",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": found.chain(silenced).collect::<Vec<_>>(),
        }],
    })
}

/// The codes that occur, in the table's order.
fn rules(judgement: &LintReport) -> Vec<Code> {
    let found = judgement.findings.iter().map(|finding| finding.diagnostic.code);
    let silenced = judgement.silenced.iter().map(|silenced| silenced.diagnostic.code);
    found.chain(silenced).collect::<BTreeSet<_>>().into_iter().collect()
}

fn rule(code: Code) -> Value {
    let row = code.row();
    let level = match row.level {
        Level::Allow => "none",
        Level::Warn => "warning",
        Level::Deny => "error",
    };
    let mut rule = json!({
        "id": row.name,
        "shortDescription": { "text": row.meaning },
        "defaultConfiguration": { "enabled": row.level != Level::Allow, "level": level },
    });
    if let Some(lesson) = row.lesson {
        rule["help"] = json!({ "text": lesson, "markdown": lesson });
    }
    rule
}

struct Log<'a> {
    folder: &'a str,
    texts: &'a SourceMap,
    rules: Vec<Code>,
}

impl Log<'_> {
    fn result(&self, diagnostic: &Diagnostic, level: &str) -> Value {
        let message = match &diagnostic.help {
            Some(help) => format!("{}\n\n{help}", diagnostic.message),
            None => diagnostic.message.to_string(),
        };
        let mut result = json!({
            "ruleId": diagnostic.code.name(),
            "ruleIndex": self.rules.iter().position(|code| *code == diagnostic.code),
            "level": level,
            "message": { "text": message },
            "locations": [],
        });
        match &diagnostic.place {
            Place::Span(span) => {
                result["locations"] = json!([{ "physicalLocation": self.physical(*span) }]);
            }
            Place::Path(path) => {
                let location = json!({ "artifactLocation": self.artifact(path) });
                result["locations"] = json!([{ "physicalLocation": location }]);
            }
            Place::Nowhere => {}
        }
        if !diagnostic.labels.is_empty() {
            let related = diagnostic.labels.iter().enumerate().map(|(number, label)| {
                json!({
                    "id": number,
                    "physicalLocation": self.physical(label.span),
                    "message": { "text": label.text },
                })
            });
            result["relatedLocations"] = related.collect();
        }
        let edits = diagnostic.fix.as_ref().and_then(|fix| fix.replacements(self.texts));
        if let Some(edits) = edits {
            result["fixes"] = json!([{ "artifactChanges": self.changes(&edits) }]);
        }
        result
    }

    fn artifact(&self, path: &str) -> Value {
        let path = format!("{}{path}", self.folder);
        json!({ "uri": utf8_percent_encode(&path, OF_PATH).to_string() })
    }

    fn physical(&self, span: Span) -> Value {
        let path = &self.texts.get(span.file).path;
        json!({ "artifactLocation": self.artifact(path), "region": self.region(span) })
    }

    /// Lines and columns from 1; the end column is the one after the last.
    fn region(&self, span: Span) -> Value {
        let (start, end) = (span.range().start, span.range().end);
        let (start, end) = (self.texts.locate(span.file, start), self.texts.locate(span.file, end));
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        })
    }

    /// The edits, file by file.
    fn changes(&self, edits: &[Replacement]) -> Value {
        let files: BTreeSet<_> = edits.iter().map(|edit| edit.file).collect();
        let change = |file| {
            let own = edits.iter().filter(|edit| edit.file == file).map(|edit| {
                json!({
                    "deletedRegion": self.region(Span::new(file, edit.range.clone())),
                    "insertedContent": { "text": edit.instead },
                })
            });
            json!({
                "artifactLocation": self.artifact(&self.texts.get(file).path),
                "replacements": own.collect::<Vec<_>>(),
            })
        };
        files.into_iter().map(change).collect()
    }
}
