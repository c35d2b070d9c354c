//! Assets: the style sheets, scripts and fonts that pages load, in a folder that is named by the content of all of
//! them. Browsers may keep them for ever: where one changes, all have other addresses, and those that name
//! each other by relative paths still find each other.

use rustc_hash::FxHashSet as HashSet;

use crate::model::address::Address;
use crate::model::delivery::FINGERPRINT_LENGTH;
use crate::model::site::Site;

/// The folder that authors see: `assets/` in a theme or site, and `/assets/` in the configuration.
const FOLDER: &str = "assets";

/// Where the assets are.
#[derive(Debug, Clone)]
pub struct Assets {
    /// `/assets/3f2a9c1b3f2a9c1b/`.
    pub folder: Address,
    names: HashSet<String>,
}

impl Assets {
    /// Of files with these names, whose content has this hash. The site's own values for the theme's custom
    /// properties are an asset, too.
    pub fn new(names: &[String], content: &blake3::Hash, site: &Site) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(content.as_bytes());
        for part in site.appearance.properties.iter().flat_map(|(name, value)| [name, value]) {
            hasher.update(part.as_bytes()).update(&[0]);
        }
        let folder = fingerprinted_folder(&hasher.finalize().to_hex());
        Self { folder, names: names.iter().cloned().collect() }
    }

    /// Where an asset is, by its name in the folder; `None` where there is none.
    pub fn named(&self, name: &str) -> Option<Address> {
        self.names.contains(name).then(|| self.folder.file(name))
    }

    /// Where the file of a written address is: `/assets/own.css` names an asset, other addresses are as written.
    pub fn published(&self, written: &Address) -> Address {
        let name = written.as_str()[1..].strip_prefix(FOLDER).and_then(|it| it.strip_prefix('/'));
        name.and_then(|name| self.named(name)).unwrap_or_else(|| written.clone())
    }

    /// The style sheet of the site's own values.
    pub fn properties(&self) -> Address {
        self.folder.file("properties.css")
    }
}

/// The folder of assets whose contents have this hash, in hexadecimal digits.
pub fn fingerprinted_folder(digits: &str) -> Address {
    Address::of_folder(&format!("{FOLDER}/{}", &digits[..FINGERPRINT_LENGTH]))
}
