//! What is said of a threshold with cards: its crossings, its stakes and its wording.

use std::cmp::Ordering;

use crate::link::{Crossing, CrossingOutcome, Stake};
use crate::model::event::Effect;
use crate::model::threshold::Wording;
use crate::render::escalation::lag_words;
use crate::render::renderer::Renderer;
use crate::render::view;
use crate::render::views::{CrossingView, StakeView, WordingView};

/// A crossing with what became of it.
pub fn crossing(renderer: &Renderer<'_>, crossing: &Crossing) -> CrossingView {
    let outcome = crossing.outcome;
    CrossingView {
        event: renderer.cards.get(crossing.touch.event),
        outcome: outcome.term(),
        answer: outcome.answer().map(|by| renderer.cards.get(by.event)),
        after: outcome.after().map(lag_words),
        late: outcome.is_late(),
        until: match outcome {
            CrossingOutcome::Open { until } => Some(view::day(until)),
            _ => None,
        },
        window_days: renderer.site.window_days,
    }
}

/// How an event stood to a threshold.
pub fn stake(renderer: &Renderer<'_>, effects: &[Effect], stake: &Stake) -> StakeView {
    StakeView {
        threshold: renderer.cards.get(stake.threshold),
        statuses: stake.statuses.iter().map(|it| view::term(*it)).collect(),
        effects: stake.effects.iter().map(|at| view::term(effects[*at])).collect(),
        reach: stake.reach.map(|reach| match reach {
            Ordering::Less => "below",
            Ordering::Equal => "at",
            Ordering::Greater => "above",
        }),
    }
}

/// What was said.
pub fn wording(renderer: &Renderer<'_>, wording: &Wording) -> WordingView {
    let language = wording.language.clone();
    WordingView {
        text: wording.text.clone(),
        direction: view::direction(language.as_deref().unwrap_or(&renderer.site.language)),
        language,
        translation: wording.translation.clone(),
        date: view::optional_date(wording.date.as_ref()),
        source: wording.source.map(|source| renderer.cards.get(source)),
    }
}
