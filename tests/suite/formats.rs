//! Reports for programs: SARIF and the annotations of GitHub Actions.

use serde_json::Value;

use crate::command::redlines;
use crate::schema::Schema;
use crate::site::Site;

/// SARIF 2.1.0, as OASIS publishes it.
const SARIF: &str = include_str!("../schemas/sarif-2.1.0.json");

const CONFIG: &str = "title = \"Test\"\nbase_url = \"https://example.org/\"\n[lints]\nunsourced-event = \"allow\"\norphan-document = \"allow\"\n";
const ACTOR: &str = "+++\nname = \"Kataib Hezbollah\"\nkind = \"armed-group\"\n+++\n";
const EVENT: &str =
    "+++\ntitle = \"Ein Schlag: 50%, é\"\ndate = 2025-06-15\nactors = [\"kataib-hezbolah\"]\n+++\n";

fn site() -> Site {
    Site::new()
        .with("desk/config.toml", CONFIG)
        .with("desk/content/actors/kataib-hezbollah.md", ACTOR)
        .with("desk/content/events/50% é, one.md", EVENT)
        .with(
            "desk/content/events/lone.md",
            "+++\ntitle = \"Lone\"\ndate = 2025-06-15\nlints = { orphan-document = \"It stays.\" }\n+++\n",
        )
}

#[test]
fn sarif_tells_everything_that_the_terminal_does() {
    let ran = site().run(&["check", "--site", "desk", "--format", "sarif"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let log: Value = serde_json::from_str(&ran.out).expect("one JSON document");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let unknown = results.iter().find(|it| it["ruleId"] == "E0402").expect("the unknown actor");
    assert_eq!(unknown["level"], "error");
    let place = &unknown["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "desk/content/events/50%25%20%C3%A9%2C%20one.md");
    let region = &place["region"];
    let numbers =
        ["startLine", "startColumn", "endLine", "endColumn"].map(|it| region[it].as_u64());
    assert_eq!(numbers, [Some(4), Some(11), Some(4), Some(28)]);
    let change = &unknown["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "kataib-hezbollah");
    assert_eq!(change["deletedRegion"]["startColumn"], 12);
}

#[test]
fn sarif_tells_what_documents_silence_and_why() {
    let site =
        site().with("desk/content/events/50% é, one.md", EVENT.replace("hezbolah", "hezbollah"));
    let ran = site.run(&["check", "--site", "desk", "--format", "sarif"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 1, "{results:?}");
    assert_eq!(results[0]["suppressions"][0]["justification"], "It stays.");
    assert_eq!(results[0]["suppressions"][0]["kind"], "inSource");
}

/// Against the schema of OASIS: with errors, fixes, further places, silences and problems without a file.
#[test]
fn sarif_is_valid() {
    let schema = Schema::of(SARIF);
    let odd = site().with("desk/content/notes.markdown", "Text.").with(
        "desk/content/events/later.md",
        "+++\ntitle = \"Later\"\ndate = 2025-06-16\nactors = [\"KH\", \"Kataib-Hezbollah\"]\n+++\n",
    );
    for folder in ["desk", "."] {
        let ran = odd.run(&["check", "--site", folder, "--format", "sarif"]);
        let log = serde_json::from_str(&ran.out).expect("one JSON document");
        assert_eq!(schema.refusal(&log), None, "{log:#}");
    }
    let nowhere = site().run(&["check", "--site", "nowhere", "--format", "sarif"]);
    let log = serde_json::from_str(&nowhere.out).expect("one JSON document");
    assert_eq!(schema.refusal(&log), None, "{log:#}");
    let mut broken: Value = log;
    broken["runs"][0]["results"][0]["level"] = "grave".into();
    assert!(schema.refusal(&broken).is_some());
}

#[test]
fn github_gets_one_line_for_each_finding() {
    let ran = site().run(&["check", "--site", "desk", "--format", "github"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert_eq!(
        ran.out,
        "::error file=desk/content/events/50%25 é%2C one.md,line=4,endLine=4,col=11,endColumn=28,title=E0402\
         ::there is no actor `kataib-hezbolah`%0Adid you mean `kataib-hezbollah`?\n"
    );
}

#[test]
fn paths_of_a_site_that_is_here_begin_with_content() {
    let site = site();
    let ran = redlines(&site.path("desk"), &["check", "--format", "github"]);
    assert!(ran.out.starts_with("::error file=content/events/"), "{}", ran.out);
}
