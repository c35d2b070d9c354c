//! Patches: what was changed in an author's file, as `git apply` takes it.

use similar::TextDiff;

use crate::cli::arguments::Format;
use crate::cli::out;

/// How many unchanged lines a patch shows around a changed one.
const CONTEXT: usize = 3;

/// Shows a patch: on standard output, or beside a report that goes there.
pub fn show((from, before): (&str, &str), (to, after): (&str, &str), format: Format) {
    let patch = TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&format!("a/{from}"), &format!("b/{to}"))
        .to_string();
    match format {
        Format::Text => out::line(patch),
        Format::Json | Format::Sarif | Format::Github => eprintln!("{patch}"),
    }
}
