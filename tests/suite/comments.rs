//! Comments of authors reach no file of the output: no page, feed, index or data.

use std::fs;
use std::path::Path;

use crate::site::Site;
use crate::walk::tree;

fn comments() -> Site {
    Site::of_fixture(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good/comments"))
}

/// The files of the output that hold a word; the search index is compressed, and looked for by its own test.
fn files_with(site: &Site, word: &str) -> Vec<String> {
    let files = tree(&site.path("public")).into_iter();
    let holds = |bytes: &[u8]| bytes.windows(word.len()).any(|it| it == word.as_bytes());
    files.filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect()
}

#[test]
fn no_file_of_the_output_holds_a_comment() {
    let site = comments();
    site.build();
    assert_eq!(files_with(&site, "SECRET"), [""; 0]);
    assert_eq!(files_with(&site, "concealed-page"), [""; 0]);
    // The search finds what it looks for.
    assert!(files_with(&site, "called the talks off").len() > 2);
}

/// The index is made of the pages' texts; what it holds is not readable as bytes.
#[test]
fn the_output_is_that_of_a_site_without_the_comments() {
    let site = comments();
    site.build();
    let with = tree(&site.path("public"));
    let path = site.path("content/briefs/veto.md");
    let text = fs::read_to_string(&path).unwrap();
    let other = text.replace("SECRET", "CONCEALED");
    assert_ne!(text, other);
    fs::write(path, other).unwrap();
    site.build();
    let without = tree(&site.path("public"));
    let same = |path: &&String| with.get(*path) == without.get(*path);
    let different: Vec<_> = without.keys().filter(|path| !same(path)).collect();
    assert_eq!(different, [".redlines-manifest"; 0]);
}
