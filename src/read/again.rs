//! Incremental reading: only changed texts are read again, if nothing else can have changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::model::ignore_patterns::IgnorePatterns;
use crate::read::file;
use crate::read::listing::Listing;
use crate::read::site::site;
use crate::read::slashes::slashes;
use crate::read::tree::SourceTree;
use crate::source::{FileId, SourceMap, below};

/// Limit of changed paths for incremental reading. More changes often add and remove folders.
const MAX_CHANGES: usize = 64;

/// The result of reading a site's folder, which can be updated.
#[derive(Debug, Clone)]
pub struct Reading {
    pub tree: Arc<SourceTree>,
    pub problems: Vec<Diagnostic>,
    /// The patterns of files that were ignored.
    ignore: IgnorePatterns,
}

/// The effect of a changed path on the result.
enum Change {
    /// No effect: the file is skipped, only copied, or read in every run.
    None,
    /// The content of a text changed.
    Text(FileId),
    /// A file was added or removed, or has another kind.
    Tree,
}

impl Reading {
    /// Lists and reads a site's folder, without ignored files.
    pub fn whole(folder: &Path, ignore: IgnorePatterns, texts: &mut SourceMap) -> Self {
        Self::listed(folder, &Listing::walk(folder, ignore), texts)
    }

    /// Reads the listed files of a site's folder.
    pub fn listed(folder: &Path, listing: &Listing, texts: &mut SourceMap) -> Self {
        let mut problems = Vec::new();
        let tree = Arc::new(site(folder, listing, texts, &mut problems));
        Self { tree, problems, ignore: listing.ignore.clone() }
    }

    /// Updates the result after changes at these paths, or of the patterns.
    pub fn again(
        &mut self,
        folder: &Path,
        ignore: IgnorePatterns,
        changed: &[PathBuf],
        texts: &mut SourceMap,
    ) {
        let is_incremental =
            changed.len() <= MAX_CHANGES && self.tree.config.is_some() && ignore == self.ignore;
        if !is_incremental || !changed.iter().all(|path| self.read_text_again(folder, path, texts))
        {
            *self = Self::whole(folder, ignore, texts);
        }
    }

    /// Reads a changed text again. Returns `false` if the whole site must be read.
    fn read_text_again(&self, folder: &Path, path: &Path, texts: &mut SourceMap) -> bool {
        match self.change(folder, path, texts) {
            Change::None => true,
            Change::Tree => false,
            Change::Text(file) => {
                let shown = texts.get(file).path.clone();
                match file::read_text(path, &shown) {
                    file::Read::Text(text) => texts.add(text) == file,
                    file::Read::Broken(..) | file::Read::Failed(_) => false,
                }
            }
        }
    }

    fn change(&self, folder: &Path, path: &Path, texts: &SourceMap) -> Change {
        let Some(shown) = path.strip_prefix(folder).ok().and_then(slashes) else {
            return Change::Tree;
        };
        let top = shown.split('/').next().unwrap_or_default();
        // Themes, templates, and files that the configuration names are read in every run.
        if !matches!(top, "content" | "static" | "config.toml") {
            return Change::None;
        }
        // `symlink_metadata`, because the target of a link may have changed.
        let is_file = path.symlink_metadata().is_ok_and(|it| it.is_file());
        if let Some(file) = texts.number(&shown).filter(|file| self.tree.has(*file)) {
            return if is_file && !self.has_problem(file, &shown) {
                Change::Text(file)
            } else {
                Change::Tree
            };
        }
        if self.tree.copies(path) {
            return if is_file { Change::None } else { Change::Tree };
        }
        let is_hidden = top == "content" && shown.split('/').any(|part| part.starts_with('.'));
        let is_gone = !path.exists() && path.symlink_metadata().is_err();
        // Temporary files of editors are gone by now. A removed folder of the site is not one of them.
        if is_hidden || (is_gone && !self.holds(&shown, texts)) {
            Change::None
        } else {
            Change::Tree
        }
    }

    /// Whether reading a file found a problem. A new version may not have it.
    fn has_problem(&self, file: FileId, shown: &str) -> bool {
        self.problems.iter().any(|problem| match &problem.place {
            Place::Span(span) => span.file == file,
            Place::Path(path) => path == shown,
            Place::Nowhere => false,
        })
    }

    /// Whether a file that was read or listed has this path or lies below it.
    fn holds(&self, shown: &str, texts: &SourceMap) -> bool {
        let is_inside = |path: &str| below(path, shown).is_some();
        let copied = self.tree.attachments.iter().chain(&self.tree.static_files);
        self.tree.texts().any(|file| is_inside(&texts.get(file).path))
            || copied.into_iter().any(|file| is_inside(&file.shown))
            || self.tree.unreadable.iter().any(|path| is_inside(path))
            // A folder that could not be walked has a problem at its path.
            || self
                .problems
                .iter()
                .any(|it| matches!(&it.place, Place::Path(path) if is_inside(path)))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for path in ["config.toml", "content/briefs/a.md", "content/briefs/b/map.png"] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            fs::write(path, "1").expect("a file");
        }
        folder
    }

    /// Changes a site. Returns the content read incrementally, the content read from scratch, and whether the
    /// incremental reading read everything.
    fn read_both_ways(
        change: impl Fn(&Path),
        changed: &[&str],
    ) -> (Vec<String>, Vec<String>, bool) {
        let folder = site();
        let folder = folder.path();
        let mut texts = SourceMap::default();
        let mut reading = Reading::whole(folder, IgnorePatterns::default(), &mut texts);
        let before = Arc::clone(&reading.tree);
        change(folder);
        let paths: Vec<PathBuf> = changed.iter().map(|path| folder.join(path)).collect();
        reading.again(folder, IgnorePatterns::default(), &paths, &mut texts);
        let was_whole = !Arc::ptr_eq(&before, &reading.tree);
        let mut new_texts = SourceMap::default();
        let whole = Reading::whole(folder, IgnorePatterns::default(), &mut new_texts);
        (contents(&reading, &texts), contents(&whole, &new_texts), was_whole)
    }

    fn contents(reading: &Reading, texts: &SourceMap) -> Vec<String> {
        let read = reading.tree.texts().map(|file| texts.get(file));
        let copied = reading.tree.attachments.iter().map(|file| file.shown.clone());
        let problems = reading.problems.iter().map(|problem| problem.message.to_string());
        read.map(|it| format!("{}={}", it.path, it.content)).chain(copied).chain(problems).collect()
    }

    #[test]
    fn incremental_reading_equals_full_reading() {
        type Case = (&'static [&'static str], bool, fn(&Path));
        let cases: [Case; 9] = [
            (&["content/briefs/a.md"], false, |site| {
                fs::write(site.join("content/briefs/a.md"), "2").expect("a file");
            }),
            // An atomic save: a temporary file replaces the text.
            (&["content/briefs/a.md~", "content/briefs/a.md"], false, |site| {
                fs::write(site.join("content/briefs/a.md~"), "2").expect("a file");
                fs::rename(site.join("content/briefs/a.md~"), site.join("content/briefs/a.md"))
                    .expect("a move");
            }),
            (&["content/briefs/.a.md.swp"], false, |site| {
                fs::write(site.join("content/briefs/.a.md.swp"), "2").expect("a file");
            }),
            (&["content/briefs/b/map.png"], false, |site| {
                fs::write(site.join("content/briefs/b/map.png"), "2").expect("a file");
            }),
            (&["content/briefs/new.md"], true, |site| {
                fs::write(site.join("content/briefs/new.md"), "2").expect("a file");
            }),
            (&["content/briefs/a.md"], true, |site| {
                fs::remove_file(site.join("content/briefs/a.md")).expect("a removal");
            }),
            (&["content/briefs/b"], true, |site| {
                fs::remove_dir_all(site.join("content/briefs/b")).expect("a removal");
            }),
            (&["content/briefs/a.md"], true, |site| {
                fs::write(site.join("content/briefs/a.md"), b"\xff").expect("a file");
            }),
            (&["config.toml"], true, |site| {
                fs::remove_file(site.join("config.toml")).expect("a removal");
            }),
        ];
        for (number, (changed, expected_whole, change)) in cases.into_iter().enumerate() {
            let (again, whole, was_whole) = read_both_ways(change, changed);
            assert_eq!(again, whole, "case {number}");
            assert_eq!(was_whole, expected_whole, "case {number}");
        }
    }
}
