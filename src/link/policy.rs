//! The policy of a site: its levels of lints beside what its documents say of their own.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Policy};
use crate::link::definition::Definitions;
use crate::model::site::Site;

/// Takes what documents say of lints, with the site's levels; a folder that the levels name and that
/// holds nothing is reported.
pub fn build_policy(
    definitions: &mut Definitions,
    site: &Site,
    problems: &mut Vec<Diagnostic>,
) -> Policy {
    let mut policy = std::mem::take(&mut definitions.policy);
    let scoped =
        site.lints.iter().filter_map(|rule| Some((rule.value.folder.as_ref()?, rule.span)));
    let mut scoped = scoped.peekable();
    let folders = if scoped.peek().is_some() { folders(definitions) } else { BTreeSet::new() };
    for (folder, span) in scoped.filter(|(folder, _)| !folders.contains(folder.as_str())) {
        let message = format!("no document is in the folder `{folder}`");
        let problem = Diagnostic::at(Code::BadValue, span, message);
        problems.push(problem.suggest(folder, folders.iter().copied()));
    }
    policy.rules = site.lints.iter().map(|rule| rule.value.clone()).collect();
    policy
}

/// The folders below `content/` that hold documents, and the folders that hold those.
fn folders(definitions: &Definitions) -> BTreeSet<&str> {
    let mut folders = BTreeSet::from(["ladders", "sources"]);
    for path in definitions.paths() {
        let ends = path.match_indices('/').map(|(end, _)| end);
        folders.extend(ends.map(|end| &path[..end]));
    }
    folders
}
