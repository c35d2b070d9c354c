//! Actors that front matter names by an alias: an alias is how texts call somebody, and may come to
//! mean another.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::link::definition::Definitions;
use crate::link::stub::actor_references;
use crate::model::identity::{fold_name, slug};

/// Checks every reference to an actor in front matter.
pub fn check(definitions: &Definitions, problems: &mut Vec<Diagnostic>) {
    let mut names: HashSet<String> = HashSet::new();
    let mut aliases: HashMap<String, Vec<&str>> = HashMap::new();
    for actor in &definitions.actors {
        names.extend([actor.id.clone(), fold_name(&actor.title).into_owned()]);
        for alias in &actor.common.aliases {
            aliases.entry(fold_name(&alias.value).into_owned()).or_default().push(&actor.id);
        }
    }
    if aliases.is_empty() {
        return;
    }
    for reference in actor_references(definitions) {
        let (written, span) = (reference.text.as_str(), reference.span);
        let folded = fold_name(written).into_owned();
        if names.contains(&folded) || names.contains(&slug(written)) {
            continue;
        }
        // An alias of several actors is an error, which is reported where it is resolved.
        let Some([id]) = aliases.get(&folded).map(Vec::as_slice) else { continue };
        let message = format!("`{written}` is an alias of `{id}`");
        problems.push(
            Diagnostic::at(Code::AliasReference, span, message)
                .help(format!("write `{id}`: an alias may come to mean somebody else"))
                .fix(Fix::of_word(span, written, id)),
        );
    }
}
