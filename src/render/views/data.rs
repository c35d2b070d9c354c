//! The views of what programs can read.

use serde::Serialize;

use crate::render::views::date::DateView;

/// A file for programs.
#[derive(Debug, Serialize)]
pub struct DataFileView {
    /// What its format is known by: "JSON", "iCalendar".
    pub format: &'static str,
    pub media_type: &'static str,
    /// What it holds: `document`, or `events` of the document.
    pub holds: &'static str,
    pub url: String,
}

/// `data`: the page of everything that programs can read.
#[derive(Debug, Serialize)]
pub struct DataView {
    /// A table for each kind of record.
    pub tables: Vec<DataTableView>,
    /// The events, or everything, in formats of other programs.
    pub exchange: Vec<DataExchangeView>,
    /// Whether every document has files beside its page.
    pub documents: bool,
    pub license: Option<LicenseView>,
    /// The day as of which the site was built.
    pub generated: DateView,
    /// The version of the files' form.
    pub version: u32,
}

/// The records of a kind.
#[derive(Debug, Serialize)]
pub struct DataTableView {
    /// "Events".
    pub title: &'static str,
    /// What a record is.
    pub description: &'static str,
    /// How many there are; `null` for rows that are not counted.
    pub count: Option<usize>,
    pub files: Vec<DataFileView>,
    /// Where the JSON Schema is.
    pub schema: Option<String>,
}

/// A file in a format of other programs.
#[derive(Debug, Serialize)]
pub struct DataExchangeView {
    pub file: DataFileView,
    /// What it is for.
    pub description: &'static str,
}

/// Under what terms the data may be used.
#[derive(Debug, Serialize)]
pub struct LicenseView {
    /// As the configuration names it.
    pub name: String,
    pub url: Option<String>,
}
