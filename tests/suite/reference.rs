//! The reference pages say what the tables of the code say. `BLESS=1` writes them anew.

use std::fs;
use std::path::Path;

use redlines::diagnostic::code::{Level, TABLE};
use redlines::parse::reference::{SECTIONS, markdown};

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
fn diagnostics_reference_is_the_table_of_codes() {
    let mut text = String::from(
        "# Diagnostics\n\nEverything that redlines can report, by its stable code. Errors stop a \
         build. Lints have a level in\n`[lints]` of `config.toml`: `allow`, `warn` or `deny`; the \
         one given here holds where a site says nothing.\n\n## Errors\n\n| code | meaning |\n|---|---|\n",
    );
    for row in TABLE.iter().filter(|row| !row.code.is_lint()) {
        text.push_str(&format!("| {} | {} |\n", row.name, row.meaning));
    }
    text.push_str("\n## Lints\n\n| lint | level | meaning |\n|---|---|---|\n");
    for row in TABLE.iter().filter(|row| row.code.is_lint()) {
        let level = match row.level {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        };
        text.push_str(&format!("| `{}` | {level} | {} |\n", row.name, row.meaning));
    }
    same("docs/diagnostics.md", &text);
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
}

fn same(path: &str, expected: &str) {
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
