//! Data files: what the pages show, for programs. `docs/escalation.md` describes their fields.

mod levels;
mod thresholds;

use serde::Serialize;

use crate::model::date::Date;
use crate::plan::DataFile;
use crate::render::Renderer;

/// The bytes of a data file.
pub fn file(renderer: &Renderer<'_>, file: DataFile) -> Vec<u8> {
    match file {
        DataFile::ThresholdsJson => thresholds::json(renderer),
        DataFile::ThresholdsCsv => thresholds::csv(renderer),
        DataFile::LevelsCsv => levels::csv(renderer),
    }
}

/// Rows under the names of their fields (RFC 4180).
fn rows<T: Serialize>(rows: impl Iterator<Item = T>, header: &[&str]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    // Writing rows of texts and numbers to memory cannot fail.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.serialize(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// The first and the last day that a date may mean, `YYYY-MM-DD`.
fn bounds(date: &Date) -> (Option<String>, Option<String>) {
    let days = date.days();
    (days.map(|days| days.first.to_string()), days.map(|days| days.last.to_string()))
}
