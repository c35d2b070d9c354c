//! The library as programs use it.

use std::fs;

use redlines::{Error, Options, Place, Severity};

use crate::site::Site;

fn options() -> Options {
    Options::on(jiff::civil::date(2026, 1, 1))
}

fn open(site: &Site) -> redlines::Site {
    redlines::Site::open(site.path("")).expect("a site")
}

#[test]
fn a_site_is_built_into_its_own_folder_and_again_with_nothing_to_do() {
    let site = Site::new().with("content/about.md", "+++\ntitle = \"About\"\n+++\nText.\n");
    let built = open(&site).build(&options()).expect("a sound site");
    assert_eq!(built.output, site.path("public"));
    assert!(site.path("public/about/index.html").is_file());
    assert!(built.written > 0 && built.pages > 0, "{built:?}");
    let again = open(&site).build(&options()).expect("a sound site");
    assert_eq!((again.written, again.unchanged), (0, built.written));
}

#[test]
fn a_check_gives_warnings_and_writes_nothing() {
    let brief = "+++\ntitle = \"A\"\ndate = 2025-01-01\nactors = [\"Nobody\"]\n+++\nText.\n";
    let site = Site::new().with("content/briefs/a.md", brief);
    let problems = open(&site).check(&options()).expect("warnings only");
    let stub = problems.iter().find(|it| it.code == "stub-actor").expect("a warning");
    let path = "content/briefs/a.md".to_owned();
    assert_eq!(stub.severity, Severity::Warning);
    assert_eq!(stub.place, Some(Place { path, position: Some((4, 11)) }));
    assert!(!site.path("public").exists());
    let denied = Options { deny_warnings: true, ..options() };
    assert!(matches!(open(&site).check(&denied), Err(Error::Problems(_))));
}

#[test]
fn errors_are_given_with_their_places_and_leave_the_output_as_it_was() {
    let site = Site::new().with("content/a.md", "+++\ntitle = \"A\"\n+++\nText.\n");
    let built = open(&site).build(&options()).expect("a sound site");
    let before = fs::read(built.output.join("a/index.html")).expect("a page");
    let site = site.with("content/a.md", "+++\ntitle = \"B\"\n+++\n[[nowhere]]\n");
    let error = open(&site).build(&options()).expect_err("a link to nowhere");
    assert!(error.to_string().contains("content/a.md:4:"), "{error}");
    assert_eq!(fs::read(built.output.join("a/index.html")).ok(), Some(before));
}

#[test]
fn what_is_no_site_or_no_address_is_an_error() {
    let empty = tempfile::tempdir().expect("a folder");
    assert!(matches!(redlines::Site::open(empty.path()), Err(Error::NoSite(_))));
    let options = Options { base_url: Some("example.org".to_owned()), ..options() };
    assert!(matches!(open(&Site::new()).build(&options), Err(Error::BaseUrl { .. })));
}
