//! Escalation ladders: numbered rungs, with firebreaks between some of them.

use crate::model::identity::{Header, Kind, Noun};

/// A ladder. Rungs stand lowest first and have ascending numbers.
#[derive(Debug, Clone)]
pub struct Ladder {
    pub header: Header,
    pub description: Option<String>,
    pub rungs: Vec<Rung>,
    pub firebreaks: Vec<Firebreak>,
}

impl Noun for Ladder {
    const KIND: Kind = Kind::Ladder;
}

impl Ladder {
    /// The rung with this number.
    pub fn rung(&self, number: u32) -> Option<&Rung> {
        let position = self.rungs.binary_search_by_key(&number, |rung| rung.number).ok()?;
        Some(&self.rungs[position])
    }

    /// The firebreak directly above this rung.
    pub fn firebreak_above(&self, number: u32) -> Option<&Firebreak> {
        self.firebreaks.iter().find(|firebreak| firebreak.above == number)
    }
}

/// A step of a ladder.
#[derive(Debug, Clone)]
pub struct Rung {
    pub number: u32,
    pub name: String,
    pub description: Option<String>,
}

/// The line between the rung `above` and the next: a step that changes what kind of conflict it is.
#[derive(Debug, Clone)]
pub struct Firebreak {
    pub above: u32,
    pub name: String,
}
