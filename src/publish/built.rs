//! The files of a build, with the headers they get on a target.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::delivery::{Delivery, Encoding};
use crate::model::vocabulary::Vocabulary as _;
use crate::publish::record::is_ours;
use crate::write::{ManifestEntry, listed};

/// A finished build in its output folder.
pub struct Built {
    pub folder: PathBuf,
    pub files: Vec<BuiltFile>,
}

/// A file of a build.
pub struct BuiltFile {
    /// The path relative to the output folder, the hash, and the length in bytes.
    pub entry: ManifestEntry,
    pub delivery: Delivery,
}

impl Built {
    /// Reads the manifest of a build. Files are sorted by path.
    ///
    /// # Errors
    /// The manifest is missing or unreadable, or a file of the site has a name that publishing reserves.
    pub fn read(output: &Path) -> Result<Self, Diagnostic> {
        let unreadable = |why: String| {
            let message = format!("the output folder `{}` cannot be read: {why}", output.display());
            Diagnostic::of_run(Code::UnreadableFile, message)
        };
        let entries = listed(output).map_err(|error| unreadable(error.to_string()))?;
        let mut entries = entries.ok_or_else(|| unreadable("it has no manifest".to_owned()))?;
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        if let Some(taken) = entries.iter().find(|entry| is_ours(&entry.path)) {
            let message = format!("`{}` is a name that publishing needs for itself", taken.path);
            let problem = Diagnostic::of_path(Code::AddressCollision, &*taken.path, message);
            return Err(problem.help("give the file in `static/` another name"));
        }
        let deliveries = deliveries(&entries);
        let files = entries.into_iter().zip(deliveries);
        let files = files.map(|(entry, delivery)| BuiltFile { entry, delivery });
        Ok(Self { folder: output.to_owned(), files: files.collect() })
    }
}

/// The headers of each file. `a.html.gz` counts as a compressed copy only if `a.html` exists too.
fn deliveries(entries: &[ManifestEntry]) -> Vec<Delivery> {
    let paths: HashSet<&str> = entries.iter().map(|entry| &*entry.path).collect();
    let delivery = |entry: &ManifestEntry| {
        let copy = Encoding::ALL.iter().find_map(|encoding| {
            let original = entry.path.strip_suffix(encoding.ending())?;
            paths.contains(original).then(|| Delivery::of_copy(original, *encoding))
        });
        copy.unwrap_or_else(|| Delivery::for_path(&entry.path))
    };
    entries.iter().map(delivery).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_compressed_copies_from_archives() {
        let entries =
            ["a.html", "a.html.br", "b.gz"].map(|path| ManifestEntry::from_bytes(path, b""));
        let [page, copy, archive] = &*deliveries(&entries) else { panic!("three files") };
        assert_eq!((copy.content_encoding, &copy.content_type), (Some("br"), &page.content_type));
        assert_eq!((archive.content_encoding, &*archive.content_type), (None, "application/gzip"));
    }
}
