//! What holds for every kind of target once the sample is there.

use std::fs;

use crate::desk::{Desk, Files, assert_equal, folder, published_files};

/// A second publish sends nothing; an edit of one brief sends only what it changed; what is no longer part
/// of the site goes.
pub fn assert_later_publishes(desk: &Desk, fetched: impl Fn() -> Files) {
    let second = desk.published(&[]);
    assert!(second.out.contains(" 0 new, 0 changed, 0 deleted"), "{}", second.out);
    assert!(second.out.contains(" 0 files sent"), "{}", second.out);

    let before = desk.built();
    let brief = desk.site.path("content/briefs/2025-06-veto.md");
    let brief = if brief.exists() { brief } else { first_brief(desk) };
    let text = fs::read_to_string(&brief).unwrap();
    fs::write(&brief, format!("{text}\nOne more sentence at the end.\n")).unwrap();
    let planned = desk.published(&["--dry-run", "--all"]);
    assert_eq!(fetched(), before, "a dry run changed the target");
    let third = desk.published(&["--all"]);
    assert_equal(&fetched(), &desk.built());
    let after = desk.built();
    let changed = |sign: &str, out: &str| -> Vec<String> {
        let start = format!("  {sign} ");
        out.lines().filter_map(|line| line.strip_prefix(&start)).map(str::to_owned).collect()
    };
    let is_changed = |path: &str, bytes: &Vec<u8>| before.get(path).is_some_and(|it| it != bytes);
    let expected = after.iter().filter(|(path, bytes)| is_changed(path, bytes));
    let expected: Vec<String> = expected.map(|(path, _)| path.clone()).collect();
    let mut named = changed("~", &third.out);
    named.sort();
    assert_eq!(named, expected);
    assert!(!expected.is_empty() && expected.len() < after.len() / 2, "{} changed", expected.len());
    assert_eq!(changed("~", &planned.out).len(), expected.len());
    assert_eq!(changed("+", &planned.out), changed("+", &third.out));
    assert_eq!(changed("-", &planned.out), changed("-", &third.out));
}

fn first_brief(desk: &Desk) -> std::path::PathBuf {
    let briefs = fs::read_dir(desk.site.path("content/briefs")).unwrap();
    let mut paths: Vec<_> = briefs.map(|it| it.unwrap().path()).filter(|it| it.is_file()).collect();
    paths.sort();
    paths.into_iter().find(|it| it.file_stem().unwrap() != "_index").expect("a brief")
}

pub fn the_sample_arrives_whole_in_a_folder_and_only_changes_follow() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("not/there yet");
    let desk = Desk::sample(&folder(&target));
    let planned = desk.published(&["--dry-run"]);
    assert!(
        planned.out.contains("and ") && planned.out.contains(" more (`--all`"),
        "{}",
        planned.out
    );
    assert!(!place.path().join("not").exists(), "a dry run made a folder");
    desk.published(&[]);
    assert_equal(&published_files(&target), &desk.built());
    assert_later_publishes(&desk, || published_files(&target));
}

pub fn files_of_others_stay_and_are_replaced_only_on_request() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("site");
    fs::create_dir_all(target.join("theirs/deep")).unwrap();
    fs::write(target.join("theirs/deep/a.txt"), "theirs").unwrap();
    fs::write(target.join("robots.txt"), "theirs").unwrap();
    let desk = Desk::small(&folder(&target)).with("static/robots.txt", "ours");
    let desk = (0..60).fold(desk, |desk, n| desk.with(&format!("static/many/{n}.txt"), "many"));
    let refused = desk.publish(&[]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("E0808") && refused.err.contains("`robots.txt`"),
        "{}",
        refused.err
    );
    assert_eq!(published_files(&target).len(), 2, "something was changed");
    desk.published(&["--adopt"]);
    assert_eq!(fs::read_to_string(target.join("robots.txt")).unwrap(), "ours");
    // What is gone from the site goes, with folders that are empty now; what is not redlines' stays.
    fs::remove_dir_all(desk.site.path("static")).unwrap();
    fs::write(target.join("a b/theirs.txt"), "theirs").unwrap();
    let refused = desk.publish(&[]);
    assert!(
        refused.err.contains("E0809") && refused.err.contains("`a b/100%25 sure.txt`"),
        "{}",
        refused.err
    );
    desk.published(&["--allow-deletions"]);
    let mut expected = desk.built();
    expected.insert("theirs/deep/a.txt".to_owned(), b"theirs".to_vec());
    expected.insert("a b/theirs.txt".to_owned(), b"theirs".to_vec());
    assert_equal(&published_files(&target), &expected);
    assert!(!target.join("北京").exists(), "an empty folder stayed");
    assert!(!target.join(".redlines-parts").exists() && !target.join(".redlines-lock").exists());
}

pub fn what_others_removed_or_cut_short_is_sent_again_on_request() {
    let place = tempfile::tempdir().unwrap();
    let desk = Desk::small(&folder(place.path()));
    desk.published(&[]);
    fs::remove_file(place.path().join("index.html")).unwrap();
    fs::write(place.path().join("briefs/talks/index.html"), "short").unwrap();
    assert!(desk.published(&[]).out.contains(" 0 files sent"));
    let again = desk.published(&["--verify"]);
    assert!(again.out.contains(" 2 files sent"), "{}", again.out);
    assert_equal(&published_files(place.path()), &desk.built());
}
