//! Where attachments go, and what relative paths in bodies lead to.

use std::collections::{BTreeMap, HashMap};

use percent_encoding::percent_decode_str;

use crate::link::definition::{Definition, Definitions, slug_path};
use crate::link::dossier::Attachment;
use crate::link::names::address_of;
use crate::model::address::Address;
use crate::model::identity::Kind;
use crate::parse::document::Outline;

/// The attachments of a site, by their paths below `content/`.
pub struct Attachments {
    pub by_path: BTreeMap<String, Attachment>,
}

impl Attachments {
    /// Those that have their addresses.
    pub fn of(placed: &[Attachment]) -> Self {
        Self { by_path: placed.iter().map(|it| (it.path.clone(), it.clone())).collect() }
    }
}

/// Gives every attachment its address: beside the page of the document whose folder it lies in, or
/// where its own folder puts it. Files beside a draft or a withdrawn brief are not part of the site.
pub fn attachments(paths: &[String], definitions: &Definitions) -> Attachments {
    if paths.is_empty() {
        return Attachments { by_path: BTreeMap::new() };
    }
    let folders = document_folders(definitions);
    let place = |(number, path): (usize, &String)| {
        let hidden = folders_of(path).any(|folder| definitions.hides_files_of(folder));
        let address = address_of_file(path, &folders);
        let attachment = Attachment { path: path.clone(), address, number };
        (!hidden).then(|| (path.clone(), attachment))
    };
    Attachments { by_path: paths.iter().enumerate().filter_map(place).collect() }
}

/// The pages of documents by their paths, which are also the folders of the files beside them.
fn document_folders(definitions: &Definitions) -> HashMap<&str, Address> {
    let mut folders = HashMap::new();
    fn add<'a, F>(
        folders: &mut HashMap<&'a str, Address>,
        kind: Kind,
        definitions: &'a [Definition<F>],
    ) {
        for definition in definitions {
            if let Some(path) = &definition.path {
                folders.insert(path, address_of(kind, &definition.id));
            }
        }
    }
    add(&mut folders, Kind::Brief, &definitions.briefs);
    add(&mut folders, Kind::Actor, &definitions.actors);
    add(&mut folders, Kind::Event, &definitions.events);
    add(&mut folders, Kind::Threshold, &definitions.thresholds);
    for page in definitions.pages.iter().filter(|page| page.fields.index_of.is_none()) {
        if let Some(path) = &page.path {
            folders.insert(path, address_of(Kind::Page, &page.id));
        }
    }
    folders
}

fn address_of_file(path: &str, folders: &HashMap<&str, Address>) -> Address {
    let beside = folders_of(path).find_map(|folder| {
        let address = folders.get(folder)?;
        Some(address.file(&path[folder.len() + 1..]))
    });
    beside.unwrap_or_else(|| Address::home().file(path))
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
