//! What makes a document that document: its kind, its id, and what every kind carries.

use std::borrow::Cow;

use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

use crate::model::address::Address;
use crate::model::body::LinkedBody;
use crate::model::date::Date;
use crate::model::note::Note;
use crate::model::source::SourceUse;
use crate::model::table::Index;
use crate::model::tag::Tag;
use crate::model::vocabulary::vocabulary;
use crate::source::{FileId, Span};

vocabulary! {
    /// The kinds of document that a reference can name.
    Kind is "kind" {
        Brief = "brief" "Brief",
        Actor = "actor" "Actor",
        Event = "event" "Event",
        Threshold = "threshold" "Threshold",
        Ladder = "ladder" "Ladder",
        Source = "source" "Source",
        Tag = "tag" "Tag",
        Page = "page" "Page",
    }
}

impl Kind {
    /// The folder of the kind in `content/` and in addresses. Ordinary pages have none.
    pub fn folder(self) -> Option<&'static str> {
        Some(match self {
            Self::Brief => "briefs",
            Self::Actor => "actors",
            Self::Event => "events",
            Self::Threshold => "thresholds",
            Self::Ladder => "ladders",
            Self::Source => "sources",
            Self::Tag => "tags",
            Self::Page => return None,
        })
    }
}

/// A noun that documents can refer to.
pub trait Noun: Sized {
    const KIND: Kind;
}

/// How a document came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It has a file of its own.
    Document,
    /// It is defined in the front matter of another document, or in a library.
    Inline,
    /// Somebody named it, and nobody described it.
    Stub,
    /// It comes with redlines.
    BuiltIn,
}

/// What the linked form of every kind carries.
#[derive(Debug, Clone)]
pub struct Header {
    /// Unique within the kind.
    pub id: String,
    /// The title; an actor's name.
    pub title: String,
    pub aliases: Vec<String>,
    pub address: Address,
    pub redirect_from: Vec<(Address, Span)>,
    pub tags: Vec<Index<Tag>>,
    pub draft: bool,
    pub updated: Option<Date>,
    pub sources: Vec<SourceUse>,
    /// BCP 47; `None` is the site's own.
    pub language: Option<String>,
    /// The template that the author chose instead of the kind's.
    pub template: Option<(String, Span)>,
    /// The author's own table, handed to templates as it is.
    pub extra: Map<String, Value>,
    pub origin: Origin,
    /// The file that defines it; built-in ones have none.
    pub file: Option<FileId>,
    /// Where it is defined, for messages.
    pub span: Option<Span>,
    /// Where its id is written, if its author chose it.
    pub id_span: Option<Span>,
    pub body: LinkedBody,
    /// The notes that the body refers to, in the order of their definitions.
    pub notes: Vec<Note>,
}

/// Whether a written reference looks like an id rather than like a name: ASCII lower-case letters,
/// digits, `-`, `_` and `.` only. An unknown id is a mistake, an unknown name an actor to describe.
pub fn is_id_like(text: &str) -> bool {
    let of_id = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.')
    };
    !text.is_empty() && text.bytes().all(of_id)
}

/// The longest id in bytes: file systems allow 255 for a name.
pub const LONGEST_ID: usize = 200;

/// Whether an explicit id can be part of an address.
pub fn is_valid_id(id: &str) -> bool {
    slug(id) == id && !id.is_empty() && id.len() <= LONGEST_ID
}

/// The id for a name: NFC, lower case, letters and digits of any script kept, `_` and `.` kept
/// inside, everything else a single hyphen. It may be empty.
pub fn slug(name: &str) -> String {
    if is_id_like(name) && !name.contains("--") {
        // Most names that are asked for are ids already.
        return name.trim_matches(['-', '.']).to_owned();
    }
    let mut slug = String::with_capacity(name.len());
    if name.is_ascii() {
        // What most titles and headings are: nothing to compose, a byte a character.
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') {
                slug.push(char::from(byte.to_ascii_lowercase()));
            } else if !slug.ends_with('-') {
                slug.push('-');
            }
        }
        return trimmed(slug);
    }
    for character in name.nfc().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() || matches!(character, '_' | '.') {
            slug.push(character);
        } else if is_mark(character) {
            // Combining marks belong to the letter before them (Devanagari, Hebrew points).
            slug.push(character);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    trimmed(slug)
}

/// Without hyphens and dots at its ends, in place.
fn trimmed(mut slug: String) -> String {
    let ends = ['-', '.'];
    slug.truncate(slug.trim_end_matches(ends).len());
    let start = slug.len() - slug.trim_start_matches(ends).len();
    slug.drain(..start);
    slug
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// The form in which names are compared: NFC, lower case, single spaces. Many are in that form already.
pub fn fold_name(name: &str) -> Cow<'_, str> {
    let mut last = b' ';
    let is_plain = name.bytes().all(|byte| {
        let is_double = byte == b' ' && last == b' ';
        last = byte;
        !is_double && (byte == b' ' || byte.is_ascii_graphic())
    });
    if is_plain && last != b' ' {
        return match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(name.to_ascii_lowercase()),
            false => Cow::Borrowed(name),
        };
    }
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.nfc().flat_map(char::to_lowercase));
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_every_script_and_nothing_that_a_path_would_mind() {
        let cases = [
            ("Donald Trump", "donald-trump"),
            ("2025-06-15_Veto", "2025-06-15_veto"),
            ("  --U.S. strikes!! ", "u.s.-strikes"),
            ("../../etc/passwd", "etc-passwd"),
            ("北京", "北京"),
            ("علی خامنه‌ای", "علی-خامنه-ای"),
            ("E\u{301}lyse\u{301}e", "élysée"),
            ("???", ""),
            ("...-a-...", "a"),
            ("A  (b)", "a-b"),
        ];
        for (name, expected) in cases {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn folded_names_are_compared() {
        let cases = [
            ("iran", "iran"),
            ("Iran", "iran"),
            (" two  words ", "two words"),
            ("two\twords", "two words"),
            ("E\u{301}lyse\u{301}e", "élysée"),
            ("ÄRZTE", "ärzte"),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(fold_name(name), expected, "{name:?}");
            assert_eq!(fold_name(expected), expected, "{expected:?}");
        }
    }

    #[test]
    fn ids_are_told_from_names() {
        for id in ["donald-trmp", "2025-06-15", "iran"] {
            assert!(is_id_like(id), "{id}");
        }
        for name in ["Oman", "European governments", "ایران", ""] {
            assert!(!is_id_like(name), "{name}");
        }
        for bad in ["../x", "A", "", ".", "..", "a/b", "a b", "-a"] {
            assert!(!is_valid_id(bad), "{bad}");
        }
    }
}
