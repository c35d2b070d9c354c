//! `redlines schema`: what it prints and writes. What schemas say is tested beside the code.

use std::fs;

use serde_json::{Value, json};

use crate::schema::Schema;
use crate::site::Site;

const SUBJECTS: [&str; 8] =
    ["config", "brief", "actor", "event", "threshold", "ladder", "source", "page"];

#[test]
fn every_subject_has_a_schema_with_descriptions() {
    let site = Site::new();
    for subject in SUBJECTS {
        let ran = site.run(&["schema", subject]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let schema: Value = serde_json::from_str(&ran.out).expect("a schema in JSON");
        assert_eq!(schema["$id"], format!("urn:redlines:schema:{subject}"));
        let properties = schema["properties"].as_object().expect("properties");
        for (name, property) in properties {
            assert!(property["description"].is_string(), "{subject}.{name} is not described");
        }
        Schema::of(&ran.out);
    }
}

#[test]
fn schemas_have_terms_defaults_and_lints() {
    let site = Site::new();
    let event = site.run(&["schema", "event"]).out;
    let schema: Value = serde_json::from_str(&event).unwrap();
    let status = &schema["properties"]["status"];
    assert_eq!(status["default"], "confirmed");
    assert!(status["enum"].as_array().unwrap().contains(&json!("disputed")));
    let event = Schema::of(&event);
    let sound = json!({ "title": "A", "date": "2025-06-15", "lints": { "single-source": "One." } });
    assert_eq!(event.refusal(&sound), None);
    for (key, value) in [
        ("titel", json!("A")),
        ("date", json!("in June")),
        ("status", json!("sure")),
        ("lints", json!({ "single-source": " " })),
        ("lints", json!({ "no-such-lint": "Why." })),
        ("actors", json!([{ "id": "iran", "part": "initiator" }])),
    ] {
        let mut wrong = sound.clone();
        wrong[key] = value;
        assert!(event.refusal(&wrong).is_some(), "{wrong}");
    }
    let config = Schema::of(&site.run(&["schema", "config"]).out);
    let with =
        |lints: Value| json!({ "title": "A", "base_url": "https://example.org/", "lints": lints });
    let sound =
        with(json!({ "stub-actor": "deny", "for": [{ "kind": "brief", "stale-brief": "warn" }] }));
    assert_eq!(config.refusal(&sound), None);
    for wrong in [json!({ "stub-actor": "off" }), json!({ "for": [{ "stale-brief": "warn" }] })] {
        assert!(config.refusal(&with(wrong.clone())).is_some(), "{wrong}");
    }
}

#[test]
fn schemas_are_written_to_a_folder_and_over_nothing_else() {
    let site = Site::new();
    let ran = site.run(&["schema", "--out", ".schemas"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, SUBJECTS.len()), "{}", ran.err);
    for subject in SUBJECTS {
        let place = site.path(&format!(".schemas/{subject}.schema.json"));
        assert_eq!(fs::read_to_string(place).unwrap(), site.run(&["schema", subject]).out);
    }
    assert_eq!(fs::read_dir(site.path(".schemas")).unwrap().count(), SUBJECTS.len());
    let own = "{ \"mine\": true }";
    fs::write(site.path(".schemas/brief.schema.json"), own).unwrap();
    let ran = site.run(&["schema", "brief", "--out", ".schemas"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("no schema of redlines"), "{}", ran.err);
    assert_eq!(fs::read_to_string(site.path(".schemas/brief.schema.json")).unwrap(), own);
    assert_eq!(site.run(&["schema"]).code, 2);
}
