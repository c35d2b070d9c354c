//! The library as programs use it.

use std::fs;

use redlines::{Error, Options, Severity};

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
    assert_eq!(stub.severity, Severity::Warning);
    let place = stub.place.as_ref().expect("a place");
    assert_eq!((place.path.as_str(), place.position), ("content/briefs/a.md", Some((4, 11))));
    assert!(!site.path("public").exists());
    let denied = options().deny_warnings(true);
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
fn a_foreign_file_that_is_kept_is_an_error_where_warnings_are() {
    let site = Site::new().with("content/a.md", "+++\ntitle = \"A\"\n+++\nText.\n");
    open(&site).build(&options()).expect("a sound site");
    std::thread::sleep(std::time::Duration::from_millis(20));
    let site = site.with("public/a/index.html", "mine");
    fs::remove_file(site.path("content/a.md")).expect("a file to remove");
    let denied = options().deny_warnings(true);
    let Err(Error::Problems(problems)) = open(&site).build(&denied) else {
        panic!("the build is sound");
    };
    let [problem] = &problems[..] else { panic!("{problems:?}") };
    assert_eq!((problem.code, problem.severity), ("foreign-file-kept", Severity::Error));
}

#[test]
fn every_problem_is_given_with_its_severity_its_place_and_what_belongs_to_it() {
    let brief = "+++\ntitle = \"A\"\nid = \"a\"\ndate = 2025-01-01\nactors = [\"Nobody\"]\n+++\n[[nowhere]]\n";
    let site = Site::new().with("content/briefs/a.md", brief).with("content/briefs/b.md", brief);
    let Err(error) = open(&site).build(&options()) else { panic!("the build is sound") };
    let shown = error.to_string();
    assert!(shown.contains("content/briefs/a.md:") && shown.contains("other error"), "{shown}");
    let Error::Problems(problems) = error else { panic!("{error}") };
    let count = |severity| problems.iter().filter(|it| it.severity == severity).count();
    assert!(count(Severity::Error) >= 3 && count(Severity::Warning) >= 1, "{problems:?}");
    let twice = problems.iter().find(|it| it.code == "E0401").expect("an id that stands twice");
    let [(place, _)] = &twice.related[..] else { panic!("{twice:?}") };
    assert_ne!(Some(place), twice.place.as_ref());
    assert!(twice.to_string().contains(&place.to_string()), "{twice}");
}

#[test]
fn options_choose_the_folder_the_address_the_day_and_drafts() {
    let site = Site::new()
        .with("content/briefs/old.md", "+++\ntitle = \"Old\"\ndate = 2025-01-01\n+++\nText.\n")
        .with("content/briefs/new.md", "+++\ntitle = \"New\"\ndate = 2025-06-01\n+++\nText.\n")
        .with(
            "content/briefs/draft.md",
            "+++\ntitle = \"Draft\"\ndate = 2025-01-01\nstatus = \"draft\"\n+++\nText.\n",
        );
    let pages = |options: &Options| {
        let built = open(&site).build(options).expect("a sound site");
        ["old", "new", "draft"]
            .map(|it| built.output.join(format!("briefs/{it}/index.html")).exists())
    };
    let elsewhere = tempfile::tempdir().expect("a folder");
    let output = elsewhere.path().join("site");
    let options = options().output(&output).base_url("https://desk.example/lines");
    assert_eq!(pages(&options), [true, true, false]);
    assert!(!site.path("public").exists());
    let page = fs::read_to_string(output.join("briefs/old/index.html")).expect("a page");
    assert!(page.contains("https://desk.example/lines/briefs/old/"), "{page}");
    let earlier = options.as_of(jiff::civil::date(2025, 3, 1));
    let built = open(&site).build(&earlier).expect("a sound site");
    assert!(built.removed > 0, "{built:?}");
    assert_eq!(pages(&earlier), [true, false, false]);
    assert_eq!(pages(&earlier.drafts(true)), [true, true, true]);
}

#[test]
fn what_is_no_site_or_no_address_is_an_error() {
    let empty = tempfile::tempdir().expect("a folder");
    assert!(matches!(redlines::Site::open(empty.path()), Err(Error::NoSite(_))));
    let options = options().base_url("example.org");
    assert!(matches!(open(&Site::new()).build(&options), Err(Error::BaseUrl { .. })));
}
