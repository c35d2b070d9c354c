//! JSON files: the head of each, and lists with a record a line.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::licence::Licence;
use crate::plan::data::Schema;
use crate::render::data::value::{Day, Url};
use crate::render::renderer::Renderer;

/// The version of the files' form. It changes where a program that reads them would have to.
pub const VERSION: u32 = 1;

/// The head of a file.
#[derive(Serialize, JsonSchema)]
pub struct Head<'a> {
    /// The address of the schema.
    #[serde(rename = "$schema")]
    schema: Url,
    /// The site's address.
    site: Url,
    /// The version of the form described here; it changes where a program that reads it would have to.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The day as of which the site was built; only in files of the whole site.
    // A day that passes would change the files of all documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Day")]
    generated: Option<Day>,
    /// The licence as the site's configuration names it: an SPDX identifier or an address.
    license: Option<&'a str>,
}

impl<'a> Head<'a> {
    /// Of a file of the whole site.
    pub fn of_site(renderer: &Renderer<'a>, schema: Schema) -> Self {
        Self { generated: Some(Day(renderer.dossier.as_of)), ..Self::of_document(renderer, schema) }
    }

    /// Of a file that belongs to a document.
    pub fn of_document(renderer: &Renderer<'a>, schema: Schema) -> Self {
        let site = renderer.site;
        Self {
            schema: Url(renderer.permalink(&schema.address())),
            site: Url(format!("{}/", site.base_url)),
            version: VERSION,
            generated: None,
            license: site.data.licence.as_ref().map(Licence::written),
        }
    }
}

/// An object of the head and a list of records, each on a line of its own, so that a change is a line.
pub fn list<T: Serialize>(
    head: &Head<'_>,
    name: &str,
    records: impl Iterator<Item = T>,
) -> Vec<u8> {
    let mut bytes = open(head, name);
    bytes.push(b'[');
    for (number, record) in records.enumerate() {
        bytes.extend_from_slice(if number == 0 { b"\n" } else { b",\n" });
        put(&mut bytes, &record);
    }
    bytes.extend_from_slice(b"\n]}\n");
    bytes
}

/// An object of the head and one record.
pub fn one<T: Serialize>(head: &Head<'_>, name: &str, record: &T) -> Vec<u8> {
    let mut bytes = open(head, name);
    put(&mut bytes, record);
    bytes.extend_from_slice(b"}\n");
    bytes
}

/// The head as an object that is still open, up to the value of its last field.
fn open(head: &Head<'_>, name: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1024);
    put(&mut bytes, head);
    bytes.pop();
    bytes.extend_from_slice(b",\"");
    bytes.extend_from_slice(name.as_bytes());
    bytes.extend_from_slice(b"\":");
    bytes
}

/// Appends a value.
pub fn put(bytes: &mut Vec<u8>, value: &impl Serialize) {
    // Texts, numbers and lists are written to memory without fail.
    let _ = serde_json::to_writer(bytes, value);
}
