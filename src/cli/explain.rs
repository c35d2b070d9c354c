//! `redlines explain`: what a code means, why it matters, and how it is mended.

use crate::cli::out;
use crate::diagnostic::Code;
use crate::diagnostic::code::{CodeEntry, TABLE};
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::model::vocabulary::Vocabulary as _;

/// Explains a code, or lists all.
///
/// # Errors
/// There is no such code.
pub fn run(code: Option<&str>) -> Result<bool, String> {
    let Some(written) = code else {
        list();
        return Ok(true);
    };
    let names = || TABLE.iter().map(|row| row.name);
    let lower = written.to_lowercase();
    let Some(row) = TABLE.iter().find(|row| row.name.to_lowercase() == lower) else {
        let hint = match nearest(written, names()) {
            Some(near) => did_you_mean(Some(near)),
            None => "; `redlines explain` lists all".to_owned(),
        };
        return Err(format!("there is no error and no lint `{written}`{hint}"));
    };
    out::line(text(row).trim_end());
    Ok(true)
}

fn text(row: &CodeEntry) -> String {
    let CodeEntry { name, meaning, level, lesson, .. } = row;
    match lesson {
        None => format!("{name}, an error\n\n{meaning}\n"),
        Some(lesson) => format!(
            "{name}, a lint ({} where the site says nothing)\n\n{meaning}\n\n{}\n\n\
             In config.toml:    [lints]\n                   {name} = \"allow\", \"warn\" or \"deny\"\n\
             In front matter:   lints = {{ {name} = \"The reason why it does not apply here.\" }}\n",
            level.term(),
            lesson.trim()
        ),
    }
}

fn list() {
    for CodeEntry { code, name, level, meaning, .. } in TABLE {
        let first = meaning.split_inclusive(". ").next().unwrap_or(meaning).trim_end();
        let what = if Code::is_lint(*code) { level.term() } else { "error" };
        out::line(format_args!("{name:<27} {what:<6} {first}"));
    }
}
