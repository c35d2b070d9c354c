//! Lints in `config.toml`, with their levels, and in front matter, silenced with a reason.

use crate::diagnostic::policy::{LevelRule, Suppression};
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::model::identity::Kind;
use crate::model::vocabulary::Vocabulary;
use crate::parse::node::{Node, NodeEntry, NodeTable};
use crate::parse::record::{Decode, RecordTable, Shape, bad_value, each, record, wrong_type};
use crate::parse::scalar::Term;
use crate::source::{Located, Span};

/// The key of the levels that hold for some documents only; no lint has this name.
const FOR: &str = "for";

record! {
    /// Whose levels an entry of `[[lints.for]]` sets; the lints and their levels stand beside these keys.
    pub struct LintScopeFields is "entry of `[[lints.for]]`" {
        /// The kind of document that the levels hold for.
        optional kind: Term<Kind> = "\"brief\"",
        /// The folder below `content/` whose files the levels hold for, with all folders in it.
        optional folder: Located<String> = "\"briefs/archive\"",
    }
}

/// The levels that a site gives to lints, the later over the earlier.
#[derive(Debug, Clone)]
pub struct LintLevels(pub Vec<Located<LevelRule>>);

impl LintLevels {
    /// The keys beside the lints' names.
    pub const SCOPES: (&'static str, &'static RecordTable) = (FOR, &LintScopeFields::TABLE);
}

impl Decode for LintLevels {
    fn shape() -> Shape {
        Shape::LintLevels
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Some(table) = node.as_table() else { return wrong_type(node, "a table", problems) };
        let everywhere = table.entries.iter().filter(|entry| entry.key != FOR);
        let levels = levels(everywhere, problems);
        let rule = LevelRule { kind: None, folder: None, levels };
        let mut rules = vec![Located { value: rule, span: node.span }];
        if let Some(scopes) = table.get(FOR) {
            each(scopes, |scope| rules.extend(scoped(scope, problems)));
        }
        Some(Self(rules))
    }
}

fn levels<'a>(
    entries: impl Iterator<Item = &'a NodeEntry>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(Code, Level)> {
    let mut levels = Vec::new();
    for entry in entries {
        let code = lint(entry, problems);
        let level = Term::<Level>::decode(&entry.node, problems);
        levels.extend(code.zip(level.map(|Term(level)| level)));
    }
    levels
}

/// The lint that a key names.
fn lint(entry: &NodeEntry, problems: &mut Vec<Diagnostic>) -> Option<Code> {
    if let Some(code) = Code::lint(&entry.key) {
        return Some(code);
    }
    let name = entry.key.as_str();
    let at = |message: String| Diagnostic::at(Code::BadValue, entry.key_span, message);
    problems.push(match Code::named(name) {
        Some(_) => at(format!("`{name}` is an error: it has no level and cannot be silenced")),
        None => {
            let problem = at(format!("there is no lint `{name}`"));
            let problem = problem.mend(name, Code::lints().map(Code::name));
            match problem.help {
                Some(_) => problem,
                None => problem.help("`redlines explain` lists the lints"),
            }
        }
    });
    None
}

/// Levels for a kind or a folder.
fn scoped(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Located<LevelRule>> {
    let Some(table) = node.as_table() else { return wrong_type(node, "a table", problems) };
    let is_scope =
        |entry: &&NodeEntry| LintScopeFields::TABLE.fields.iter().any(|it| it.name == entry.key);
    let own = NodeTable { entries: table.entries.iter().filter(is_scope).cloned().collect() };
    let mut reader = crate::parse::record::Reader::new(&own, node.span, problems);
    let LintScopeFields { kind, folder } = LintScopeFields::read(&mut reader)?;
    let levels = levels(table.entries.iter().filter(|entry| !is_scope(entry)), problems);
    if own.entries.is_empty() {
        let message = "this says neither for which `kind` nor for which `folder` the levels hold";
        let problem = Diagnostic::at(Code::MissingKey, node.span, message);
        problems.push(problem.help("levels for all documents stand in `[lints]` itself"));
        return None;
    }
    let folder = match folder {
        None => None,
        Some(folder) => Some(below_content(&folder, problems)?),
    };
    let kind = kind.map(|Term(kind)| kind.term());
    Some(Located { value: LevelRule { kind, folder, levels }, span: node.span })
}

/// A folder without the slashes around it.
fn below_content(written: &Located<String>, problems: &mut Vec<Diagnostic>) -> Option<String> {
    let folder = written.value.trim_matches('/');
    if let Some(rest) = folder.strip_prefix("content/") {
        let message = format!("`{}` is no folder below `content/`", written.value);
        let problem = Diagnostic::at(Code::BadPath, written.span, message);
        problems.push(problem.help(format!("write `{rest}`")));
        return None;
    }
    if folder.is_empty() || folder.split('/').any(|part| matches!(part, "" | "." | "..")) {
        let message = format!("`{}` is no folder below `content/`", written.value);
        problems.push(Diagnostic::at(Code::BadPath, written.span, message));
        return None;
    }
    Some(folder.to_owned())
}

/// The lints that a document does without, each with the reason.
#[derive(Debug, Clone)]
pub struct Silences(pub Vec<Suppression>);

impl Decode for Silences {
    fn shape() -> Shape {
        Shape::Silences
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Some(table) = node.as_table() else {
            return wrong_type(node, "a table of lints and reasons", problems);
        };
        let mut silences = Vec::new();
        for entry in &table.entries {
            let code = lint(entry, problems);
            let reason = reason(&entry.node, problems);
            let (Some(code), Some(reason)) = (code, reason) else { continue };
            if code == Code::UnusedSilence {
                bad_value::<()>(
                    &entry.node,
                    "an unused silence is removed, not silenced",
                    problems,
                );
                continue;
            }
            let whole = Span { file: node.span.file, start: 0, end: u32::MAX };
            silences.push(Suppression { code, reason, span: entry.key_span, scope: whole });
        }
        Some(Self(silences))
    }
}

fn reason(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<String> {
    match node.as_text() {
        Some(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        found => {
            let message = "a lint is silenced with a reason";
            let code = if found.is_some() { Code::BadValue } else { Code::WrongType };
            let help = "say in a sentence why it does not apply here";
            problems.push(Diagnostic::at(code, node.span, message).help(help));
            None
        }
    }
}

impl Silences {
    /// The silences of a definition in place, which hold for it alone.
    pub fn within(self, scope: Span) -> Vec<Suppression> {
        self.0.into_iter().map(|silence| Suppression { scope, ..silence }).collect()
    }
}

impl Vocabulary for Level {
    const NAME: &'static str = "level";
    const ALL: &'static [Self] = &[Self::Allow, Self::Warn, Self::Deny];

    fn term(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }

    fn label(self) -> &'static str {
        self.term()
    }
}
