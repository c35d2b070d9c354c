//! The first stage: reads a site's folder into texts and a list of files to copy.
//!
//! It classifies files by path, and does not parse them.

mod again;
mod bytes;
mod file;
mod link;
mod listing;
mod site;
mod slashes;
mod stamp;
mod state;
mod theme;
mod tree;
mod walk;

use std::path::Path;

use crate::source::Text;

pub use again::Reading;
pub use bytes::{Bytes, FileToCopy};
pub use file::named_text;
pub use link::forbidden_link;
pub use listing::Listing;
pub use slashes::slashes;
pub use stamp::stamp;
pub use theme::{Theme, built_in_theme_as, theme};
pub use tree::SourceTree;

/// Whether a path does not exist.
pub fn is_gone(path: &Path) -> bool {
    !path.exists()
}

/// Whether a folder is a site: it has a `config.toml`, valid or not.
pub fn is_site(folder: &Path) -> bool {
    folder.join("config.toml").exists()
}

/// Reads a single text. Returns `None` if there is a problem, which reading the site reports.
pub fn text(disk: &Path, shown: &str) -> Option<Text> {
    match file::read_text(disk, shown) {
        file::Read::Text(text) => Some(text),
        file::Read::Broken(..) | file::Read::Failed(_) => None,
    }
}
