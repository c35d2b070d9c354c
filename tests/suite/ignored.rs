//! Files that are no part of a site: backups, what editors and systems leave, and what `ignore` names.

use std::fs;

use crate::site::Site;
use crate::walk::files;

/// What programs leave beside files, all over a site.
const LEFT_BEHIND: [&str; 22] = [
    "content/a.md~",
    "content/#a.md#",
    "content/a.md.bak",
    "content/a.md.orig",
    "content/briefs/a.md.rej",
    "content/briefs/a.md.swp",
    "content/briefs/4913",
    "content/briefs/~$x.docx",
    "content/Thumbs.db",
    "content/desktop.ini",
    "content/a.tmp",
    "static/.DS_Store",
    "static/._a.png",
    "static/.a.css.swo",
    "static/.~lock.a.odt#",
    "static/.#a.css",
    "static/.git/config",
    "static/a.css~",
    "assets/own.css.orig",
    "assets/Thumbs.db",
    "templates/page/brief.html~",
    "templates/page/brief.html.rej",
];

const ABOUT: &str = "+++\ntitle = \"About\"\n+++\n\nText.\n";

fn site() -> Site {
    Site::new()
        .with("content/about.md", ABOUT)
        .with("content/about/map.png", "picture")
        .with("static/.well-known/security.txt", "contact")
        .with("static/a.css", "")
        .with("assets/own.css", "")
}

#[test]
fn backups_and_what_editors_leave_are_not_published() {
    let clean = site();
    clean.build();
    let mut littered = site();
    for path in LEFT_BEHIND {
        // A template or document of these bytes would not be read.
        littered = littered.with(path, b"{{ a secret \xff");
    }
    let ran = littered.build();
    assert_eq!(ran.err, "");
    assert_eq!(files(&littered.path("public")), files(&clean.path("public")));
    assert_eq!(littered.page(".well-known/security.txt"), "contact");
}

#[test]
fn an_author_takes_back_what_would_be_left_out() {
    let site = site().with("static/keep.bak", "kept").with("static/other.bak", "");
    let config = fs::read_to_string(site.path("config.toml")).unwrap();
    let site = site.with("config.toml", format!("ignore = [\"!static/keep.bak\"]\n{config}"));
    site.build();
    assert_eq!(site.page("keep.bak"), "kept");
    assert!(!site.path("public/other.bak").exists());
}

/// Emacs names its user and process by a link to nowhere beside a file that is being edited.
#[cfg(unix)]
#[test]
fn locks_that_lead_nowhere_stop_nothing() {
    let site = site();
    for path in ["content/.#about.md", "static/.#a.css", "assets/.#own.css", "content/#x#"] {
        std::os::unix::fs::symlink("editor@desk.1234:5678", site.path(path)).unwrap();
    }
    for command in ["check", "build"] {
        let ran = site.run(&[command]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command}");
    }
    std::os::unix::fs::symlink("nowhere", site.path("content/lost.md")).unwrap();
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("content/lost.md"), "{}", ran.err);
}

#[test]
fn patterns_leave_out_what_they_name() {
    let site = site()
        .with("content/notes/plan.md", "no front matter")
        .with("content/about/map.psd", "layers")
        .with("static/raw/a.png", "")
        .with("content/raw/a.png", "kept");
    let config = fs::read_to_string(site.path("config.toml")).unwrap();
    let ignore = "ignore = [\"*.psd\", \"content/notes/\", \"/static/raw\", \"assets\"]\n";
    let site = site.with("config.toml", format!("{ignore}{config}"));
    let ran = site.build();
    assert_eq!(ran.err, "");
    for path in ["about/map.psd", "notes/plan/index.html", "raw/a.png"] {
        let exists = site.path("public").join(path).exists();
        assert_eq!(exists, path == "raw/a.png", "{path}");
    }
    assert_eq!(site.page("raw/a.png"), "kept");
    assert!(!files(&site.path("public")).iter().any(|path| path.ends_with("own.css")));
}

/// A build that has nothing to do compares what it was made from; patterns are a part of that.
#[test]
fn another_pattern_is_another_build() {
    let site = site();
    let config = fs::read_to_string(site.path("config.toml")).unwrap();
    site.build();
    assert!(site.path("public/about/map.png").exists());
    let site = site.with("config.toml", format!("ignore = [\"map.*\"]\n{config}"));
    site.build();
    assert!(!site.path("public/about/map.png").exists());
}
