//! A threshold's record: every crossing of it, and what became of each.

use jiff::{ToSpan as _, civil};

use crate::link::backlinks::ThresholdTouch;
use crate::link::escalation::act::Line;
use crate::model::date::{Days, days_between};
use crate::model::event::Effect;

/// The crossings of a threshold, by date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CrossingRecord {
    pub crossings: Vec<Crossing>,
}

/// A crossing and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossing {
    pub touch: ThresholdTouch,
    pub outcome: CrossingOutcome,
}

/// What became of a crossing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrossingOutcome {
    /// The holder answered; `late` is after the window.
    Enforced { by: ThresholdTouch, after: Lag, late: bool },
    /// The holder let it pass, and said so.
    Waived { by: ThresholdTouch, after: Lag },
    /// The window closed without an answer.
    Unanswered,
    /// There is time for an answer until this day.
    Open { until: civil::Date },
    /// The dates do not say whether this answer came after the crossing or before it.
    Unsettled { by: ThresholdTouch },
}

impl CrossingOutcome {
    /// Every term.
    pub const TERMS: [&str; 5] = ["enforced", "waived", "unanswered", "open", "unsettled"];

    /// The term in data files.
    pub fn term(self) -> &'static str {
        match self {
            Self::Enforced { .. } => "enforced",
            Self::Waived { .. } => "waived",
            Self::Unanswered => "unanswered",
            Self::Open { .. } => "open",
            Self::Unsettled { .. } => "unsettled",
        }
    }

    /// What answered the crossing, or may have.
    pub fn answer(self) -> Option<ThresholdTouch> {
        match self {
            Self::Enforced { by, .. } | Self::Waived { by, .. } | Self::Unsettled { by } => {
                Some(by)
            }
            Self::Unanswered | Self::Open { .. } => None,
        }
    }

    /// The time from the crossing to its answer, where that certainly came after.
    pub fn after(self) -> Option<Lag> {
        match self {
            Self::Enforced { after, .. } | Self::Waived { after, .. } => Some(after),
            _ => None,
        }
    }

    /// Whether the answer came after the window.
    pub fn is_late(self) -> bool {
        matches!(self, Self::Enforced { late: true, .. })
    }
}

/// How many days lie between two events, at least and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lag {
    pub least: u32,
    pub most: u32,
}

impl Lag {
    /// The days between two events, of which the first came no later.
    pub fn between(earlier: Days, later: Days) -> Self {
        // Events that overlap lie no day apart at least.
        let days = |from, to| u32::try_from(days_between(from, to)).unwrap_or(0);
        Self { least: days(earlier.last, later.first), most: days(earlier.first, later.last) }
    }
}

impl CrossingRecord {
    /// Derives the record of a threshold.
    ///
    /// An enforcement or waiver answers the crossings that it responds to, as `answers` tells by
    /// positions among the acts; one that responds to none answers every crossing before it that
    /// still awaits an answer or, where the windows of all have closed, the latest. Acts in
    /// `ignored` touched no line.
    pub fn new(
        line: &Line<'_>,
        answers: &dyn Fn(usize) -> Vec<usize>,
        ignored: &[ThresholdTouch],
    ) -> Self {
        let acts = line.acts;
        let is_told =
            |at: &usize| acts[*at].days.first <= line.as_of && !ignored.contains(&acts[*at].touch);
        let crossings: Vec<usize> = (0..acts.len())
            .filter(|at| acts[*at].effect == Effect::Crosses)
            .filter(is_told)
            .collect();
        let mut outcomes: Vec<Option<CrossingOutcome>> = vec![None; crossings.len()];
        let answering = (0..acts.len())
            .filter(|at| matches!(acts[*at].effect, Effect::Enforces | Effect::Waives))
            .filter(is_told);
        for answer in answering {
            for position in answered(line, answer, &answers(answer), &crossings, &outcomes) {
                outcomes[position] = Some(outcome(line, crossings[position], answer));
            }
        }
        let settle = |(position, at): (usize, &usize)| Crossing {
            touch: acts[*at].touch,
            outcome: outcomes[position].unwrap_or_else(|| unanswered(line, *at)),
        };
        Self { crossings: crossings.iter().enumerate().map(settle).collect() }
    }

    /// How many crossings were enforced.
    pub fn enforced(&self) -> usize {
        self.count(|outcome| matches!(outcome, CrossingOutcome::Enforced { .. }))
    }

    /// How many crossings were waived.
    pub fn waived(&self) -> usize {
        self.count(|outcome| matches!(outcome, CrossingOutcome::Waived { .. }))
    }

    /// How many crossings had no answer within the window, nor later.
    pub fn unanswered(&self) -> usize {
        self.count(|outcome| matches!(outcome, CrossingOutcome::Unanswered))
    }

    /// How many may still be answered.
    pub fn open(&self) -> usize {
        self.count(|outcome| matches!(outcome, CrossingOutcome::Open { .. }))
    }

    /// How many have an answer of which the dates do not say whether it came after.
    pub fn unsettled(&self) -> usize {
        self.count(|outcome| matches!(outcome, CrossingOutcome::Unsettled { .. }))
    }

    fn count(&self, is: impl Fn(&CrossingOutcome) -> bool) -> usize {
        self.crossings.iter().filter(|crossing| is(&crossing.outcome)).count()
    }

    /// The median of the days from crossing to enforcement, at least and at most, in half days so
    /// that it stays a whole number; `None` where nothing was enforced.
    pub fn median_half_days(&self) -> Option<Lag> {
        let lags = self.crossings.iter().filter_map(|crossing| match crossing.outcome {
            CrossingOutcome::Enforced { after, .. } => Some(after),
            _ => None,
        });
        let (mut least, mut most): (Vec<u32>, Vec<u32>) =
            lags.map(|lag| (lag.least, lag.most)).unzip();
        least.sort_unstable();
        most.sort_unstable();
        Some(Lag { least: twice_median(&least)?, most: twice_median(&most)? })
    }
}

/// Twice the median of sorted numbers.
fn twice_median(sorted: &[u32]) -> Option<u32> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    Some(if sorted.len() % 2 == 1 { 2 * upper } else { sorted[middle - 1] + upper })
}

/// The crossings, by their positions, that an act answers.
fn answered(
    line: &Line<'_>,
    answer: usize,
    named: &[usize],
    crossings: &[usize],
    outcomes: &[Option<CrossingOutcome>],
) -> Vec<usize> {
    let awaits = |position: &usize| {
        matches!(outcomes[*position], None | Some(CrossingOutcome::Unsettled { .. }))
    };
    let waiting = || (0..crossings.len()).filter(awaits);
    if !named.is_empty() {
        return waiting().filter(|position| named.contains(&crossings[*position])).collect();
    }
    let acts = line.acts;
    let may_follow = |position: &usize| !(line.precedes)(answer, crossings[*position]);
    let in_time = |position: &usize| {
        let lag = Lag::between(acts[crossings[*position]].span(), acts[answer].days);
        may_follow(position) && lag.least <= line.window
    };
    let in_time: Vec<usize> = waiting().filter(in_time).collect();
    if !in_time.is_empty() {
        return in_time;
    }
    waiting().rfind(may_follow).into_iter().collect()
}

fn outcome(line: &Line<'_>, crossing: usize, answer: usize) -> CrossingOutcome {
    let is_after = (line.precedes)(crossing, answer);
    let (crossing, answer) = (line.acts[crossing], line.acts[answer]);
    let by = answer.touch;
    let after = Lag::between(crossing.span(), answer.days);
    match answer.effect {
        _ if !is_after => CrossingOutcome::Unsettled { by },
        Effect::Waives => CrossingOutcome::Waived { by, after },
        _ => CrossingOutcome::Enforced { by, after, late: after.least > line.window },
    }
}

fn unanswered(line: &Line<'_>, crossing: usize) -> CrossingOutcome {
    let last = line.acts[crossing].span().last;
    let until = last.saturating_add(i64::from(line.window).days());
    if until < line.as_of { CrossingOutcome::Unanswered } else { CrossingOutcome::Open { until } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::escalation::history::History;
    use crate::link::escalation::notation::Case;

    fn lag(lag: Lag) -> String {
        match lag.least == lag.most {
            true => lag.least.to_string(),
            false => format!("{}-{}", lag.least, lag.most),
        }
    }

    fn written(crossing: &Crossing) -> String {
        match crossing.outcome {
            CrossingOutcome::Enforced { after, late, .. } => {
                format!("enforced {}{}", lag(after), if late { " late" } else { "" })
            }
            CrossingOutcome::Waived { after, .. } => format!("waived {}", lag(after)),
            CrossingOutcome::Unanswered => "unanswered".to_owned(),
            CrossingOutcome::Open { until } => format!("open {until}"),
            CrossingOutcome::Unsettled { .. } => "unsettled".to_owned(),
        }
    }

    #[test]
    fn every_crossing_has_an_outcome() {
        // The median is in half days.
        let cases = [
            ("", "", None),
            ("unspoken, 2019-12-27 crosses, 2019-12-29 enforces", "enforced 2", Some("4")),
            (
                "unspoken, 2024-04-13/2024-04-14 crosses, 2024-04-19 enforces, 2024-10-01 crosses, \
                 2024-10-26 enforces",
                "enforced 5-6, enforced 25",
                Some("30-31"),
            ),
            ("unspoken, 2024-01-01 crosses", "unanswered", None),
            ("unspoken, 2025-12-01 crosses", "open 2026-03-01", None),
            ("unspoken, 2024-01-01 crosses, 2024-01-05 waives", "waived 4", None),
            ("unspoken, 2024-01-01 crosses, 2024-07-01 enforces", "enforced 182 late", Some("364")),
            ("unspoken, 2024-01 crosses, 2024-01-20 enforces", "unsettled", None),
            ("unspoken, 2024-01-01 crosses, 2024-01-01 enforces", "unsettled", None),
            ("unspoken, 2024-01-01 crosses, 2024-01-01 enforces <1", "enforced 0", Some("0")),
            (
                "unspoken, 2024-01-01 crosses, 2024-01-05 crosses, 2024-01-08 enforces",
                "enforced 7, enforced 3",
                Some("10"),
            ),
            (
                "unspoken, 2024-01-01 crosses, 2024-01-05 crosses, 2024-01-08 enforces <2",
                "unanswered, enforced 3",
                Some("6"),
            ),
            (
                "unspoken, 2020-01-01 crosses, 2024-01-05 crosses, 2024-01-08 enforces",
                "unanswered, enforced 3",
                Some("6"),
            ),
            ("2023-01-01 crosses, 2024-01-01 declares, 2024-01-08 enforces", "", None),
            // An answer to what crossed no line is no answer to what did.
            (
                "2023-01-01 crosses, 2024-01-01 declares, 2024-02-01 crosses, \
                 2024-02-08 enforces <1",
                "unanswered",
                None,
            ),
            ("unspoken, 2024-02-10 crosses, 2024-02 enforces <1", "enforced 0-19", Some("0-38")),
        ];
        for (case, expected, median) in cases {
            let parsed = Case::parse(case);
            let precedes = |one, other| parsed.precedes(one, other);
            let line = parsed.line(&precedes);
            let ignored = History::follow(&line).without_line;
            let record = CrossingRecord::new(&line, &|at| parsed.answers(at), &ignored);
            let outcomes: Vec<String> = record.crossings.iter().map(written).collect();
            assert_eq!(outcomes.join(", "), expected, "{case}");
            assert_eq!(record.median_half_days().map(lag).as_deref(), median, "{case}");
        }
    }
}
