//! `redlines new` where nobody can be asked: options, what is refused, and that nothing is overwritten.

use std::fs;
use std::process::{Command, Stdio};

use crate::command::{Ran, redlines, run};
use crate::site::Site;
use crate::walk::tree;

fn site() -> Site {
    let actor =
        |name: &str, more: &str| format!("+++\nname = \"{name}\"\nkind = \"state\"\n{more}+++\n");
    Site::new()
        .with("content/actors/iran.md", actor("Iran", ""))
        .with("content/actors/united-states.md", actor("United States", "aliases = [\"US\"]\n"))
        .with("content/actors/oman.md", actor("Oman", "draft = true\n"))
        // One with an error of its own is there all the same.
        .with("content/actors/qatar.md", actor("Qatar", "wikidata = \"nonsense\"\n"))
}

/// A run whose standard input stays open and says nothing: whoever waits for it waits for ever.
fn new(site: &Site, arguments: &[&str]) -> Ran {
    let (silent, _open) = std::io::pipe().expect("a pipe");
    let mut command = Command::new(env!("CARGO_BIN_EXE_redlines"));
    command.current_dir(site.path("")).arg("new").args(arguments).stdin(Stdio::from(silent));
    run(&mut command)
}

/// The values that a new document sets.
fn set(site: &Site, path: &str) -> String {
    let text = fs::read_to_string(site.path(path)).unwrap();
    let lines = text.split("+++").nth(1).unwrap().lines();
    lines.filter(|it| !it.is_empty() && !it.starts_with('#')).collect::<Vec<_>>().join("; ")
}

#[test]
fn options_fill_a_document() {
    let site = site();
    // The day is that of the environment.
    let cases = [
        (
            &[
                "brief",
                "Talks in Muscat",
                "--actor",
                "us",
                "--actor",
                "Iran",
                "--actor",
                "iran",
                "--tag",
                "the talks",
            ][..],
            "content/briefs/talks-in-muscat.md",
            "title = \"Talks in Muscat\"; date = 2025-07-01; actors = [\"united-states\", \"iran\"]; tags = [\"the talks\"]",
        ),
        (
            &[
                "event",
                "A \"strike\"",
                "--date",
                "2025-06-13/2025-06-24",
                "--actor",
                "oman",
                "--actor",
                "qatar",
            ],
            "content/events/a-strike.md",
            "title = 'A \"strike\"'; date = \"2025-06-13/2025-06-24\"; actors = [\"oman\", \"qatar\"]",
        ),
        (
            &["event", "Another", "--date", "2025-06-13"],
            "content/events/another.md",
            "title = \"Another\"; date = 2025-06-13",
        ),
        (
            &["threshold", "A line", "--actor", "iran"],
            "content/thresholds/a-line.md",
            "title = \"A line\"; holder = [\"iran\"]",
        ),
        (
            &["actor", "Egypt", "--kind", "state", "--tag", "africa"],
            "content/actors/egypt.md",
            "name = \"Egypt\"; kind = \"state\"; tags = [\"africa\"]",
        ),
        (&["page", "Method"], "content/method.md", "title = \"Method\""),
    ];
    for (arguments, path, expected) in cases {
        let ran = new(&site, arguments);
        assert_eq!((ran.code, ran.out), (0, format!("Made {path}\n")), "{}", ran.err);
        assert_eq!(set(&site, path), expected);
        let text = fs::read_to_string(site.path(path)).unwrap();
        let again = new(&site, arguments);
        assert_eq!(again.code, 1);
        assert!(again.err.contains("is there already"), "{}", again.err);
        assert_eq!(fs::read_to_string(site.path(path)).unwrap(), text);
    }
    let sound =
        site.with("content/actors/qatar.md", "+++\nname = \"Qatar\"\nkind = \"state\"\n+++\n");
    assert_eq!(sound.run(&["check", "--drafts"]).code, 0);
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_made() {
    let site = site();
    let cases = [
        (&[][..], "there is no terminal to ask"),
        (&["brief"], "there is no terminal to ask"),
        (&["brief", "A", "--actor", "irna"], "there is no actor `irna`; did you mean `iran`?"),
        (
            &["brief", "A", "--actor", "Untied States", "--actor", "Peru"],
            "`Untied States`; did you mean `united-states`?\n       there is no actor `Peru`",
        ),
        (&["event", "A", "--date", "soon"], "`--date soon`"),
        (&["actor", "A", "--date", "2025-06-15"], "`--date` does not go with `actor`"),
        (&["page", "A", "--actor", "iran"], "`--actor` does not go with `page`"),
        (&["brief", "A", "--kind", "state"], "`--kind` does not go with `brief`"),
        (&["actor", "A", "--kind", "county"], "`--kind county` is none of state, person"),
        (&["brief", "A", "--tag", "?"], "the tag `?` has no letter"),
        (&["brief", "?"], "`?` has no letter or digit"),
    ];
    for (arguments, expected) in cases {
        let ran = new(&site, arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(expected), "{arguments:?}: {}", ran.err);
    }
    assert!(!site.path("content/briefs").exists() && !site.path("content/events").exists());
}

/// What starters say of the text that is to be written.
const HINTS: [&str; 6] = [
    "Write here",
    "Where the claim comes from",
    "Who this is",
    "What happened, and who",
    "What is known of this line",
    "Your text",
];

#[test]
fn a_starter_publishes_nothing_until_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let made = redlines(folder.path(), &["new", "site", "desk"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let desk = folder.path().join("desk");
    let documents = [
        ("brief", "Talks in Muscat"),
        ("actor", "Oman"),
        ("event", "Talks"),
        ("threshold", "A line"),
        ("page", "Method"),
    ];
    for (what, name) in documents {
        assert_eq!(redlines(&desk, &["new", what, name]).code, 0, "{what}");
    }
    let brief = fs::read_to_string(desk.join("content/briefs/talks-in-muscat.md")).unwrap();
    let named = brief.replace("\n+++\n", "\nactors = [\"Iran\", \"Islamic Republic\"]\n+++\n");
    fs::write(desk.join("content/briefs/talks-in-muscat.md"), named).unwrap();
    let merged = redlines(&desk, &["actors", "merge", "Iran", "Islamic Republic"]);
    assert_eq!(merged.code, 0, "{}", merged.err);
    let iran = fs::read_to_string(desk.join("content/actors/iran.md")).unwrap();
    assert!(iran.contains("<!-- Who this is, in one to three neutral sentences. -->"), "{iran}");

    let built = redlines(&desk, &["build"]);
    assert_eq!(built.code, 0, "{}", built.err);
    assert!(!built.err.contains("placeholder-text"), "{}", built.err);
    for (path, bytes) in tree(&desk.join("public")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(HINTS.iter().all(|hint| !text.contains(hint)), "{path}");
    }
}

#[test]
fn a_draft_may_have_placeholders() {
    let text = "+++\ntitle = \"A\"\ndate = 2025-06-15\nSTATUS\n+++\n\nWrite here.\n";
    for (status, code) in [("", 1), ("draft = true", 0), ("status = \"draft\"", 0)] {
        let site = Site::new().with("content/briefs/a.md", text.replace("STATUS", status));
        assert_eq!(site.run(&["check"]).code, code, "{status}");
        assert_eq!(site.run(&["check", "--drafts"]).code, code, "{status}");
    }
}
