//! Checks of thresholds: effects that no line was there for, crossings without an answer, orders
//! that the dates do not settle.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::backlinks::{Backlinks, ThresholdTouch};
use crate::link::document::Nouns;
use crate::link::escalation::{Escalation, History, Outcome, Record};
use crate::model::event::{Effect, Event, ThresholdEffect};
use crate::model::threshold::Threshold;

/// Pairs of effects that one event cannot have on one threshold.
const CONTRADICTIONS: [(Effect, Effect); 3] = [
    (Effect::Crosses, Effect::Tests),
    (Effect::Enforces, Effect::Waives),
    (Effect::Declares, Effect::Withdraws),
];

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
        contradictions(event, problems);
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
            let message = format!("`{id}` does not stand on {}", event.date.words());
            let problem = Diagnostic::at(Code::EffectBeforeDeclared, effect.span, message);
            problems.push(problem.help(
                "a threshold stands from `since`, from an event that `declares` it or, where it is \
                 tacit or rests on practice or law, from its first event; until it is withdrawn",
            ));
        }
        for touch in &history.without_crossing {
            let (_, effect) = self.effect(*touch);
            let message = format!("nothing crossed `{id}` before this enforces it");
            problems.push(Diagnostic::at(Code::EnforcedWithoutCrossing, effect.span, message));
        }
        for group in &history.unsettled {
            let Some((first, others)) = group.split_first() else { continue };
            let told = |touch: &ThresholdTouch| {
                let (event, effect) = self.effect(*touch);
                let (id, date) = (&event.header.id, event.date.words());
                format!("`{id}` ({}, {date})", effect.effect.participle().to_lowercase())
            };
            let message = format!("the dates do not say in which order `{id}` was touched");
            let span = self.effect(*first).1.span;
            let mut problem = Diagnostic::at(Code::UnsettledOrder, span, message)
                .label(span, told(first))
                .help("give times of day, or say which event `responds_to` the other");
            for touch in others {
                problem = problem.label(self.effect(*touch).1.span, told(touch));
            }
            problems.push(problem);
        }
    }

    fn record(&self, record: &Record, problems: &mut Vec<Diagnostic>) {
        let unanswered = record.crossings.iter().filter(|it| it.outcome == Outcome::Unanswered);
        for crossing in unanswered {
            let (event, effect) = self.effect(crossing.touch);
            let message = format!(
                "nothing enforces or waives `{}` after it was crossed ({})",
                self.threshold.header.id,
                event.date.words()
            );
            problems.push(Diagnostic::at(Code::CrossedUnanswered, effect.span, message));
        }
    }
}

fn contradictions(event: &Event, problems: &mut Vec<Diagnostic>) {
    for (one, other) in CONTRADICTIONS {
        for effect in event.thresholds.iter().filter(|it| it.effect == one) {
            let contrary = event
                .thresholds
                .iter()
                .find(|it| it.effect == other && it.threshold == effect.threshold);
            if let Some(contrary) = contrary {
                let (one, other) = (one.participle(), other.participle().to_lowercase());
                let message = format!("{one} and {other} by one event");
                let problem = Diagnostic::at(Code::ContradictoryEffects, effect.span, message);
                problems.push(problem.label(contrary.span, other).help("keep the one that holds"));
            }
        }
    }
}
