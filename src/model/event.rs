//! Events: what happened, or was said to have happened.

use crate::model::actor::Actor;
use crate::model::atlas::Atlas;
use crate::model::country::Country;
use crate::model::date::Date;
use crate::model::identity::{Header, Kind, Noun};
use crate::model::ladder::Ladder;
use crate::model::position::Coordinates;
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::{Confidence, vocabulary};
use crate::source::Span;

vocabulary! {
    /// What part an actor has in an event.
    Role is "role" {
        Initiator = "initiator" "Initiator",
        Target = "target" "Target",
        Mediator = "mediator" "Mediator",
        Participant = "participant" "Participant",
        Victim = "victim" "Victim",
        /// Who said or reported it.
        Source = "source" "Source",
    }
}

vocabulary! {
    /// What sort of act an event is.
    EventType is "type of event" {
        Statement = "statement" "Statement",
        Diplomatic = "diplomatic" "Diplomatic",
        Economic = "economic" "Economic",
        Cyber = "cyber" "Cyber",
        Covert = "covert" "Covert",
        Proxy = "proxy" "Proxy",
        Strike = "strike" "Strike",
        Campaign = "campaign" "Campaign",
        Agreement = "agreement" "Agreement",
        Legal = "legal" "Legal",
        Other = "other" "Other",
    }
}

vocabulary! {
    /// In which direction an act escalates (RAND MG-614).
    Dimension is "dimension" {
        Vertical = "vertical" "Vertical: in intensity",
        Horizontal = "horizontal" "Horizontal: in geography",
        Political = "political" "Political: in aims or rules",
    }
}

vocabulary! {
    /// How an act came to escalate (RAND MG-614).
    Mechanism is "mechanism" {
        Deliberate = "deliberate" "Deliberate",
        Inadvertent = "inadvertent" "Inadvertent: not thought escalatory by its actor",
        Accidental = "accidental" "Accidental: not intended",
    }
}

vocabulary! {
    /// How far it is established that the event happened.
    EventStatus is "status" {
        Confirmed = "confirmed" "Confirmed",
        Reported = "reported" "Reported",
        Alleged = "alleged" "Alleged",
        Disputed = "disputed" "Disputed",
        Denied = "denied" "Denied",
        Retracted = "retracted" "Retracted",
    }
}

vocabulary! {
    /// What an event does to a threshold.
    Effect is "effect" {
        Declares = "declares" "Declares",
        Reaffirms = "reaffirms" "Reaffirms",
        Tests = "tests" "Tests",
        Crosses = "crosses" "Crosses",
        Enforces = "enforces" "Enforces",
        Waives = "waives" "Waives",
        Revises = "revises" "Revises",
        Withdraws = "withdraws" "Withdraws",
    }
}

impl Effect {
    /// The effect, told of the threshold: "Crossed".
    pub fn participle(self) -> &'static str {
        match self {
            Self::Declares => "Declared",
            Self::Reaffirms => "Reaffirmed",
            Self::Tests => "Tested",
            Self::Crosses => "Crossed",
            Self::Enforces => "Enforced",
            Self::Waives => "Waived",
            Self::Revises => "Revised",
            Self::Withdraws => "Withdrawn",
        }
    }
}

/// An event.
#[derive(Debug, Clone)]
pub struct Event {
    pub header: Header,
    pub facts: EventFacts,
    pub date: Date,
    /// When it became public.
    pub reported: Option<Date>,
    pub place: Option<Place>,
    pub actors: Vec<Participation>,
    pub placements: Vec<Placement>,
    pub responds_to: Vec<Index<Event>>,
    pub thresholds: Vec<ThresholdEffect>,
}

/// The facts of an event that name no other document and need no check against one.
#[derive(Debug, Clone)]
pub struct EventFacts {
    pub kind: Option<EventType>,
    /// A CAMEO code, such as `190`.
    pub cameo: Option<String>,
    pub dimension: Option<Dimension>,
    pub mechanism: Option<Mechanism>,
    pub status: EventStatus,
    pub casualties: Option<Casualties>,
    /// 1 to 10.
    pub importance: Option<u8>,
}

impl Noun for Event {
    const KIND: Kind = Kind::Event;
}

impl Event {
    /// Whether it still counts as having happened: a report that was taken back does not.
    pub fn counts(&self) -> bool {
        self.facts.status != EventStatus::Retracted
    }

    /// Where it stands on a ladder.
    pub fn placement_on(&self, ladder: Index<Ladder>) -> Option<&Placement> {
        self.placements.iter().find(|placement| placement.ladder == ladder)
    }
}

/// An actor's part in an event.
#[derive(Debug, Clone, Copy)]
pub struct Participation {
    pub actor: Index<Actor>,
    pub role: Role,
}

/// Where an event happened.
#[derive(Debug, Clone)]
pub struct Place {
    pub name: String,
    pub country: Option<Country>,
    pub coordinates: Option<Coordinates>,
}

impl Place {
    /// Where a map shows it: at its coordinates or, where it has none, in the middle of its country.
    pub fn position(&self) -> Option<Coordinates> {
        self.coordinates.or_else(|| Some(Atlas::world().extent(self.country?.code)?.middle))
    }
}

/// Where an event stands on a ladder. A placement is a judgement, and is argued.
#[derive(Debug, Clone)]
pub struct Placement {
    pub ladder: Index<Ladder>,
    /// The rung's number, which the ladder has.
    pub rung: u32,
    pub why: Option<String>,
    pub dissent: Vec<Dissent>,
}

/// A different judgement of where an event stands.
#[derive(Debug, Clone)]
pub struct Dissent {
    pub rung: u32,
    pub by: Option<String>,
    pub why: Option<String>,
}

/// How many were killed and wounded, as far as is known.
#[derive(Debug, Clone)]
pub struct Casualties {
    pub killed: Option<Count>,
    pub wounded: Option<Count>,
    pub note: Option<String>,
}

/// A number, or the bounds between which it lies; an open upper bound is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub least: u32,
    pub most: Option<u32>,
}

impl Count {
    /// Reads `3`, `10-20` or `100+`, with a hyphen or an en dash; `None` for anything else, and
    /// for a range that runs backwards.
    pub fn parse(written: &str) -> Option<Self> {
        let written = written.trim();
        if let Some(least) = written.strip_suffix('+') {
            return Some(Self { least: least.parse().ok()?, most: None });
        }
        let (least, most) = written.split_once(['-', '–']).unwrap_or((written, written));
        let (least, most) = (least.trim().parse().ok()?, most.trim().parse().ok()?);
        (least <= most).then_some(Self { least, most: Some(most) })
    }

    /// "3", "10–20", "at least 100".
    pub fn words(self) -> String {
        match self.most {
            Some(most) if most == self.least => most.to_string(),
            Some(most) => format!("{}–{most}", self.least),
            None => format!("at least {}", self.least),
        }
    }
}

/// What an event does to a threshold, with the author's reason.
#[derive(Debug, Clone)]
pub struct ThresholdEffect {
    pub threshold: Index<Threshold>,
    pub effect: Effect,
    pub note: Option<String>,
    pub confidence: Option<Confidence>,
    /// Where the author names the threshold.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn counts_are_numbers_or_ranges() {
        let cases = [
            ("3", Some("3")),
            ("10-20", Some("10–20")),
            ("10 – 20", Some("10–20")),
            ("100+", Some("at least 100")),
            ("20-10", None),
            ("about 5", None),
            ("-1", None),
            ("", None),
        ];
        for (written, expected) in cases {
            assert_eq!(Count::parse(written).map(Count::words).as_deref(), expected, "{written}");
        }
    }
}
