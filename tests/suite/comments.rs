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

/// Ways to hide a comment from whoever looks for it: each is cut, or an error at its place.
#[test]
fn no_comment_slips_through() {
    let texts = [
        "a``%%c%% %%LEAK%% ` b",
        "a``%%c%% <!-- LEAK --> ` b",
        "b <%%x%%!-- LEAK --> c",
        "c %<!-- x -->%LEAK%% d",
        "2024%% LEAK file 17%% more.",
        "(https://example.org/a%%check this LEAK: https://example.org/b%%)",
        "<a %%x%% b=\"` %%LEAK%% `\">",
        "a ` b <!-- \n\n --> %%LEAK%% ` c",
        "%%\n```\n%%\n\n%%LEAK%%\n\n```\n%%x%%\n```",
    ];
    let config = "title = \"Test\"\nbase_url = \"https://example.org/\"\n[markdown]\nraw_html = ";
    for (text, raw_html) in texts.into_iter().flat_map(|text| [(text, "true"), (text, "false")]) {
        let site = Site::new()
            .with("config.toml", format!("{config}{raw_html}\n"))
            .with("content/about.md", format!("+++\ntitle = \"About\"\n+++\n\n{text}\n"));
        let ran = site.run(&["build"]);
        let is_refused = ran.code == 1 && ran.err.contains("E0313");
        assert!(ran.code == 0 || is_refused, "{text}: {}", ran.err);
        assert!(is_refused || files_with(&site, "LEAK").is_empty(), "{text}");
    }
}

#[test]
fn a_comment_in_a_library_is_refused() {
    let bibtex = "@article{a, title = {A <!-- x --> title}, year = 2025}\n@article{b, title = {B}, note = {%%x%%}, year = 2025}\n";
    let yaml = "c:\n  type: article\n  title: C\n  parent:\n    type: newspaper\n    title: D <!-- x -->\n";
    for (name, text, count) in [("sources.bib", bibtex, 2), ("sources.yml", yaml, 1)] {
        let ran = Site::new().with(&format!("content/{name}"), text).run(&["check"]);
        assert_eq!(
            ran.err.matches("a field of this source has a comment").count(),
            count,
            "{}",
            ran.err
        );
    }
}
