//! Data files: what the pages show, for programs. `docs/data.md` describes their fields.

mod actors;
mod annotations;
mod briefs;
mod calendar;
mod corrections;
mod csv_rows;
mod events;
mod follow_the_money;
mod graph;
mod identifier;
mod json;
mod levels;
mod record;
mod relations;
mod schema;
mod sources;
mod thresholds;
mod timeline;

use crate::model::event::Event;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::plan::DataFile;
use crate::plan::data::{EventFormat, EventScope, RecordKind, Schema, TableFormat};
use crate::render::Renderer;

pub use json::VERSION;

/// The bytes of a data file.
pub fn file(renderer: &Renderer<'_>, file: DataFile) -> Vec<u8> {
    match file {
        DataFile::Events(scope, format) => of_events(renderer, scope, format),
        DataFile::Records(kind, TableFormat::Json) => records_json(renderer, kind),
        DataFile::Records(kind, TableFormat::Csv) => records_csv(renderer, kind),
        DataFile::Levels => levels::csv(renderer),
        DataFile::Document(target) => document(renderer, target),
        DataFile::Schema(schema) => schema::text(schema).as_bytes().to_vec(),
    }
}

fn of_events(renderer: &Renderer<'_>, scope: EventScope, format: EventFormat) -> Vec<u8> {
    let events = events_of(renderer, scope);
    match format {
        EventFormat::Json => events::json(renderer, scope, &events),
        EventFormat::Csv => events::csv(renderer, &events),
        EventFormat::Calendar => calendar::calendar(renderer, scope, &events),
        EventFormat::Timeline => timeline::json(renderer, scope, &events),
        EventFormat::Graph => graph::graph(renderer, scope, &events),
        EventFormat::FollowTheMoney => follow_the_money::entities(renderer, scope, &events),
    }
}

/// The events of a file, by date.
fn events_of(renderer: &Renderer<'_>, scope: EventScope) -> Vec<Index<Event>> {
    let dossier = renderer.dossier;
    match scope {
        EventScope::Site => dossier.events.indexes().collect(),
        EventScope::Actor(actor) => {
            let timeline = &dossier.backlinks.actors.beside_index(actor).timeline;
            timeline.iter().map(|(event, _)| *event).collect()
        }
        EventScope::Threshold(threshold) => {
            let touches = dossier.backlinks.touches.beside_index(threshold);
            let mut events: Vec<_> = touches.iter().map(|touch| touch.event).collect();
            events.dedup();
            events
        }
    }
}

fn records_json(renderer: &Renderer<'_>, kind: RecordKind) -> Vec<u8> {
    let dossier = renderer.dossier;
    let head = json::Head::of_site(renderer, Schema::Records(kind));
    let name = kind.name();
    match kind {
        RecordKind::Actors => {
            let actors = dossier.actors.indexes().map(|it| actors::record(renderer, it));
            json::list(&head, name, actors)
        }
        RecordKind::Briefs => {
            let briefs = dossier.briefs.indexes().map(|it| briefs::record(renderer, it));
            json::list(&head, name, briefs)
        }
        RecordKind::Sources => {
            let sources = dossier.sources.indexes().map(|it| sources::record(renderer, it));
            json::list(&head, name, sources)
        }
        RecordKind::Thresholds => thresholds::json(renderer, &head),
        RecordKind::Relations => json::list(&head, name, relations::records(renderer)),
        RecordKind::Annotations => json::list(&head, name, annotations::records(renderer)),
        RecordKind::Corrections => json::list(&head, name, corrections::records(renderer)),
    }
}

fn records_csv(renderer: &Renderer<'_>, kind: RecordKind) -> Vec<u8> {
    match kind {
        RecordKind::Actors => actors::csv(renderer),
        RecordKind::Briefs => briefs::csv(renderer),
        RecordKind::Sources => sources::csv(renderer),
        RecordKind::Thresholds => thresholds::csv(renderer),
        RecordKind::Relations => relations::csv(renderer),
        RecordKind::Annotations => annotations::csv(renderer),
        RecordKind::Corrections => corrections::csv(renderer),
    }
}

fn document(renderer: &Renderer<'_>, target: Target) -> Vec<u8> {
    match target {
        Target::Event(index) => events::document(renderer, index),
        Target::Actor(index) => actors::document(renderer, index),
        Target::Brief(index) => briefs::document(renderer, index),
        Target::Source(index) => sources::document(renderer, index),
        Target::Threshold(index) => thresholds::document(renderer, index),
        // The plan has no such files.
        Target::Ladder(_) | Target::Tag(_) | Target::Page(_) => Vec::new(),
    }
}
