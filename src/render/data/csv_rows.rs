//! CSV: rows under the names of their fields (RFC 4180), with nothing that a spreadsheet would run.

use std::borrow::Cow;

use serde::Serialize;

/// A record that is one row of a table, too.
pub trait Tabular {
    type Row: Serialize;

    /// The names of the row's fields.
    const HEADER: &'static [&'static str];

    fn row(self) -> Self::Row;
}

/// Records as rows under their header.
pub fn table<R: Tabular>(records: impl Iterator<Item = R>) -> Vec<u8> {
    rows(records.map(R::row), R::HEADER)
}

/// Rows under a header.
pub fn rows<T: Serialize>(rows: impl Iterator<Item = T>, header: &[&str]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    // Writing rows of texts and numbers to memory cannot fail.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.serialize(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A text that somebody wrote. Spreadsheets take one that begins with `=`, `+`, `-` or `@`, or with a tab or
/// line break before that, for a formula, and run it: an apostrophe before it makes it a text again.
pub fn text(written: &str) -> Cow<'_, str> {
    match written.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        true => Cow::Owned(format!("'{written}")),
        false => Cow::Borrowed(written),
    }
}

/// The same, where there may be none.
pub fn optional(written: Option<&str>) -> Option<Cow<'_, str>> {
    written.map(text)
}

/// Several texts, which may hold spaces and commas.
pub fn texts<'a>(written: impl IntoIterator<Item = &'a str>) -> String {
    text(&written.into_iter().collect::<Vec<_>>().join("; ")).into_owned()
}

/// Several ids or terms, which have no spaces.
pub fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn no_cell_is_a_formula() {
        let cases = [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("1 = 1", "1 = 1"),
            ("", ""),
        ];
        for (written, expected) in cases {
            assert_eq!(text(written), expected, "{written:?}");
        }
    }
}
