//! Events as data.

use std::borrow::Cow;

use serde::Serialize;

use crate::link::Dossier;
use crate::model::event::{Casualties, Count, Event, Place, Placement};
use crate::model::table::Index;
use crate::model::vocabulary::Vocabulary;
use crate::render::data::csv_rows::{Tabular, optional, text, texts, words};
use crate::render::data::record::{Dated, Used, briefs_naming, dated, ids, tags, used};
use crate::render::renderer::Renderer;

/// An event.
#[derive(Serialize)]
pub struct Record<'a> {
    id: &'a str,
    url: String,
    title: &'a str,
    aliases: &'a [String],
    #[serde(flatten)]
    date: Dated<'a>,
    reported: Option<Dated<'a>>,
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    status: &'static str,
    description: Option<String>,
    place: Option<PlaceRecord<'a>>,
    cameo: Option<&'a str>,
    dimension: Option<&'static str>,
    mechanism: Option<&'static str>,
    importance: Option<u8>,
    casualties: Option<CasualtiesRecord<'a>>,
    actors: Vec<Part<'a>>,
    placements: Vec<PlacementRecord<'a>>,
    thresholds: Vec<EffectRecord<'a>>,
    responds_to: Vec<&'a str>,
    responses: Vec<&'a str>,
    briefs: Vec<&'a str>,
    sources: Vec<Used<'a>>,
    tags: Vec<&'a str>,
    updated: Option<Dated<'a>>,
    draft: bool,
}

#[derive(Serialize)]
struct PlaceRecord<'a> {
    name: &'a str,
    country: Option<&'static str>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

#[derive(Serialize)]
struct CasualtiesRecord<'a> {
    killed: Option<Bounds>,
    wounded: Option<Bounds>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Bounds {
    least: u32,
    most: Option<u32>,
}

#[derive(Serialize)]
struct Part<'a> {
    id: &'a str,
    role: &'static str,
}

#[derive(Serialize)]
struct PlacementRecord<'a> {
    ladder: &'a str,
    rung: u32,
    name: &'a str,
    why: Option<&'a str>,
    dissent: Vec<DissentRecord<'a>>,
}

#[derive(Serialize)]
struct DissentRecord<'a> {
    rung: u32,
    by: Option<&'a str>,
    why: Option<&'a str>,
}

#[derive(Serialize)]
struct EffectRecord<'a> {
    id: &'a str,
    effect: &'static str,
    note: Option<&'a str>,
    confidence: Option<&'static str>,
}

/// An event as a record.
pub fn record<'a>(renderer: &Renderer<'a>, index: Index<Event>) -> Record<'a> {
    let dossier = renderer.dossier;
    let event = &dossier.events[index];
    let header = &event.header;
    Record {
        id: &header.id,
        url: renderer.permalink(&header.address),
        title: &header.title,
        aliases: &header.aliases,
        date: dated(&event.date),
        reported: event.reported.as_ref().map(dated),
        kind: event.kind.map(Vocabulary::term),
        status: event.status.term(),
        description: renderer.first_paragraph(header),
        place: event.place.as_ref().map(place),
        cameo: event.cameo.as_deref(),
        dimension: event.dimension.map(Vocabulary::term),
        mechanism: event.mechanism.map(Vocabulary::term),
        importance: event.importance,
        casualties: event.casualties.as_ref().map(casualties),
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
        country: place.country.map(|country| country.code),
        latitude: place.coordinates.map(|it| it.latitude),
        longitude: place.coordinates.map(|it| it.longitude),
    }
}

fn casualties(casualties: &Casualties) -> CasualtiesRecord<'_> {
    let bounds = |count: Count| Bounds { least: count.least, most: count.most };
    CasualtiesRecord {
        killed: casualties.killed.map(bounds),
        wounded: casualties.wounded.map(bounds),
        note: casualties.note.as_deref(),
    }
}

fn parts<'a>(dossier: &'a Dossier, event: &Event) -> Vec<Part<'a>> {
    let parts = event
        .actors
        .iter()
        .map(|part| Part { id: &dossier.actors[part.actor].header.id, role: part.role.term() });
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
        ladder: &ladder.header.id,
        rung: placement.rung,
        name: ladder.rung(placement.rung).map_or("", |rung| &rung.name),
        why: placement.why.as_deref(),
        dissent: dissent.collect(),
    }
}

fn effects<'a>(dossier: &'a Dossier, event: &'a Event) -> Vec<EffectRecord<'a>> {
    let effects = event.thresholds.iter().map(|effect| EffectRecord {
        id: &dossier.thresholds[effect.threshold].header.id,
        effect: effect.effect.term(),
        note: effect.note.as_deref(),
        confidence: effect.confidence.map(Vocabulary::term),
    });
    effects.collect()
}

/// An event as a row. Lists of ids have spaces between; roles and effects stand in the order of the actors and
/// thresholds before them.
#[derive(Serialize)]
pub struct Row<'a> {
    id: &'a str,
    title: Cow<'a, str>,
    date: &'a str,
    earliest: Option<jiff::civil::Date>,
    latest: Option<jiff::civil::Date>,
    kind: Option<&'static str>,
    status: &'static str,
    description: Option<String>,
    place: Option<Cow<'a, str>>,
    country: Option<&'static str>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    importance: Option<u8>,
    ladder: Option<&'a str>,
    rung: Option<u32>,
    actors: String,
    roles: String,
    thresholds: String,
    effects: String,
    responds_to: String,
    briefs: String,
    sources: String,
    tags: String,
    url: String,
}

impl<'a> Tabular for Record<'a> {
    type Row = Row<'a>;

    const HEADER: &'static [&'static str] = &[
        "id",
        "title",
        "date",
        "earliest",
        "latest",
        "type",
        "status",
        "description",
        "place",
        "country",
        "latitude",
        "longitude",
        "importance",
        "ladder",
        "rung",
        "actors",
        "roles",
        "thresholds",
        "effects",
        "responds_to",
        "briefs",
        "sources",
        "tags",
        "url",
    ];

    fn row(self) -> Row<'a> {
        let place = self.place.as_ref();
        let placement = self.placements.first();
        Row {
            id: self.id,
            title: text(self.title),
            date: self.date.date,
            earliest: self.date.earliest,
            latest: self.date.latest,
            kind: self.kind,
            status: self.status,
            description: optional(self.description.as_deref()).map(Cow::into_owned),
            place: place.map(|place| text(place.name)),
            country: place.and_then(|place| place.country),
            latitude: place.and_then(|place| place.latitude),
            longitude: place.and_then(|place| place.longitude),
            importance: self.importance,
            ladder: placement.map(|it| it.ladder),
            rung: placement.map(|it| it.rung),
            actors: words(self.actors.iter().map(|part| part.id)),
            roles: words(self.actors.iter().map(|part| part.role)),
            thresholds: words(self.thresholds.iter().map(|it| it.id)),
            effects: words(self.thresholds.iter().map(|it| it.effect)),
            responds_to: words(self.responds_to),
            briefs: words(self.briefs),
            sources: words(self.sources.iter().map(|used| used.id)),
            tags: texts(self.tags),
            url: self.url,
        }
    }
}
