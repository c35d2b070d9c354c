//! `redlines check --fix`: mends what can be mended without doubt, and shows it as a patch.

use std::collections::BTreeMap;

use crate::cli::arguments::CheckOptions;
use crate::cli::patch;
use crate::diagnostic::Finding;
use crate::diagnostic::fix::{Replacement, mend};
use crate::pipeline::{self, Settings};
use crate::source::{FileId, SourceMap};
use crate::write::{AmendError, amend};

/// How often the site is looked at anew: what hangs on front matter shows once that is sound.
const MOST_ROUNDS: usize = 5;

/// Mends the site, or shows how; whether nothing failed.
pub fn run(options: &CheckOptions, settings: &Settings) -> bool {
    let rounds = if options.dry_run { 1 } else { MOST_ROUNDS };
    for _ in 0..rounds {
        let Round { is_sound, amended } = round(options, settings);
        if !is_sound || amended == 0 {
            return is_sound;
        }
    }
    true
}

/// What one look at the site came to.
struct Round {
    is_sound: bool,
    /// How many files were amended.
    amended: usize,
}

fn round(options: &CheckOptions, settings: &Settings) -> Round {
    let run = pipeline::run(&options.site.site, settings).judge();
    let planned = plan(&run.judgement.findings, &run.texts);
    let mut done = Round { is_sound: true, amended: 0 };
    for (file, replacements) in planned {
        let text = run.texts.get(file);
        let mended = mend(&text.content, &replacements);
        if !options.dry_run {
            match amend(&options.site.site, &text.path, &text.content, &mended) {
                Ok(()) => done.amended += 1,
                Err(AmendError::Changed) => {
                    eprintln!(
                        "`{}` was changed since it was read, and is left as it is",
                        text.path
                    );
                    continue;
                }
                Err(AmendError::Failed(error)) => {
                    eprintln!("error: `{}` could not be written: {error}", text.path);
                    done.is_sound = false;
                    continue;
                }
            }
        }
        let (before, after) = (&text.content, &mended);
        patch::show((&text.path, before), (&text.path, after), options.site.format);
    }
    done
}

/// The edits of each file, in order. Of fixes that touch the same words only the first is made, and a fix
/// is made as a whole or not at all.
fn plan(findings: &[Finding], texts: &SourceMap) -> BTreeMap<FileId, Vec<Replacement>> {
    let mut planned: BTreeMap<FileId, Vec<Replacement>> = BTreeMap::new();
    for finding in findings {
        let fix = finding.diagnostic.fix.as_ref();
        let Some(edits) = fix.and_then(|fix| fix.replacements(texts)) else { continue };
        let is_free = |edit: &Replacement| {
            let mut others = planned.get(&edit.file).into_iter().flatten();
            others.all(|it| it.range.end <= edit.range.start || edit.range.end <= it.range.start)
        };
        if edits.iter().all(is_free) {
            for edit in edits {
                planned.entry(edit.file).or_default().push(edit);
            }
        }
    }
    planned.values_mut().for_each(|edits| edits.sort_by_key(|edit| edit.range.start));
    planned
}
