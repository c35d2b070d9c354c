//! An entry of a list, as a finder shows it.

use serde::Serialize;

/// What is shown of an entry.
#[derive(Serialize)]
pub struct FinderEntry {
    pub title: String,
    pub url: String,
    /// The date, or what stands in its place.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// What else is said in the list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
    /// Other names that a search for text finds it by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    pub id: String,
    /// The date as EDTF, for downloads.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub edtf: String,
}
