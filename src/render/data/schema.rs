//! The JSON Schemas of the data files, which the site carries beside them.

use crate::plan::data::{RecordKind, Schema};

/// The text of a schema.
pub fn text(schema: Schema) -> &'static str {
    match schema {
        Schema::Events => include_str!("schemas/events.json"),
        Schema::Records(kind) => of_records(kind),
        Schema::Common => include_str!("schemas/common.json"),
        Schema::Timeline => include_str!("schemas/timeline.json"),
    }
}

fn of_records(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Actors => include_str!("schemas/actors.json"),
        RecordKind::Briefs => include_str!("schemas/briefs.json"),
        RecordKind::Sources => include_str!("schemas/sources.json"),
        RecordKind::Thresholds => include_str!("schemas/thresholds.json"),
        RecordKind::Relations => include_str!("schemas/relations.json"),
        RecordKind::Annotations => include_str!("schemas/annotations.json"),
        RecordKind::Corrections => include_str!("schemas/corrections.json"),
    }
}
