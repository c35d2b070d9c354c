//! JSON files: what stands at the head of each, and lists with a record a line.

use jiff::civil;
use serde::Serialize;

use crate::model::licence::Licence;
use crate::plan::data::Schema;
use crate::render::renderer::Renderer;

/// The version of the files' form. It changes where a program that reads them would have to.
pub const VERSION: u32 = 1;

/// What stands at the head of a file.
#[derive(Serialize)]
pub struct Head<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    site: String,
    version: u32,
    /// The day as of which the site was built. Files of documents have none: a day that passes would change
    /// them all.
    #[serde(skip_serializing_if = "Option::is_none")]
    generated: Option<civil::Date>,
    license: Option<&'a str>,
}

impl<'a> Head<'a> {
    /// Of a file of the whole site.
    pub fn of_site(renderer: &Renderer<'a>, schema: Schema) -> Self {
        Self { generated: Some(renderer.dossier.as_of), ..Self::of_document(renderer, schema) }
    }

    /// Of a file that belongs to a document.
    pub fn of_document(renderer: &Renderer<'a>, schema: Schema) -> Self {
        let site = renderer.site;
        Self {
            schema: renderer.permalink(&schema.address()),
            site: format!("{}/", site.base_url),
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
