//! Bad sites: each folder of `tests/bad/` is a site with a fault, and `expected.txt` is everything
//! that `redlines check` says of it. `BLESS=1` writes what it says now.

use std::fs;
use std::path::Path;

use crate::site::Site;

#[test]
fn every_bad_site_is_reported_word_for_word() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let mut fixtures: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    fixtures.sort();
    let mut differences = Vec::new();
    for fixture in fixtures {
        let name = fixture.file_name().unwrap().to_string_lossy().into_owned();
        let site = Site::of_fixture(&fixture);
        let ran = site.run(&["check"]);
        differences.extend(site.run(&["build"]).err.split("\n\n").filter_map(|drawn| {
            // A build lets go of texts and reads again what it draws; it must draw what a check does.
            let is_drawn = drawn.starts_with("error[") || drawn.starts_with("warning[");
            let is_other = is_drawn && !ran.err.contains(drawn);
            is_other.then(|| format!("{name}: a build says\n{drawn}\na check\n{}", ran.err))
        }));
        let said = ran.err + &ran.out;
        // Warnings alone leave a site good.
        let is_error = said.contains("error[");
        assert_eq!(ran.code, i32::from(is_error), "{name}: {said}");
        assert!(is_error || said.contains("warning["), "{name} is not bad: {said}");
        let said = without_time(&said);
        let place = fixture.join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&place, &said).unwrap();
        }
        let expected = fs::read_to_string(&place).unwrap_or_default();
        if said != expected {
            differences.push(format!("{name}: expected\n{expected}\nfound\n{said}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n---\n"));
}

/// The report without how long it took.
fn without_time(said: &str) -> String {
    let line = |line: &str| match line.split_once(") in ").or(line.split_once("), ")) {
        Some((start, rest)) if line.starts_with("Checked") => {
            let problems = rest.split_once("; ").map_or("", |(_, problems)| problems);
            format!("{start}); {problems}")
        }
        _ => line.to_owned(),
    };
    said.lines().map(|it| line(it) + "\n").collect()
}
