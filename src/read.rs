//! The first stage: a folder becomes texts with their paths, and a list of files to copy.
//!
//! It knows folders and file names, and nothing of what stands in the files.

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

/// Whether nothing is on disk at a path.
pub fn is_gone(path: &Path) -> bool {
    !path.exists()
}

/// Whether a folder holds a site: a configuration, with or without faults.
pub fn is_site(folder: &Path) -> bool {
    folder.join("config.toml").exists()
}

/// Reads one text by itself. `None` where there is a problem, which reading the site reports.
pub fn text(disk: &Path, shown: &str) -> Option<Text> {
    match file::read_text(disk, shown) {
        file::Read::Text(text) => Some(text),
        file::Read::Broken(..) | file::Read::Failed(_) => None,
    }
}
