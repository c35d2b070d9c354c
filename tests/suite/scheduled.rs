//! Briefs that are dated after the day of the build: left out, with links to them as text, until that day.

use std::fs;

use crate::site::Site;
use crate::walk::tree;

const OMAN: &str = "+++\nname = \"Oman\"\nkind = \"state\"\n+++\n";
const TALKS: &str = "+++\n\
    title = \"Talks in Muscat\"\n\
    date = 3000-06-15\n\
    actors = [\"oman\"]\n\
    events = [{ id = \"round\", title = \"A round of talks\", date = 2025-06-15, actors = [\"oman\"] }]\n\
    +++\n\nEMBARGO\n";
const BEFORE: &str = "+++\n\
    title = \"Before the talks\"\n\
    date = 2025-06-01\n\
    actors = [\"oman\"]\n\
    +++\n\n\
    See [[talks]], [[Talks in Muscat|the next brief]], [a path](talks.md), [an address](/briefs/talks/), \
    and [[oman]].\n\n\
    ![[talks]]\n";

/// A site with a brief of the year 3000 and everything that can link to it.
fn site() -> Site {
    let config = "title = \"Test\"\nbase_url = \"https://example.org/\"\n[lints]\nunsourced-event = \"allow\"\n\
        [[theme.navigation]]\ntitle = \"Next\"\nurl = \"/briefs/talks/\"\n";
    Site::new()
        .with("config.toml", config)
        .with("content/actors/oman.md", OMAN)
        .with("content/briefs/talks.md", TALKS)
        .with("content/briefs/talks/map.png", "EMBARGO")
        .with("content/briefs/before.md", BEFORE)
}

fn page(site: &Site, path: &str) -> String {
    fs::read_to_string(site.path("public").join(path)).unwrap()
}

#[test]
fn a_brief_to_come_is_left_out_and_links_to_it_are_text() {
    let site = site();
    let ran = site.run(&["build", "--as-of", "2999-12-31"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let lint = "warning[future-brief]: the brief is left out: it is dated 15 June 3000, after 2999-12-31, the day";
    assert!(ran.err.contains(lint), "{}", ran.err);
    for (path, bytes) in tree(&site.path("public")) {
        let text = String::from_utf8_lossy(&bytes);
        for secret in ["EMBARGO", "Talks in Muscat", "A round of talks", "href=\"/briefs/talks/"] {
            assert!(!text.contains(secret), "{path} has {secret}");
        }
    }
    let before = page(&site, "briefs/before/index.html");
    let text = "See talks, the next brief, a path, an address, \
        and <a class=\"reference reference-actor\" href=\"/actors/oman/\">Oman</a>.";
    assert!(before.contains(text), "{before}");
    assert!(
        before.contains("content=\"See talks, the next brief, a path, an address, and Oman."),
        "{before}"
    );
}

#[test]
fn on_its_day_and_with_drafts_it_is_there() {
    let site = site();
    for (options, is_marked) in [
        (&["--as-of", "3000-06-15"][..], false),
        (&["--as-of", "2999-12-31", "--drafts"], true),
        (&["--drafts"], true),
    ] {
        let ran = site.run(&[&["build"], options].concat());
        assert_eq!((ran.code, ran.err.contains("future-brief")), (0, false), "{}", ran.err);
        let talks = page(&site, "briefs/talks/index.html");
        assert!(talks.contains("EMBARGO"));
        assert_eq!(talks.contains("<strong>Scheduled.</strong>"), is_marked, "{options:?}");
        let list = page(&site, "briefs/index.html");
        assert_eq!(list.contains("badge-scheduled"), is_marked, "{options:?}");
        let before = page(&site, "briefs/before/index.html");
        let link = "See <a class=\"reference reference-brief\" href=\"/briefs/talks/\">Talks in Muscat</a>, ";
        assert!(before.contains(link), "{before}");
        assert!(before.contains("<a href=\"/briefs/talks/\">Next</a>"), "{before}");
    }
}

#[test]
fn nothing_is_reported_of_it_under_a_day_that_is_over() {
    let ran = site().run(&["check", "--as-of", "2025-06-30"]);
    assert_eq!((ran.code, ran.err.contains("future-brief")), (0, false), "{}", ran.err);
}

#[test]
fn under_a_day_that_is_over_what_it_defines_is_there() {
    let later = TALKS.replace("3000-06-15", "2025-06-15");
    let other = BEFORE.replace("date = 2025-06-01\n", "date = 2025-06-01\nevents = [\"round\"]\n");
    let site =
        site().with("content/briefs/talks.md", later).with("content/briefs/before.md", other);
    let ran = site.run(&["build", "--as-of", "2025-06-02"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(page(&site, "events/round/index.html").contains("A round of talks"));
    assert!(!site.path("public/briefs/talks").exists());
}

#[test]
fn links_to_its_files_and_old_addresses_are_text() {
    let talks = TALKS.replace("+++\n\n", "redirect_from = [\"/old/talks/\"]\n+++\n\n");
    let body = "+++\ntitle = \"About\"\n+++\n\nA [file](briefs/talks/map.png), [its address](/briefs/talks/map.png), \
        an [old address](/old/talks/), [[brief:talks]] and ![the map](briefs/talks/map.png).\n";
    let site = site().with("content/briefs/talks.md", talks).with("content/about.md", body);
    let ran = site.run(&["build", "--as-of", "2999-12-31"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let about = page(&site, "about/index.html");
    assert!(
        about.contains("<p>A file, its address, an old address, talks and the map.</p>"),
        "{about}"
    );
    assert_eq!(site.run(&["build", "--as-of", "3000-06-15"]).code, 0);
}

#[test]
fn a_brief_can_silence_the_lint_with_a_reason() {
    let silent = TALKS
        .replace("+++\n\n", "lints = { future-brief = \"Embargo until the talks.\" }\n+++\n\n");
    let site = site().with("content/briefs/talks.md", silent);
    for (day, code) in [("2999-12-31", 0), ("3000-06-15", 0), ("2025-06-30", 0)] {
        let ran = site.run(&["check", "--as-of", day, "--deny", "warnings"]);
        assert_eq!(ran.code, code, "{day}: {}", ran.err);
    }
}

#[test]
fn a_draft_is_a_draft_whatever_its_date() {
    let site =
        site().with("content/briefs/talks.md", TALKS.replace("+++\n\n", "draft = true\n+++\n\n"));
    let ran = site.run(&["check", "--as-of", "2999-12-31"]);
    assert_eq!((ran.code, ran.err.contains("future-brief")), (1, false), "{}", ran.err);
    assert!(ran.err.contains("error[E0409]: `talks` is a draft"), "{}", ran.err);
}

#[test]
fn what_it_brings_into_the_site_is_missed_with_the_reason() {
    let talks = TALKS.replace("actors = [\"oman\"]\nevents", "actors = [\"Qatar\"]\ntags = [\"muscat\"]\nevents").replace(
        "+++\n\n",
        "sources = [{ key = \"gazette\", title = \"Gazette\", kind = \"article\", date = 2025-06-15 }]\n+++\n\n",
    );
    let other = BEFORE
        .replace("date = 2025-06-01\n", "date = 2025-06-01\nevents = [\"round\"]\n")
        .replace("See ", "See [[qatar]], [[tag:muscat]], [@gazette], ");
    let site =
        site().with("content/briefs/talks.md", talks).with("content/briefs/before.md", other);
    let ran = site.run(&["check", "--as-of", "2999-12-31"]);
    assert_eq!(ran.code, 1);
    let help =
        "`content/briefs/talks.md` defines it, which is not built: give it a file of its own";
    assert_eq!(ran.err.matches(help).count(), 4, "{}", ran.err);
    let whole = site.run(&["check", "--as-of", "3000-06-15"]);
    assert_eq!(whole.code, 0, "{}", whole.err);
}
