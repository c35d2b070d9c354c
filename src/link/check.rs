//! Checks of the whole site: cycles, and the lints that need every document.

mod aliases;
mod briefs;
mod context;
mod escalation;
mod estimates;
mod events;
mod orphans;
mod similar;
mod sources;
mod texts;

pub use context::LintContext;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::backlinks::Backlinks;
use crate::link::nouns::Nouns;
use crate::link::parallel::each;
use crate::model::actor::Actor;
use crate::model::actor::RelationKind;
use crate::model::identity::Header;
use crate::model::table::Index;

/// Runs every check; gives the actors that are likely one under two names.
pub fn all(
    context: &LintContext<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(Index<Actor>, Index<Actor>)> {
    let LintContext { nouns, backlinks, escalation, definitions, .. } = context;
    let checks: [fn(&LintContext<'_>, &mut Vec<Diagnostic>); 8] = [
        |context, problems| find_event_cycles(context.nouns, problems),
        |context, problems| find_actor_cycles(context.nouns, problems),
        events::check,
        briefs::check,
        |context, problems| estimates::check(context.nouns, problems),
        |context, problems| sources::check(context.nouns, problems),
        |context, problems| texts::check(context.nouns, problems),
        |context, problems| aliases::check(context.definitions, problems),
    ];
    // Each is a walk of its own over all documents, and none needs another's.
    let ((), (alike, similar)) = rayon::join(
        || {
            each(&checks, problems, |check, found| check(context, found));
        },
        || {
            let mut found = Vec::new();
            (similar::check(context, &mut found), found)
        },
    );
    problems.extend(similar);
    // A reference that is not resolved may have been the one.
    if problems.iter().all(|problem| problem.code.is_lint()) {
        orphans::check(context, problems);
    }
    // What would be told of thresholds hangs on every event.
    if definitions.broken.is_empty() {
        escalation::check(nouns, backlinks, escalation, problems);
        unused_sources(nouns, backlinks, problems);
    }
    alike
}

fn find_event_cycles(nouns: &Nouns, problems: &mut Vec<Diagnostic>) {
    let causes: Vec<Vec<usize>> = nouns
        .events
        .iter()
        .map(|event| event.responds_to.iter().map(|cause| cause.position()).collect())
        .collect();
    for circle in find_cycles(&causes) {
        let headers: Vec<&Header> =
            circle.iter().map(|at| &nouns.events[Index::new(*at)].header).collect();
        problems.extend(describe_circle(&headers, "responds to"));
    }
}

fn find_actor_cycles(nouns: &Nouns, problems: &mut Vec<Diagnostic>) {
    let wholes: Vec<Vec<usize>> = nouns
        .actors
        .iter()
        .map(|actor| {
            let parts = actor.relations.iter();
            let parts = parts.filter(|relation| relation.kind == RelationKind::PartOf);
            parts.map(|relation| relation.actor.position()).collect()
        })
        .collect();
    for circle in find_cycles(&wholes) {
        let headers: Vec<&Header> =
            circle.iter().map(|at| &nouns.actors[Index::new(*at)].header).collect();
        problems.extend(describe_circle(&headers, "is part of"));
    }
}

fn describe_circle(headers: &[&Header], relation: &str) -> Option<Diagnostic> {
    let (first, others) = headers.split_first()?;
    let mut path: Vec<&str> = headers.iter().map(|header| header.id.as_str()).collect();
    path.push(&first.id);
    let message = format!("a circle: `{}`", path.join(&format!("` {relation} `")));
    let mut problem = Diagnostic::at(Code::Cycle, first.span?, message)
        .help("remove the relation that runs against the order of things");
    for header in others {
        if let Some(span) = header.span {
            problem = problem.label(span, format!("`{}`", header.id));
        }
    }
    Some(problem)
}

/// The cycles of a graph, each once: those that a depth-first walk closes.
fn find_cycles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        /// On the path from the walk's start.
        Open,
        Done,
    }
    let mut states = vec![State::New; edges.len()];
    let mut find_cycles = Vec::new();
    for start in 0..edges.len() {
        if states[start] != State::New {
            continue;
        }
        // A stack of its own: a chain of events may be longer than the thread's stack is deep.
        let mut path = vec![(start, 0)];
        states[start] = State::Open;
        while let Some((node, next)) = path.last_mut() {
            let Some(&target) = edges[*node].get(*next) else {
                states[*node] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match states[target] {
                State::New => {
                    states[target] = State::Open;
                    path.push((target, 0));
                }
                State::Open => {
                    let begin = path.iter().position(|(node, _)| *node == target).unwrap_or(0);
                    find_cycles.push(path[begin..].iter().map(|(node, _)| *node).collect());
                }
                State::Done => {}
            }
        }
    }
    find_cycles
}

fn unused_sources(nouns: &Nouns, backlinks: &Backlinks, problems: &mut Vec<Diagnostic>) {
    for (index, source) in nouns.sources.entries() {
        let is_unused = backlinks.citations.beside_index(index).is_empty();
        if let (true, Some(span)) = (is_unused, source.header.span) {
            let message = format!("nothing cites the source `{}`", source.header.id);
            problems.push(Diagnostic::at(Code::UnusedSource, span, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find_cycles;

    #[test]
    fn each_circle_is_found_once() {
        type Lists = &'static [&'static [usize]];
        let cases: [(Lists, Lists); 4] = [
            (&[&[1], &[2], &[]], &[]),
            (&[&[1], &[0]], &[&[0, 1]]),
            (&[&[1], &[2], &[1], &[3]], &[&[1, 2], &[3]]),
            (&[&[1, 2], &[3], &[3], &[]], &[]),
        ];
        for (edges, expected) in cases {
            let edges: Vec<Vec<usize>> = edges.iter().map(|it| it.to_vec()).collect();
            assert_eq!(find_cycles(&edges), expected, "{edges:?}");
        }
    }
}
