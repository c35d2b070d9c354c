//! The search index among the files of a site: the same bytes each time, its own folder, and nothing of
//! it where it is turned off.

use std::collections::BTreeMap;
use std::fs;

use crate::site::Site;
use crate::walk::{files, tree};

const BRIEF: &str = "+++\ntitle = \"Talks <b>\"\ndate = 2025-06-15\nactors = [\"Iran\"]\n+++\n                     The U.S. [left][^why]. Iran stayed.\n\n## What followed\n\nA “strike” & more.\n\n                     [^why]: **Dispute:** Nobody said why.\n";
const OFF: &str = "title = \"Test\"\nbase_url = \"https://example.org/\"\n[search]\nengine = \"off\"\n                   [lints]\nstub-actor = \"allow\"\n";

fn site() -> Site {
    let site = Site::new().with("content/briefs/talks.md", BRIEF);
    site.with("config.toml", OFF.replace("off", "pagefind"))
}

/// The files of the index.
fn index(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let folder = site.path("public/pagefind");
    if !folder.exists() {
        return BTreeMap::new();
    }
    let read = |path: String| (path.clone(), fs::read(folder.join(path)).unwrap());
    files(&folder).into_iter().map(read).collect()
}

#[test]
fn a_site_has_an_index_of_just_what_its_search_needs() {
    let site = site();
    let ran = site.build();
    assert!(ran.out.contains(" s (search index 0."), "{}", ran.out);
    let index = index(&site);
    let names: Vec<&str> = index.keys().map(String::as_str).collect();
    for name in ["pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"] {
        assert!(names.contains(&name), "{names:?}");
    }
    assert!(!names.iter().any(|it| it.contains("ui") || it.contains("unknown")), "{names:?}");
    // The home page, the brief, and the actor that nobody described.
    assert_eq!(names.iter().filter(|it| it.starts_with("fragment/")).count(), 3, "{names:?}");
    assert!(site.page("search/index.html").contains("search.js"));
    assert!(site.page("briefs/talks/index.html").contains("search-box"));
    assert!(!site.page("sitemap.xml").contains("/search/"));
}

#[test]
fn an_index_that_is_turned_off_leaves_nothing() {
    let site = site();
    site.build();
    let site = site.with("config.toml", OFF);
    let ran = site.build();
    assert!(!ran.out.contains("search index"), "{}", ran.out);
    assert!(!site.path("public/pagefind").exists() && !site.path("public/search").exists());
    assert!(!site.page("briefs/talks/index.html").contains("earch-"));
}

#[test]
fn the_same_content_gives_the_same_index() {
    let site = site();
    site.build();
    let first = index(&site);
    let whole = tree(&site.path("public"));
    fs::remove_dir_all(site.path("public")).unwrap();
    site.build();
    assert!(tree(&site.path("public")) == whole, "two builds differ");
    // Where the site lives is no part of it.
    assert_eq!(site.run(&["build", "--base-url", "https://example.org/deep/er"]).code, 0);
    assert!(index(&site) == first, "the index depends on the address");
    // What changes leaves the texts of other pages alone, and nothing of before stays.
    let site = site.with("content/about.md", "+++\ntitle = \"About\"\n+++\nOne.\n");
    site.build();
    let fragments = |index: &BTreeMap<String, Vec<u8>>| {
        index.keys().filter(|it| it.starts_with("fragment/")).cloned().collect::<Vec<_>>()
    };
    let second = index(&site);
    assert!(fragments(&first).iter().all(|name| second.contains_key(name)));
    fs::remove_file(site.path("content/about.md")).unwrap();
    site.build();
    assert!(index(&site) == first, "an edit that was taken back leaves its traces");
}

#[test]
fn the_folder_of_the_index_is_its_own() {
    let cases = [
        ("static/pagefind/mine.js", "the file `static/pagefind/mine.js` lies in `/pagefind/`"),
        ("static/Pagefind", "the file `static/Pagefind` lies in `/pagefind/`"),
        ("content/pagefind.md", "“Mine” lies in `/pagefind/`"),
        ("content/search.md", "have one address, `/search/`"),
    ];
    for (path, expected) in cases {
        let site = site().with(path, "+++\ntitle = \"Mine\"\n+++\n");
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 1, "{path}");
        assert!(ran.err.contains(expected), "{path}: {}", ran.err);
        let site = site.with("config.toml", OFF);
        assert_eq!(site.run(&["build"]).code, 0, "{path} where there is no index");
    }
}

#[test]
fn a_language_without_stems_has_the_engine_for_whole_words() {
    for (language, engine) in [("fa", "wasm.unknown.pagefind"), ("pt-BR", "wasm.pt-br.pagefind")] {
        let config = OFF.replace("off", "pagefind");
        let site = site().with("config.toml", format!("language = \"{language}\"\n{config}"));
        site.build();
        let index = index(&site);
        let engines: Vec<&String> = index.keys().filter(|it| it.starts_with("wasm.")).collect();
        assert_eq!(engines, [engine], "{language}");
    }
}
