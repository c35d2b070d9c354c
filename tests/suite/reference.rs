//! The reference pages say what the tables of the code say. `BLESS=1` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::data_schemas::published;
use crate::walk::files;
use redlines::diagnostic::code::{Level, TABLE};
use redlines::parse::reference::{SECTIONS, markdown};
use redlines::plan::data::Schema;

#[test]
fn content_reference_is_that_of_the_parser() {
    let mut text = read("docs/content.md");
    for section in SECTIONS {
        let (start, end) =
            (format!("<!-- fields: {} -->\n", section.name), "<!-- end -->".to_owned());
        let from = text.find(&start).unwrap_or_else(|| panic!("{start} is missing")) + start.len();
        let to = from + text[from..].find(&end).expect("an end of the table");
        text.replace_range(from..to, &format!("\n{}\n", markdown(section)));
    }
    same("docs/content.md", &text);
}

#[test]
fn theme_reference_is_that_of_the_views() {
    let mut text = read("docs/themes.md");
    let functions = functions(&read("src/render/functions.rs"));
    replace(&mut text, "<!-- functions -->\n", &functions);
    let files = [
        "views/site",
        "views/date",
        "views/term",
        "views/link",
        "views/card",
        "views/country",
        "views/rung",
        "views/effect",
        "views/document",
        "views/brief",
        "views/actor",
        "page/event",
        "views/event",
        "views/threshold",
        "views/ladder",
        "views/source",
        "views/text",
        "views/list",
        "views/home",
        "views/sitemap",
        "views/data",
        "views/escalation",
        "views/figure",
        "views/feed",
        "views/map",
        "views/network",
        "views/timeline",
    ];
    let code: String =
        files.into_iter().map(|name| read(&format!("src/render/{name}.rs"))).collect();
    replace(&mut text, "<!-- views -->\n", &views(&code));
    same("docs/themes.md", &text);
}

/// Replaces what stands between a mark and the end of its part.
fn replace(text: &mut String, start: &str, part: &str) {
    let from = text.find(start).unwrap_or_else(|| panic!("{start} is missing")) + start.len();
    let to = from + text[from..].find("<!-- end -->").expect("an end of the part");
    text.replace_range(from..to, part);
}

#[test]
fn data_reference_is_that_of_the_schemas() {
    let mut text = read("docs/data.md");
    let mut told = 0;
    while let Some(at) = text.match_indices("<!-- schema: ").nth(told).map(|(at, _)| at) {
        let name_end = at + text[at..].find(" -->\n").expect("an end of the comment");
        let name = text[at + "<!-- schema: ".len()..name_end].to_owned();
        let from = name_end + " -->\n".len();
        let to = from + text[from..].find("<!-- end -->").expect("an end of the tables");
        text.replace_range(from..to, &format!("\n{}\n", schema_in_words(&name)));
        told += 1;
    }
    assert_eq!(told, Schema::all().count() + 1);
    same("docs/data.md", &text);
}

/// The fields of a schema of data files as Markdown: those of a record, then those of its parts.
fn schema_in_words(name: &str) -> String {
    let schema = published(if name == "head" { "events" } else { name });
    if name == "head" {
        let properties = schema["properties"].as_object().expect("properties").iter();
        let head = properties.filter(|(name, _)| !matches!(name.as_str(), "events" | "event"));
        return fields(head);
    }
    let records = schema["properties"].as_object().into_iter().flatten();
    let record = records.filter_map(|(_, list)| list["items"]["$ref"].as_str()).next();
    let record = record.and_then(|it| it.rsplit('/').next()).unwrap_or_default();
    let parts = schema["$defs"].as_object().expect("definitions");
    let (record, parts): (Vec<_>, Vec<_>) = parts.iter().partition(|(name, _)| *name == record);
    let mut text = String::new();
    for (_, record) in record {
        text.push_str(&fields(record["properties"].as_object().expect("fields").iter()));
    }
    for (name, part) in parts {
        let what = part["description"].as_str().expect("a description");
        text.push_str(&format!("\n**`{name}`**: {what}\n\n"));
        if let Some(properties) = part["properties"].as_object() {
            text.push_str(&fields(properties.iter()));
        }
    }
    text.trim_start().to_owned()
}

fn fields<'a>(properties: impl Iterator<Item = (&'a String, &'a serde_json::Value)>) -> String {
    let mut text = String::from("| field | holds |\n|---|---|\n");
    for (name, property) in properties {
        let part = reference_of(property).map(|part| format!(" (`{part}`)")).unwrap_or_default();
        let words = property["description"].as_str().expect("a description").replace('\n', " ");
        let words = words.strip_suffix('.').unwrap_or(&words);
        text.push_str(&format!("| `{name}` | {words}{part} |\n"));
    }
    text
}

/// The part that a field holds, or a list of it.
fn reference_of(property: &serde_json::Value) -> Option<&str> {
    let places = [&property["$ref"], &property["items"]["$ref"], &property["anyOf"][0]["$ref"]];
    let reference = places.into_iter().find_map(serde_json::Value::as_str)?;
    reference.rsplit('/').next().filter(|part| *part != "day")
}

#[test]
fn every_template_of_the_default_theme_is_documented() {
    let text = read("docs/themes.md");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    for path in files(&folder).iter().filter(|path| !path.starts_with("components/")) {
        assert!(text.contains(&format!("`{path}`")), "docs/themes.md does not name {path}");
    }
}

/// The contract with templates that extend the built-in ones.
#[test]
fn every_block_of_the_built_in_templates_is_documented_and_no_other() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    let mut blocks: BTreeSet<String> = BTreeSet::new();
    for path in files(&folder) {
        let text = fs::read_to_string(folder.join(path)).expect("a template");
        let found = text.split("{% block ").skip(1).filter_map(|rest| rest.split(' ').next());
        blocks.extend(found.map(str::to_owned));
    }
    let text = read("docs/themes.md");
    let (_, table) = text.split_once("| block | of | holds |").expect("the table of blocks");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let documented = rows.filter_map(|row| row.split('`').nth(1)).map(str::to_owned);
    assert_eq!(documented.collect::<BTreeSet<_>>(), blocks);
}

/// The structs of the views' file as Markdown: a heading and a table of fields each.
fn views(code: &str) -> String {
    let mut text = String::new();
    let mut comment = String::new();
    let mut renamed: Option<String> = None;
    for line in code.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("/// ") {
            comment.push_str(words);
            comment.push(' ');
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let name = rest.trim_end_matches(" {");
            text.push_str(&format!(
                "\n### {name}\n\n{}\n\n| field | type | meaning |\n|---|---|---|\n",
                comment.trim()
            ));
            comment.clear();
        } else if line == "#[serde(skip)]" {
            renamed = Some(String::new());
        } else if let Some(rest) = line.strip_prefix("#[serde(rename = \"") {
            renamed = Some(rest.trim_end_matches("\")]").to_owned());
        } else if let Some((name, kind)) = line
            .strip_prefix("pub ")
            .filter(|it| !it.starts_with("fn "))
            .and_then(|it| it.split_once(": "))
        {
            let kind = kind.trim_end_matches(',');
            let name = match renamed.take() {
                Some(other) if other.is_empty() => format!("all of {kind}"),
                Some(other) => format!("`{other}`"),
                None => format!("`{name}`"),
            };
            text.push_str(&format!("| {name} | {} | {} |\n", type_in_words(kind), comment.trim()));
            comment.clear();
        } else if line.starts_with('}') {
            comment.clear();
        }
    }
    text.push('\n');
    text
}

/// The functions of templates as Markdown: a table of them, and one of the figures.
fn functions(code: &str) -> String {
    let mut calls = String::from("\n| function | gives |\n|---|---|\n");
    let mut figures = String::from("\n| figure | template | shows |\n|---|---|---|\n");
    let mut comment = String::new();
    for line in code.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("/// ").or_else(|| line.strip_prefix("// ")) {
            comment.push_str(words);
            comment.push(' ');
            continue;
        }
        if let Some((call, words)) = comment.split_once("`: ").filter(|_| line.starts_with("fn ")) {
            let call = call.replace('|', "\\|");
            calls.push_str(&format!("| {call}` | {} |\n", linked(words)));
        }
        if let Some((part, content)) =
            line.strip_prefix("(\"").and_then(|it| it.split_once("\", Content::"))
        {
            let kind = content.split('(').next().unwrap_or_default().to_lowercase();
            figures.push_str(&format!(
                "| `figure(part=\"{part}\")` | `{kind}.html` | {} |\n",
                linked(&comment)
            ));
        }
        comment.clear();
    }
    format!("{calls}{figures}\n")
}

/// Words with links to the views that they name.
fn linked(words: &str) -> String {
    let words = words.trim();
    let parts = words.split('[').enumerate().map(|(number, part)| match part.split_once(']') {
        Some((view, rest)) if number > 0 => format!("[{view}](#{}){rest}", view.to_lowercase()),
        _ => part.to_owned(),
    });
    parts.collect()
}

/// A field's type as theme authors know it.
fn type_in_words(kind: &str) -> String {
    let inner = |kind: &str, outer: &str| {
        kind.strip_prefix(outer).and_then(|it| it.strip_suffix('>')).map(str::to_owned)
    };
    if let Some(inner) = inner(kind, "Option<") {
        return format!("{} or `null`", type_in_words(&inner));
    }
    if let Some(inner) = inner(kind, "Vec<") {
        return format!("list of {}", type_in_words(&inner));
    }
    match kind {
        "String" | "&'static str" => "text".to_owned(),
        "bool" => "`true` or `false`".to_owned(),
        "usize" | "u32" | "u8" | "i64" | "i32" | "i16" | "f64" => "number".to_owned(),
        "(i16, i16)" => "two numbers".to_owned(),
        "Value" => "value".to_owned(),
        "Map<String, Json>" => "table".to_owned(),
        view => format!("[{view}](#{})", view.to_lowercase()),
    }
}

#[test]
fn diagnostics_reference_is_the_table_of_codes() {
    let mut text = String::from(
        "# Diagnostics\n\nEverything that redlines can report, by its stable code; `redlines explain \
         CODE` prints it. Errors stop a build. Lints have a level in\n`[lints]` of `config.toml`: \
         `allow`, `warn` or `deny`; the one given here holds where a site says nothing. \
         [lints.md](lints.md) has the\nreason for each, with examples.\n\n## Errors\n\n| code | meaning |\n|---|---|\n",
    );
    for row in TABLE.iter().filter(|row| !row.code.is_lint()) {
        text.push_str(&format!("| {} | {} |\n", row.name, row.meaning));
    }
    text.push_str("\n## Lints\n\n| lint | level | meaning |\n|---|---|---|\n");
    for row in TABLE.iter().filter(|row| row.code.is_lint()) {
        let (name, level) = (row.name, level(row.level));
        text.push_str(&format!("| [`{name}`](lints.md#{name}) | {level} | {} |\n", row.meaning));
    }
    same("docs/diagnostics.md", &text);
}

#[test]
fn lints_reference_is_the_table_of_codes() {
    let mut text = String::from(LINTS);
    for row in TABLE.iter().filter(|row| row.code.is_lint()) {
        text.push_str(&format!(
            "| [`{0}`](#{0}) | {1} | {2} |\n",
            row.name,
            level(row.level),
            row.meaning
        ));
    }
    for row in TABLE {
        let Some(lesson) = row.lesson else { continue };
        text.push_str(&format!(
            "\n## {}\n\n{} `{}` where a site says nothing.\n\n{}\n",
            row.name,
            row.meaning,
            level(row.level),
            lesson.trim()
        ));
    }
    same("docs/lints.md", &text);
}

/// What stands before the lints.
const LINTS: &str = "\
# Lints

What an editor would ask of a dossier before it goes out. `redlines check` reports lints with the place and a way to mend them, and ends
with how often each fired; `redlines explain NAME` prints what stands here.

Each lint has a level: `allow` says nothing, `warn` reports it, `deny` reports it as an error, which stops a build. `[lints]` in
`config.toml` sets levels for the site, and `[[lints.for]]` for documents of a kind, in a folder, or both; where several fit, the last
one holds. `--deny warnings` takes every warning for an error.

```toml
[lints]
single-source = \"warn\"

[[lints.for]]
kind = \"brief\"
folder = \"briefs/archive\"
stale-brief = \"allow\"
estimative-language = \"allow\"
```

A document does without a lint by silencing it in its front matter, and says why:

```toml
lints = { single-source = \"Only one outlet reported it.\" }
```

The reason is for the next editor, and stands in the JSON and SARIF reports. A lint belongs to the file where it is reported. A silence
in front matter holds for all of its file, for what it defines in place, too; in a definition in place, or in an entry of a source library in
TOML, it holds for that definition alone. A silence that silences nothing is reported (`unused-silence`), unless the site has errors,
with which not every lint is looked for. Errors (`E…`) have no level and cannot be silenced.

`redlines check --fix` mends what leaves no doubt: a slip in an id, a key or a term (one letter too many or too few, two exchanged, another
case or joint), an alias in the place of an id, and a plain name that is an actor's in other punctuation. It shows what it did as a patch; `--dry-run` shows it
and does nothing. A file that was changed since it was read is left alone.

The examples below stand in a site with the actors `northland` and `southland`, and the sources `gazette-2025` and `courier-2025`. The
tests build each of them: a bad one fires its lint, and a good one does not.

| lint | level | meaning |
|---|---|---|
";

fn level(level: Level) -> &'static str {
    match level {
        Level::Allow => "allow",
        Level::Warn => "warn",
        Level::Deny => "deny",
    }
}

pub fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
}

pub fn same(path: &str, expected: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(path), expected).unwrap();
    }
    let found = read(path);
    let differs = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    if let Some((found, expected)) = differs {
        panic!("{path} differs from the code, run with BLESS=1:\n- {found}\n+ {expected}");
    }
    assert_eq!(found.len(), expected.len(), "{path} is cut off: run with BLESS=1");
}
