//! The record: what redlines put on a target, kept there as `.redlines-published`.
//!
//! It says which files are redlines' own, and which content each has. Before anything changes, every file that
//! may change is noted as *unsettled*: it is redlines' own, but may hold the old content, the new one, or
//! nothing. A run that was cut off therefore loses no file, and the next one settles what it left.

use std::collections::BTreeMap;

use crate::model::delivery::Delivery;

/// Its name on the target. It begins with a dot, so that hosts do not list it.
pub const NAME: &str = ".redlines-published";

/// Where a new record is written before it takes the place of the old one, on targets that can rename.
pub const NEXT: &str = ".redlines-published.next";

/// The lock's name; see [`super::lock`].
pub const LOCK: &str = ".redlines-lock";

/// A folder of files that are not yet in place, on targets where a file appears while it is written.
pub const PARTS: &str = ".redlines-parts";

/// The first line; a number for each form that the file ever has.
const HEADER: &str = "redlines published 1";

/// The last line begins so, and says how many files are listed: a record that was cut off has none.
const END: &str = "end";

/// Whether a path belongs to publishing itself.
pub fn is_ours(path: &str) -> bool {
    [NAME, NEXT, LOCK].contains(&path) || path.split('/').next() == Some(PARTS)
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Its content, as it was sent.
    Settled(Sent),
    /// It may be sent or deleted this moment.
    Unsettled,
}

/// A file as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub hash: blake3::Hash,
    /// In bytes.
    pub length: u64,
    pub headers: Headers,
}

/// The headers that a file was sent with, as a number, so that a change of them is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headers(u32);

impl Headers {
    /// Of a target that keeps none.
    pub const NONE: Self = Self(0);

    /// The headers of a delivery.
    pub fn from_delivery(delivery: &Delivery) -> Self {
        let Delivery { content_type, cache_control, content_encoding } = delivery;
        let encoding = content_encoding.unwrap_or_default();
        let hash = blake3::hash(format!("{content_type}\n{cache_control}\n{encoding}").as_bytes());
        let [a, b, c, d, ..] = *hash.as_bytes();
        Self(u32::from_be_bytes([a, b, c, d]))
    }
}

/// Every file that redlines put on a target, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishRecord {
    pub files: BTreeMap<String, Known>,
}

impl PublishRecord {
    /// Reads a record; `None` where it is damaged, or none of this form.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        (lines.next()? == HEADER).then_some(())?;
        let mut record = Self::default();
        for line in lines.by_ref() {
            if let Some(count) = line.strip_prefix(END) {
                let is_whole = count.trim().parse() == Ok(record.files.len());
                return (is_whole && lines.next().is_none()).then_some(record);
            }
            let (known, path) = parse_line(line)?;
            record.files.insert(path, known);
        }
        None
    }

    /// Its text, in the order of the paths.
    pub fn text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (path, known) in &self.files {
            match known {
                Known::Unsettled => text.push_str(&format!("? {path}\n")),
                Known::Settled(Sent { hash, length, headers }) => {
                    let hash = hash.to_hex();
                    text.push_str(&format!("{hash} {length} {:08x} {path}\n", headers.0));
                }
            }
        }
        text.push_str(&format!("{END} {}\n", self.files.len()));
        text
    }
}

fn parse_line(line: &str) -> Option<(Known, String)> {
    let (first, rest) = line.split_once(' ')?;
    let (known, path) = match first {
        "?" => (Known::Unsettled, rest),
        _ => {
            let (length, rest) = rest.split_once(' ')?;
            let (headers, path) = rest.split_once(' ')?;
            let headers = Headers(u32::from_str_radix(headers, 16).ok()?);
            let hash = blake3::Hash::from_hex(first).ok()?;
            (Known::Settled(Sent { hash, length: length.parse().ok()?, headers }), path)
        }
    };
    // Others can write the target: a path in the record must not lead out of it, nor to the lock.
    let parts_are_sound = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let is_sound = parts_are_sound && !path.contains('\\') && !is_ours(path);
    is_sound.then(|| (known, path.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> PublishRecord {
        let sent = Sent {
            hash: blake3::hash(b"a"),
            length: 1,
            headers: Headers::from_delivery(&Delivery::for_path("a.html")),
        };
        let files = [
            ("a b/%20/北京.html".to_owned(), Known::Settled(sent)),
            ("end".to_owned(), Known::Unsettled),
        ];
        PublishRecord { files: files.into() }
    }

    #[test]
    fn records_are_read_as_they_are_written_and_only_whole() {
        let text = record().text();
        assert_eq!(PublishRecord::parse(&text), Some(record()));
        for end in 0..text.len() - 1 {
            if text.is_char_boundary(end) {
                assert_eq!(PublishRecord::parse(&text[..end]), None, "cut off after {end} bytes");
            }
        }
        assert_eq!(PublishRecord::parse(&format!("{text}more\n")), None);
    }

    #[test]
    fn records_are_confined() {
        for path in ["../x", "/x", "a//b", "a/./b", "", "a\\b", LOCK, ".redlines-parts/1"] {
            assert_eq!(parse_line(&format!("? {path}")), None, "{path}");
        }
        assert!(parse_line("? a/.well-known").is_some());
    }

    #[test]
    fn headers_are_told_apart() {
        let (page, style) = (Delivery::for_path("a.html"), Delivery::for_path("a.css"));
        assert_eq!(
            Headers::from_delivery(&page),
            Headers::from_delivery(&Delivery::for_path("b.html"))
        );
        assert_ne!(Headers::from_delivery(&page), Headers::from_delivery(&style));
    }
}
