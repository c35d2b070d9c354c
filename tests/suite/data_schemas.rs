//! The data files of a site, held against the schemas that it publishes beside them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use crate::site::Site;
use crate::walk::files;

/// The lists of records, with the name of one.
const LISTS: [(&str, Option<&str>); 8] = [
    ("events", Some("event")),
    ("actors", Some("actor")),
    ("briefs", Some("brief")),
    ("sources", Some("source")),
    ("thresholds", Some("threshold")),
    ("relations", None),
    ("annotations", None),
    ("corrections", None),
];

const ANNOTATED: &str = "\
+++
title = \"Annotated\"
date = 2025-06-20
+++

[A claim][^context].

[^context]: **Context:** A note.
";

/// A site that sets every field, built once.
static PUBLISHED: LazyLock<Site> = LazyLock::new(|| {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good/every-field-toml");
    let site = Site::of_fixture(&fixture).with("content/briefs/annotated.md", ANNOTATED);
    site.build();
    site
});

/// A schema as the site publishes it.
pub fn published(name: &str) -> Value {
    read(&format!("data/schemas/{name}.json"))
}

fn read(path: &str) -> Value {
    serde_json::from_str(&PUBLISHED.page(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All schemas, which refer to each other.
struct Validator {
    schemas: Schemas,
    indexes: BTreeMap<String, SchemaIndex>,
}

impl Validator {
    fn new() -> Self {
        let address = |name: &str| format!("https://schemas.example/{name}");
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        let names = files(&PUBLISHED.path("public/data/schemas"));
        for name in &names {
            let schema = read(&format!("data/schemas/{name}"));
            compiler.add_resource(&address(name), schema).expect("a resource");
        }
        let mut compile = |name: String| {
            let index = compiler.compile(&address(&name), &mut schemas);
            let index = index.unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, index)
        };
        let indexes = names.into_iter().map(&mut compile).collect();
        Self { schemas, indexes }
    }

    /// The reason why a file is refused; `None` where it is not.
    fn refusal(&self, schema: &str, file: &Value) -> Option<String> {
        self.schemas.validate(file, self.indexes[schema]).err().map(|error| format!("{error:#}"))
    }
}

#[test]
fn every_data_file_holds_to_its_schema() {
    let validator = Validator::new();
    let mut checked = 0;
    for path in files(&PUBLISHED.path("public")) {
        if !path.ends_with(".json") || path.starts_with("data/schemas/") {
            continue;
        }
        let text = fs::read_to_string(PUBLISHED.path("public").join(&path)).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        let schema = match file["$schema"].as_str() {
            Some(address) => address.rsplit('/').next().unwrap().to_owned(),
            None if path.ends_with("timeline.json") => "timeline.json".to_owned(),
            None => continue,
        };
        assert_eq!(validator.refusal(&schema, &file), None, "{path}");
        checked += 1;
    }
    assert!(checked > 20, "only {checked} files were checked");
}

#[test]
fn schemas_refuse_missing_and_unknown_fields() {
    let validator = Validator::new();
    for (list, one) in LISTS {
        let schema = format!("{list}.json");
        let file = read(&format!("data/{list}.json"));
        let record = file[list][0].as_object().unwrap_or_else(|| panic!("{list} is empty"));
        for field in record.keys() {
            let mut less = file.clone();
            less[list][0].as_object_mut().unwrap().remove(field);
            assert!(validator.refusal(&schema, &less).is_some(), "{list} without {field}");
        }
        let mut more = file.clone();
        more[list][0]["unknown"] = true.into();
        assert!(validator.refusal(&schema, &more).is_some(), "{list} with an unknown field");
        let mut headless = file.clone();
        headless.as_object_mut().unwrap().remove("license");
        assert!(validator.refusal(&schema, &headless).is_some(), "{list} without a license");
        let Some(one) = one else { continue };
        let mut both = file.clone();
        both[one] = file[list][0].clone();
        assert!(validator.refusal(&schema, &both).is_some(), "{list} and one of them");
    }
}

#[test]
fn schemas_refuse_values_that_no_field_has() {
    let validator = Validator::new();
    let cases: [(&str, &str, Value); 8] = [
        ("events", "id", "".into()),
        ("events", "status", "sure".into()),
        ("events", "mechanism", "planned".into()),
        ("events", "importance", 11.into()),
        ("events", "earliest", "June 2025".into()),
        ("actors", "wikidata", "22686".into()),
        ("actors", "country", "us".into()),
        ("thresholds", "rung", "7".into()),
    ];
    for (list, field, wrong) in cases {
        let mut file = read(&format!("data/{list}.json"));
        file[list][0][field] = wrong.clone();
        let refusal = validator.refusal(&format!("{list}.json"), &file);
        assert!(refusal.is_some(), "{list}.{field} may be {wrong}");
    }
}

#[test]
fn every_field_is_described() {
    fn fields(path: &str, schema: &Value, undescribed: &mut Vec<String>) {
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            fields(&path, field, undescribed);
            // TimelineJS gives its first slide the form of the others.
            let is_line = |words: &str| !words.contains('\n');
            if !field["description"].as_str().is_some_and(is_line)
                && path != "timeline.json.title.text"
            {
                undescribed.push(path);
            }
        }
    }
    let mut undescribed = Vec::new();
    for name in files(&PUBLISHED.path("public/data/schemas")) {
        let schema = read(&format!("data/schemas/{name}"));
        fields(&name, &schema, &mut undescribed);
        for (part, definition) in schema["$defs"].as_object().expect("definitions") {
            assert!(definition["description"].is_string(), "{name}: {part}");
            fields(&format!("{name}#{part}"), definition, &mut undescribed);
        }
    }
    assert!(undescribed.is_empty(), "{undescribed:?}");
}

/// A column that has a text field's name has its value.
#[test]
fn rows_hold_what_records_do() {
    let mut compared = 0;
    for (list, _) in LISTS.iter().filter(|(list, _)| *list != "thresholds") {
        let file = read(&format!("data/{list}.json"));
        let records = file[list].as_array().expect("records");
        let text = PUBLISHED.page(&format!("data/{list}.csv"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), records.len(), "{list}");
        for (row, record) in rows.iter().zip(records) {
            for (column, cell) in header.iter().zip(row) {
                if let Some(value) = record[column].as_str() {
                    assert_eq!(cell.trim_start_matches('\''), value, "{list}.{column}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 50, "only {compared} cells were compared");
}
