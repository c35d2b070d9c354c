//! Thresholds: red lines, with who would react to what and how.

use crate::model::actor::Actor;
use crate::model::date::Date;
use crate::model::identity::{Header, Kind, Noun};
use crate::model::ladder::Ladder;
use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::vocabulary::vocabulary;

vocabulary! {
    /// How plainly a threshold is drawn.
    Clarity is "clarity" {
        Explicit = "explicit" "Explicit",
        Ambiguous = "ambiguous" "Ambiguous",
        Tacit = "tacit" "Tacit",
    }
}

vocabulary! {
    /// What a threshold rests on.
    Basis is "basis" {
        Statement = "statement" "A statement",
        Doctrine = "doctrine" "Doctrine",
        Law = "law" "Law",
        Practice = "practice" "Practice",
    }
}

vocabulary! {
    /// Where a threshold stands on a day. It follows from events, and nobody writes it.
    Status is "status of a threshold" {
        Undeclared = "undeclared" "Undeclared",
        Standing = "standing" "Standing",
        Tested = "tested" "Tested",
        Crossed = "crossed" "Crossed",
        Enforced = "enforced" "Enforced",
        Eroded = "eroded" "Eroded",
        Withdrawn = "withdrawn" "Withdrawn",
    }
}

impl Threshold {
    /// Whether it stands without having been declared: from its first event on.
    pub fn is_unspoken(&self) -> bool {
        self.clarity == Some(Clarity::Tacit)
            || matches!(self.basis, Some(Basis::Practice | Basis::Law))
    }
}

/// A threshold. Its status on any date follows from the events that touch it.
#[derive(Debug, Clone)]
pub struct Threshold {
    pub header: Header,
    /// Who would react.
    pub holders: Vec<Index<Actor>>,
    /// Who is warned.
    pub addressed_to: Vec<Index<Actor>>,
    /// What act it forbids.
    pub condition: Option<String>,
    /// What is threatened.
    pub consequence: Option<String>,
    pub clarity: Option<Clarity>,
    pub basis: Option<Basis>,
    /// From when it stands without a declaration.
    pub since: Option<Date>,
    pub wording: Vec<Wording>,
    /// The ladder that it stands on; `None` only where the site's default is missing.
    pub ladder: Option<Index<Ladder>>,
    /// Where the forbidden act sits on the ladder.
    pub rung: Option<u32>,
}

impl Noun for Threshold {
    const KIND: Kind = Kind::Threshold;
}

/// What was said, in the language it was said in.
#[derive(Debug, Clone)]
pub struct Wording {
    pub text: String,
    /// BCP 47.
    pub language: Option<String>,
    pub translation: Option<String>,
    pub date: Option<Date>,
    pub source: Option<Index<Source>>,
}
