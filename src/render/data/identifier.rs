//! Identifiers for formats that allow few characters: FollowTheMoney and GraphML.

use crate::link::Dossier;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;

/// How long the part of an identifier that stands for an id may be. FollowTheMoney allows 200 for the whole, and the
/// identifier of a relation has two.
const LONGEST: usize = 80;

/// The identifier of a document: its kind, a hyphen and its id, in which every byte but those of ASCII letters,
/// digits and hyphens stands as a point and two hexadecimal digits. So two ids never become one, and an
/// identifier ends with a letter or digit, as FollowTheMoney wants it.
pub fn entity_identifier(dossier: &Dossier, target: Target) -> String {
    let id = dossier.document(target).id();
    format!("{}-{}", target.kind().term(), plain(id))
}

fn plain(id: &str) -> String {
    let mut plain = String::with_capacity(id.len());
    for byte in id.bytes() {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' => plain.push(char::from(byte)),
            _ => plain.push_str(&format!(".{byte:02x}")),
        }
    }
    if plain.len() > LONGEST {
        let hash = blake3::hash(id.as_bytes()).to_hex();
        plain.truncate(LONGEST - 17);
        plain.push('.');
        plain.push_str(&hash[..16]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn identifiers_are_plain_and_distinct() {
        let cases = [
            ("donald-trump", "donald-trump"),
            ("a.5f", "a.2e5f"),
            ("a_", "a.5f"),
            ("علی", ".d8.b9.d9.84.db.8c"),
        ];
        for (id, expected) in cases {
            assert_eq!(plain(id), expected, "{id}");
        }
        let (one, other) = ("ع".repeat(90) + "a", "ع".repeat(90) + "b");
        assert!(plain(&one).len() <= super::LONGEST && plain(&one) != plain(&other));
    }
}
