//! Lints: the examples of every lesson are built, levels hold for whom they are set, silences silence and
//! are missed, and `redlines explain` knows every code.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use redlines::diagnostic::Code;
use redlines::diagnostic::code::TABLE;
use serde_json::Value;

use crate::command::Ran;
use crate::site::Site;

/// The site in which the examples stand.
const STANDING: [(&str, &str); 5] = [
    ("config.toml", "title = \"Test\"\nbase_url = \"https://example.org/\"\n"),
    ("content/actors/northland.md", "+++\nname = \"Northland\"\nkind = \"state\"\n+++\n"),
    ("content/actors/southland.md", "+++\nname = \"Southland\"\nkind = \"state\"\n+++\n"),
    (
        "content/sources/standing.toml",
        "[[sources]]\nkey = \"gazette-2025\"\ntitle = \"A report\"\npublisher = \"The Gazette\"\n\n\
         [[sources]]\nkey = \"courier-2025\"\ntitle = \"Another report\"\npublisher = \"The Courier\"\n",
    ),
    ("static/strikes.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"),
];

/// Lints that no file of a site brings about by itself: they are tested where they are.
const ELSEWHERE: [Code; 2] = [Code::ForeignFileKept, Code::BrokenExternalLink];

/// The files of a lesson's examples, by the word before them.
fn examples(lesson: &str, word: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let start = format!("{word}, `");
    for part in lesson.split(&start).skip(1) {
        let (path, rest) = part.split_once("`:\n\n```").expect("a path before an example");
        let (_, rest) = rest.split_once('\n').expect("a fence");
        let (text, _) = rest.split_once("\n```").expect("the end of an example");
        files.insert(path.to_owned(), format!("{text}\n"));
    }
    files
}

/// How often a lint is reported in these files of the site, with every lint on.
fn fired(code: Code, files: &BTreeMap<String, String>) -> usize {
    let mut site = Site::new();
    for (path, text) in STANDING {
        site = site.with(path, text);
    }
    for (path, text) in files {
        site = site.with(path, text);
    }
    let config = fs::read_to_string(site.path("config.toml")).unwrap();
    let lints = Code::lints().map(|lint| format!("{lint} = \"warn\"\n"));
    let lints: String = lints.collect();
    let site = site.with("config.toml", format!("{config}\n[lints]\n{lints}"));
    // Nothing is reported of briefs to come under a day that is over.
    let day: &[&str] = if code == Code::FutureBrief { &["--as-of", "2052-01-01"] } else { &[] };
    let ran = site.run(&[&["check", "--format", "json"], day].concat());
    let report: Value = serde_json::from_str(&ran.out).expect("a report");
    assert_eq!(report["errors"], 0, "{code}: {}", ran.out);
    let found = report["findings"].as_array().expect("findings");
    let own = found.iter().filter(|finding| finding["code"] == code.name());
    own.filter(|finding| finding["file"].as_str().is_some_and(|it| files.contains_key(it))).count()
}

#[test]
fn every_bad_example_fires_its_lint_and_no_good_one_does() {
    let mut wrong = Vec::new();
    for row in TABLE.iter().filter(|row| !ELSEWHERE.contains(&row.code)) {
        let Some(lesson) = row.lesson else { continue };
        let (bad, good) = (examples(lesson, "Bad"), examples(lesson, "Good"));
        assert!(!bad.is_empty() && !good.is_empty(), "{} has no examples", row.name);
        if fired(row.code, &bad) == 0 {
            wrong.push(format!("{} does not fire on its bad example", row.name));
        }
        if fired(row.code, &good) > 0 {
            wrong.push(format!("{} fires on its good example", row.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const EVENT: &str = "+++\ntitle = \"A talk\"\ndate = 2025-06-15\nactors = [\"iran\"]\n+++\n";
const ACTOR: &str = "+++\nname = \"Iran\"\nkind = \"state\"\n+++\n";

fn site(lints: &str) -> Site {
    let config = format!("title = \"Test\"\nbase_url = \"https://example.org/\"\n{lints}");
    Site::new()
        .with("config.toml", config)
        .with("content/actors/iran.md", ACTOR)
        .with("content/events/talk.md", EVENT)
        .with("content/events/old/talk-2.md", EVENT)
}

fn warnings(ran: &Ran) -> Vec<String> {
    let report: Value = serde_json::from_str(&ran.out).expect("a report");
    let found = report["findings"].as_array().expect("findings").iter();
    found.map(|it| format!("{} {}", it["code"], it["file"]).replace('"', "")).collect()
}

#[test]
fn levels_hold_for_a_kind_a_folder_or_all() {
    let check = ["check", "--format", "json"];
    let both =
        ["unsourced-event content/events/old/talk-2.md", "unsourced-event content/events/talk.md"];
    assert_eq!(warnings(&site("").run(&check)), both);
    let cases = [
        ("[lints]\nunsourced-event = \"allow\"\n", &both[..0]),
        ("[[lints.for]]\nkind = \"event\"\nunsourced-event = \"allow\"\n", &both[..0]),
        ("[[lints.for]]\nkind = \"brief\"\nunsourced-event = \"allow\"\n", &both[..]),
        ("[[lints.for]]\nfolder = \"events/old\"\nunsourced-event = \"allow\"\n", &both[1..]),
        (
            "[[lints.for]]\nfolder = \"/events/old/\"\nkind = \"event\"\nunsourced-event = \"allow\"\n",
            &both[1..],
        ),
        (
            "[lints]\nunsourced-event = \"allow\"\n[[lints.for]]\nfolder = \"events/old\"\nunsourced-event = \"warn\"\n",
            &both[..1],
        ),
    ];
    for (lints, expected) in cases {
        assert_eq!(warnings(&site(lints).run(&check)), expected, "{lints}");
    }
    let denied = site("[[lints.for]]\nfolder = \"events/old\"\nunsourced-event = \"deny\"\n")
        .run(&["check"]);
    assert_eq!(denied.code, 1);
    assert!(denied.err.contains("1 error, 1 warning"), "{}", denied.err);
}

#[test]
fn a_silence_holds_for_its_file_or_for_its_definition() {
    let brief = |lints: &str, inline: &str| {
        format!(
            "+++\ntitle = \"A brief\"\ndate = 2025-06-20\n{lints}[[events]]\ntitle = \"One\"\ndate = 2025-06-15\n\
             {inline}[[events]]\ntitle = \"Two\"\ndate = 2025-06-16\n+++\nText.\n"
        )
    };
    let why = "lints = { unsourced-event = \"Told to us in person.\" }\n";
    let cases = [(("", ""), 2), ((why, ""), 0), (("", why), 1)];
    for ((lints, inline), expected) in cases {
        let site = Site::new()
            .with("config.toml", STANDING[0].1)
            .with("content/briefs/a.md", brief(lints, inline));
        let ran = site.run(&["check", "--format", "json"]);
        let found = warnings(&ran);
        assert_eq!(found.len(), expected, "{lints}{inline}{found:?}");
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        let silenced = report["silenced"].as_array().unwrap();
        assert_eq!(silenced.len(), 2 - expected);
        assert!(silenced.iter().all(|it| it["reason"] == "Told to us in person."));
    }
}

#[test]
fn drafts_may_silence_what_does_not_fire_yet() {
    let draft = "+++\ntitle = \"A talk\"\ndate = 2025-06-15\ndraft = true\n\
                 lints = { unsourced-event = \"Being looked for.\" }\n+++\n";
    let ran = site("[lints]\nunsourced-event = \"deny\"\n[[lints.for]]\nfolder = \"events\"\nunsourced-event = \"allow\"\n")
        .with("content/events/draft.md", draft)
        .run(&["check", "--deny", "warnings"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_check_ends_with_how_often_each_lint_fired() {
    let ran = site("").run(&["check"]);
    let line = "    2 unsourced-event             redlines explain unsourced-event\n";
    assert!(ran.err.ends_with(&format!("{line}\n")), "{}", ran.err);
    assert!(!site("").run(&["check", "--quiet"]).err.contains(line));
    assert!(!site("").run(&["build"]).err.contains(line));
}

#[test]
fn a_build_draws_the_first_of_many_warnings_and_counts_the_others() {
    let site = (0..25).fold(site(""), |site, number| {
        site.with(&format!("content/events/many/{number}.md"), EVENT)
    });
    let built = site.run(&["build"]);
    assert_eq!(built.err.matches("warning[unsourced-event]").count(), 10);
    assert!(
        built.err.ends_with("17 more of `unsourced-event`: run `redlines check`\n\n"),
        "{}",
        built.err
    );
    assert!(built.out.contains("27 warnings"), "{}", built.out);
    let checked = site.run(&["check"]);
    assert_eq!(checked.err.matches("warning[unsourced-event]").count(), 27);
    // A build lets go of the texts, and reads again those that it draws.
    let (drawn, _) = built.err.rsplit_once("17 more").expect("a closing line");
    assert!(checked.err.starts_with(drawn), "{}", built.err);
    let denied = site.run(&["build", "--deny", "warnings"]);
    assert_eq!(denied.err.matches("error[unsourced-event]").count(), 27);
}

#[test]
fn warnings_can_be_denied() {
    for command in ["check", "build"] {
        assert_eq!(site("").run(&[command]).code, 0);
        let site = site("");
        let ran = site.run(&[command, "--deny", "warnings"]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(
            ran.err.contains("error[unsourced-event]") && ran.err.contains("2 errors"),
            "{}",
            ran.err
        );
        assert!(!site.path("public/index.html").exists() || command == "check");
    }
    let clean =
        site("[lints]\nunsourced-event = \"allow\"\n").run(&["check", "--deny", "warnings"]);
    assert_eq!(clean.code, 0, "{}", clean.err);
}

#[test]
fn every_code_is_explained() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = crate::command::redlines(folder, &["explain"]);
    for row in TABLE {
        assert!(list.out.contains(row.name), "{} is not listed", row.name);
    }
    let cases = [
        (vec!["explain", "E0402"], 0, "A reference to a document that does not exist."),
        (vec!["explain", "e0402"], 0, "E0402, an error"),
        (vec!["explain", "stub-actor"], 0, "Bad, `content/events/talks.md`"),
        (vec!["explain", "stub-actors"], 2, "did you mean `stub-actor`?"),
        (vec!["explain", "nothing-like-it-at-all"], 2, "`redlines explain` lists all"),
    ];
    for (arguments, code, expected) in cases {
        let ran = crate::command::redlines(folder, &arguments);
        assert_eq!(ran.code, code, "{arguments:?}");
        assert!((ran.out + &ran.err).contains(expected), "{arguments:?}");
    }
}
