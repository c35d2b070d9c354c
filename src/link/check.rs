//! Checks of the whole: circles, and the lints that need every document.

mod escalation;
mod estimates;

use jiff::civil;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::backlinks::Backlinks;
use crate::link::definition::Definitions;
use crate::link::document::Nouns;
use crate::link::escalation::Escalation;
use crate::model::actor::RelationKind;
use crate::model::brief::BriefStatus;
use crate::model::event::EventStatus;
use crate::model::identity::Header;
use crate::model::table::Index;

/// Runs every check.
pub fn all(
    nouns: &Nouns,
    backlinks: &Backlinks,
    escalation: &Escalation,
    definitions: &Definitions,
    as_of: civil::Date,
    problems: &mut Vec<Diagnostic>,
) {
    circles_of_events(nouns, problems);
    circles_of_actors(nouns, problems);
    future_events(nouns, as_of, problems);
    silent_changes(nouns, problems);
    estimates::check(nouns, problems);
    // What would be told of thresholds hangs on every event.
    if definitions.broken.is_empty() {
        escalation::check(nouns, backlinks, escalation, problems);
    }
    // Where documents are broken, what they cite is not known.
    if definitions.broken.is_empty() {
        unused_sources(nouns, backlinks, problems);
    }
}

fn circles_of_events(nouns: &Nouns, problems: &mut Vec<Diagnostic>) {
    let causes: Vec<Vec<usize>> = nouns
        .events
        .iter()
        .map(|event| event.responds_to.iter().map(|cause| cause.position()).collect())
        .collect();
    for circle in circles(&causes) {
        let headers: Vec<&Header> =
            circle.iter().map(|at| &nouns.events[Index::new(*at)].header).collect();
        problems.extend(describe_circle(&headers, "responds to"));
    }
}

fn circles_of_actors(nouns: &Nouns, problems: &mut Vec<Diagnostic>) {
    let wholes: Vec<Vec<usize>> = nouns
        .actors
        .iter()
        .map(|actor| {
            let parts = actor.relations.iter();
            let parts = parts.filter(|relation| relation.kind == RelationKind::PartOf);
            parts.map(|relation| relation.actor.position()).collect()
        })
        .collect();
    for circle in circles(&wholes) {
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

/// The circles of a graph, each once: those that a depth-first walk closes.
fn circles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        /// On the path from the walk's start.
        Open,
        Done,
    }
    let mut states = vec![State::New; edges.len()];
    let mut circles = Vec::new();
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
                    circles.push(path[begin..].iter().map(|(node, _)| *node).collect());
                }
                State::Done => {}
            }
        }
    }
    circles
}

fn future_events(nouns: &Nouns, as_of: civil::Date, problems: &mut Vec<Diagnostic>) {
    for event in &nouns.events {
        let happened = event.status != EventStatus::Retracted && event.date.is_after(as_of);
        if let (true, Some(span)) = (happened, event.header.span) {
            let message = format!(
                "the event is dated {}, after {as_of}, the day the site is built as of",
                event.date.words()
            );
            problems.push(Diagnostic::at(Code::FutureEvent, span, message));
        }
    }
}

/// Briefs that say they were corrected or withdrawn, and not why.
fn silent_changes(nouns: &Nouns, problems: &mut Vec<Diagnostic>) {
    for brief in nouns.briefs.iter().filter(|brief| brief.corrections.is_empty()) {
        let (code, message) = match brief.status {
            BriefStatus::Withdrawn => {
                (Code::SilentWithdrawal, "the brief is withdrawn without a reason")
            }
            BriefStatus::Corrected => {
                (Code::SilentCorrection, "the brief is corrected, and does not say what was")
            }
            BriefStatus::Draft | BriefStatus::Published => continue,
        };
        if let Some(span) = brief.header.span {
            let help = "say what and when: `corrections = [{ date = …, text = \"…\" }]`";
            problems.push(Diagnostic::at(code, span, message).help(help));
        }
    }
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
    use super::circles;

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
            assert_eq!(circles(&edges), expected, "{edges:?}");
        }
    }
}
