//! The repository's own site: it builds without a word, every link in it leads somewhere, and every
//! relation can be followed from both of its ends.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::command::redlines;
use crate::walk::{files, tree};

/// The sample, built once: its pages by address.
static SAMPLE: LazyLock<Sample> = LazyLock::new(Sample::build);

struct Sample {
    folder: tempfile::TempDir,
    pages: BTreeMap<String, String>,
}

impl Sample {
    fn build() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let ran =
            redlines(root, &["build", "--as-of", "2026-01-01", "--out", out.to_str().unwrap()]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
        let pages = files(&out).into_iter().filter(|path| path.ends_with(".html"));
        let pages = pages.map(|path| {
            let text = fs::read_to_string(out.join(&path)).unwrap();
            let address = path.strip_suffix("index.html").unwrap_or(&path);
            (format!("/{address}"), text)
        });
        Self { pages: pages.collect(), folder }
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn page(&self, address: &str) -> &str {
        self.pages.get(address).unwrap_or_else(|| panic!("there is no page {address}"))
    }

    /// Checks that each of two pages links to the other.
    fn linked(&self, one: &str, other: &str) -> Vec<String> {
        let missing = |from: &str, to: &str| {
            let has = attribute(self.page(from), "href")
                .iter()
                .any(|href| href.split('#').next() == Some(to));
            (!has).then(|| format!("{from} does not link to {to}"))
        };
        [missing(one, other), missing(other, one)].into_iter().flatten().collect()
    }
}

/// The values of an attribute in a page.
fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_internal_link_and_anchor_leads_somewhere() {
    let mut dead = Vec::new();
    for (address, html) in &SAMPLE.pages {
        let links = attribute(html, "href").into_iter().chain(attribute(html, "src"));
        for link in links.collect::<BTreeSet<_>>() {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            if path.starts_with("https://example.org/") || path.contains(':') {
                continue;
            }
            let target = if path.is_empty() { address.as_str() } else { path };
            let page = SAMPLE.pages.get(target);
            if page.is_none() && !SAMPLE.out().join(target.trim_start_matches('/')).is_file() {
                dead.push(format!("{address} links to {link}"));
            }
            let has_anchor = |page: &String| attribute(page, "id").contains(&anchor);
            if !anchor.is_empty() && !page.is_some_and(has_anchor) {
                dead.push(format!("{address} links to {link}, an anchor that is not there"));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn ids_are_unique_on_each_page() {
    for (address, html) in &SAMPLE.pages {
        let mut seen = BTreeSet::new();
        for id in attribute(html, "id") {
            assert!(seen.insert(id), "{address} has the id {id} twice");
        }
    }
}

/// The front matter of the sample, read as plain TOML or YAML lines: which ids each document names.
#[test]
fn every_relation_can_be_followed_from_both_ends() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for kind in ["actors", "events", "thresholds", "briefs"] {
        for path in files(&content.join(kind)) {
            let id = path.trim_end_matches(".md");
            if id != "_index" {
                ids.insert(id.to_owned(), format!("/{kind}/{id}/"));
            }
        }
    }
    ids.insert("fox-news".to_owned(), "/actors/fox-news/".to_owned());
    let mut checked = 0;
    let mut missing = Vec::new();
    for (own, address) in &ids {
        let path = content.join(format!("{}.md", address.trim_matches('/')));
        let Ok(text) = fs::read_to_string(path) else { continue };
        let fence = text.lines().next().unwrap_or_default().to_owned();
        let front = text.split(&fence).nth(1).unwrap_or_default();
        // A side is the name of a coalition, which may also be an actor's id.
        let lines = front.lines().filter(|line| !line.starts_with("side"));
        let front = lines.collect::<Vec<_>>().join("\n");
        for word in front.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))) {
            if let Some(other) = ids.get(word)
                && word != own
            {
                checked += 1;
                missing.extend(SAMPLE.linked(address, other));
            }
        }
    }
    assert!(checked > 100, "only {checked} relations were found");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_citation_can_be_followed_from_both_ends() {
    let mut missing = Vec::new();
    for (address, html) in &SAMPLE.pages {
        let is_document = ["/briefs/", "/events/", "/thresholds/", "/actors/"]
            .iter()
            .any(|folder| address.starts_with(folder) && address.len() > folder.len());
        if !is_document {
            continue;
        }
        for link in attribute(html, "href").into_iter().collect::<BTreeSet<_>>() {
            if link.starts_with("/sources/") && link.len() > "/sources/".len() {
                missing.extend(SAMPLE.linked(address, link));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn building_twice_gives_the_same_tree() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("again");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = redlines(root, &["build", "--as-of", "2026-01-01", "--out", out.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(tree(&out) == tree(&SAMPLE.out()), "two builds differ");
}

#[test]
fn a_new_site_and_every_starter_build_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let made = redlines(folder.path(), &["new", "site", "desk"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let site = folder.path().join("desk");
    for what in ["brief", "actor", "event", "threshold", "page"] {
        let made = redlines(&site, &["new", what, "The \"Oman\" talks"]);
        assert_eq!(made.code, 0, "{what}: {}", made.err);
        assert_eq!(redlines(&site, &["new", what, "The \"Oman\" talks"]).code, 1, "{what} twice");
    }
    // What it rests on, what it has to do with others, who holds a threshold, and what touched it, are
    // for its author to say.
    let config = fs::read_to_string(site.join("config.toml")).unwrap();
    let lints = "[lints]\nthreshold-untouched = \"allow\"\nthreshold-without-holder = \"allow\"\n\
                 unsourced-event = \"allow\"\norphan-document = \"allow\"\n";
    fs::write(site.join("config.toml"), format!("{config}\n{lints}")).unwrap();
    let ran = redlines(&site, &["build"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    assert!(site.join("public/briefs/the-oman-talks/index.html").is_file());
}

#[test]
fn every_class_of_a_drawing_is_documented() {
    let documented =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/themes.md"));
    let documented = documented.unwrap();
    let from = documented.find("## Figures").unwrap();
    let section = documented[from..].split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let names: Vec<&str> =
        rows.flat_map(|row| row.split(" | ").next().unwrap().split('`').step_by(2)).collect();
    let is_documented = |class: &&str| {
        names.iter().any(|name| match name.find(|it: char| it.is_ascii_uppercase()) {
            Some(end) => class.starts_with(&name[..end]),
            None => name == class,
        })
    };
    let ends = ["<ul class=\"legend\"", "<p class=\"figure-", "<details", "</figure>"];
    let figures = SAMPLE.pages.values().flat_map(|page| page.split("</figcaption>").skip(1));
    let drawings = figures.filter_map(|figure| {
        let end = ends.iter().filter_map(|end| figure.find(end)).min()?;
        figure[..end].find("<svg").map(|start| &figure[start..end])
    });
    let classes: BTreeSet<&str> = drawings
        .flat_map(|drawing| attribute(drawing, "class"))
        .flat_map(str::split_whitespace)
        .collect();
    assert!(classes.len() > 40, "{classes:?}");
    let unknown: Vec<&str> = classes.into_iter().filter(|class| !is_documented(class)).collect();
    assert!(unknown.is_empty(), "docs/themes.md does not name {unknown:?}");
}
