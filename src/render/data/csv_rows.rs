//! CSV: rows under the names of their columns (RFC 4180), with nothing that a spreadsheet would run.

use std::borrow::Cow;

use serde::ser::SerializeTuple;
use serde::{Serialize, Serializer};

/// A record that is one row of a table.
pub trait Tabular {
    /// The names of the columns.
    const HEADER: &'static [&'static str];

    /// Writes the cells in the order of the header.
    fn write_cells<R: SerializeTuple>(&self, row: &mut R) -> Result<(), R::Error>;
}

/// A value in a cell of a table.
pub trait Cell {
    /// The value as CSV has it.
    fn cell(&self) -> impl Serialize;
}

/// Records as rows under their header.
pub fn table<R: Tabular>(records: impl Iterator<Item = R>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    // Writing rows of texts and numbers to memory cannot fail.
    let _ = writer.write_record(R::HEADER);
    for record in records {
        let _ = writer.serialize(CsvRow(record));
    }
    writer.into_inner().unwrap_or_default()
}

struct CsvRow<R>(R);

impl<R: Tabular> Serialize for CsvRow<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_tuple(R::HEADER.len())?;
        self.0.write_cells(&mut row)?;
        row.end()
    }
}

/// Spreadsheets run a text that begins with `=`, `+`, `-` or `@`, or with a tab or line break before that, as a
/// formula. An apostrophe before it makes it a text again.
fn text(written: &str) -> Cow<'_, str> {
    if written.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{written}"))
    } else {
        Cow::Borrowed(written)
    }
}

/// Texts in one cell, which may hold spaces and commas.
fn texts(written: &[impl AsRef<str>]) -> String {
    let joined = written.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("; ");
    text(&joined).into_owned()
}

impl Cell for &str {
    fn cell(&self) -> impl Serialize {
        text(self)
    }
}

impl Cell for String {
    fn cell(&self) -> impl Serialize {
        text(self)
    }
}

impl Cell for Vec<&str> {
    fn cell(&self) -> impl Serialize {
        texts(self)
    }
}

impl Cell for &[String] {
    fn cell(&self) -> impl Serialize {
        texts(self)
    }
}

impl<T: Cell> Cell for Option<T> {
    fn cell(&self) -> impl Serialize {
        self.as_ref().map(T::cell)
    }
}

macro_rules! plain_cells {
    ($($value:ty),*) => { $(
        impl Cell for $value {
            fn cell(&self) -> impl Serialize {
                *self
            }
        }
    )* };
}
plain_cells!(bool, u8, u32, usize, f64);

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
