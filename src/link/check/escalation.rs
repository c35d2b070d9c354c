//! Checks of thresholds: effects that no line was there for, crossings without an answer, orders
//! that the dates do not settle.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::backlinks::{Backlinks, ThresholdTouch};
use crate::link::escalation::{CrossingOutcome, CrossingRecord, Escalation, History};
use crate::link::nouns::Nouns;
use crate::model::event::{Effect, Event, ThresholdEffect};
use crate::model::threshold::Threshold;

/// Pairs of effects that one event cannot have on one threshold.
const CONTRADICTIONS: [(Effect, Effect); 3] = [
    (Effect::Crosses, Effect::Tests),
    (Effect::Enforces, Effect::Waives),
    (Effect::Declares, Effect::Withdraws),
];

/// How many further effects of an unsettled group are shown in place.
const MOST_LABELS: usize = 7;

/// Checks every threshold and every event's effects.
pub fn check(
    nouns: &Nouns,
    backlinks: &Backlinks,
    escalation: &Escalation,
    problems: &mut Vec<Diagnostic>,
) {
    for (index, threshold) in nouns.thresholds.entries() {
        let check = Check { nouns, threshold };
        if backlinks.touches.beside_index(index).is_empty() {
            check.untouched(problems);
        }
        check.history(escalation.histories.beside_index(index), problems);
        check.record(escalation.records.beside_index(index), problems);
    }
    for event in &nouns.events {
        contradictions(nouns, event, problems);
    }
}

struct Check<'a> {
    nouns: &'a Nouns,
    threshold: &'a Threshold,
}

impl Check<'_> {
    fn untouched(&self, problems: &mut Vec<Diagnostic>) {
        if let Some(span) = self.threshold.header.span {
            let message = "no event touches this threshold";
            problems.push(Diagnostic::at(Code::ThresholdUntouched, span, message));
        }
    }

    fn effect(&self, touch: ThresholdTouch) -> (&Event, &ThresholdEffect) {
        let event = &self.nouns.events[touch.event];
        (event, &event.thresholds[touch.effect])
    }

    fn history(&self, history: &History, problems: &mut Vec<Diagnostic>) {
        let id = &self.threshold.header.id;
        for touch in &history.without_line {
            let (event, effect) = self.effect(*touch);
            let date = event.date.words();
            let message = format!("`{id}` does not stand when this touches it ({date})");
            let problem = Diagnostic::at(Code::EffectBeforeDeclared, effect.span, message);
            problems.push(problem.help(
                "a threshold stands from `since`, from an event that `declares` it or, where it is \
                 tacit or rests on practice or law, from its first event; until it is withdrawn",
            ));
        }
        for touch in &history.without_crossing {
            let (_, effect) = self.effect(*touch);
            let message = format!("nothing crossed `{id}` before this enforces it");
            let problem = Diagnostic::at(Code::EnforcedWithoutCrossing, effect.span, message);
            problems.push(problem.help(
                "enter the event that crossed it, or give this one another effect; only a threshold \
                 that stands can be crossed",
            ));
        }
        for group in &history.unsettled {
            problems.extend(self.unsettled(group));
        }
    }

    /// Effects in no certain order; one alone may have come before the line stood.
    fn unsettled(&self, group: &[ThresholdTouch]) -> Option<Diagnostic> {
        let id = &self.threshold.header.id;
        let told = |touch: &ThresholdTouch| {
            let (event, effect) = self.effect(*touch);
            let (id, date) = (&event.header.id, event.date.words());
            format!("`{id}` ({}, {date})", effect.effect.participle().to_lowercase())
        };
        let (first, others) = group.split_first()?;
        let span = self.effect(*first).1.span;
        let at = |message: String| Diagnostic::at(Code::UnsettledOrder, span, message);
        if others.is_empty() {
            let message = format!("the dates do not say whether `{id}` stood when this touched it");
            let problem = at(message).label(span, told(first));
            return Some(problem.help("make the threshold's `since` or the event's date exact"));
        }
        let shown = &others[..others.len().min(MOST_LABELS)];
        let more = match others.len() - shown.len() {
            0 => String::new(),
            more => format!(" ({more} more effects are among them)"),
        };
        let message = format!("the dates do not say in which order `{id}` was touched{more}");
        let problem = at(message)
            .label(span, told(first))
            .help("give times of day, or say which event `responds_to` the other");
        let label = |problem: Diagnostic, touch: &ThresholdTouch| {
            problem.label(self.effect(*touch).1.span, told(touch))
        };
        Some(shown.iter().fold(problem, label))
    }

    fn record(&self, record: &CrossingRecord, problems: &mut Vec<Diagnostic>) {
        let unanswered =
            record.crossings.iter().filter(|it| it.outcome == CrossingOutcome::Unanswered);
        for crossing in unanswered {
            let (event, effect) = self.effect(crossing.touch);
            let message = format!(
                "nothing enforces or waives `{}` after it was crossed ({})",
                self.threshold.header.id,
                event.date.words()
            );
            let problem = Diagnostic::at(Code::CrossedUnanswered, effect.span, message);
            problems.push(
                problem.help("enter the event that answers it; if none did, the record says so"),
            );
        }
    }
}

fn contradictions(nouns: &Nouns, event: &Event, problems: &mut Vec<Diagnostic>) {
    for (one, other) in CONTRADICTIONS {
        for effect in event.thresholds.iter().filter(|it| it.effect == one) {
            let contrary = event
                .thresholds
                .iter()
                .find(|it| it.effect == other && it.threshold == effect.threshold);
            if let Some(contrary) = contrary {
                let [one, other] = [one, other].map(|it| it.participle().to_lowercase());
                let id = &nouns.thresholds[effect.threshold].header.id;
                let message = format!("`{id}` is {one} and {other} by one event");
                let problem = Diagnostic::at(Code::ContradictoryEffects, effect.span, message);
                let problem = problem.label(effect.span, one).label(contrary.span, other);
                problems.push(problem.help("keep the one that holds"));
            }
        }
    }
}
