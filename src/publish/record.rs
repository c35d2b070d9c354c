//! The record: a list of the files that redlines published, kept on the target as `.redlines-published`.
//!
//! It names each file and its content. Before a run changes anything, it marks every file that may change as
//! *unsettled*: redlines owns it, but it may have the old content, the new content, or not exist. The next run
//! after an interrupted one therefore knows all files, and settles them.

use std::collections::BTreeMap;

use crate::model::delivery::Delivery;

/// The name of the record on the target. It begins with a dot, so that hosts do not list it.
pub const NAME: &str = ".redlines-published";

/// Name under which a new record is written before it replaces the old one, on targets that can rename.
pub const NEXT: &str = ".redlines-published.next";

/// The name of the lock. See [`super::lock`].
pub const LOCK: &str = ".redlines-lock";

/// Folder of unfinished files, on targets where a file is visible while it is written.
pub const PARTS: &str = ".redlines-parts";

/// The first line, with the version of the format.
const HEADER: &str = "redlines published 1";

/// The last line begins so and holds the number of files. A truncated record lacks it.
const END_PREFIX: &str = "end";

/// Whether a path is reserved for publishing.
pub fn is_ours(path: &str) -> bool {
    [NAME, NEXT, LOCK].contains(&path) || path.split('/').next() == Some(PARTS)
}

/// The state of a file on the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Sent completely.
    Settled(Sent),
    /// Being sent or deleted, or left so by an interrupted run.
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

/// A hash of the headers that a file was sent with, to detect a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headers(u32);

impl Headers {
    /// For a target that keeps no headers.
    pub const NONE: Self = Self(0);

    /// Hashes the headers of a delivery.
    pub fn from_delivery(delivery: &Delivery) -> Self {
        let Delivery { content_type, cache_control, content_encoding } = delivery;
        let encoding = content_encoding.unwrap_or_default();
        let hash = blake3::hash(format!("{content_type}\n{cache_control}\n{encoding}").as_bytes());
        let [a, b, c, d, ..] = *hash.as_bytes();
        Self(u32::from_be_bytes([a, b, c, d]))
    }
}

/// Every file that redlines published to a target, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishRecord {
    pub files: BTreeMap<String, Known>,
}

impl PublishRecord {
    /// Parses a record. Returns `None` if it is damaged or of another version.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        (lines.next()? == HEADER).then_some(())?;
        let mut record = Self::default();
        for line in lines.by_ref() {
            if let Some(count) = line.strip_prefix(END_PREFIX) {
                let is_complete = count.trim().parse() == Ok(record.files.len());
                return (is_complete && lines.next().is_none()).then_some(record);
            }
            let (known, path) = parse_line(line)?;
            record.files.insert(path, known);
        }
        None
    }

    /// The text of the record, sorted by path.
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
        text.push_str(&format!("{END_PREFIX} {}\n", self.files.len()));
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
    // Others can write to the target, so a path must not lead out of it or name the lock.
    let has_safe_parts = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let is_safe = has_safe_parts && !path.contains('\\') && !is_ours(path);
    is_safe.then(|| (known, path.to_owned()))
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
    fn parses_its_own_text_and_rejects_truncation() {
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
    fn rejects_unsafe_paths() {
        for path in ["../x", "/x", "a//b", "a/./b", "", "a\\b", LOCK, ".redlines-parts/1"] {
            assert_eq!(parse_line(&format!("? {path}")), None, "{path}");
        }
        assert!(parse_line("? a/.well-known").is_some());
    }

    #[test]
    fn distinguishes_headers() {
        let (page, style) = (Delivery::for_path("a.html"), Delivery::for_path("a.css"));
        assert_eq!(
            Headers::from_delivery(&page),
            Headers::from_delivery(&Delivery::for_path("b.html"))
        );
        assert_ne!(Headers::from_delivery(&page), Headers::from_delivery(&style));
    }
}
