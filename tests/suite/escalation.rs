//! What the sample's record comes to: the histories and records that its pages and data must show.

use std::path::Path;

use crate::command::redlines;

/// Builds the sample and reads one of its files.
fn built(paths: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = redlines(root, &["build", "--as-of", "2026-01-01", "--out", out.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    paths.iter().map(|path| std::fs::read_to_string(out.join(path)).unwrap()).collect()
}

#[test]
fn the_samples_thresholds_have_their_histories_and_records() {
    let files = built(&[
        "data/thresholds.json",
        "data/thresholds.csv",
        "thresholds/us-fatality/index.html",
    ]);
    let data: serde_json::Value = serde_json::from_str(&files[0]).unwrap();
    // Each threshold's crossings with their outcomes, and its status now.
    let told: Vec<String> = data["thresholds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|threshold| {
            let crossings = threshold["crossings"].as_array().unwrap().iter().map(|it| {
                let (least, most) = (&it["days"]["least"], &it["days"]["most"]);
                let date = it["event"]["date"].as_str().unwrap();
                format!("{date} {} {least}-{most}", it["outcome"].as_str().unwrap())
            });
            let crossings: Vec<String> = crossings.collect();
            let status = threshold["status"][0].as_str().unwrap();
            let since = threshold["history"].as_array().unwrap().last().unwrap()["since"].as_str();
            let id = threshold["id"].as_str().unwrap();
            format!("{id}: {}; {status} since {}", crossings.join(", "), since.unwrap())
        })
        .collect();
    let expected = [
        "homeland-israel: 2024-04-13/2024-04-14 enforced 5-6, 2024-10-01 enforced 25-25; enforced \
         since 2024-10-26",
        "us-entry: 2025-06-22 enforced 1-1; enforced since 2025-06-23",
        "leadership: ; tested since 2025-06-15",
        "us-fatality: 2019-12-27 enforced 2-2, 2024-01-28 enforced 5-5; standing since 2025-06-15",
    ];
    assert_eq!(told, expected);
    let declared = "us-entry,Direct U.S. military entry,iran,2025-06-18,2025-06-21,standing,event,\
                    2025-06-18-khamenei-warning,1,1,0,0,0,0,1.0,1.0";
    assert!(files[1].lines().any(|line| line == declared), "{}", files[1]);
    let page = files[2].split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("Crossed twice, enforced twice (median 3.5 days later)"), "the record");
    assert!(page.contains("Crossed on 27 December 2019 by"), "the history in words");
    assert!(page.contains("enforced after 2 days by"), "the answer in words");
}

#[test]
fn data_has_one_value_a_field_on_every_row() {
    for file in built(&["data/thresholds.csv", "data/levels.csv"]) {
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let fields = reader.headers().unwrap().len();
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| row.len() == fields), "{file}");
    }
}
