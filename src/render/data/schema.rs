//! The JSON Schemas of the data files, which follow from the declarations of their records.

use schemars::consts::meta_schemas::DRAFT2020_12;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, RestrictFormats, Transform};
use schemars::{JsonSchema, Schema as JsonSchemaNode, SchemaGenerator};
use serde_json::{Value, json};

use crate::plan::data::{RecordKind, Schema};
use crate::render::data::actors::ActorRecord;
use crate::render::data::annotations::AnnotationRecord;
use crate::render::data::briefs::BriefRecord;
use crate::render::data::corrections::CorrectionRecord;
use crate::render::data::events::EventRecord;
use crate::render::data::json::Head;
use crate::render::data::record::{Bounds, Dated, Reference, Used};
use crate::render::data::relations::RelationRecord;
use crate::render::data::sources::SourceRecord;
use crate::render::data::thresholds::ThresholdRecord;
use crate::render::data::timeline::Timeline;
use crate::render::data::value::Day;

/// The definitions of `common.json`, to which the other schemas refer.
const SHARED: [&str; 5] = ["day", "dated", "used", "reference", "bounds"];

/// The text of a schema.
pub fn text(schema: Schema) -> Vec<u8> {
    let Ok(mut document) = JsonSchemaNode::try_from(document(schema)) else { return Vec::new() };
    // Formats such as `uint8` are not in the standard.
    RestrictFormats::default().transform(&mut document);
    RecursiveTransform(refuse_unknown_fields).transform(&mut document);
    RecursiveTransform(refer_to_shared).transform(&mut document);
    let mut text = serde_json::to_vec_pretty(&document).unwrap_or_default();
    text.push(b'\n');
    text
}

fn document(schema: Schema) -> Value {
    match schema {
        Schema::Events => records::<EventRecord>("Events", "events", Some("event")),
        Schema::Records(kind) => {
            let list = kind.name();
            match kind {
                RecordKind::Actors => records::<ActorRecord>("Actors", list, Some("actor")),
                RecordKind::Briefs => records::<BriefRecord>("Briefs", list, Some("brief")),
                RecordKind::Sources => records::<SourceRecord>("Sources", list, Some("source")),
                RecordKind::Thresholds => {
                    records::<ThresholdRecord>("Thresholds", list, Some("threshold"))
                }
                RecordKind::Relations => records::<RelationRecord>("Relations", list, None),
                RecordKind::Annotations => records::<AnnotationRecord>("Annotations", list, None),
                RecordKind::Corrections => records::<CorrectionRecord>("Corrections", list, None),
            }
        }
        Schema::Common => common(),
        Schema::Timeline => {
            let mut generator = generator();
            let timeline = Timeline::json_schema(&mut generator).to_value();
            object("TimelineJS", &timeline, generator)
        }
    }
}

/// A generator of schemas for what is written: every field is there, unless it may be left out.
fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

/// The schema of a file with a list of records or, beside a document, with one.
fn records<R: JsonSchema>(title: &str, list: &str, one: Option<&str>) -> Value {
    let mut generator = generator();
    let record = generator.subschema_for::<R>();
    let mut head = Head::json_schema(&mut generator).to_value();
    head["properties"][list] =
        json!({ "type": "array", "items": record, "description": "The records." });
    if let Some(one) = one {
        head["properties"][one] = record.to_value();
        head["properties"][one]["description"] =
            "The record of the document that the file belongs to.".into();
        head["oneOf"] = json!([{ "required": [list] }, { "required": [one] }]);
    } else if let Some(required) = head["required"].as_array_mut() {
        required.push(list.into());
    }
    object(title, &head, generator)
}

/// A schema whose root is an object, with what it refers to.
fn object(title: &str, root: &Value, mut generator: SchemaGenerator) -> Value {
    let mut document = json!({ "$schema": DRAFT2020_12, "title": title, "type": "object" });
    for key in ["properties", "required", "oneOf"] {
        if let Some(value) = root.get(key) {
            document[key] = value.clone();
        }
    }
    let mut definitions = generator.take_definitions(false);
    definitions.retain(|name, _| !SHARED.contains(&name.as_str()));
    document["$defs"] = definitions.into();
    document
}

fn common() -> Value {
    let mut generator = generator();
    generator.subschema_for::<Day>();
    generator.subschema_for::<Dated>();
    generator.subschema_for::<Used>();
    generator.subschema_for::<Reference>();
    generator.subschema_for::<Bounds>();
    let definitions = generator.take_definitions(false);
    json!({ "$schema": DRAFT2020_12, "title": "What records share", "$defs": definitions })
}

fn refuse_unknown_fields(schema: &mut JsonSchemaNode) {
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".into(), false.into());
    }
}

fn refer_to_shared(schema: &mut JsonSchemaNode) {
    let Some(Value::String(reference)) = schema.get_mut("$ref") else { return };
    let name = reference.rsplit('/').next().unwrap_or_default();
    if SHARED.contains(&name) {
        *reference = format!("common.json#/$defs/{name}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_definitions_are_those_that_are_shared() {
        let common = common();
        let names: Vec<&str> =
            common["$defs"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, SHARED);
    }
}
