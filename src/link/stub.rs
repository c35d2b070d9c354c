//! Stub actors: a plain name that no document bears becomes an actor with a page and a lint.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::definition::{Definition, Definitions};
use crate::model::actor::Actor;
use crate::model::identity::{Kind, Origin, fold_name, is_id_like, slug};
use crate::parse::fields::actor::ActorFields;
use crate::parse::fields::brief::Entry;
use crate::parse::fields::common::CommonFields;
use crate::parse::scalar::Reference;

/// Adds an actor for every plain name in front matter that nobody bears, once a name.
pub fn add(definitions: &mut Definitions, problems: &mut Vec<Diagnostic>) {
    let references = actor_references(definitions).into_par_iter();
    let plain: Vec<_> = references.filter(|reference| !is_id_like(&reference.text)).collect();
    if plain.is_empty() {
        return;
    }
    let known = known_names(definitions);
    let mut stubs: HashMap<Cow<'_, str>, (Reference<Actor>, usize)> = HashMap::new();
    for reference in plain {
        let folded = fold_name(&reference.text);
        let id = slug(&reference.text);
        let is_known = known.contains(&*folded) || known.contains(&*id);
        if is_known || id.is_empty() {
            continue;
        }
        stubs.entry(folded).or_insert_with(|| (reference.clone(), 0)).1 += 1;
    }
    // The order of a map is not that of the texts.
    let mut stubs: Vec<_> = stubs.into_values().collect();
    stubs.sort_by_key(|(reference, _)| (reference.span.file, reference.span.start));
    for (reference, uses) in stubs {
        problems.push(describe(&reference, uses));
        definitions.actors.push(stub(&reference));
    }
}

fn known_names(definitions: &Definitions) -> HashSet<Cow<'_, str>> {
    let mut known = HashSet::new();
    for actor in &definitions.actors {
        known.insert(Cow::Borrowed(&*actor.id));
        known.insert(fold_name(&actor.title));
        known.extend(actor.common.aliases.iter().map(|alias| fold_name(&alias.value)));
    }
    let absent = definitions.broken.iter().chain(definitions.unpublished.outlines());
    for outline in absent.filter(|outline| outline.kind == Kind::Actor) {
        known.insert(Cow::Borrowed(&*outline.id));
        known.extend(outline.names.iter().map(|name| fold_name(name)));
    }
    known
}

/// Every reference to an actor in front matter, in the order of the documents.
pub(super) fn actor_references(definitions: &Definitions) -> Vec<&Reference<Actor>> {
    let of_briefs = definitions.briefs.par_iter().flat_map_iter(|brief| {
        brief.fields.actors.iter().filter_map(|entry| match entry {
            Entry::Reference(reference) => Some(reference),
            Entry::Inline(_) => None,
        })
    });
    let of_events = definitions
        .events
        .par_iter()
        .flat_map_iter(|event| event.fields.actors.iter().map(|participation| &participation.0.id));
    let of_thresholds = definitions.thresholds.par_iter().flat_map_iter(|threshold| {
        threshold.fields.holder.iter().chain(&threshold.fields.addressed_to)
    });
    let of_actors = definitions.actors.par_iter().flat_map_iter(|actor| {
        let related = actor.fields.relations.iter().map(|relation| &relation.actor);
        related.chain(actor.fields.positions.iter().filter_map(|position| position.of.as_ref()))
    });
    of_briefs.chain(of_events).chain(of_thresholds).chain(of_actors).collect()
}

fn describe(reference: &Reference<Actor>, uses: usize) -> Diagnostic {
    let times = if uses == 1 { "once".to_owned() } else { format!("{uses} times") };
    let message = format!("no document describes the actor `{}`, named {times}", reference.text);
    let path = format!("content/actors/{}.md", slug(&reference.text));
    Diagnostic::at(Code::StubActor, reference.span, message)
        .help(format!("describe it in `{path}`, or give the name to an actor as an alias"))
}

fn stub(reference: &Reference<Actor>) -> Definition<ActorFields> {
    let name = reference.text.clone();
    Definition {
        id: slug(&name),
        title: name.clone(),
        fields: Arc::new(ActorFields::named(name)),
        common: Arc::new(CommonFields::silent()),
        file: reference.span.file,
        span: reference.span,
        path: None,
        body: Arc::default(),
        notes: Arc::default(),
        origin: Origin::Stub,
    }
}
