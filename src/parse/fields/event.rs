//! Fields of events.

use crate::diagnostic::Diagnostic;
use crate::model::actor::Actor;
use crate::model::country::Country;
use crate::model::date::Date;
use crate::model::event::{
    Casualties, Count, Dimension, Effect, Event, EventFacts, EventStatus, EventType, Mechanism,
    Role,
};
use crate::model::ladder::Ladder;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::Confidence;
use crate::parse::node::Node;
use crate::parse::record::{Decode, Shape, record, wrong_type};
use crate::parse::scalar::code::CameoCode;
use crate::parse::scalar::{BoundedInt, Degrees, Reference, Term};
use crate::source::{Located, Span};

/// The number of a rung.
pub type RungNumber = BoundedInt<1, 999>;

record! {
    /// Fields of an event.
    pub struct EventFields is "event" {
        /// What happened, in a few words.
        required title: String = "\"Rocket attack on the K-1 base\"",
        /// When it happened (EDTF level 1).
        required date: Date = "2019-12-27",
        /// Where: a name, or a table.
        optional place: PlaceEntry = "{ name = \"K-1 base\", country = \"IQ\", lat = 35.5, lon = 44.3 }",
        /// Who took part: references (participants), or references with roles.
        list actors: ParticipationEntry = "[\"oman\", { id = \"iran\", role = \"initiator\" }]",
        /// What sort of act it was.
        optional type_: Term<EventType> = "\"strike\"",
        /// Its CAMEO code.
        optional cameo: CameoCode = "\"190\"",
        /// Where it stands: a number on the default ladder, a table, or a list of tables.
        list rung: PlacementEntry = "{ ladder = \"regional\", n = 7, why = \"an overt strike on a base\" }",
        /// In which direction it escalates (RAND MG-614).
        optional dimension: Term<Dimension> = "\"vertical\"",
        /// How it came to escalate (RAND MG-614).
        optional mechanism: Term<Mechanism> = "\"deliberate\"",
        /// How far it is established. `confirmed` where left out.
        optional status: Term<EventStatus> = "\"reported\"" else "\"confirmed\"",
        /// Who was killed and wounded, as far as is known.
        optional casualties: CasualtiesFields = "{ killed = 1, wounded = \"3-5\" }",
        /// The events that it answers.
        list responds_to: Reference<Event> = "[\"2019-12-27-k1-attack\"]",
        /// What it does to thresholds.
        list thresholds: EffectFields = "[{ id = \"us-fatality\", effect = \"crosses\" }]",
        /// From 1 to 10; crowded figures show the most important first.
        optional importance: BoundedInt<1, 10> = "8",
        /// When it became public, where that differs from when it happened.
        optional reported: Located<Date> = "2025-06-15",
    }
}

impl EventFields {
    /// The facts that name no other document.
    pub fn facts(&self) -> EventFacts {
        EventFacts {
            kind: self.type_.map(|Term(kind)| kind),
            cameo: self.cameo.as_ref().map(|CameoCode(code)| code.clone()),
            dimension: self.dimension.map(|Term(dimension)| dimension),
            mechanism: self.mechanism.map(|Term(mechanism)| mechanism),
            status: self.status.map_or(EventStatus::Confirmed, |Term(status)| status),
            casualties: self.casualties.as_ref().map(|written| Casualties {
                killed: written.killed,
                wounded: written.wounded,
                note: written.note.clone(),
            }),
            importance: self.importance.map(|BoundedInt(importance)| importance as u8),
        }
    }
}

record! {
    /// A place.
    pub struct PlaceFields is "place" {
        /// What it is called.
        required name: String = "\"K-1 base near Kirkuk\"",
        /// The country it lies in (ISO 3166-1 alpha-2).
        optional country: Country = "\"IQ\"",
        /// Degrees north (WGS 84); south is negative.
        optional lat: Degrees<90> = "35.5",
        /// Degrees east (WGS 84); west is negative.
        optional lon: Degrees<180> = "44.3",
    }
}

record! {
    /// An actor's part in an event.
    pub struct ParticipationFields is "participation" {
        /// The actor.
        required id: Reference<Actor> = "\"iran\"",
        /// Its part. `participant` where left out.
        optional role: Term<Role> = "\"initiator\"" else "\"participant\"",
    }
}

record! {
    /// Where an event stands on a ladder.
    pub struct PlacementFields is "rung" {
        /// The ladder, where it is not the site's default.
        optional ladder: Reference<Ladder> = "\"regional\"",
        /// The rung's number.
        required n: Located<RungNumber> = "7",
        /// Why there.
        optional why: String = "\"an overt strike on a base\"",
        /// Where others would put it.
        list dissent: DissentFields = "[{ n = 6, by = \"a reading by intent\", why = \"warning was given\" }]",
    }
}

record! {
    /// A different judgement of where an event stands.
    pub struct DissentFields is "dissent" {
        /// The rung's number.
        required n: Located<RungNumber> = "6",
        /// Whose judgement it is.
        optional by: String = "\"a reading by intent\"",
        /// Why there.
        optional why: String = "\"warning was given\"",
    }
}

record! {
    /// Who was killed and wounded.
    pub struct CasualtiesFields is "casualties" {
        /// How many were killed.
        optional killed: Count = "3",
        /// How many were wounded.
        optional wounded: Count = "\"30-40\"",
        /// What should be said about the numbers.
        optional note: String = "\"Brain injuries were reported later.\"",
    }
}

record! {
    /// What an event does to a threshold.
    pub struct EffectFields is "effect" {
        /// The threshold.
        required id: Reference<Threshold> = "\"us-fatality\"",
        /// What the event does to it.
        required effect: Term<Effect> = "\"crosses\"",
        /// Why that is said.
        optional note: String = "\"A contractor was killed.\"",
        /// How sure the author is.
        optional confidence: Term<Confidence> = "\"high\"",
    }
}

/// A place by its name, or described.
#[derive(Debug, Clone)]
pub struct PlaceEntry(pub PlaceFields, pub Span);

impl Decode for PlaceEntry {
    fn shape() -> Shape {
        Shape::OneOf(vec![Shape::Text, PlaceFields::shape()])
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        if node.as_table().is_some() {
            return Some(Self(PlaceFields::decode(node, problems)?, node.span));
        }
        let name = String::decode(node, problems)?;
        Some(Self(PlaceFields { name, country: None, lat: None, lon: None }, node.span))
    }
}

/// An actor, perhaps with its role.
#[derive(Debug, Clone)]
pub struct ParticipationEntry(pub ParticipationFields);

impl Decode for ParticipationEntry {
    fn shape() -> Shape {
        Shape::OneOf(vec![Shape::Reference("actor"), ParticipationFields::shape()])
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        if node.as_table().is_some() {
            return ParticipationFields::decode(node, problems).map(Self);
        }
        let id = Reference::decode(node, problems)?;
        Some(Self(ParticipationFields { id, role: None }))
    }
}

/// A rung of the default ladder, or of a named one with the reasons.
#[derive(Debug, Clone)]
pub struct PlacementEntry(pub PlacementFields);

impl Decode for PlacementEntry {
    fn shape() -> Shape {
        Shape::OneOf(vec![RungNumber::shape(), PlacementFields::shape()])
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        if node.as_table().is_some() {
            return PlacementFields::decode(node, problems).map(Self);
        }
        if node.as_integer().is_none() {
            return wrong_type(node, "a rung's number or a table", problems);
        }
        let n = Located::decode(node, problems)?;
        Some(Self(PlacementFields { ladder: None, n, why: None, dissent: Vec::new() }))
    }
}
