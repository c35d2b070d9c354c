//! The output folder: what a second build leaves alone, what a failed one changes, and what redlines
//! never touches.

use std::fs;
use std::io::{self, Write as _};
use std::process::Command;

use crate::command::run;
use crate::site::Site;
use crate::walk::tree;

const EVENT: &str = "+++\ntitle = \"A talk\"\ndate = 2025-06-15\nactors = [\"iran\"]\n+++\nText.\n";
const ACTOR: &str = "+++\nname = \"Iran\"\nkind = \"state\"\n+++\nA state.\n";

fn site() -> Site {
    Site::new().with("content/events/talk.md", EVENT).with("content/actors/iran.md", ACTOR)
}

#[test]
fn a_second_build_writes_nothing() {
    let site = site();
    site.build();
    let first = tree(&site.path("public"));
    let manifest = site.path("public/.redlines-manifest");
    let written = fs::metadata(&manifest).unwrap().modified().unwrap();
    let ran = site.build();
    assert!(ran.out.contains(": 0 files written"), "{}", ran.out);
    assert_eq!(tree(&site.path("public")), first);
    assert_eq!(fs::metadata(&manifest).unwrap().modified().unwrap(), written);
}

#[test]
fn a_build_of_what_it_was_built_from_has_nothing_to_do() {
    // One warning, of which the builds that have nothing to do must speak, too.
    let site = site().with("content/events/odd.MD", "A text.");
    // Files of the last two seconds may yet change without anyone seeing it in their times.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    let first = site.build();
    let standing = "1 warning, as before: run `redlines check`\n";
    assert!(first.out.ends_with("; 1 warning\n") && !first.err.contains(standing), "{}", first.err);
    let built = tree(&site.path("public"));
    let again = site.build();
    assert_eq!(again.err, standing);
    let line = |ran: &crate::command::Ran| {
        let (line, _) = ran.out.split_once(" removed").expect("a closing line");
        line.to_owned()
    };
    assert!(line(&again).contains(": 0 files written, "), "{}", again.out);
    let pages = |line: String| line.split(':').next().map(str::to_owned);
    assert_eq!(pages(line(&again)), pages(line(&first)));
    let quiet = site.run(&["build", "--quiet"]);
    assert_eq!((quiet.err.as_str(), quiet.out.as_str()), (standing, ""));

    // Whatever the output follows from makes a whole build: what is asked for, what lies in the output,
    // and every file.
    let whole = |arguments: &[&str]| {
        let ran = site.run(arguments);
        assert!(!ran.err.contains(standing), "{arguments:?}: {}", ran.err);
    };
    whole(&["build", "--as-of", "2025-07-02"]);
    whole(&["build", "--base-url", "https://example.org/other"]);
    whole(&["build", "--deny", "warnings"]);
    whole(&["build", "--format", "json"]);
    whole(&["build"]);
    assert_eq!(site.build().err, standing);
    fs::write(site.path("public/index.html"), "Edited.").unwrap();
    whole(&["build"]);
    assert_eq!(tree(&site.path("public")), built);
    assert_eq!(site.build().err, standing);
    fs::remove_file(site.path("public/events/index.html")).unwrap();
    whole(&["build"]);
    assert_eq!(tree(&site.path("public")), built);
    let site = site.with("content/events/talk.md", EVENT.replace("Text", "Next"));
    let ran = site.build();
    assert!(!ran.err.contains(standing) && site.page("events/talk/index.html").contains("Next."));
}

/// The fingerprint of the inputs does not cover the file of a style.
#[test]
fn a_site_with_a_citation_style_of_its_own_is_built_every_time() {
    let style = "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>Own</title>\
                 <id>own</id><updated>2024-01-01T00:00:00Z</updated></info><citation><layout><text variable=\"title\"/></layout>\
                 </citation></style>";
    let config =
        "title = \"T\"\nbase_url = \"https://example.org/\"\n[citations]\nstyle = \"own.csl\"\n";
    let site = site().with("config.toml", config).with("own.csl", style);
    std::thread::sleep(std::time::Duration::from_millis(2100));
    site.build();
    assert!(!site.path("public/.redlines-origin").exists());
}

#[test]
fn a_site_can_do_without_what_nobody_wrote() {
    let config =
        "title = \"T\"\nbase_url = \"https://example.org/\"\n[search]\nengine = \"off\"\n[pages]\n";
    let other = "+++\nname = \"Oman\"\nkind = \"state\"\nrelations = [{ actor = \"iran\", kind = \"opposes\" }]\n+++\n";
    let brief = "+++\ntitle = \"B\"\ndate = 2025-01-01\n+++\n[A word][^a].\n\n[^a]: A note.\n";
    let event =
        EVENT.replace("actors", "place = { name = \"Muscat\", lat = 23.6, lon = 58.5 }\nactors");
    let site = site()
        .with("content/events/talk.md", event)
        .with("content/actors/oman.md", other)
        .with("content/briefs/b.md", brief);
    let parts = [
        ("map", "map/index.html"),
        ("network", "network/index.html"),
        ("corrections", "corrections/index.html"),
        ("corrections", "corrections/feed.xml"),
        ("event-groups", "events/year/2025/index.html"),
        ("filters", "data/finder/events/columns.json"),
        ("annotations", "briefs/b/annotations.json"),
        ("not-found", "404.html"),
        ("sitemap", "sitemap.xml"),
        ("robots", "robots.txt"),
    ];
    let mut site = site.with("config.toml", config);
    site.build();
    for (_, path) in parts {
        assert!(site.path("public").join(path).exists(), "{path}");
    }
    for (part, path) in parts {
        site = site.with("config.toml", format!("{config}leave_out = [\"{part}\"]\n"));
        site.build();
        assert!(!site.path("public").join(path).exists(), "{path} without {part}");
        let link = format!("href=\"/{}\"", path.trim_end_matches("index.html"));
        let pages = ["index.html", "events/index.html", "briefs/b/index.html"];
        assert!(pages.iter().all(|page| !site.page(page).contains(&link)), "{part}");
    }
}

#[test]
fn the_stages_of_a_build_are_timed_where_that_is_asked() {
    let site = site();
    let ran = site.run(&["build", "--timings"]);
    let stages: Vec<&str> =
        ran.err.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let wanted = ["stage", "read", "parse", "link", "plan", "render", "write", "search", "render"];
    assert!(stages.ends_with(&wanted), "{}", ran.err);
    assert!(!site.run(&["build"]).err.contains("stage"));
}

#[test]
fn an_edit_writes_only_what_it_changes() {
    let site = site().with("content/about.md", "+++\ntitle = \"About\"\n+++\nOne.\n");
    site.build();
    let first = tree(&site.path("public"));
    let site = site.with("content/about.md", "+++\ntitle = \"About\"\n+++\nTwo.\n");
    site.build();
    assert!(site.page("about/index.html").contains("Two."));
    let second = tree(&site.path("public"));
    // The search index holds the text, too, in files that are named by their content.
    let is_changed = |path: &&String| first.get(*path) != second.get(*path);
    let others = |path: &&String| !path.starts_with("pagefind/") && !path.starts_with('.');
    let changed: Vec<&String> = second.keys().filter(is_changed).filter(others).collect();
    assert_eq!(changed, ["about/index.html"]);
}

#[test]
fn a_document_that_goes_takes_its_page_and_folder_along() {
    let site = site();
    site.build();
    fs::remove_file(site.path("content/events/talk.md")).unwrap();
    site.build();
    assert!(!site.path("public/events/talk").exists());
    assert!(site.path("public/actors/iran/index.html").exists());
}

#[test]
fn edits_in_any_order_end_in_the_tree_of_a_fresh_build() {
    let site = site();
    site.build();
    let site = site
        .with("content/about.md", "+++\ntitle = \"About\"\n+++\nOne.\n")
        .with("content/events/talk.md", EVENT.replace("A talk", "Another talk"));
    site.build();
    fs::remove_file(site.path("content/about.md")).unwrap();
    site.build();
    let edited = tree(&site.path("public"));
    fs::remove_dir_all(site.path("public")).unwrap();
    site.build();
    assert_eq!(tree(&site.path("public")), edited);
}

#[test]
fn a_page_that_somebody_edited_is_written_again() {
    let site = site();
    site.build();
    let page = site.path("public/actors/iran/index.html");
    let original = fs::read(&page).unwrap();
    // The same length, so that only the content tells.
    let mut edited = original.clone();
    edited[100] ^= 1;
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(&page, edited).unwrap();
    site.build();
    assert_eq!(fs::read(&page).unwrap(), original);
}

#[test]
fn a_failed_build_changes_nothing() {
    let site = site();
    site.build();
    let before = tree(&site.path("public"));
    let broken = "{% extends \"base.html\" %}{% block main %}{{ event.nope }}{% endblock %}";
    let site = site.with("templates/event.html", broken).with(
        "content/actors/iran.md",
        ACTOR.replace("A state.", "Another text, which would change its page."),
    );
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("templates/event.html"), "{}", ran.err);
    assert!(ran.err.contains("/events/talk/"), "the page is named: {}", ran.err);
    assert_eq!(tree(&site.path("public")), before);
    assert!(!site.path(".public.redlines-staging").exists());
}

#[test]
fn files_of_somebody_else_are_never_touched() {
    let site = site().with("public/precious.txt", "mine");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[E0702]"), "{}", ran.err);
    assert_eq!(tree(&site.path("public")).len(), 1);

    fs::remove_dir_all(site.path("public")).unwrap();
    site.build();
    // Beside ours it may stay; in the way of ours it stops the build.
    let site = site.with("public/precious.txt", "mine");
    site.build();
    assert_eq!(site.page("precious.txt"), "mine");
    let site = site
        .with("public/about/index.html", "mine")
        .with("content/about.md", "+++\ntitle = \"About\"\n+++\n");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("about/index.html"), "{}", ran.err);
    assert_eq!(site.page("about/index.html"), "mine");
}

#[test]
fn a_stale_file_that_somebody_changed_is_kept_and_named() {
    let site = site().with("content/about.md", "+++\ntitle = \"About\"\n+++\nOne.\n");
    site.build();
    std::thread::sleep(std::time::Duration::from_millis(20));
    let site = site.with("public/about/index.html", "my own page now");
    fs::remove_file(site.path("content/about.md")).unwrap();
    let ran = site.build();
    assert!(ran.err.contains("warning[foreign-file-kept]"), "{}", ran.err);
    assert_eq!(site.page("about/index.html"), "my own page now");
}

#[test]
fn a_warning_of_the_end_that_is_denied_fails_the_build() {
    let site = site().with("content/about.md", "+++\ntitle = \"About\"\n+++\nOne.\n");
    site.build();
    std::thread::sleep(std::time::Duration::from_millis(20));
    let site = site.with("public/about/index.html", "my own page now");
    fs::remove_file(site.path("content/about.md")).unwrap();
    let ran = site.run(&["build", "--deny", "warnings"]);
    assert!(ran.err.contains("error[foreign-file-kept]"), "{}", ran.err);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("; 1 error"), "{}", ran.out);
    assert_eq!(site.page("about/index.html"), "my own page now");
}

#[test]
fn unsafe_output_folders_are_refused() {
    let site = site().with("content/x.png", "");
    for out in [".", "..", "content", "content/out", "static", "../"] {
        let ran = site.run(&["build", "--out", out]);
        assert_eq!(ran.code, 1, "{out}");
        assert!(ran.err.contains("error[E0701]"), "{out}: {}", ran.err);
    }
    assert!(site.path("content/events/talk.md").exists());
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let site = site();
    let mut trees = Vec::new();
    for threads in ["1", "2", "8"] {
        let out = format!("out-{threads}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_redlines"));
        command.args(["build", "--out", &out]).current_dir(site.path(""));
        assert_eq!(run(command.env("RAYON_NUM_THREADS", threads)).code, 0);
        trees.push(tree(&site.path(&out)));
    }
    assert!(trees.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let site = site();
    fs::create_dir_all(site.path(".public.redlines-staging")).unwrap();
    let lock = fs::File::create(site.path(".public.redlines-staging/lock")).unwrap();
    lock.lock().unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[E0704]"), "{}", ran.err);
    drop(lock);
    site.build();
}

#[test]
fn a_full_disk_changes_nothing_and_says_so() {
    let site = site();
    site.build();
    let small = site.path("small");
    fs::create_dir(&small).unwrap();
    let mount =
        Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(&small).output();
    if !mount.is_ok_and(|output| output.status.success()) {
        // Not `eprintln!`, which the harness keeps to itself where a test passes.
        let skipped =
            "skipped a_full_disk_changes_nothing_and_says_so: no right to mount a small disk\n";
        io::stderr().write_all(skipped.as_bytes()).unwrap();
        return;
    }
    let ran = site.run(&["build", "--out", "small/out"]);
    let left = fs::read_dir(&small).unwrap().count();
    assert!(Command::new("umount").arg(&small).status().unwrap().success());
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.err.contains("error[E0703]") && ran.err.contains("full"), "{}", ran.err);
    assert_eq!(left, 0, "nothing is left behind");
}

#[test]
fn the_report_is_complete_as_json() {
    let site = site().with("content/events/bad.md", "+++\ntitel = \"x\"\n+++\n");
    let ran = site.run(&["check", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let finding = &report["findings"][0];
    assert_eq!(finding["code"], "E0207", "{report:#}");
    let unknown = &report["findings"].as_array().unwrap().iter().find(|it| it["code"] == "E0205");
    let unknown = unknown.expect("the unknown key");
    assert_eq!(unknown["file"], "content/events/bad.md");
    assert_eq!((unknown["line"].as_u64(), unknown["column"].as_u64()), (Some(2), Some(1)));
    assert_eq!(unknown["help"], "did you mean `title`?");
}

#[test]
fn wrong_usage_is_told_from_problems_of_the_site() {
    let site = site();
    let cases: [&[&str]; 5] = [
        &["build", "--base-url", "nowhere"],
        &["check", "--as-of", "soon"],
        &["check", "--format", "xml"],
        &["frobnicate"],
        &["new", "brief", "???"],
    ];
    for arguments in cases {
        assert_eq!(site.run(arguments).code, 2, "{arguments:?}");
    }
    assert_eq!(site.run(&["check", "--site", "missing"]).code, 1);
}

#[test]
fn the_base_address_is_part_of_every_link() {
    let site = site();
    let ran = site.run(&["build", "--base-url", "https://example.org/red/lines"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = site.page("events/talk/index.html");
    assert!(page.contains("href=\"/red/lines/actors/iran/\""), "{page}");
    assert!(page.contains("href=\"https://example.org/red/lines/events/talk/\""), "{page}");
    assert!(!page.contains("href=\"/actors/"), "{page}");
}

#[test]
fn a_network_is_where_something_ties_two_actors() {
    let oman = "+++\nname = \"Oman\"\nkind = \"state\"\n+++\nA state.\n";
    let threshold = |addressed: &str| {
        format!(
            "+++\ntitle = \"A line\"\nholder = [\"iran\"]\naddressed_to = [\"{addressed}\"]\n+++\nText.\n"
        )
    };
    let both = "+++\ntitle = \"A\"\ndate = 2025-01-01\nactors = [\"iran\", \"oman\"]\n+++\nText.\n";
    let related =
        ACTOR.replace("kind", "relations = [{ kind = \"allied-with\", actor = \"oman\" }]\nkind");
    let cases = [
        ("content/events/talk.md", both.to_owned(), true),
        ("content/actors/iran.md", related, true),
        ("content/thresholds/line.md", threshold("oman"), true),
        ("content/thresholds/line.md", threshold("iran"), false),
        // Whom a brief names together need have nothing to do with each other.
        ("content/briefs/a.md", both.to_owned(), false),
        ("content/events/talk.md", EVENT.to_owned(), false),
    ];
    for (path, text, is_tied) in cases {
        let site = Site::new()
            .with("content/actors/iran.md", ACTOR)
            .with("content/actors/oman.md", oman)
            .with(path, &*text);
        site.build();
        assert_eq!(site.path("public/network").exists(), is_tied, "{text}");
        let actor = site.page("actors/iran/index.html");
        assert_eq!(actor.contains("figure-network"), is_tied, "{text}");
        if is_tied {
            assert!(site.page("network/index.html").contains("class=\"tie "), "{text}");
        }
    }
}
