//! Orphans: documents that readers come upon in an index only.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::check::context::LintContext;
use crate::model::actor::Actor;
use crate::model::body::Destination;
use crate::model::event::Event;
use crate::model::identity::{Header, Origin};
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary as _;

/// Checks actors, events and ordinary pages. Briefs are what readers come for, thresholds without
/// events and sources without citations have lints of their own, and ladders are no texts.
pub fn check(whole: &LintContext<'_>, problems: &mut Vec<Diagnostic>) {
    let linked = linked_addresses(whole);
    let orphan = Orphans { whole, linked };
    for (index, actor) in whole.nouns.actors.entries() {
        if actor.header.origin != Origin::Stub && !orphan.has_company(index, actor) {
            problems.extend(orphan.report(index.into(), &actor.header));
        }
    }
    for (index, event) in whole.nouns.events.entries() {
        if !orphan.is_tied(index, event) {
            problems.extend(orphan.report(index.into(), &event.header));
        }
    }
    for (index, page) in whole.nouns.pages.entries() {
        if page.index_of.is_none() {
            problems.extend(orphan.report(index.into(), &page.header));
        }
    }
}

struct Orphans<'a> {
    whole: &'a LintContext<'a>,
    /// What links by address lead to.
    linked: HashSet<&'a str>,
}

impl Orphans<'_> {
    fn has_company(&self, index: Index<Actor>, actor: &Actor) -> bool {
        let links = self.whole.backlinks.actors.beside_index(index);
        !actor.relations.is_empty()
            || actor.positions.iter().any(|position| position.of.is_some())
            || !links.relations.is_empty()
            || !links.officers.is_empty()
            || !links.holds.is_empty()
            || !links.addressed.is_empty()
            || !links.timeline.is_empty()
    }

    fn is_tied(&self, index: Index<Event>, event: &Event) -> bool {
        !event.actors.is_empty()
            || !event.thresholds.is_empty()
            || !event.responds_to.is_empty()
            || !event.placements.is_empty()
            || !self.whole.backlinks.responses.beside_index(index).is_empty()
    }

    /// The problem of a document that nothing names and no link leads to.
    fn report(&self, target: Target, header: &Header) -> Option<Diagnostic> {
        let is_named = !self.whole.backlinks.namings.get(target).is_empty();
        if is_named || self.linked.contains(header.address.as_str()) {
            return None;
        }
        let message = format!("no other document refers to this {}", target.kind().term());
        let help = match target {
            Target::Page(_) => "link to it, or put it into `[theme] navigation`",
            _ => "name it in a brief, or in an event",
        };
        Some(Diagnostic::at(Code::OrphanDocument, header.span?, message).help(help))
    }
}

/// The addresses within the site that texts and the site's navigation link to.
fn linked_addresses<'a>(whole: &LintContext<'a>) -> HashSet<&'a str> {
    let mut linked = HashSet::new();
    let mut add = |destination: &'a Destination| {
        if let Destination::Internal { address, .. } = destination {
            linked.insert(address.as_str());
        }
    };
    for (_, header) in whole.nouns.headers() {
        header.body.links.iter().for_each(&mut add);
        header.notes.iter().flat_map(|note| &note.body.links).for_each(&mut add);
    }
    whole.site.appearance.navigation.iter().for_each(|link| add(&link.destination));
    linked
}
