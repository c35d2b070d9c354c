//! `redlines check --fix`: what it mends, that it touches nothing else, and that it shows what it did.

use std::fs;

use crate::site::Site;

const ACTOR: &str =
    "+++\nname = \"Kataib Hezbollah\"\naliases = [\"KH\"]\nkind = \"armed-group\"\n+++\n";

/// A document with a fault of each kind that is mended, amid everything that must stay: a byte order
/// mark, CRLF, comments, odd spaces and another notation of quotes.
const BEFORE: &str = "\u{FEFF}+++\r\ntitel = 'A strike'   # a comment\r\ndate = 2025-06-15\r\nactors   = [ 'kataib-hezbolah',\r\n  \"KH\", \"the Kataib Hezbollah\" ]\r\ntype = \"stirke\"\r\n+++\r\n\r\nSee [[kataib-hezbolah|the group: kataib-hezbolah]].\r\n";
const AFTER: &str = "\u{FEFF}+++\r\ntitle = 'A strike'   # a comment\r\ndate = 2025-06-15\r\nactors   = [ 'kataib-hezbollah',\r\n  \"kataib-hezbollah\", \"kataib-hezbollah\" ]\r\ntype = \"strike\"\r\n+++\r\n\r\nSee [[kataib-hezbollah|the group: kataib-hezbolah]].\r\n";

const CONFIG: &str =
    "title = \"Test\"\nbase_url = \"https://example.org/\"\n[lints]\nunsourced-event = \"allow\"\n";

fn site() -> Site {
    Site::new()
        .with("config.toml", CONFIG)
        .with("content/actors/kataib-hezbollah.md", ACTOR)
        .with("content/events/strike.md", BEFORE)
}

fn event(site: &Site) -> String {
    fs::read_to_string(site.path("content/events/strike.md")).unwrap()
}

#[test]
fn slips_and_aliases_are_mended_and_nothing_else_changes() {
    let site = site();
    // What rests on front matter is seen once that is sound, and is mended in the same run.
    let first = site.run(&["check", "--fix"]);
    assert!(first.out.contains("-titel = 'A strike'   # a comment"), "{}", first.out);
    assert!(first.out.contains("+title = 'A strike'   # a comment"), "{}", first.out);
    assert!(first.out.contains("--- a/content/events/strike.md\n+++ b/content/events/strike.md\n"));
    assert_eq!(event(&site), AFTER, "{}{}", first.out, first.err);
    assert_eq!((first.code, first.err.as_str()), (0, ""), "{}", first.err);
    let second = site.run(&["check", "--fix"]);
    assert!(second.out.starts_with("Checked"), "{}", second.out);
    // Nothing of ours stays beside the file.
    let beside = fs::read_dir(site.path("content/events")).unwrap().count();
    assert_eq!(beside, 1);
}

#[test]
fn a_dry_run_shows_the_patch_and_changes_nothing() {
    let site = site();
    let ran = site.run(&["check", "--fix", "--dry-run"]);
    assert!(ran.out.contains("+title = 'A strike'"), "{}", ran.out);
    assert_eq!((ran.code, event(&site).as_str()), (1, BEFORE));
    assert_eq!(site.run(&["check", "--dry-run"]).code, 2);
}

#[test]
fn what_may_be_another_document_is_left_to_the_author() {
    let actor = |name: &str| format!("+++\nname = \"{name}\"\nkind = \"state\"\n+++\n");
    let brief = "+++\ntitle = \"A brief\"\ndate = 2025-06-15\nactors = [\"iraq\", \"north-corea\"]\nevents = [\"2025-06-13-talks\"]\n+++\nText.\n";
    let event = "+++\ntitle = \"Talks\"\ndate = 2025-06-15\nactors = [\"iran\", \"south-korea\", \"north-korea\"]\n+++\n";
    let site = Site::new()
        .with("content/actors/iran.md", actor("Iran"))
        .with("content/actors/north-korea.md", actor("North Korea"))
        .with("content/actors/south-korea.md", actor("South Korea"))
        .with("content/events/2025-06-15-talks.md", event)
        .with("content/briefs/a.md", brief);
    let ran = site.run(&["check", "--fix"]);
    assert_eq!(fs::read_to_string(site.path("content/briefs/a.md")).unwrap(), brief);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("3 errors"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let site = site();
    let (link, real) = (site.path("content/events/strike.md"), site.path("kept/strike.md"));
    fs::create_dir_all(site.path("kept")).unwrap();
    fs::rename(&link, &real).unwrap();
    symlink(&real, &link).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    site.run(&["check", "--fix"]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&real).unwrap().contains("title = 'A strike'"));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_stays_and_is_told_of() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = site();
    let folder = site.path("content/events");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let can_write = fs::write(folder.join("probe"), "").is_ok();
    let ran = site.run(&["check", "--fix"]);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    // Root may write anywhere.
    if !can_write {
        assert_eq!((ran.code, event(&site).as_str()), (1, BEFORE));
        assert!(ran.err.contains("could not be written"), "{}", ran.err);
    }
}
