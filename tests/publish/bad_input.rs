//! What goes wrong with targets: each is said, with what to do, and nothing is lost.

use std::fs;

use crate::desk::{Access, Desk, assert_equal, folder};
use crate::proxy::{Manner, before};
use crate::s3::S3;
use crate::webdav::Webdav;

pub fn wrong_and_missing_credentials_are_named_and_not_shown() {
    let server = S3::start();
    let mut desk = Desk::small(&server.access());
    desk.set("AWS_SECRET_ACCESS_KEY", "another-secret-that-no-output-shows");
    let ran = desk.publish(&[]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("error[E0803]") && ran.err.contains("SignatureDoesNotMatch"),
        "{}",
        ran.err
    );
    desk.set("AWS_SECRET_ACCESS_KEY", "");
    desk.set("AWS_ACCESS_KEY_ID", "");
    let ran = desk.publish(&[]);
    assert_eq!(ran.code, 1);
    let named = "AWS_ACCESS_KEY_ID is not set, AWS_SECRET_ACCESS_KEY is not set";
    assert!(ran.err.contains("error[E0803]") && ran.err.contains(named), "{}", ran.err);
}

pub fn a_wrong_password_is_named_and_not_shown() {
    let server = Webdav::start(&[]);
    let mut desk = Desk::small(&server.access());
    desk.set("WEBDAV_PASSWORD", "another-password-that-no-output-shows");
    let ran = desk.publish(&[]);
    assert!(
        ran.err.contains("error[E0803]") && ran.err.contains("WEBDAV_PASSWORD is set"),
        "{}",
        ran.err
    );
}

pub fn a_bucket_that_is_missing_is_named() {
    let server = S3::start();
    let desk = Desk::small(&server.access_at("desk-nowhere", server.port));
    for arguments in [&[][..], &["--dry-run"]] {
        let ran = desk.publish(arguments);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("error[E0804]: `s3://desk-nowhere`"), "{}", ran.err);
    }
    assert!(!server.folder.path().join("desk-nowhere").exists());
}

pub fn a_server_that_lets_nobody_write_is_named() {
    let server = Webdav::start(&["--read-only"]);
    let ran = Desk::small(&server.access()).publish(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[E0803]") || ran.err.contains("error[E0806]"), "{}", ran.err);
}

pub fn a_full_target_is_named_and_completed_later() {
    let server = Webdav::start(&[]);
    let manner =
        Manner::Answer { method: "PUT", status: "507 Insufficient Storage", times: usize::MAX };
    let full = Desk::small(&server.access_at(before(server.port(), manner)));
    let ran = full.publish(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[E0805]"), "{}", ran.err);
    let desk = Desk::small(&server.access());
    desk.published(&[]);
    assert_equal(&server.fetched(), &desk.built());
}

pub fn a_server_that_fails_for_a_while_is_asked_again() {
    let server = S3::start();
    let manners = [
        Manner::Answer { method: "PUT", status: "500 Internal Server Error", times: 4 },
        Manner::Answer { method: "PUT", status: "503 Slow Down", times: 4 },
        Manner::Cut { after: 2000, times: 4 },
        Manner::Stall { times: 2 },
    ];
    for (number, manner) in manners.into_iter().enumerate() {
        let port = before(server.port, manner);
        let desk = Desk::small(&server.access_at("desk-site", port));
        let desk = desk.with("static/round.txt", number.to_string());
        desk.published(&["--timeout", "3", "--allow-deletions", "--adopt"]);
        assert_equal(&server.stored(), &desk.built());
    }
}

pub fn a_server_that_fails_for_good_is_named_and_the_rest_is_sent_later() {
    let server = S3::start();
    let desk = Desk::small(&server.access());
    desk.published(&[]);
    let manner = Manner::Cut { after: 300_000, times: usize::MAX };
    let port = before(server.port, manner);
    let large: Vec<u8> = (0..20_000_000u32).map(|it| (it * 7) as u8).collect();
    let cut = Desk::small(&server.access_at("desk-site", port)).with("static/large.bin", &large);
    let ran = cut.publish(&["--timeout", "5"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[E0806]") && ran.err.contains("`large.bin`"), "{}", ran.err);
    assert!(!server.object("large.bin").exists());
    let desk = desk.with("static/large.bin", &large);
    desk.published(&["--break-lock"]);
    assert_equal(&server.stored(), &desk.built());
}

pub fn a_build_with_errors_is_not_published() {
    let place = tempfile::tempdir().unwrap();
    let desk =
        Desk::small(&folder(place.path())).with("content/briefs/talks.md", "+++\ntitle =\n+++\n");
    let ran = desk.publish(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("nothing was written"), "{}", ran.err);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
}

pub fn drafts_are_never_published() {
    let place = tempfile::tempdir().unwrap();
    let draft = "+++\ntitle = \"Secret\"\ndate = 2025-06-20\ndraft = true\n+++\nText.\n";
    let desk = Desk::small(&folder(place.path())).with("content/briefs/secret.md", draft);
    assert_eq!(desk.site.run(&["build", "--drafts"]).code, 0);
    assert!(desk.built().contains_key("briefs/secret/index.html"));
    desk.published(&[]);
    assert!(!place.path().join("briefs/secret").exists());
    assert_eq!(desk.publish(&["--drafts"]).code, 2);
}

pub fn a_damaged_record_is_not_taken_for_none() {
    let place = tempfile::tempdir().unwrap();
    let desk = Desk::small(&folder(place.path()));
    desk.published(&[]);
    let record = place.path().join(".redlines-published");
    let text = fs::read_to_string(&record).unwrap();
    fs::write(&record, &text[..text.len() / 2]).unwrap();
    let ran = desk.publish(&[]);
    assert!(ran.err.contains("error[E0810]"), "{}", ran.err);
    // A run that was killed while a new record took the place of the old one left it here.
    fs::write(place.path().join(".redlines-published.next"), text).unwrap();
    assert!(desk.published(&[]).out.contains(" 0 files sent"));
}

/// Which target is meant; wrong usage is 2.
pub fn targets_are_chosen_by_name_by_default_or_because_there_is_one() {
    let place = tempfile::tempdir().unwrap();
    let (live, other) = (place.path().join("live"), place.path().join("other"));
    let access = folder(&live);
    let two = |extra: &str| Access {
        keys: format!(
            "{}\n{extra}\n[publish.preview]\nto = {:?}",
            access.keys,
            other.to_str().unwrap()
        ),
        environment: Vec::new(),
    };
    let desk = Desk::small(&two(""));
    let unsaid = desk.publish(&["--dry-run"]);
    assert_eq!(unsaid.code, 2);
    assert!(
        unsaid.err.contains("say which target") && unsaid.err.contains("preview ("),
        "{}",
        unsaid.err
    );
    let unknown = desk.publish(&["prevew"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("no target `prevew`; did you mean `preview`?"), "{}", unknown.err);
    desk.published(&["preview"]);
    assert!(other.exists() && !live.exists());
    Desk::small(&two("default = true")).published(&[]);
    assert!(live.exists());
    let site = crate::site::Site::new().with("content/about.md", "+++\ntitle = \"About\"\n+++\n");
    let none = site.run(&["publish"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("names no target"), "{}", none.err);
}

/// A target may have an address of its own, which its pages then bear.
pub fn a_target_may_have_its_own_address() {
    let place = tempfile::tempdir().unwrap();
    let access = folder(place.path());
    let keys = format!("{}\nbase_url = \"https://preview.example.org/\"", access.keys);
    let desk = Desk::small(&Access { keys, environment: Vec::new() });
    desk.published(&[]);
    let home = fs::read_to_string(place.path().join("index.html")).unwrap();
    assert!(home.contains("https://preview.example.org/"));
}
