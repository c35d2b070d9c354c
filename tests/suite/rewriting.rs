//! `redlines rename`, `redlines actors` and `redlines archive`: what refers to a document follows it, and nothing else changes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::STATE;
use crate::site::Site;
use crate::walk::files;

const BRIEF: &str = r#"+++
title = "The veto"
date = 2025-06-15
actors = ["iran", "Tehran", { id = "oman", name = "Oman" }, "the Omani foreign office"]
sources = ["kahn-1965"]
[[events]]
id = "muscat"
title = "Talks are called off"
date = 2025-06-15
actors = [{ id = "iran", role = "participant" }]
+++
[[iran]], [[actor:iran|its side]], [[Tehran]], [a link](../actors/iran.md#part-text) and
[[event:muscat]] [@kahn-1965, p. 3]. See [[notes/method]] and [the method](../notes/method.md).
A word such as iran stays, and so does `[[iran]]`.

![[iran]]

![[figure:timeline|actor=iran]]
"#;

fn site() -> Site {
    Site::new()
        .with("content/briefs/veto.md", BRIEF)
        .with("content/actors/iran.md", "---\nname: Iran\nkind: state\naliases:\n  - Tehran\n---\nA state.\n")
        .with("content/actors/iran/map.png", "map")
        .with("content/notes/method.md", "+++\ntitle = \"Method\"\n+++\n![A map](../actors/iran/map.png)\n")
        .with("content/sources.bib", "@book{kahn-1965,\n  title = {On Escalation},\n  author = {Kahn, Herman},\n  date = {1965}\n}\n")
}

/// Every file of a site's content, with its text.
fn content(site: &Site) -> Vec<(String, String)> {
    let folder = site.path("content");
    let read = |path: String| (path.clone(), fs::read_to_string(folder.join(&path)).unwrap());
    files(&folder).into_iter().map(read).collect()
}

#[test]
fn an_actor_gets_another_id_and_everything_follows() {
    let site = site();
    // The map stands in a path of its own, which no id is part of.
    let site = site.with("content/notes/method.md", "+++\ntitle = \"Method\"\n+++\nNone.\n");
    let shown = site.run(&["rename", "iran", "islamic-republic", "--dry-run"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(
        shown.out.starts_with(
            "Would move content/actors/iran.md to content/actors/islamic-republic.md\n"
        )
    );
    assert_eq!(fs::read_to_string(site.path("content/briefs/veto.md")).unwrap(), BRIEF);
    let ran = site.run(&["rename", "iran", "islamic-republic"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let expected = BRIEF
        .replace("[\"iran\",", "[\"islamic-republic\",")
        .replace("{ id = \"iran\"", "{ id = \"islamic-republic\"")
        .replace("[[iran]], [[actor:iran|", "[[islamic-republic]], [[actor:islamic-republic|")
        .replace("actors/iran.md", "actors/islamic-republic.md")
        .replace("![[iran]]", "![[islamic-republic]]")
        .replace("actor=iran]]", "actor=islamic-republic]]");
    assert_eq!(fs::read_to_string(site.path("content/briefs/veto.md")).unwrap(), expected);
    assert_eq!(
        fs::read_to_string(site.path("content/actors/islamic-republic.md")).unwrap(),
        "---\nredirect_from: [\"/actors/iran/\"]\nname: Iran\nkind: state\naliases:\n  - Tehran\n---\nA state.\n"
    );
    assert!(site.path("content/actors/islamic-republic/map.png").is_file());
    assert!(!site.path("content/actors/iran").exists());
    site.build();
    assert!(site.page("actors/iran/index.html").contains("/actors/islamic-republic/"));
}

#[test]
fn documents_of_other_kinds_are_renamed_where_they_are_defined() {
    let cases: [(&[&str], &str, &str); 3] = [
        (&["muscat", "talks-off"], "content/briefs/veto.md", "id = \"talks-off\""),
        (&["kahn-1965", "kahn"], "content/sources.bib", "@book{kahn,"),
        (&["notes/method", "way"], "content/notes/way.md", "redirect_from = [\"/notes/method/\"]"),
    ];
    for (arguments, path, expected) in cases {
        let site = site();
        let ran = site.run(&[&["rename"], arguments].concat());
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        let text = fs::read_to_string(site.path(path)).unwrap();
        assert!(text.contains(expected), "{arguments:?}: {text}");
        let brief = fs::read_to_string(site.path("content/briefs/veto.md")).unwrap();
        assert_ne!(brief, BRIEF, "{arguments:?}");
        site.build();
    }
}

#[test]
fn what_cannot_be_renamed_is_left_as_it_is() {
    let site = site().with("content/events/oman.md", "+++\ntitle = \"Oman\"\ndate = 2025\n+++\n");
    let before = content(&site);
    let cases: [(&[&str], i32, &str); 8] = [
        (&["irn", "x"], 2, "no document has the id `irn`; did you mean `iran`?"),
        (&["iran", "A State"], 2, "`A State` cannot be an id; write `a-state`"),
        (&["iran", "../out"], 2, "`../out` cannot be an id"),
        (
            &["oman", "x"],
            2,
            "`oman` is the id of several documents; write `actor:oman` or `event:oman`",
        ),
        (&["the-omani-foreign-office", "x"], 2, "nobody described `the Omani foreign office` yet"),
        (&["kahn-1965-ladder", "x"], 2, "no document has the id"),
        // Another actor has the id, in a document that says nothing of it.
        (&["iran", "oman"], 1, "after the change, this would be wrong"),
        // A link to the file beside it would lead nowhere.
        (&["iran", "persia"], 1, "there is no file `content/actors/iran/map.png`"),
    ];
    for (arguments, code, message) in cases {
        let ran = site.run(&[&["rename"], arguments].concat());
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(message), "{arguments:?}: {}", ran.err);
        assert_eq!(content(&site), before, "{arguments:?}");
    }
    // What cannot be read may hold references.
    let site = site.with("content/briefs/broken.md", "+++\ntitle = \n+++\n[[iran]]\n");
    let ran = site.run(&["rename", "iran", "x"]);
    assert!(ran.code == 1 && ran.err.contains("Mend this first"), "{}", ran.err);
}

#[test]
fn names_without_documents_are_listed_described_and_merged() {
    let site = Site::new()
        .with("content/actors/trump.md", "+++\nname = \"Donald Trump\"\nkind = \"person\"\n+++\nA person.\n")
        .with(
            "content/briefs/a.md",
            "+++\ntitle = \"A\"\ndate = 2025\nactors = [\"Trump, Donald\", \"Trumpf\", \"Oman\"]\n+++\n\
             [[Oman]] and [[Trump, Donald]] and [[Trump, Donald|him]].\n",
        );
    let listed = site.run(&["actors"]);
    let expected = "    3  Trump, Donald  content/briefs/a.md:4\n                      perhaps Donald Trump\n    \
                    2  Oman           content/briefs/a.md:4\n    1  Trumpf         content/briefs/a.md:4\n\
                    3 actors of 4 are not described.\n";
    assert_eq!(listed.out, expected);
    let json: serde_json::Value =
        serde_json::from_str(&site.run(&["actors", "--json"]).out).unwrap();
    assert_eq!(json[0]["perhaps"][0], "Donald Trump");
    let text = |path: &str| fs::read_to_string(site.path(path)).unwrap();
    let brief = text("content/briefs/a.md");
    // An alias is enough; no text is touched unasked.
    assert_eq!(site.run(&["actors", "merge", "trump", "Trump, Donald"]).code, 0);
    assert!(text("content/actors/trump.md").starts_with("+++\naliases = [\"Trump, Donald\"]\n"));
    assert_eq!(text("content/briefs/a.md"), brief);
    assert_eq!(
        site.run(&["actors", "merge", "trump", "Trumpf", "--rewrite", "front-matter"]).code,
        0
    );
    assert!(text("content/briefs/a.md").contains("[\"Trump, Donald\", \"trump\", \"Oman\"]"));
    assert_eq!(site.run(&["actors", "describe", "Oman"]).code, 0);
    assert!(text("content/actors/oman.md").contains("name = \"Oman\""));
    assert_eq!(site.run(&["actors"]).out, "Every actor is described.\n");
    for (arguments, message) in [
        (["merge", "trump", "oman"], "`Oman` has a document of its own"),
        (["merge", "trump", "Donald Trump"], "`Donald Trump` is `Donald Trump` already"),
        (["merge", "trump", "Omman"], "no actor is called `Omman`; did you mean `Oman`?"),
    ] {
        let ran = site.run(&[&["actors"], &arguments[..]].concat());
        assert!(ran.code == 2 && ran.err.contains(message), "{}", ran.err);
    }
    assert!(site.run(&["actors", "describe", "Oman"]).err.contains("is described already"));
}

#[test]
fn options_of_actors_stand_before_or_behind_what_is_done() {
    let brief = "+++\ntitle = \"A\"\ndate = 2025\nactors = [\"Oman\"]\n+++\nText.\n";
    let made = "Made content/actors/oman.md\n";
    for arguments in [
        ["actors", "--site", "desk", "describe", "Oman"],
        ["actors", "describe", "--site", "desk", "Oman"],
        ["actors", "describe", "Oman", "--site", "desk"],
    ] {
        let site = Site::new()
            .with("desk/config.toml", "title = \"Desk\"\nbase_url = \"https://example.org/\"\n")
            .with("desk/content/briefs/a.md", brief);
        let tried = site.run(&[&["actors", "--dry-run"], &arguments[1..]].concat());
        assert!(tried.code == 0 && !site.path("desk/content/actors").exists(), "{}", tried.err);
        let ran = site.run(&arguments);
        assert_eq!((ran.code, ran.out.as_str()), (0, made), "{arguments:?}: {}", ran.err);
        let listed = site.run(&["actors", "--json", "--site", "desk"]);
        assert_eq!((listed.code, listed.out.as_str()), (0, "[]\n"), "{}", listed.err);
        // What is made is no list.
        let ran = site.run(&["actors", "--json", "--site", "desk", "describe", "Iran"]);
        assert!(ran.code == 2 && ran.err.contains("`--json` goes with the list"), "{}", ran.err);
    }
}

#[test]
fn two_names_that_nobody_described_become_one_document() {
    let brief =
        "+++\ntitle = \"A\"\ndate = 2025\nactors = [\"Oman\", \"The Sultanate\"]\n+++\nText.\n";
    let site = Site::new().with("content/briefs/a.md", brief);
    let ran = site.run(&["actors", "merge", "Oman", "The Sultanate"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "Made content/actors/oman.md\n"), "{}", ran.err);
    let text = fs::read_to_string(site.path("content/actors/oman.md")).unwrap();
    assert!(text.contains("\naliases = [\"The Sultanate\"]\n"), "{text}");
    assert_eq!(site.run(&["actors"]).out, "Every actor is described.\n");
}

#[test]
fn rewritten_texts_show_the_words_that_they_showed() {
    let site = Site::new()
        .with("content/actors/iran.md", "+++\nname = \"Iran\"\nkind = \"state\"\n+++\nA state.\n")
        .with(
            "content/briefs/a.md",
            "+++\ntitle = \"A\"\ndate = 2025\nactors = [\"The Islamic Republic\"]\n+++\n\
             [[The Islamic Republic]] and [[The Islamic Republic|it]].\n",
        );
    let merged = ["actors", "merge", "iran", "The Islamic Republic", "--rewrite", "all"];
    let ran = site.run(&merged);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = fs::read_to_string(site.path("content/briefs/a.md")).unwrap();
    assert!(text.contains("actors = [\"iran\"]"), "{text}");
    assert!(text.contains("[[iran|The Islamic Republic]] and [[iran|it]]."), "{text}");
    site.build();
}

/// Where a site's journal of changes lies in the user's own folder for state.
fn journal_of(site: &Site) -> PathBuf {
    let folder = Path::new(STATE).join("redlines/edits");
    fs::create_dir_all(&folder).unwrap();
    let home = site.path("").canonicalize().unwrap();
    let hash = blake3::hash(home.as_os_str().as_encoded_bytes()).to_hex();
    folder.join(format!("{}.json", &hash[..32]))
}

#[test]
fn a_change_that_was_cut_off_is_completed_before_anything_is_mended() {
    let site = site().with("content/notes/method.md", "+++\ntitle = \"Method\"\n+++\nNone.\n");
    let journal = journal_of(&site);
    let texts = serde_json::json!([{
        "path": "content/briefs/veto.md",
        "before": blake3::hash(BRIEF.as_bytes()).to_hex().as_str(),
        "after": BRIEF.replace("actors = [\"iran\"", "actors = [\"persai\""),
    }]);
    let moves = [["content/actors/iran.md", "content/actors/persia.md"]];
    let decided = serde_json::json!({ "moves": moves, "texts": texts });
    fs::write(&journal, decided.to_string()).unwrap();
    // Commands that only read say so, and change nothing.
    for arguments in [&["build"][..], &["check"], &["actors"], &["check", "--fix", "--dry-run"]] {
        let ran = site.run(arguments);
        let warning = "warning: the last change to this site was cut off; `redlines check --fix` completes it\n";
        assert!(ran.err.starts_with(warning), "{arguments:?}: {}", ran.err);
        assert!(journal.is_file() && site.path("content/actors/iran.md").is_file());
    }
    let ran = site.run(&["check", "--fix"]);
    assert!(ran.err.starts_with("A change that was cut off was completed.\n"), "{}", ran.err);
    assert!(!journal.exists());
    assert!(site.path("content/actors/persia.md").is_file());
    let brief = fs::read_to_string(site.path("content/briefs/veto.md")).unwrap();
    assert!(
        brief.contains("actors = [\"persia\""),
        "the slip is mended in the completed text: {brief}"
    );
}

#[test]
fn a_change_that_fails_on_the_way_says_so_and_can_be_completed() {
    let site = site().with("content/notes/method.md", "+++\ntitle = \"Method\"\n+++\nNone.\n");
    let journal = journal_of(&site);
    // All the names under which a new text of the brief is written first are taken.
    let names = || (0..100).map(|number| format!("content/briefs/.veto.md.redlines-{number}"));
    names().for_each(|name| fs::write(site.path(&name), "").unwrap());
    let rename = ["rename", "iran", "persia"];
    let ran = site.run(&rename);
    let told = "error: the change was begun and not finished; `redlines check --fix` completes it: \
                `content/briefs/veto.md` could not be written: 100 files \
                `content/briefs/.veto.md.redlines-*` are in the way; remove them\n";
    assert_eq!((ran.code, ran.err.as_str()), (1, told));
    assert!(site.path("content/actors/persia.md").is_file() && journal.is_file());
    // As long as it cannot be completed, no other change begins.
    let decided = fs::read(&journal).unwrap();
    let ran = site.run(&["rename", "notes/method", "means"]);
    assert!(ran.code != 0 && ran.err.contains("cannot be completed"), "{}", ran.err);
    assert_eq!(fs::read(&journal).unwrap(), decided);
    names().for_each(|name| fs::remove_file(site.path(&name)).unwrap());
    let ran = site.run(&["check", "--fix"]);
    assert!(ran.err.starts_with("A change that was cut off was completed.\n"), "{}", ran.err);
    let brief = fs::read_to_string(site.path("content/briefs/veto.md")).unwrap();
    assert!(brief.contains("[[persia]]") && !journal.exists(), "{brief}");
}

#[test]
fn a_name_of_several_actors_is_not_one_of_them() {
    let actor = |name: &str| {
        format!("+++\nname = \"{name}\"\naliases = [\"The Ministry\"]\n+++\nA body.\n")
    };
    let site = Site::new()
        .with("content/actors/one.md", actor("One"))
        .with("content/actors/two.md", actor("Two"))
        .with(
            "content/briefs/a.md",
            "+++\ntitle = \"A\"\ndate = 2025\nactors = [\"Oman\"]\n+++\nText.\n",
        );
    let ran = site.run(&["actors", "merge", "The Ministry", "Oman"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("several actors are called `The Ministry`: one, two"), "{}", ran.err);
}

const ADDRESS: &str = "https://herald.example.org/talks";

const COPY: &str = "https://archive.example.org/2025/talks";

/// A site in which every kind of place has a source with the same address.
fn site_with_sources() -> Site {
    let source = |key: &str| format!("key = \"{key}\"\ntitle = \"Talks\"\nurl = \"{ADDRESS}\"\n");
    let library = format!("[[sources]]\n{}\n[[sources]]\n{}", source("one"), source("two"));
    Site::new()
        .with("content/sources.toml", library + &format!("archive_url = \"{COPY}\"\n"))
        .with("content/sources.yml", format!("three:\n  type: web\n  title: Talks\n  url: {ADDRESS}#top\n"))
        .with("content/sources.bib", format!("@misc{{four,\n  title = {{Talks}},\n  url = {{{ADDRESS}}},\n}}\n"))
        .with(
            "content/briefs/c.md",
            format!(
                "---\ntitle: C\ndate: 2025-06-15\nsources:\n  - key: five\n    title: Talks\n    url: {ADDRESS}\n---\n\
                 [A link]({ADDRESS}) stays.\n"
            ),
        )
}

#[test]
fn a_copy_is_named_in_every_source_that_has_the_address() {
    let site = site_with_sources();
    let before = content(&site);
    let shown = site.run(&["archive", ADDRESS, COPY, "--dry-run"]);
    assert_eq!((shown.code, content(&site) == before), (0, true), "{}", shown.err);
    let ran = site.run(&["archive", ADDRESS, COPY]);
    assert_eq!((ran.code, &ran.out), (0, &shown.out), "{}", ran.err);
    let lines: Vec<&str> = ran.out.lines().filter(|line| line.starts_with(['+', '-'])).collect();
    let expected = [
        "--- a/content/briefs/c.md".to_owned(),
        "+++ b/content/briefs/c.md".to_owned(),
        format!("+    archive_url: \"{COPY}\""),
        "--- a/content/sources.bib".to_owned(),
        "+++ b/content/sources.bib".to_owned(),
        format!("+  archive_url = {{{COPY}}},"),
        "--- a/content/sources.toml".to_owned(),
        "+++ b/content/sources.toml".to_owned(),
        format!("+archive_url = \"{COPY}\""),
        "--- a/content/sources.yml".to_owned(),
        "+++ b/content/sources.yml".to_owned(),
        format!("+  archive_url: \"{COPY}\""),
    ];
    assert_eq!(lines, expected);
    // All of them are read as they are meant: there is nothing left to name.
    let again = site.run(&["archive", ADDRESS, COPY]);
    assert_eq!(
        (again.code, again.err),
        (2, format!("error: a copy of it is named already: {COPY}\n"))
    );
}

#[test]
fn a_copy_needs_an_address_and_a_source() {
    let site = site_with_sources()
        .with("content/sources.bib", "@misc{six, title={T}, url={https://example.org/six}}\n");
    let cases = [
        (
            &["https://herald.example.org/talk", COPY][..],
            2,
            "error: no source has the address `https://herald.example.org/talk`; did you mean `https://herald.example.org/talks`?\n",
        ),
        (
            &[ADDRESS, "javascript:alert(1)"],
            2,
            "error: `javascript:alert(1)` is no `http` or `https` address\n",
        ),
        (&["talks", COPY], 2, "error: `talks` is no `http` or `https` address\n"),
    ];
    let before = content(&site);
    for (arguments, code, message) in cases {
        let ran = site.run(&[&["archive"], arguments].concat());
        assert_eq!((ran.code, ran.err.as_str()), (code, message));
    }
    assert_eq!(content(&site), before);
    // A library on one line is written as it is written.
    let ran =
        site.run(&["archive", "https://example.org/six", "https://archive.example.org/{six}"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let written = fs::read_to_string(site.path("content/sources.bib")).unwrap();
    assert!(written.contains("archive_url = {https://archive.example.org/%7Bsix%7D}"), "{written}");
}
