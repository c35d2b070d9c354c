//! Compressed copies beside files: what has them, what a second build does with them, and what stays the author's.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use crate::site::Site;
use crate::walk::tree;

fn config(compress: &str) -> String {
    format!(
        "title = \"Test\"\nbase_url = \"https://example.org/\"\n[output]\ncompress = {compress}\n"
    )
}

fn site(compress: &str) -> Site {
    let text = "A paragraph that says the same again and again. ".repeat(100);
    Site::new()
        .with("config.toml", config(compress))
        .with("content/about.md", format!("+++\ntitle = \"About\"\n+++\n{text}\n"))
        .with("content/other.md", format!("+++\ntitle = \"Other\"\n+++\n{text}\n"))
        .with("static/rows.csv", "a,b\n".repeat(1000))
        .with("static/rows.csv.gz", "the author's own\n")
        .with("static/small.txt", "small\n")
        .with("static/picture.png", [0; 4096])
}

/// The files of the output with one of these endings.
fn ending(site: &Site, endings: &[&str]) -> BTreeSet<String> {
    let all = tree(&site.path("public")).into_keys();
    all.filter(|path| endings.iter().any(|it| path.ends_with(it))).collect()
}

#[test]
fn files_that_shrink_have_copies_and_others_none() {
    let site = site("[\"brotli\", \"gzip\", \"gzip\"]");
    site.build();
    let copies = ending(&site, &[".gz", ".br"]);
    let style = format!("assets/{}/style.css", site.fingerprint());
    for path in ["about/index.html", "index.html", "404.html", style.as_str()] {
        assert!(copies.contains(&format!("{path}.gz")), "{path} in {copies:?}");
        assert!(copies.contains(&format!("{path}.br")), "{path} in {copies:?}");
    }
    for path in
        ["small.txt", "picture.png", "fonts/source-serif-4.woff2", "_headers", ".pf_fragment"]
    {
        assert!(!copies.iter().any(|it| it.contains(path)), "{path} in {copies:?}");
    }
    assert_eq!(site.page("rows.csv.gz"), "the author's own\n");
    assert!(copies.contains("rows.csv.br"));

    let plain = tree(&site.path("public"));
    let site = site.with("config.toml", config("[]"));
    site.build();
    assert_eq!(ending(&site, &[".gz", ".br"]), BTreeSet::from(["rows.csv.gz".to_owned()]));
    for (path, bytes) in tree(&site.path("public")) {
        assert!(path.starts_with('.') || plain[&path] == bytes, "{path} is the same with copies");
    }
}

#[test]
fn a_second_build_compresses_only_what_changed() {
    let site = site("[\"gzip\"]");
    site.build();
    // A copy that is not what it should be, but of an earlier time than the manifest, as all are.
    let copy = site.path("public/other/index.html.gz");
    let marked = fs::read(&copy).unwrap().iter().map(|byte| byte ^ 1).collect::<Vec<u8>>();
    fs::write(&copy, &marked).unwrap();
    let earlier = SystemTime::now() - Duration::from_secs(3600);
    File::options().write(true).open(&copy).unwrap().set_modified(earlier).unwrap();
    let ran = site.build();
    assert!(ran.out.contains(": 0 files written"), "{}", ran.out);
    assert_eq!(fs::read(&copy).unwrap(), marked, "it is not made anew");

    let before = tree(&site.path("public"));
    let text = fs::read_to_string(site.path("content/about.md")).unwrap();
    let site = site.with("content/about.md", text.replacen("paragraph", "sentence", 1));
    site.build();
    let after = tree(&site.path("public"));
    let is_changed = |path: &&String| before.get(*path) != after.get(*path);
    let others = |path: &&String| !path.starts_with("pagefind/") && !path.starts_with('.');
    let changed: Vec<&String> = after.keys().filter(is_changed).filter(others).collect();
    assert_eq!(changed, ["about/index.html", "about/index.html.gz"]);
}

#[test]
fn a_copy_that_is_missing_is_made_again() {
    let site = site("[\"gzip\", \"brotli\"]");
    site.build();
    let whole = tree(&site.path("public"));
    fs::remove_file(site.path("public/about/index.html.br")).unwrap();
    site.build();
    assert_eq!(tree(&site.path("public")), whole);
}

#[test]
fn an_unknown_coding_is_an_error_at_its_place() {
    let ran = site("[\"gzip\", \"brotly\"]").run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("config.toml:4:21"), "{}", ran.err);
    assert!(ran.err.contains("`brotli`"), "{}", ran.err);
}
