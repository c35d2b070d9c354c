//! Builds that have nothing to do: the output is there, and what it was made from is as it was.

use std::path::Path;
use std::time::{Instant, SystemTime};

use crate::cli::arguments::{BuildOptions, Format};
use crate::cli::out;
use crate::cli::report;
use crate::pipeline::Settings;
use crate::read::{self, Listing};
use crate::write::origin::{self, Origin};

/// A hash of everything that a build's output follows from, with the site as it was listed at `now`; `None` where
/// that is not certain, or where the report is wanted whole.
pub fn inputs(
    options: &BuildOptions,
    settings: &Settings,
    listing: &Listing,
    now: SystemTime,
) -> Option<blake3::Hash> {
    if options.site.format != Format::Text || options.timings {
        return None;
    }
    let site = read::stamp(&options.site.site, listing, now)?;
    let folder = options.site.site.canonicalize().ok()?;
    // Another redlines makes other pages.
    let program = std::env::current_exe().and_then(|program| program.metadata()).ok()?;
    let program = (env!("CARGO_PKG_VERSION"), program.len(), program.modified().ok()?);
    Some(blake3::hash(format!("{site} {folder:?} {program:?} {settings:?}").as_bytes()))
}

/// Reports a build that has nothing to do; whether it is one.
pub fn report(options: &BuildOptions, output: &Path, inputs: blake3::Hash, since: Instant) -> bool {
    let Some((Origin { pages, warnings, .. }, files)) = origin::standing(output, inputs) else {
        return false;
    };
    let told = report::problems(0, warnings);
    if warnings > 0 {
        eprintln!("{told}, as before: run `redlines check`");
    }
    if !options.site.quiet {
        let (output, seconds) = (output.display(), since.elapsed().as_secs_f64());
        let ending = if warnings > 0 { format!("; {told}") } else { String::new() };
        out::line(format_args!(
            "Built {pages} in {output}: 0 files written, {files} unchanged, 0 removed, {seconds:.2} s{ending}"
        ));
    }
    true
}
