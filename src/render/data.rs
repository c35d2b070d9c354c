//! Data files: what the pages show, for programs. `docs/data.md` describes their fields.

mod actors;
mod annotations;
mod briefs;
mod calendar;
mod corrections;
mod csv_rows;
mod declaration;
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
mod threshold_history;
mod thresholds;
mod timeline;
mod value;

use serde::Serialize;

use crate::model::event::Event;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::plan::DataFile;
use crate::plan::data::{EventFormat, EventScope, RecordKind, Schema, TableFormat};
use crate::render::data::csv_rows::Tabular;
use crate::render::data::json::Head;
use crate::render::renderer::Renderer;

pub use json::VERSION;

/// The bytes of a data file.
pub fn file(renderer: &Renderer<'_>, file: DataFile) -> Vec<u8> {
    match file {
        DataFile::Events(scope, format) => of_events(renderer, scope, format),
        DataFile::Records(kind, format) => of_records(renderer, kind, format),
        DataFile::Levels => levels::csv(renderer),
        DataFile::Document(target) => document(renderer, target),
        DataFile::Schema(schema) => schema::text(schema),
    }
}

fn of_events(renderer: &Renderer<'_>, scope: EventScope, format: EventFormat) -> Vec<u8> {
    let events = events_of(renderer, scope);
    let records = || events.iter().map(|index| events::record(renderer, *index));
    match format {
        EventFormat::Json => {
            let head = match scope {
                EventScope::Site => Head::of_site(renderer, Schema::Events),
                _ => Head::of_document(renderer, Schema::Events),
            };
            json::list(&head, "events", records())
        }
        EventFormat::Csv => csv_rows::table(records()),
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

fn of_records(renderer: &Renderer<'_>, kind: RecordKind, format: TableFormat) -> Vec<u8> {
    let dossier = renderer.dossier;
    let form = Form { renderer, kind, format };
    match kind {
        RecordKind::Actors => {
            form.write(dossier.actors.indexes().map(|it| actors::record(renderer, it)))
        }
        RecordKind::Briefs => {
            form.write(dossier.briefs.indexes().map(|it| briefs::record(renderer, it)))
        }
        RecordKind::Sources => {
            form.write(dossier.sources.indexes().map(|it| sources::record(renderer, it)))
        }
        RecordKind::Thresholds => match format {
            TableFormat::Json => {
                let indexes = dossier.thresholds.indexes();
                form.json(indexes.map(|it| thresholds::record(renderer, it)))
            }
            // A row is a stretch of a threshold's history.
            TableFormat::Csv => threshold_history::csv(renderer),
        },
        RecordKind::Relations => form.write(relations::records(renderer)),
        RecordKind::Annotations => form.write(annotations::records(renderer)),
        RecordKind::Corrections => form.write(corrections::records(renderer)),
    }
}

/// How the records of a kind are written.
struct Form<'r, 'a> {
    renderer: &'r Renderer<'a>,
    kind: RecordKind,
    format: TableFormat,
}

impl Form<'_, '_> {
    fn write<R: Serialize + Tabular>(&self, records: impl Iterator<Item = R>) -> Vec<u8> {
        match self.format {
            TableFormat::Json => self.json(records),
            TableFormat::Csv => csv_rows::table(records),
        }
    }

    fn json<R: Serialize>(&self, records: impl Iterator<Item = R>) -> Vec<u8> {
        let head = Head::of_site(self.renderer, Schema::Records(self.kind));
        json::list(&head, self.kind.name(), records)
    }
}

/// A document's own file.
fn document(renderer: &Renderer<'_>, target: Target) -> Vec<u8> {
    let name = target.kind().term();
    let head = |kind| Head::of_document(renderer, Schema::Records(kind));
    match target {
        Target::Event(index) => {
            let head = Head::of_document(renderer, Schema::Events);
            json::one(&head, name, &events::record(renderer, index))
        }
        Target::Actor(index) => {
            json::one(&head(RecordKind::Actors), name, &actors::record(renderer, index))
        }
        Target::Brief(index) => {
            json::one(&head(RecordKind::Briefs), name, &briefs::record(renderer, index))
        }
        Target::Source(index) => {
            json::one(&head(RecordKind::Sources), name, &sources::record(renderer, index))
        }
        Target::Threshold(index) => {
            json::one(&head(RecordKind::Thresholds), name, &thresholds::record(renderer, index))
        }
        // The plan has no such files.
        Target::Ladder(_) | Target::Tag(_) | Target::Page(_) => Vec::new(),
    }
}
