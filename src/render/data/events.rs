//! Events as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::link::Dossier;
use crate::model::event::{
    Casualties, Dimension, Effect, Event, EventStatus, EventType, Mechanism, Place, Placement, Role,
};
use crate::model::table::Index;
use crate::model::vocabulary::Confidence;
use crate::render::data::declaration::data_record;
use crate::render::data::record::{
    Bounds, Dated, Used, bounds, briefs_naming, dated, ids, tags, used,
};
use crate::render::data::value::{CountryCode, Day, Edtf, Id, Term, Url, Words};
use crate::render::renderer::Renderer;

data_record! {
    /// An event.
    pub struct EventRecord<'a> is "event" as it {
        /// Its id, unique among events.
        id: Id<'a> => id;
        /// Its page, which is its id for the world.
        url: Url;
        /// What happened.
        title: &'a str => title;
        /// Other names.
        aliases: &'a [String];
        /// When it happened, as EDTF level 1.
        date: Edtf<'a> => date;
        /// The first day among which it lies; `null` where it is not known at all.
        earliest: Option<Day> => earliest;
        /// The last of them.
        latest: Option<Day> => latest;
        /// When it became public, where that differs.
        reported: Option<Dated<'a>>;
        /// What sort of act it is.
        #[serde(rename = "type")]
        kind: Option<Term<EventType>> => type = it.kind;
        /// How far it is established; `retracted` for a report that was taken back.
        status: Term<EventStatus> => status;
        /// The first paragraph of its text.
        description: Option<String> => description;
        /// Where it happened.
        place: Option<PlaceRecord<'a>> =>
            place = it.place.as_ref().map(|place| place.name),
            country = it.place.as_ref().and_then(|place| place.country),
            latitude = it.place.as_ref().and_then(|place| place.latitude),
            longitude = it.place.as_ref().and_then(|place| place.longitude);
        /// Its CAMEO code.
        cameo: Option<&'a str>;
        /// In which direction it escalates (RAND MG-614).
        dimension: Option<Term<Dimension>>;
        /// How it came to escalate (RAND MG-614).
        mechanism: Option<Term<Mechanism>>;
        /// How important it is, from 1 to 10.
        #[schemars(range(min = 1, max = 10))]
        importance: Option<u8> => importance;
        /// How many were killed and wounded.
        casualties: Option<CasualtiesRecord<'a>>;
        // A row has the first placement, before the actors.
        => ladder = it.placements.first().map(|placement| placement.ladder),
           rung = it.placements.first().map(|placement| placement.rung);
        /// The actors that took part; one with two roles stands twice.
        actors: Vec<PartRecord<'a>> =>
            actors = Words::join(it.actors.iter().map(|part| part.id.0)),
            roles = Words::of_terms(it.actors.iter().map(|part| part.role));
        /// Where it stands on ladders.
        placements: Vec<PlacementRecord<'a>>;
        /// What it does to thresholds.
        thresholds: Vec<EffectRecord<'a>> =>
            thresholds = Words::join(it.thresholds.iter().map(|effect| effect.id.0)),
            effects = Words::of_terms(it.thresholds.iter().map(|effect| effect.effect));
        /// The events that it responds to.
        responds_to: Vec<Id<'a>> => responds_to;
        /// The events that respond to it.
        responses: Vec<Id<'a>>;
        /// The briefs that name it.
        briefs: Vec<Id<'a>> => briefs;
        /// The sources that it lists.
        sources: Vec<Used<'a>> => sources;
        /// Its tags.
        tags: Vec<&'a str> => tags;
        /// When the page was last updated.
        updated: Option<Dated<'a>>;
        /// Whether it is a draft, in a build with drafts.
        draft: bool;
        => url;
    }
}

/// A place.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "place")]
pub struct PlaceRecord<'a> {
    /// Its name.
    name: &'a str,
    /// ISO 3166-1 alpha-2.
    country: Option<CountryCode>,
    /// Degrees north (WGS 84).
    latitude: Option<f64>,
    /// Degrees east.
    longitude: Option<f64>,
}

/// Casualties.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "casualties")]
pub struct CasualtiesRecord<'a> {
    /// How many were killed.
    killed: Option<Bounds>,
    /// How many were wounded.
    wounded: Option<Bounds>,
    /// The author's remark.
    note: Option<&'a str>,
}

/// An actor's part.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "part")]
pub struct PartRecord<'a> {
    /// The actor.
    id: Id<'a>,
    /// Its role.
    role: Term<Role>,
}

/// Where an event stands on a ladder.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "placement")]
pub struct PlacementRecord<'a> {
    /// The ladder.
    ladder: Id<'a>,
    /// The rung's number.
    rung: u32,
    /// The rung's name.
    name: &'a str,
    /// The reason.
    why: Option<&'a str>,
    /// Other judgements.
    dissent: Vec<DissentRecord<'a>>,
}

/// A different judgement.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "dissent")]
pub struct DissentRecord<'a> {
    /// The rung's number.
    rung: u32,
    /// Whose judgement it is.
    by: Option<&'a str>,
    /// The reason.
    why: Option<&'a str>,
}

/// What an event does to a threshold.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "effect")]
pub struct EffectRecord<'a> {
    /// The threshold.
    id: Id<'a>,
    /// What the event does to it.
    effect: Term<Effect>,
    /// The reason.
    note: Option<&'a str>,
    /// How well that judgement rests on its basis.
    confidence: Option<Term<Confidence>>,
}

/// An event as a record.
pub fn record<'a>(renderer: &Renderer<'a>, index: Index<Event>) -> EventRecord<'a> {
    let dossier = renderer.dossier;
    let event = &dossier.events[index];
    let header = &event.header;
    let Dated { date, earliest, latest } = dated(&event.date);
    EventRecord {
        id: Id(&header.id),
        url: Url(renderer.permalink(&header.address)),
        title: &header.title,
        aliases: &header.aliases,
        date,
        earliest,
        latest,
        reported: event.reported.as_ref().map(dated),
        kind: event.facts.kind.map(Term),
        status: Term(event.facts.status),
        description: renderer.first_paragraph(header),
        place: event.place.as_ref().map(place),
        cameo: event.facts.cameo.as_deref(),
        dimension: event.facts.dimension.map(Term),
        mechanism: event.facts.mechanism.map(Term),
        importance: event.facts.importance,
        casualties: event.facts.casualties.as_ref().map(casualties),
        actors: parts(dossier, event),
        placements: event.placements.iter().map(|it| placement(dossier, it)).collect(),
        thresholds: effects(dossier, event),
        responds_to: ids(&dossier.events, &event.responds_to),
        responses: ids(&dossier.events, dossier.backlinks.responses.beside_index(index)),
        briefs: briefs_naming(dossier, index),
        sources: used(dossier, &header.sources),
        tags: tags(dossier, header),
        updated: header.updated.as_ref().map(dated),
        draft: header.draft,
    }
}

fn place(place: &Place) -> PlaceRecord<'_> {
    PlaceRecord {
        name: &place.name,
        country: place.country.map(|country| CountryCode(country.code)),
        latitude: place.coordinates.map(|it| it.latitude),
        longitude: place.coordinates.map(|it| it.longitude),
    }
}

fn casualties(casualties: &Casualties) -> CasualtiesRecord<'_> {
    CasualtiesRecord {
        killed: casualties.killed.map(bounds),
        wounded: casualties.wounded.map(bounds),
        note: casualties.note.as_deref(),
    }
}

fn parts<'a>(dossier: &'a Dossier, event: &Event) -> Vec<PartRecord<'a>> {
    let parts = event.actors.iter().map(|part| PartRecord {
        id: Id(&dossier.actors[part.actor].header.id),
        role: Term(part.role),
    });
    parts.collect()
}

fn placement<'a>(dossier: &'a Dossier, placement: &'a Placement) -> PlacementRecord<'a> {
    let ladder = &dossier.ladders[placement.ladder];
    let dissent = placement.dissent.iter().map(|dissent| DissentRecord {
        rung: dissent.rung,
        by: dissent.by.as_deref(),
        why: dissent.why.as_deref(),
    });
    PlacementRecord {
        ladder: Id(&ladder.header.id),
        rung: placement.rung,
        name: ladder.rung(placement.rung).map_or("", |rung| &rung.name),
        why: placement.why.as_deref(),
        dissent: dissent.collect(),
    }
}

fn effects<'a>(dossier: &'a Dossier, event: &'a Event) -> Vec<EffectRecord<'a>> {
    let effects = event.thresholds.iter().map(|effect| EffectRecord {
        id: Id(&dossier.thresholds[effect.threshold].header.id),
        effect: Term(effect.effect),
        note: effect.note.as_deref(),
        confidence: effect.confidence.map(Term),
    });
    effects.collect()
}
