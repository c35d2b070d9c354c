//! Snapshots: what templates get of each kind of page, and the drawing of each figure. `cargo insta review` shows what
//! differs, and `INSTA_UPDATE=always cargo test` takes it over; read the difference before you commit it.

use std::path::{Path, PathBuf};

use crate::site::Site;
use crate::walk::files;

/// What the template of each kind of page gets beside `page`, and the functions that it can call. `noted` is the fixture's
/// own. `site` is the same everywhere.
const TEMPLATES: [(&str, &[&str]); 24] = [
    ("404", &[]),
    (
        "actor",
        &[
            "actor",
            "mentions()",
            "company()",
            "figure(part=\"strip\")",
            "figure(part=\"curve\")",
            "figure(part=\"network\")",
        ],
    ),
    ("actors", &["list", "text"]),
    ("brief", &["brief", "mentions()", "cite()", "figure(part=\"strip\")"]),
    ("briefs", &["list", "text"]),
    ("corrections", &["list", "text"]),
    ("data", &["data", "text"]),
    ("event", &["event", "mentions()", "figure(part=\"ladder\")"]),
    ("event-group", &["list", "browse"]),
    ("events", &["list", "browse", "text", "figure(part=\"overview\")"]),
    ("home", &["site", "home", "text"]),
    ("ladder", &["ladder", "mentions()"]),
    ("ladders", &["ladders", "text"]),
    ("map", &["figure", "text"]),
    ("network", &["network", "text"]),
    ("noted", &["text"]),
    ("page", &["text", "mentions()"]),
    ("search", &[]),
    ("source", &["source", "mentions()", "cited_by()"]),
    ("sources", &["list", "text"]),
    ("tag", &["tag", "list"]),
    ("tags", &["tags", "text"]),
    (
        "threshold",
        &[
            "threshold",
            "mentions()",
            "figure(part=\"strip\")",
            "figure(part=\"lane\")",
            "figure(part=\"chain\")",
        ],
    ),
    ("thresholds", &["thresholds", "figures", "data", "text"]),
];

fn fixture(name: &str) -> Site {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good").join(name);
    Site::of_fixture(&folder)
}

/// The pages of a site that was built, by their paths in the output folder.
fn pages(site: &Site) -> Vec<String> {
    let all = files(&site.path("public")).into_iter();
    all.filter(|path| path.ends_with(".html")).collect()
}

/// Compares a text with a file of `tests/snapshots/`.
fn same(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The name of a page in those of snapshots: its path, with dashes.
fn name_of(path: &str) -> String {
    let folder = path.trim_end_matches("index.html").trim_end_matches('/');
    if folder.is_empty() { "home".to_owned() } else { folder.replace('/', "-") }
}

#[test]
fn views_are_as_they_were() {
    let mut site = fixture("every-field-toml");
    for (template, views) in TEMPLATES {
        let printed =
            ["page"].iter().chain(views).map(|it| format!("{it}: {{{{ {it} | safe }}}}\n"));
        site = site.with(&format!("templates/{template}.html"), printed.collect::<String>());
    }
    site.build();
    let fingerprint = site.fingerprint();
    for path in pages(&site) {
        let text = site.page(&path).replace(&fingerprint, "FINGERPRINT");
        // A line for each field.
        let text = text.replace(", \"", ",\n\"").replace("{\"", "{\n\"");
        same(&format!("view-{}", name_of(&path)), &text);
    }
}

#[test]
fn figures_are_drawn_as_they_were() {
    for fixture_name in ["every-field-toml", "figures-placed", "map"] {
        let site = fixture(fixture_name);
        site.build();
        for path in pages(&site) {
            let drawings = drawings(&site.page(&path));
            if !drawings.is_empty() {
                let name = format!("figure-{fixture_name}-{}", name_of(&path));
                same(&name, &drawings.join("\n\n"));
            }
        }
    }
}

/// The drawings of a page, an element on each line. The land of maps is left out: it comes from a file of its own.
fn drawings(page: &str) -> Vec<String> {
    let starts = page.match_indices("<svg class=\"drawing").map(|(start, _)| start);
    starts.map(|start| whole_drawing(&page[start..]).replace("><", ">\n<")).collect()
}

/// The drawing that a text begins with, and those within it.
fn whole_drawing(text: &str) -> &str {
    let mut depth = 0;
    for (at, _) in text.match_indices("svg") {
        match &text[..at] {
            before if before.ends_with("</") => depth -= 1,
            before if before.ends_with('<') => depth += 1,
            _ => continue,
        }
        if depth == 0 {
            return &text[..at + "svg>".len()];
        }
    }
    panic!("a drawing without an end: {text}");
}
