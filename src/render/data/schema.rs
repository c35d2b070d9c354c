//! The JSON Schemas of the data files, which the site carries beside them.

use crate::plan::data::Schema;

/// The text of a schema.
pub fn text(schema: Schema) -> &'static str {
    match schema {
        Schema::Events => include_str!("schemas/events.json"),
        Schema::Actors => include_str!("schemas/actors.json"),
        Schema::Briefs => include_str!("schemas/briefs.json"),
        Schema::Sources => include_str!("schemas/sources.json"),
        Schema::Thresholds => include_str!("schemas/thresholds.json"),
        Schema::Relations => include_str!("schemas/relations.json"),
        Schema::Annotations => include_str!("schemas/annotations.json"),
        Schema::Corrections => include_str!("schemas/corrections.json"),
        Schema::Common => include_str!("schemas/common.json"),
        Schema::Timeline => include_str!("schemas/timeline.json"),
    }
}
