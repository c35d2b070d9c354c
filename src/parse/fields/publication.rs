//! The keys of `[publish.NAME]` in `config.toml`.

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::node::{Node, NodeEntry, NodeTable, Value};
use crate::parse::publication::holds_password;
use crate::parse::record::{Decode, Reader, Shape, record, wrong_type};
use crate::source::{Located, Span};

record! {
    /// A place that the site is published to.
    pub struct TargetFields is "publish target" {
        /// Where: `s3://bucket/prefix`, `gs://bucket/prefix`, `azblob://container/prefix`,
        /// `webdavs://host/path`, `sftp://user@host/path`, `git+https://host/repository#branch`, or a folder,
        /// counted from the site's.
        required to: Located<String> = "\"s3://desk-site\"",
        /// The server of the store, where it is not Amazon's, Google's or Microsoft's own.
        optional endpoint: Located<String> = "\"https://fsn1.your-objectstorage.com\"",
        /// The region of the bucket.
        optional region: String = "\"eu-central-1\"",
        /// Azure's storage account.
        optional account: String = "\"desksite\"",
        /// Whether the bucket is part of the server's name (`bucket.host`), as a few compatible stores ask.
        optional virtual_host: bool = "false" else "false",
        /// Where the site lives there, instead of the site's own `base_url`.
        optional base_url: Located<String> = "\"https://preview.example.org/\"",
        /// Whether it is meant where no target is named. The only one always is.
        optional default: bool = "true" else "false",
    }
}

/// Targets by their names, and what of them no message may show.
#[derive(Debug, Clone, Default)]
pub struct PublishTargets {
    pub targets: Vec<(Located<String>, TargetFields)>,
    pub hidden: Vec<Span>,
}

/// Parts of keys that hold secrets.
const SECRET: [&str; 8] =
    ["secret", "pass", "token", "key", "credential", "auth", "sas", "private"];

impl Decode for PublishTargets {
    fn shape() -> Shape {
        Shape::Map(Box::new(TargetFields::shape()))
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Some(table) = node.as_table() else { return wrong_type(node, "a table", problems) };
        let mut found = Self::default();
        for entry in &table.entries {
            let Some(target) = entry.node.as_table() else {
                let message = format!("`publish.{}` must be a table with `to`", entry.key);
                let problem = Diagnostic::at(Code::WrongType, entry.key_span, message);
                problems.push(problem.help("write `[publish.live]`, and under it `to = \"…\"`"));
                found.hidden.push(entry.node.span);
                continue;
            };
            if !is_name(&entry.key) {
                let message = format!("`{}` cannot be the name of a target", entry.key);
                let problem = Diagnostic::at(Code::BadValue, entry.key_span, message);
                problems.push(problem.help("names consist of letters, digits, `-` and `_`"));
                continue;
            }
            let written = target;
            let target = without_secrets(written, &mut found.hidden, problems);
            if written.get("to").is_some() && target.get("to").is_none() {
                // That it is missing would be no second fault.
                continue;
            }
            let mut reader = Reader::new(&target, entry.key_span, problems);
            reader.refuse_unknown("a publish target", &[&TargetFields::TABLE]);
            let name = Located { value: entry.key.clone(), span: entry.key_span };
            found.targets.extend(TargetFields::read(&mut reader).map(|it| (name, it)));
        }
        Some(found)
    }
}

fn is_name(word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !word.is_empty() && !word.starts_with('-') && word.chars().all(is_letter)
}

/// The table without keys and values that hold secrets, each of which is reported. What no target has may
/// be a misspelt secret, so that no message shows its value.
fn without_secrets(
    table: &NodeTable,
    hidden: &mut Vec<Span>,
    problems: &mut Vec<Diagnostic>,
) -> NodeTable {
    let mut rest = NodeTable::default();
    for entry in &table.entries {
        let is_known = TargetFields::TABLE.fields.iter().any(|field| field.name == entry.key);
        let key = entry.key.to_lowercase();
        if !is_known {
            hidden.push(entry.node.extent());
        }
        let is_secret = !is_known && SECRET.iter().any(|part| key.contains(part));
        match (is_secret, &entry.node.value) {
            (true, _) => problems.push(secret_key(entry)),
            (false, Value::Text(text)) if holds_password(text) => {
                hidden.push(entry.node.span);
                problems.push(secret_address(entry));
            }
            _ => rest.entries.push(entry.clone()),
        }
    }
    rest
}

fn secret_key(entry: &NodeEntry) -> Diagnostic {
    let message = format!("`{}` would be a secret in `config.toml`", entry.key);
    Diagnostic::at(Code::SecretInConfig, entry.key_span, message).help(
        "secrets come from the environment, such as `AWS_SECRET_ACCESS_KEY`, or the store's usual files; \
         docs/publish.md lists them. Whoever has seen this file may know this one: change it",
    )
}

fn secret_address(entry: &NodeEntry) -> Diagnostic {
    let message = format!("the address in `{}` holds a password or a token", entry.key);
    Diagnostic::at(Code::SecretInConfig, entry.key_span, message).help(
        "name at most a user there; docs/publish.md says where the password comes from. Whoever has seen \
         this file may know this one: change it",
    )
}
