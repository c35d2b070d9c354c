//! Policy: what a site makes of its lints, for all documents, for some by kind and folder, and for one
//! document that silences a lint with a reason.

use std::cmp::Ordering;
use std::collections::HashMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::code::{Code, Level};
use crate::diagnostic::problem::{Diagnostic, Place, Severity};
use crate::source::{FileId, SourceMap, Span, below};

/// Levels of lints for the documents of a kind or a folder, or for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelRule {
    /// The term of the kind of document; `None` for every kind.
    pub kind: Option<&'static str>,
    /// A folder below `content/`, without slashes at its ends; `None` for all of the site.
    pub folder: Option<String>,
    pub levels: Vec<(Code, Level)>,
}

/// A lint that a document does without, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    pub code: Code,
    /// The author's words; never empty.
    pub reason: String,
    /// Where the lint is named.
    pub span: Span,
    /// What it holds for: all of the file or, in a definition in place, that definition.
    pub scope: Span,
}

/// All that a site decides of its lints.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// In the order in which they are written; the last that fits holds.
    pub rules: Vec<LevelRule>,
    /// The kind of each document's file, by its term.
    pub kinds: FxHashMap<FileId, &'static str>,
    pub silences: Vec<Suppression>,
    /// Silences of documents that are left out, such as drafts: what they were written for may not
    /// show yet.
    pub dormant: Vec<Suppression>,
}

/// A diagnostic with the severity that the site's policy gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    pub diagnostic: Diagnostic,
}

/// A lint that fired, and that its document silences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silenced {
    pub diagnostic: Diagnostic,
    pub reason: String,
}

/// Every diagnostic of a run, judged; both lists are sorted by file and place.
#[derive(Debug, Clone, Default)]
pub struct LintReport {
    pub findings: Vec<Finding>,
    pub silenced: Vec<Silenced>,
}

/// How many errors and how many warnings there are.
pub fn count(findings: &[Finding]) -> (usize, usize) {
    let errors = findings.iter().filter(|it| it.severity == Severity::Error).count();
    (errors, findings.len() - errors)
}

impl Policy {
    /// Gives each diagnostic its severity, and leaves out what the site allows or a document silences.
    /// Errors cannot be lowered. `deny_warnings` makes errors of warnings.
    pub fn judge(
        &self,
        diagnostics: Vec<Diagnostic>,
        deny_warnings: bool,
        texts: &SourceMap,
    ) -> LintReport {
        let findings = Vec::with_capacity(diagnostics.len());
        let mut judgement = LintReport { findings, silenced: Vec::new() };
        let mut used = vec![false; self.silences.len()];
        let by_code = self.silences_by_code();
        // What depends on documents with errors is not checked, so that a silence may seem unused.
        let is_whole = diagnostics.iter().all(|it| it.code.is_lint());
        for diagnostic in diagnostics {
            let mut silences = by_code.get(&diagnostic.code).into_iter().flatten().copied();
            match silences.rfind(|(_, silence)| silence.covers(&diagnostic)) {
                Some((number, Suppression { reason, .. })) => {
                    if let Some(number) = number {
                        used[number] = true;
                    }
                    let reason = reason.clone();
                    judgement.silenced.push(Silenced { diagnostic, reason });
                }
                None => {
                    let severity = self.severity(&diagnostic, deny_warnings, texts);
                    judgement
                        .findings
                        .extend(severity.map(|severity| Finding { severity, diagnostic }));
                }
            }
        }
        if is_whole {
            let unused = self.silences.iter().zip(used);
            let unused = unused.filter(|(it, used)| !used && !it.code.may_rest());
            for diagnostic in unused.map(|(silence, _)| silence.unused()) {
                let severity = self.severity(&diagnostic, deny_warnings, texts);
                judgement
                    .findings
                    .extend(severity.map(|severity| Finding { severity, diagnostic }));
            }
        }
        judgement.findings.par_sort_by(|a, b| in_order(&a.diagnostic, &b.diagnostic, texts));
        judgement.findings.dedup();
        judgement.silenced.sort_by(|a, b| in_order(&a.diagnostic, &b.diagnostic, texts));
        judgement.silenced.dedup();
        judgement
    }

    /// Every silence under its lint, with its number where it must be used.
    fn silences_by_code(&self) -> HashMap<Code, Vec<(Option<usize>, &Suppression)>> {
        let mut by_code: HashMap<Code, Vec<_>> = HashMap::new();
        let numbered = self.silences.iter().enumerate().map(|(at, it)| (Some(at), it));
        for (number, silence) in numbered.chain(self.dormant.iter().map(|it| (None, it))) {
            by_code.entry(silence.code).or_default().push((number, silence));
        }
        by_code
    }

    /// `None` where the site allows it.
    fn severity(
        &self,
        diagnostic: &Diagnostic,
        deny_warnings: bool,
        texts: &SourceMap,
    ) -> Option<Severity> {
        match self.level(diagnostic, texts) {
            Level::Allow => None,
            Level::Warn if !deny_warnings => Some(Severity::Warning),
            Level::Warn | Level::Deny => Some(Severity::Error),
        }
    }

    fn level(&self, diagnostic: &Diagnostic, texts: &SourceMap) -> Level {
        let code = diagnostic.code;
        if !code.is_lint() {
            return Level::Deny;
        }
        let (kind, path) = match &diagnostic.place {
            Place::Span(span) => (self.kinds.get(&span.file), texts.get(span.file).path.as_str()),
            Place::Path(path) => (None, path.as_str()),
            Place::Nowhere => (None, ""),
        };
        let rules = self.rules.iter().rev().filter(|rule| rule.fits(kind.copied(), path));
        let mut levels = rules.filter_map(|rule| {
            rule.levels.iter().find(|(lint, _)| *lint == code).map(|(_, level)| *level)
        });
        levels.next().unwrap_or(code.default_level())
    }
}

impl LintReport {
    /// The diagnostics again, to be judged anew with others.
    pub fn into_diagnostics(self) -> impl Iterator<Item = Diagnostic> {
        let silenced = self.silenced.into_iter().map(|it| it.diagnostic);
        self.findings.into_iter().map(|it| it.diagnostic).chain(silenced)
    }

    /// Whether something stops the build.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

impl LevelRule {
    fn fits(&self, kind: Option<&str>, path: &str) -> bool {
        let in_folder = |folder: &String| {
            let rest = path.strip_prefix("content/").and_then(|path| below(path, folder));
            rest.is_some_and(|rest| !rest.is_empty())
        };
        self.kind.is_none_or(|wanted| kind == Some(wanted))
            && self.folder.as_ref().is_none_or(in_folder)
    }
}

impl Suppression {
    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        let Place::Span(span) = &diagnostic.place else { return false };
        let scope = self.scope;
        span.file == scope.file && scope.start <= span.start && span.start < scope.end.max(1)
    }

    fn unused(&self) -> Diagnostic {
        let message = format!("`{}` is silenced here and does not fire", self.code);
        Diagnostic::at(Code::UnusedSilence, self.span, message).help("remove it")
    }
}

/// By file and place, then by code and message, so that a report is the same each time.
fn in_order(one: &Diagnostic, other: &Diagnostic, texts: &SourceMap) -> Ordering {
    fn path<'a>(it: &'a Diagnostic, texts: &'a SourceMap) -> (&'a str, u32) {
        match &it.place {
            Place::Span(span) => (texts.get(span.file).path.as_str(), span.start),
            Place::Path(path) => (path.as_str(), 0),
            Place::Nowhere => ("", 0),
        }
    }
    let by_place = match (&one.place, &other.place) {
        // Paths are long and begin alike: those of one file need not be compared.
        (Place::Span(one), Place::Span(other)) if one.file == other.file => {
            one.start.cmp(&other.start)
        }
        _ => path(one, texts).cmp(&path(other, texts)),
    };
    by_place
        .then_with(|| one.code.name().cmp(other.code.name()))
        .then_with(|| one.message.cmp(&other.message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Text;

    fn text(texts: &mut SourceMap, path: &str) -> FileId {
        texts.add(Text { path: path.to_owned(), content: "a".repeat(100) })
    }

    #[test]
    fn the_last_rule_that_fits_gives_the_level() {
        let mut texts = SourceMap::default();
        let rule = |kind, folder: Option<&str>, level| LevelRule {
            kind,
            folder: folder.map(str::to_owned),
            levels: vec![(Code::StubActor, level)],
        };
        let files = ["content/briefs/a.md", "content/briefs/old/a.md", "content/briefs/older/a.md"];
        let files = files.map(|path| text(&mut texts, path));
        let event = text(&mut texts, "content/events/a.md");
        let kinds = files.into_iter().map(|file| (file, "brief")).chain([(event, "event")]);
        let policy = Policy {
            rules: vec![
                rule(None, None, Level::Deny),
                rule(Some("brief"), None, Level::Warn),
                rule(None, Some("briefs/old"), Level::Allow),
            ],
            kinds: kinds.collect(),
            ..Policy::default()
        };
        let expected = [Level::Warn, Level::Allow, Level::Warn, Level::Deny];
        for (file, level) in files.into_iter().chain([event]).zip(expected) {
            let diagnostic = Diagnostic::at(Code::StubActor, Span::new(file, 0..1), "");
            assert_eq!(policy.level(&diagnostic, &texts), level, "{}", texts.get(file).path);
            let other = Diagnostic::at(Code::FutureEvent, Span::new(file, 0..1), "");
            assert_eq!(policy.level(&other, &texts), Level::Warn);
        }
    }

    #[test]
    fn a_silence_holds_in_its_scope_and_is_missed_where_nothing_fires() {
        let mut texts = SourceMap::default();
        let file = text(&mut texts, "content/briefs/a.md");
        let silence = |scope| Suppression {
            code: Code::StubActor,
            reason: "known".to_owned(),
            span: Span::new(file, 5..6),
            scope,
        };
        let at = |start| Diagnostic::at(Code::StubActor, Span::new(file, start..start + 1), "x");
        let policy =
            Policy { silences: vec![silence(Span::new(file, 10..20))], ..Policy::default() };
        let judged = policy.judge(vec![at(10), at(30)], false, &texts);
        assert_eq!((judged.silenced.len(), judged.findings.len()), (1, 1));
        let judged = policy.judge(vec![at(30)], false, &texts);
        let codes: Vec<Code> = judged.findings.iter().map(|it| it.diagnostic.code).collect();
        assert_eq!(codes, [Code::UnusedSilence, Code::StubActor]);
        // With errors not everything was looked at.
        let error = Diagnostic::at(Code::BadDate, Span::new(file, 0..1), "x");
        let judged = policy.judge(vec![error], false, &texts);
        assert_eq!(judged.findings.len(), 1);
        let dormant = Policy { dormant: policy.silences, ..Policy::default() };
        assert!(dormant.judge(Vec::new(), true, &texts).findings.is_empty());
    }
}
