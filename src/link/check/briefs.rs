//! Checks of briefs: changes that are not explained, and events that went past them.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::check::context::LintContext;
use crate::model::brief::{Brief, BriefStatus};
use crate::model::event::Event;
use crate::model::table::Index;

/// How many events are named to a brief that they overtook.
const MOST_LABELS: usize = 5;

/// Checks every brief.
pub fn check(whole: &LintContext<'_>, problems: &mut Vec<Diagnostic>) {
    for (index, brief) in whole.nouns.briefs.entries() {
        problems.extend(silent_change(brief));
        if brief.status != BriefStatus::Withdrawn {
            problems.extend(overtaken(whole, index, brief));
        }
    }
}

/// A brief that says it was corrected or withdrawn, and not why.
fn silent_change(brief: &Brief) -> Option<Diagnostic> {
    if !brief.corrections.is_empty() {
        return None;
    }
    let (code, message) = match brief.status {
        BriefStatus::Withdrawn => {
            (Code::SilentWithdrawal, "the brief is withdrawn without a reason")
        }
        BriefStatus::Corrected => {
            (Code::SilentCorrection, "the brief is corrected, and does not say what was")
        }
        BriefStatus::Draft | BriefStatus::Published => return None,
    };
    let help = "say what and when: `corrections = [{ date = …, text = \"…\" }]`";
    Some(Diagnostic::at(code, brief.header.span?, message).help(help))
}

/// A brief whose events were answered, or whose thresholds were touched, after it was last written.
fn overtaken(whole: &LintContext<'_>, index: Index<Brief>, brief: &Brief) -> Option<Diagnostic> {
    let links = whole.backlinks;
    let known = &links.briefs.beside_index(index).timeline;
    let written = brief.header.updated.as_ref().unwrap_or(&brief.date);
    let answers = brief.events.iter().flat_map(|event| links.responses.beside_index(*event));
    let touches = brief.thresholds.iter().flat_map(|it| links.touches.beside_index(*it));
    let mut later: Vec<Index<Event>> = answers
        .copied()
        .chain(touches.map(|touch| touch.event))
        .filter(|event| known.binary_search(event).is_err())
        .filter(|index| {
            let event = &whole.nouns.events[*index];
            let has_happened = !event.date.is_after(whole.as_of);
            event.counts() && has_happened && written.precedes(&event.date)
        })
        .collect();
    later.sort_unstable();
    later.dedup();
    let events = later.iter().map(|index| &whole.nouns.events[*index]);
    let message = match later.len() {
        0 => return None,
        1 => "an event has overtaken this brief, which does not mention it".to_owned(),
        more => format!("{more} events have overtaken this brief, which does not mention them"),
    };
    let help = "mention what came of it and set `updated`, or say why it stands as it was written";
    let mut problem = Diagnostic::at(Code::StaleBrief, brief.header.span?, message).help(help);
    for event in events.take(MOST_LABELS) {
        if let Some(span) = event.header.span {
            problem = problem.label(span, event.date.words().to_owned());
        }
    }
    Some(problem)
}
