//! Addresses of documents, and what relative paths in bodies lead to.

use percent_encoding::percent_decode_str;

use crate::model::address::Address;
use crate::model::identity::{Kind, slug};
use crate::parse::document::Outline;

/// The address of a definition's page.
pub fn address_of(kind: Kind, id: &str) -> Address {
    match kind {
        Kind::Source => Address::of_document(kind, &source_segment(id)),
        _ => Address::of_document(kind, id),
    }
}

/// Folders of ordinary pages keep their structure, each part as a slug.
pub fn slug_path(path: &str) -> String {
    path.split('/').map(slug).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

/// The address that a broken document would have.
pub fn of_outline(outline: &Outline) -> Address {
    match (outline.kind, &outline.path) {
        // Pages stand where their folders put them.
        (Kind::Page, Some(path)) => Address::of_folder(&slug_path(path)),
        _ => address_of(outline.kind, &outline.id),
    }
}

/// The folders that a path lies in, innermost first.
pub fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    let folder = |path: &str| path.rfind('/');
    std::iter::successors(folder(path), move |end| folder(&path[..*end])).map(|end| &path[..end])
}

/// A relative path from a folder below `content/`, without `.` and `..`; `None` where it climbs
/// out.
pub fn join(folder: &str, relative: &str) -> Option<String> {
    let decoded = percent_decode_str(relative).decode_utf8().ok()?;
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The part of an address that a source's key becomes: keys may hold what paths may not.
pub fn source_segment(key: &str) -> String {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '+');
    let segment: String = key.chars().map(|c| if allowed(c) { c } else { '-' }).collect();
    match segment.trim_start_matches('.') {
        "" => "-".to_owned(),
        sound => sound.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_stay_inside() {
        let cases = [
            ("briefs", "map.png", Some("briefs/map.png")),
            ("briefs", "../actors/iran.md", Some("actors/iran.md")),
            ("briefs", "./a%20b.png", Some("briefs/a b.png")),
            ("", "../x", None),
            ("briefs", "../../x", None),
        ];
        for (folder, relative, expected) in cases {
            assert_eq!(join(folder, relative).as_deref(), expected, "{folder} {relative}");
        }
    }

    #[test]
    fn keys_become_segments() {
        for (key, expected) in [("kahn-1965", "kahn-1965"), ("a/../b", "a-..-b"), ("..", "-")] {
            assert_eq!(source_segment(key), expected, "{key}");
        }
    }
}
