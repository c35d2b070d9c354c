//! Attachments: files beside documents, and where they go.

use std::collections::{BTreeMap, HashMap};

use crate::link::address::{address_of, folders_of};
use crate::link::definition::{Definition, Definitions};
use crate::model::address::Address;
use crate::model::identity::Kind;

/// A file beside a document.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Below `content/`.
    pub path: String,
    pub address: Address,
    /// Its position among the files that were read.
    pub number: usize,
}

/// The attachments of a site, by their paths below `content/`.
pub struct Attachments {
    pub by_path: BTreeMap<String, Attachment>,
}

impl Attachments {
    /// Those that have their addresses.
    pub fn new(placed: &[Attachment]) -> Self {
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
