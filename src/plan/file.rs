//! The files that are copied.

use std::collections::HashSet;

use crate::link::Dossier;
use crate::model::address::Address;
use crate::plan::assets::Assets;
use crate::plan::fallback::Fallback;

/// A file to copy.
#[derive(Debug, Clone)]
pub struct PlannedFile {
    pub address: Address,
    /// Where it comes from, for messages: `static/logo.png`.
    pub shown: String,
    pub origin: FileOrigin,
}

/// Where a copied file comes from: a position in one of the lists of files that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileOrigin {
    Attachment(usize),
    Static(usize),
    Theme(usize),
    Asset(usize),
    /// An asset of the built-in theme, beside those of another theme.
    FallbackAsset(usize),
}

/// The files that were read, by their paths from the site's root.
pub struct StaticFiles<'a> {
    pub of_site: &'a [String],
    pub of_theme: &'a [String],
    /// The assets, by their names in their folder, and where that is.
    pub of_assets: &'a [String],
    pub assets: Assets,
    /// The built-in theme, if the site has another.
    pub fallback: Option<Fallback<'a>>,
}

/// Attachments, the site's static files, the theme's where the site has none of that name, and assets.
pub fn files(dossier: &Dossier, statics: &StaticFiles<'_>) -> Vec<PlannedFile> {
    let mut files = Vec::new();
    for attachment in &dossier.attachments {
        files.push(PlannedFile {
            address: attachment.address.clone(),
            shown: format!("content/{}", attachment.path),
            origin: FileOrigin::Attachment(attachment.number),
        });
    }
    let of_site: HashSet<&String> = statics.of_site.iter().collect();
    for (number, path) in statics.of_site.iter().enumerate() {
        let address = Address::home().file(path);
        let (shown, origin) = (format!("static/{path}"), FileOrigin::Static(number));
        files.push(PlannedFile { address, shown, origin });
    }
    for (number, path) in statics.of_theme.iter().enumerate() {
        if !of_site.contains(path) {
            let address = Address::home().file(path);
            let shown = format!("static/{path} of the theme");
            files.push(PlannedFile { address, shown, origin: FileOrigin::Theme(number) });
        }
    }
    for (number, name) in statics.of_assets.iter().enumerate() {
        let address = statics.assets.folder.file(name);
        let shown = format!("assets/{name}");
        files.push(PlannedFile { address, shown, origin: FileOrigin::Asset(number) });
    }
    files
}

/// The built-in assets as files of a folder.
pub fn fallback_files<'a>(
    fallback: &'a Fallback<'_>,
    folder: &'a Address,
) -> impl Iterator<Item = PlannedFile> + 'a {
    fallback.assets.iter().enumerate().map(move |(number, name)| PlannedFile {
        address: folder.file(name),
        shown: format!("assets/{name} of the theme `default`"),
        origin: FileOrigin::FallbackAsset(number),
    })
}
