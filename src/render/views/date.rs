//! The view of a date.

use serde::Serialize;

/// A date; `date | time` and `date | in_sentence` print it.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// As written, EDTF level 1.
    pub edtf: String,
    /// As a person prints it.
    pub words: String,
    /// For the `datetime` attribute, where HTML has a form for it.
    pub html: Option<String>,
    /// The year under which lists show it.
    pub year: i64,
}
