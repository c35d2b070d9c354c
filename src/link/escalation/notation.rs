//! Tests of derivations are written in a small notation: `since 2020` or `unspoken`, then acts as
//! `DATE EFFECT`, each perhaps with `<N`: it responds to the Nth act.

use crate::link::backlinks::ThresholdTouch;
use crate::link::escalation::act::{Act, Line, narrow};
use crate::model::date::{Date, Days};
use crate::model::event::Effect;
use crate::model::table::Index;
use crate::model::vocabulary::Vocabulary;

/// A line and what touches it.
pub struct Case {
    since: Option<Days>,
    unspoken: bool,
    acts: Vec<Act>,
    dates: Vec<Date>,
    /// By act: the act that it responds to.
    causes: Vec<Option<usize>>,
}

impl Case {
    /// Reads the notation. Acts keep the order in which they are written.
    pub fn parse(text: &str) -> Self {
        let mut case = Self {
            since: None,
            unspoken: false,
            acts: Vec::new(),
            dates: Vec::new(),
            causes: Vec::new(),
        };
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let words: Vec<&str> = part.split_whitespace().collect();
            match words[..] {
                ["unspoken"] => case.unspoken = true,
                ["since", date] => case.since = Date::parse(date).unwrap().days(),
                [date, effect, ref rest @ ..] => {
                    let date = Date::parse(date).unwrap();
                    let touch = ThresholdTouch { event: Index::new(case.acts.len()), effect: 0 };
                    let effect = Effect::from_term(effect).unwrap();
                    case.acts.push(Act {
                        touch,
                        effect,
                        days: date.beginning().unwrap(),
                        ends: date.days().filter(|_| date.is_interval()).map(|days| days.last),
                    });
                    case.dates.push(date);
                    let cause = rest.first().and_then(|it| it.strip_prefix('<'));
                    case.causes.push(cause.map(|it| it.parse::<usize>().unwrap() - 1));
                }
                _ => panic!("{part}"),
            }
        }
        let mut sorted = case.acts.clone();
        sorted.sort_by_key(|act| (act.days, act.touch));
        let position = |act: &Act| act.touch.event.position();
        narrow(&mut sorted, &|one, other| case.precedes(position(one), position(other)));
        for act in sorted {
            case.acts[position(&act)].days = act.days;
        }
        case
    }

    /// Whether an act certainly came before another.
    pub fn precedes(&self, one: usize, other: usize) -> bool {
        let (date, other_date) = (&self.dates[one], &self.dates[other]);
        date.begins_before(other_date)
            || (!other_date.begins_before(date) && self.leads_to(one, other))
    }

    /// Whether an act responds to another, directly or through others.
    fn leads_to(&self, earlier: usize, later: usize) -> bool {
        let causes = std::iter::successors(self.causes[later], |at| self.causes[*at]);
        causes.take(self.acts.len()).any(|cause| cause == earlier)
    }

    /// What an act responds to.
    pub fn answers(&self, at: usize) -> Vec<usize> {
        self.causes[at].into_iter().collect()
    }

    /// The line with a window of 90 days, as of 1 January 2026.
    pub fn line<'a>(&'a self, precedes: &'a dyn Fn(usize, usize) -> bool) -> Line<'a> {
        Line {
            acts: &self.acts,
            precedes,
            since: self.since,
            unspoken: self.unspoken,
            window: 90,
            as_of: jiff::civil::date(2026, 1, 1),
        }
    }
}

/// The acts of a case.
pub fn acts(case: &Case) -> &[Act] {
    &case.acts
}
