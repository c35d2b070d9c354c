//! Events: actors with roles, placements on ladders, effects on thresholds, causes.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::definition::Definition;
use crate::link::resolve::Context;
use crate::model::date::Date;
use crate::model::event::{Dissent, Event, Participation, Place, Placement, Role, ThresholdEffect};
use crate::model::ladder::Ladder;
use crate::model::position::Coordinates;
use crate::model::table::Index;
use crate::parse::fields::event::{
    EffectFields, EventFields, ParticipationEntry, PlaceEntry, PlacementEntry, RungNumber,
};
use crate::parse::scalar::{Reference, Term};
use crate::source::Located;

impl Context<'_> {
    pub(super) fn event(
        &self,
        definition: &Definition<EventFields>,
        index: Index<Event>,
        problems: &mut Vec<Diagnostic>,
    ) -> Event {
        let fields = &definition.fields;
        let header = self.header(definition, index, problems);
        if let Some(reported) = &fields.reported
            && reported.value.latest().is_some()
            && reported.value.latest() < fields.date.earliest()
        {
            let (reported_on, date) = (reported.value.words(), fields.date.words());
            let message =
                format!("the event was reported ({reported_on}) before it happened ({date})");
            problems.push(Diagnostic::at(Code::BadDate, reported.span, message));
        }
        let placements = fields.rung.iter();
        Event {
            facts: fields.facts(),
            date: fields.date.clone(),
            reported: fields.reported.as_ref().map(|date| date.value.clone()),
            place: fields.place.as_ref().map(|place| self.place(place, problems)),
            actors: self.participations(&fields.actors, problems),
            placements: placements.filter_map(|it| self.placement(it, problems)).collect(),
            responds_to: self.causes(&fields.responds_to, &fields.date, index, problems),
            thresholds: self.effects(&fields.thresholds, problems),
            header,
        }
    }

    fn place(&self, written: &PlaceEntry, problems: &mut Vec<Diagnostic>) -> Place {
        let PlaceEntry(fields, span) = written;
        let coordinates = match (fields.lat, fields.lon) {
            (Some(latitude), Some(longitude)) => {
                Some(Coordinates { latitude: latitude.0, longitude: longitude.0 })
            }
            (None, None) => None,
            _ => {
                let message = "a place needs both `lat` and `lon`, or neither";
                problems.push(Diagnostic::at(Code::BadValue, *span, message));
                None
            }
        };
        let place = Place { name: fields.name.clone(), country: fields.country, coordinates };
        self.gazetteer.locate(place, *span, problems)
    }

    fn participations(
        &self,
        written: &[ParticipationEntry],
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Participation> {
        let mut participations: Vec<Participation> = Vec::with_capacity(written.len());
        for ParticipationEntry(fields) in written {
            let Some(actor) = self.resolve(&fields.id, problems) else { continue };
            let role = fields.role.map_or(Role::Participant, |Term(role)| role);
            let is_known = participations.iter().any(|it| it.actor == actor && it.role == role);
            if !is_known {
                participations.push(Participation { actor, role });
            }
        }
        participations
    }

    fn causes(
        &self,
        written: &[Reference<Event>],
        date: &Date,
        own: Index<Event>,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Index<Event>> {
        for reference in written {
            // Unknown causes are reported below.
            let Some(cause) = self.resolve(reference, &mut Vec::new()) else { continue };
            let cause_date = &self.definitions.events[cause.position()].fields.date;
            if date.precedes(cause_date) {
                let message = format!(
                    "the event ({}) comes before what it responds to ({})",
                    date.words(),
                    cause_date.words()
                );
                let problem = Diagnostic::at(Code::ResponseBeforeCause, reference.span, message);
                problems.push(problem.help("correct one of the dates, or remove the relation"));
            }
        }
        let mut causes = self.resolve_all(written, problems);
        if causes.contains(&own) {
            let is_own = |reference: &&Reference<Event>| {
                self.resolve(reference, &mut Vec::new()) == Some(own)
            };
            if let Some(reference) = written.iter().find(is_own) {
                let message = format!("`{}` responds to itself", reference.text);
                problems.push(Diagnostic::at(Code::SelfReference, reference.span, message));
            }
            causes.retain(|cause| *cause != own);
        }
        causes
    }

    fn effects(
        &self,
        written: &[EffectFields],
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<ThresholdEffect> {
        let mut effects: Vec<ThresholdEffect> = Vec::with_capacity(written.len());
        for fields in written {
            let Some(threshold) = self.resolve(&fields.id, problems) else { continue };
            let (effect, span) = (fields.effect.0, fields.id.span);
            let is_same = |it: &&ThresholdEffect| it.threshold == threshold && it.effect == effect;
            if let Some(first) = effects.iter().find(is_same) {
                let (id, done) = (&fields.id.text, effect.participle().to_lowercase());
                let message = format!("`{id}` is {done} twice by one event, which counts once");
                let problem = Diagnostic::at(Code::ContradictoryEffects, span, message);
                problems.push(problem.label(first.span, "the first time").help("keep one"));
                continue;
            }
            effects.push(ThresholdEffect {
                threshold,
                effect,
                note: fields.note.clone(),
                confidence: fields.confidence.map(|Term(confidence)| confidence),
                span,
            });
        }
        effects
    }

    fn placement(
        &self,
        written: &PlacementEntry,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Placement> {
        let fields = &written.0;
        let ladder = self.ladder_or_default(fields.ladder.as_ref(), problems)?;
        let rung = self.rung(ladder, &fields.n, problems);
        if fields.why.is_none() {
            let message =
                format!("the event is placed on rung {} without a reason", fields.n.value.0);
            let problem = Diagnostic::at(Code::RungWithoutReason, fields.n.span, message);
            problems.push(problem.help("a placement is a judgement: add `why`"));
        }
        let dissent = fields.dissent.iter().filter_map(|dissent| {
            Some(Dissent {
                rung: self.rung(ladder, &dissent.n, problems)?,
                by: dissent.by.clone(),
                why: dissent.why.clone(),
            })
        });
        // A dissent's rung is checked even where the placement's own is wrong.
        let dissent = dissent.collect();
        Some(Placement { ladder, rung: rung?, why: fields.why.clone(), dissent })
    }

    /// The ladder that is named, or the site's default.
    pub(super) fn ladder_or_default(
        &self,
        written: Option<&Reference<Ladder>>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Index<Ladder>> {
        match written {
            Some(reference) => self.resolve(reference, problems),
            None => self.names.default_ladder,
        }
    }

    /// The number of a rung that the ladder has.
    pub(super) fn rung(
        &self,
        ladder: Index<Ladder>,
        written: &Located<RungNumber>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<u32> {
        let number = written.value.0;
        let definition = &self.definitions.ladders[ladder.position()];
        let numbers = || definition.fields.rungs.iter().map(|rung| rung.n.value.0);
        if numbers().any(|known| known == number) {
            return Some(number as u32);
        }
        let message = format!("the ladder `{}` has no rung {number}", definition.id);
        let problem = Diagnostic::at(Code::UnknownRung, written.span, message);
        let below = numbers().filter(|known| *known < number).max();
        let above = numbers().filter(|known| *known > number).min();
        problems.push(match (below, above, numbers().min(), numbers().max()) {
            (Some(below), Some(above), ..) => {
                problem.help(format!("the rungs next to it are {below} and {above}"))
            }
            (_, _, Some(first), Some(last)) if first == last => {
                problem.help(format!("its only rung is {first}"))
            }
            (_, _, Some(first), Some(last)) => {
                problem.help(format!("its rungs are numbered from {first} to {last}"))
            }
            _ => problem,
        });
        None
    }
}
