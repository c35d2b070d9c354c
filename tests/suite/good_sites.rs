//! Good sites: each folder of `tests/good/` is a site that builds without a word, and `expected.txt`
//! says what its pages must show: `page: text`, or `page! text` for what they must not. `FINGERPRINT`
//! stands for the name of the folder of assets.

use std::fs;
use std::path::Path;

use crate::site::Site;

#[test]
fn every_good_site_builds_and_shows_what_it_must() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good");
    let mut failures = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let fixture = entry.unwrap().path();
        let name = fixture.file_name().unwrap().to_string_lossy().into_owned();
        let site = Site::of_fixture(&fixture);
        let ran = site.run(&["build"]);
        if ran.code != 0 || !ran.err.is_empty() {
            failures.push(format!("{name} does not build cleanly:\n{}", ran.err));
            continue;
        }
        let expected = fs::read_to_string(fixture.join("expected.txt")).expect("expected.txt");
        let expected = match expected.contains("FINGERPRINT") {
            true => expected.replace("FINGERPRINT", &site.fingerprint()),
            false => expected,
        };
        for line in expected.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let separators = [(": ", true), ("! ", false)];
            let found = separators.iter().find_map(|(separator, wanted)| {
                let (page, text) = line.split_once(separator)?;
                (!page.contains(' ')).then_some((page, text, *wanted))
            });
            let Some((page, text, wanted)) = found else { panic!("{name}: {line}") };
            let path = if page.ends_with('/') { format!("{page}index.html") } else { page.into() };
            let shown = single_spaced(&site.page(path.trim_start_matches('/')));
            if shown.contains(text) != wanted {
                failures.push(format!("{name}: {line}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Markup and text on one line, so that expectations need not know where a template breaks lines.
fn single_spaced(html: &str) -> String {
    html.split_whitespace().collect::<Vec<_>>().join(" ")
}
