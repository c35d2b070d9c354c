//! Checks of events: days that have not come, days that are not known, and acts that nobody did.

use jiff::civil;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::check::context::LintContext;
use crate::link::parallel::each;
use crate::model::event::{Effect, Event, EventStatus, EventType, Role};

/// Checks every event.
pub fn check(whole: &LintContext<'_>, problems: &mut Vec<Diagnostic>) {
    let events: Vec<&Event> = whole.nouns.events.iter().collect();
    each(&events, problems, |event, problems| {
        problems.extend(future(event, whole.as_of));
        if event.counts() {
            problems.extend(without_initiator(event));
            problems.extend(without_day(event));
        }
    });
}

fn future(event: &Event, as_of: civil::Date) -> Option<Diagnostic> {
    if event.facts.status == EventStatus::Retracted || !event.date.is_after(as_of) {
        return None;
    }
    let date = event.date.words();
    let message =
        format!("the event is dated {date}, after {as_of}, the day the site is built as of");
    Some(Diagnostic::at(Code::FutureEvent, event.header.span?, message))
}

/// Levels are reached by sides, and a side's acts are those that its actors initiated.
fn without_initiator(event: &Event) -> Option<Diagnostic> {
    let acts = |effect: Effect| matches!(effect, Effect::Crosses | Effect::Enforces);
    let is_act = !event.placements.is_empty() || event.thresholds.iter().any(|it| acts(it.effect));
    let has_initiator = event.actors.iter().any(|part| part.role == Role::Initiator);
    // Who acts in an agreement does so with the others.
    let is_joint = event.facts.kind == Some(EventType::Agreement);
    if !is_act || has_initiator || is_joint {
        return None;
    }
    let message = "nothing says who acted: no actor of the event is its initiator";
    let help = "give the actor its role: `{ id = \"…\", role = \"initiator\" }`";
    Some(Diagnostic::at(Code::RoleMissing, event.header.span?, message).help(help))
}

/// What happened among several days has no certain place among others.
fn without_day(event: &Event) -> Option<Diagnostic> {
    let matters = !event.placements.is_empty() || !event.thresholds.is_empty();
    let beginning = event.date.beginning();
    if !matters || beginning.is_some_and(|days| days.is_settled()) {
        return None;
    }
    let message = format!("the event is dated {}, and not to a day", event.date.words());
    let help =
        "its place among other events is told as uncertain; a day, where one is known, settles it";
    Some(Diagnostic::at(Code::DatePrecision, event.header.span?, message).help(help))
}
