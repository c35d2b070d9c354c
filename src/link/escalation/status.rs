//! How one effect changes the status of a threshold: the rules of `docs/escalation.md` as a table.

use crate::model::event::Effect;
use crate::model::threshold::Status;

/// What a threshold's next status depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Standing {
    pub status: Status,
    /// Whether it has been crossed before, so that there is something to enforce.
    pub crossed_before: bool,
}

impl Standing {
    /// Whether there is a line to touch: one that is not declared yet, or was withdrawn, is none.
    pub fn is_line(self) -> bool {
        !matches!(self.status, Status::Undeclared | Status::Withdrawn)
    }

    /// The status after an effect.
    #[must_use]
    pub fn after(self, effect: Effect) -> Self {
        let status = match effect {
            Effect::Declares | Effect::Reaffirms | Effect::Revises => Status::Standing,
            Effect::Withdraws => Status::Withdrawn,
            _ if !self.is_line() => self.status,
            // A test hides neither a crossing that awaits its answer nor that one had none.
            Effect::Tests if matches!(self.status, Status::Crossed | Status::Eroded) => self.status,
            Effect::Tests => Status::Tested,
            Effect::Crosses => Status::Crossed,
            Effect::Enforces if self.crossed_before => Status::Enforced,
            Effect::Enforces => self.status,
            Effect::Waives => Status::Eroded,
        };
        let crosses = effect == Effect::Crosses && self.is_line();
        Self { status, crossed_before: self.crossed_before || crosses }
    }
}

/// The order of effects that one event has on one threshold.
pub fn rank(effect: Effect) -> u8 {
    match effect {
        Effect::Declares => 0,
        Effect::Reaffirms => 1,
        Effect::Revises => 2,
        Effect::Tests => 3,
        Effect::Crosses => 4,
        Effect::Enforces => 5,
        Effect::Waives => 6,
        Effect::Withdraws => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocabulary::Vocabulary;

    /// Each status in a row, each effect in a column, as in `docs/escalation.md`.
    const TABLE: &str = "
                   declares  reaffirms  tests     crosses   enforces  waives    revises   withdraws
        undeclared standing  standing   undeclared undeclared undeclared undeclared standing withdrawn
        standing   standing  standing   tested    crossed   enforced  eroded    standing  withdrawn
        tested     standing  standing   tested    crossed   enforced  eroded    standing  withdrawn
        crossed    standing  standing   crossed   crossed   enforced  eroded    standing  withdrawn
        enforced   standing  standing   tested    crossed   enforced  eroded    standing  withdrawn
        eroded     standing  standing   eroded    crossed   enforced  eroded    standing  withdrawn
        withdrawn  standing  standing   withdrawn withdrawn withdrawn withdrawn standing  withdrawn";

    #[test]
    fn every_effect_on_every_status() {
        let mut rows = TABLE.lines().filter(|line| !line.trim().is_empty());
        let effects: Vec<&str> = rows.next().unwrap().split_whitespace().collect();
        for row in rows {
            let (status, outcomes) = row.trim().split_once(' ').unwrap();
            for (effect, expected) in effects.iter().zip(outcomes.split_whitespace()) {
                let status = Status::from_term(status).unwrap();
                let standing = Standing { status, crossed_before: true };
                let after = standing.after(Effect::from_term(effect).unwrap());
                assert_eq!(after.status.term(), expected, "{status:?} {effect}");
            }
        }
    }

    #[test]
    fn what_was_not_crossed_cannot_be_enforced() {
        let standing = Standing { status: Status::Standing, crossed_before: false };
        assert_eq!(standing.after(Effect::Enforces), standing);
        let crossed = standing.after(Effect::Crosses).after(Effect::Reaffirms);
        assert_eq!(crossed.after(Effect::Enforces).status, Status::Enforced);
    }
}
