//! Sites that somebody else made: whatever links and state files they bring, nothing outside of them is read into
//! the output, written or deleted.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::TempDir;

use crate::command::{Ran, redlines};

const CONFIG: &str = "title = \"T\"\nbase_url = \"https://example.org/\"\n[search]\nengine = \"off\"\n\
                      [publish.live]\nto = \"../target\"\n[lints]\nbase-url-path = \"allow\"\n";
const ACTOR: &str =
    "+++\nname = \"Iran\"\nkind = \"state\"\nwebsiet = \"https://example.org/\"\n+++\nA state.\n";
const SOUND_ACTOR: &str = "+++\nname = \"Iran\"\nkind = \"state\"\n+++\nA state.\n";

/// The text in every file that no command may read. No command may print or copy it.
const MARKER: &str = "only-for-the-neighbors";

const EVENT: &str =
    "+++\ntitle = \"A talk\"\ndate = 2025-06-15\nactors = [\"iran\", \"Oman\"]\n+++\nText.\n";

/// Every command that writes something.
const WRITING: [&[&str]; 11] = [
    &["build"],
    &["publish"],
    &["publish", "--adopt", "--allow-deletions"],
    &["check", "--fix"],
    &["rename", "iran", "persia"],
    &["new", "brief", "Talks"],
    &["theme", "new", "own"],
    &["init-ci", "github", "--force"],
    &["schema", "--out", "schemas"],
    &["actors", "describe", "Oman"],
    &["check", "--external"],
];

/// A site in a folder beside files that are none of its business.
struct Neighbors {
    folder: TempDir,
}

impl Neighbors {
    fn new() -> Self {
        let it = Self { folder: tempfile::tempdir().expect("a folder") };
        it.write("canary/file", MARKER);
        it.write("canary/index.html", MARKER);
        it.write("canary/deep/iran.md", &format!("{SOUND_ACTOR}{MARKER}\n"));
        it.write("canary/files/kept", MARKER);
        it.write("canary/own/static/file", MARKER);
        it.write("canary/own/templates/page/brief.html", MARKER);
        it.write("site/config.toml", CONFIG);
        it.write("site/content/actors/iran.md", SOUND_ACTOR);
        it.write("site/content/events/talk.md", EVENT);
        fs::create_dir_all(it.path("site/.git/hooks")).expect("a folder");
        it
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::write(place, text).expect("a file");
    }

    fn link(&self, path: &str, leads_to: &str) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        let _ = fs::remove_file(&place);
        let _ = fs::remove_dir_all(&place);
        symlink(self.path(leads_to), place).expect("a link");
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        redlines(&self.path("site"), arguments)
    }

    /// Whether the marker is in what was printed or in a file that was built or published.
    fn has_leaked(&self, ran: &Ran) -> bool {
        let made = ["site/public", "target"].map(|path| self.path(path));
        // A link that the test made leads to the marker by itself.
        let made = made.iter().filter(|place| place.is_dir() && !place.is_symlink());
        let files = made.flat_map(|place| everything(place).into_values());
        let printed = [&ran.out, &ran.err].map(|text| text.clone().into_bytes());
        files.chain(printed).any(|bytes| String::from_utf8_lossy(&bytes).contains(MARKER))
    }

    /// Everything that no command may change: paths with their bytes, folders with nothing.
    fn outside(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = everything(&self.path("canary"));
        found.extend(everything(&self.path("site/.git")));
        found
    }
}

fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry"));
    let read = |entry: walkdir::DirEntry| {
        (entry.path().display().to_string(), fs::read(entry.path()).unwrap_or_default())
    };
    entries.map(read).collect()
}

#[test]
fn links_in_a_site_lead_no_command_out_of_it() {
    let links = [
        ("site/public", "canary"),
        ("site/.public.redlines-staging", "canary"),
        ("site/.public.redlines-staging/files", "canary"),
        ("site/.public.redlines-staging/lock", "canary/file"),
        ("site/.public.redlines-publish-live", "canary/file"),
        ("site/.public.redlines-git", "canary"),
        ("site/.redlines-edit", "canary"),
        ("site/config.toml", "canary/config.toml"),
        ("site/content/actors/iran.md", "canary/deep/iran.md"),
        ("site/content/actors", "canary/deep"),
        ("site/content/briefs", "canary/deep"),
        ("site/content", "canary"),
        ("site/static", "canary"),
        ("site/themes", "canary"),
        ("site/themes/own", "canary/own"),
        ("site/themes/own/static", "canary/own/static"),
        ("site/themes/own/templates/page/brief.html", "canary/own/templates/page/brief.html"),
        ("site/schemas/brief.schema.json", "canary/file"),
        ("site/.github", "canary/deep"),
        ("site/.github/workflows/site.yml", "canary/file"),
        ("site/external-links.json", "canary/file"),
        ("site/content/hooks", "site/.git/hooks"),
    ];
    // Publishing waits for its lock: the cases wait together.
    links.into_par_iter().with_max_len(1).for_each(|(link, leads_to)| {
        let neighbors = Neighbors::new();
        if link.ends_with("config.toml") {
            neighbors.write("canary/config.toml", &format!("{CONFIG}[{MARKER}]\n"));
        }
        if leads_to.ends_with("iran.md") {
            neighbors.write("canary/deep/iran.md", &format!("{ACTOR}{MARKER}\n"));
        }
        if link.starts_with("site/themes") {
            neighbors.write("site/config.toml", &format!("{CONFIG}[theme]\nname = \"own\"\n"));
        }
        neighbors.link(link, leads_to);
        let before = neighbors.outside();
        for arguments in WRITING {
            let ran = neighbors.run(arguments);
            assert!(neighbors.outside() == before, "{link} with {arguments:?}");
            assert!(!neighbors.has_leaked(&ran), "{link} with {arguments:?}: {}", ran.err);
        }
    });
}

#[test]
fn files_that_are_read_by_name_are_no_links_out_of_the_site() {
    let cases = [
        ("config.toml", "canary/file", "a place outside of the site", &["check"][..]),
        ("config.toml", "site/.git/config", "a hidden file or folder of the site", &["check"]),
        (
            "external-links.json",
            "canary/file",
            "a place outside of the site",
            &["check", "--external"],
        ),
        ("own.csl", "canary/file", "a place outside of the site", &["check"]),
    ];
    for (link, leads_to, target, arguments) in cases {
        let neighbors = Neighbors::new();
        neighbors.write("site/.git/config", MARKER);
        let config = format!("{CONFIG}[citations]\nstyle = \"own.csl\"\n");
        neighbors.write("site/config.toml", if link == "own.csl" { &config } else { CONFIG });
        neighbors.link(&format!("site/{link}"), leads_to);
        let ran = neighbors.run(arguments);
        let message = format!("error[E0104]: `{link}` is a link to {target}\n");
        assert!(ran.code == 1 && ran.err.contains(&message), "{}", ran.err);
        assert!(!neighbors.has_leaked(&ran), "{}", ran.err);
    }
    // A link within the site is followed.
    let neighbors = Neighbors::new();
    neighbors.write("site/settings/redlines.toml", CONFIG);
    neighbors.link("site/config.toml", "site/settings/redlines.toml");
    let ran = neighbors.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn links_to_hidden_files_of_the_site_are_refused() {
    let links = [
        ("content/notes", "site/content/.obsidian"),
        ("content/notes.txt", "site/content/.obsidian/notes.txt"),
        ("static/notes", "site/content/.obsidian"),
        ("assets/notes", "site/.cache/deep"),
    ];
    for (link, leads_to) in links {
        let neighbors = Neighbors::new();
        neighbors.write("site/content/.obsidian/notes.txt", MARKER);
        neighbors.write("site/.cache/deep/notes.txt", MARKER);
        neighbors.link(&format!("site/{link}"), leads_to);
        let ran = neighbors.run(&["build"]);
        let message =
            format!("error[E0104]: `{link}` is a link to a hidden file or folder of the site\n");
        assert!(ran.code == 1 && ran.err.contains(&message), "{link}: {}", ran.err);
        assert!(!neighbors.has_leaked(&ran));
    }
}

#[test]
fn links_within_a_site_publish_nothing_that_is_left_out_where_it_lies() {
    let neighbors = Neighbors::new();
    neighbors.write("site/config.toml", &format!("ignore = [\"/content/raw/\"]\n{CONFIG}"));
    for path in [
        "static/.git/config",
        "static/.git/hooks/deep/file",
        "content/.obsidian/deep/file",
        "content/raw/deep/file",
    ] {
        neighbors.write(&format!("site/{path}"), MARKER);
    }
    neighbors.write("site/static/.well-known/a.txt", "a");
    neighbors.write("site/content/data/b.txt", "b");
    neighbors.write("site/static/z/.htaccess", "c");
    for (link, leads_to) in [
        ("git", "static/.git"),
        ("hooks", "static/.git/hooks/deep"),
        ("content", "content"),
        ("raw", "content/raw"),
        ("deep", "content/raw/deep"),
        ("well-known", "static/.well-known"),
    ] {
        neighbors.link(&format!("site/static/{link}"), &format!("site/{leads_to}"));
    }
    let ran = neighbors.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!neighbors.has_leaked(&ran));
    // What is not left out is published by both paths, and hidden files after the links are.
    for path in ["well-known/a.txt", ".well-known/a.txt", "content/data/b.txt", "z/.htaccess"] {
        assert!(neighbors.path(&format!("site/public/{path}")).is_file(), "{path}");
    }
}

#[test]
fn a_theme_behind_a_link_out_of_the_site_is_refused() {
    let links = [
        ("themes", "canary"),
        ("themes/own", "canary/own"),
        ("themes/own/static", "canary/own/static"),
    ];
    for (link, leads_to) in links {
        let neighbors = Neighbors::new();
        neighbors.write("site/config.toml", &format!("{CONFIG}[theme]\nname = \"own\"\n"));
        neighbors.link(&format!("site/{link}"), leads_to);
        let ran = neighbors.run(&["build"]);
        let message = format!("error[E0104]: `{link}` is a link to a place outside of the site\n");
        assert_eq!((ran.code, ran.err.matches(&message).count()), (1, 1), "{}", ran.err);
    }
}

#[test]
fn a_theme_behind_a_link_within_the_site_is_used() {
    let neighbors = Neighbors::new();
    assert_eq!(neighbors.run(&["theme", "new", "kept"]).code, 0);
    neighbors.write("site/themes/kept/static/own.txt", "own");
    neighbors.write("site/config.toml", &format!("{CONFIG}[theme]\nname = \"own\"\n"));
    neighbors.link("site/themes/own", "site/themes/kept");
    let ran = neighbors.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(neighbors.path("site/public/own.txt").is_file());
}

#[test]
fn links_in_an_output_folder_are_refused_and_nothing_is_written() {
    let links = [
        ("site/public/actors", "canary"),
        ("site/public/actors/iran", "canary"),
        ("site/public/assets", "canary"),
        ("site/public/.redlines-manifest", "canary/file"),
        ("site/public/data", "site/public/actors"),
    ];
    for (link, leads_to) in links {
        let neighbors = Neighbors::new();
        assert_eq!(neighbors.run(&["build"]).code, 0);
        neighbors.link(link, leads_to);
        let before = everything(neighbors.folder.path());
        // Every page changes.
        let ran = neighbors.run(&["build", "--base-url", "https://example.org/other/"]);
        assert_eq!(ran.code, 1, "{link}: {}", ran.out);
        let link = link.trim_start_matches("site/public/");
        assert!(ran.err.contains(&format!("`{link}` is a link")), "{}", ran.err);
        assert!(everything(neighbors.folder.path()) == before, "{link}");
    }
}

#[test]
fn links_at_the_places_of_files_are_replaced_and_not_followed() {
    for link in ["site/public/index.html", "site/public/.redlines-origin"] {
        let neighbors = Neighbors::new();
        assert_eq!(neighbors.run(&["build"]).code, 0);
        neighbors.link(link, "canary/file");
        let before = neighbors.outside();
        let ran = neighbors.run(&["build"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(neighbors.outside() == before);
        assert!(!neighbors.path("site/public/index.html").is_symlink());
    }
}

#[test]
fn links_in_a_target_folder_are_refused() {
    let links = [
        ("target/actors", "canary"),
        ("target/actors/iran", "canary"),
        ("target/.redlines-published", "canary/file"),
        ("target/.redlines-published.next", "canary/file"),
        ("target/.redlines-lock", "canary/file"),
        ("target/.redlines-parts", "canary"),
    ];
    for (link, leads_to) in links {
        let neighbors = Neighbors::new();
        if !link.contains("published") {
            assert_eq!(neighbors.run(&["publish"]).code, 0);
        }
        neighbors.link(link, leads_to);
        let before = neighbors.outside();
        let ran = neighbors.run(&["publish", "--base-url", "https://example.org/x/", "--adopt"]);
        assert_eq!(ran.code, 1, "{link}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("E0802") && ran.err.contains("is a link"), "{link}: {}", ran.err);
        assert!(neighbors.outside() == before, "{link}");
    }
    // One at the place of a file is replaced where the author says so.
    let neighbors = Neighbors::new();
    neighbors.link("target/index.html", "canary/file");
    let before = neighbors.outside();
    assert_eq!(neighbors.run(&["publish"]).code, 1);
    assert_eq!(neighbors.run(&["publish", "--adopt"]).code, 0);
    assert!(neighbors.outside() == before);
}

#[test]
fn folders_that_the_user_names_may_be_links() {
    let neighbors = Neighbors::new();
    fs::create_dir_all(neighbors.path("www")).expect("a folder");
    fs::create_dir_all(neighbors.path("store")).expect("a folder");
    neighbors.link("site/public", "www");
    neighbors.link("target", "store");
    let refused = neighbors.run(&["build"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("name it with `--out public`"), "{}", refused.err);
    for arguments in [&["build", "--out", "public"], &["publish", "--out", "public"]] {
        let ran = neighbors.run(arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    assert!(neighbors.path("www/index.html").is_file());
    assert!(neighbors.path("store/index.html").is_file());
}

/// A change that was cut off, as a site could bring it: with a hook of git that would run at the next checkout.
#[test]
fn a_journal_that_a_site_brings_is_never_carried_out() {
    let neighbors = Neighbors::new();
    let journal = r#"{"moves":[],"texts":[["0",".git/hooks/post-checkout"]]}"#;
    neighbors.write("site/.redlines-edit/journal.json", journal);
    neighbors.write("site/.redlines-edit/0", "#!/bin/sh\n");
    let before = everything(neighbors.folder.path());
    for arguments in [&["check"][..], &["check", "--fix"], &["actors"], &["rename", "oman", "x"]] {
        neighbors.run(arguments);
        assert!(everything(neighbors.folder.path()) == before, "{arguments:?}");
    }
    for arguments in WRITING {
        neighbors.run(arguments);
        assert!(!neighbors.path("site/.git/hooks/post-checkout").exists(), "{arguments:?}");
    }
}
