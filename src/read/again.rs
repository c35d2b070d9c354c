//! Reading again: only the texts that changed, where nothing else can have changed.

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

/// With more changes than this at once, the whole site is read: folders come and go then.
const FEW: usize = 64;

/// What was read of a site's folder, to be kept up with what changes in it.
#[derive(Debug, Clone)]
pub struct Reading {
    pub tree: Arc<SourceTree>,
    pub problems: Vec<Diagnostic>,
    /// The patterns of files that were left out.
    ignore: IgnorePatterns,
}

/// What a changed path means for what was read.
enum Change {
    /// Nothing that was read, and nothing that would be.
    None,
    Text(FileId),
    /// Files were added or removed, or are not what they were.
    Tree,
}

impl Reading {
    /// Lists and reads a site's folder, without the files that the patterns leave out.
    pub fn whole(folder: &Path, ignore: IgnorePatterns, texts: &mut SourceMap) -> Self {
        Self::listed(folder, &Listing::walk(folder, ignore), texts)
    }

    /// Reads a site's folder as it was listed.
    pub fn listed(folder: &Path, listing: &Listing, texts: &mut SourceMap) -> Self {
        let mut problems = Vec::new();
        let tree = Arc::new(site(folder, listing, texts, &mut problems));
        Self { tree, problems, ignore: listing.ignore.clone() }
    }

    /// Brings what was read up to date after changes at these paths, or of the patterns.
    pub fn again(
        &mut self,
        folder: &Path,
        ignore: IgnorePatterns,
        changed: &[PathBuf],
        texts: &mut SourceMap,
    ) {
        let few = changed.len() <= FEW && self.tree.config.is_some() && ignore == self.ignore;
        if !few || !changed.iter().all(|path| self.read_text_again(folder, path, texts)) {
            *self = Self::whole(folder, ignore, texts);
        }
    }

    /// Reads the text at a path again; whether that is all there is to do.
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
        // Themes, templates and files that the configuration names are read in every run.
        if !matches!(top, "content" | "static" | "config.toml") {
            return Change::None;
        }
        // A link may lead anywhere, and have changed where it leads.
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
        // Editors make files and take them away again; a folder of the site that went is no such thing.
        if is_hidden || (is_gone && !self.holds(&shown, texts)) {
            Change::None
        } else {
            Change::Tree
        }
    }

    /// Whether reading a file found a problem, which reading it again may end.
    fn has_problem(&self, file: FileId, shown: &str) -> bool {
        self.problems.iter().any(|problem| match &problem.place {
            Place::Span(span) => span.file == file,
            Place::Path(path) => path == shown,
            Place::Nowhere => false,
        })
    }

    /// Whether a file that was read or listed lies in a folder of this path.
    fn holds(&self, shown: &str, texts: &SourceMap) -> bool {
        let is_inside = |path: &str| below(path, shown).is_some();
        let copied = self.tree.attachments.iter().chain(&self.tree.static_files);
        self.tree.texts().any(|file| is_inside(&texts.get(file).path))
            || copied.into_iter().any(|file| is_inside(&file.shown))
            || self.tree.unreadable.iter().any(|path| is_inside(path))
            // What could not be walked has a problem at its path.
            || self.problems.iter().any(|it| matches!(&it.place, Place::Path(at) if is_inside(at)))
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

    /// What stands in the site's texts after changes, read again and read as a whole.
    fn both(change: impl Fn(&Path), changed: &[&str]) -> (Vec<String>, Vec<String>, bool) {
        let folder = site();
        let folder = folder.path();
        let mut texts = SourceMap::default();
        let mut reading = Reading::whole(folder, IgnorePatterns::default(), &mut texts);
        let before = Arc::clone(&reading.tree);
        change(folder);
        let paths: Vec<PathBuf> = changed.iter().map(|path| folder.join(path)).collect();
        reading.again(folder, IgnorePatterns::default(), &paths, &mut texts);
        let was_whole = !Arc::ptr_eq(&before, &reading.tree);
        let mut afresh = SourceMap::default();
        let whole = Reading::whole(folder, IgnorePatterns::default(), &mut afresh);
        (contents(&reading, &texts), contents(&whole, &afresh), was_whole)
    }

    fn contents(reading: &Reading, texts: &SourceMap) -> Vec<String> {
        let read = reading.tree.texts().map(|file| texts.get(file));
        let copied = reading.tree.attachments.iter().map(|file| file.shown.clone());
        let problems = reading.problems.iter().map(|problem| problem.message.to_string());
        read.map(|it| format!("{}={}", it.path, it.content)).chain(copied).chain(problems).collect()
    }

    #[test]
    fn reading_again_is_reading_as_a_whole() {
        type Case = (&'static [&'static str], bool, fn(&Path));
        let cases: [Case; 9] = [
            (&["content/briefs/a.md"], false, |at| {
                fs::write(at.join("content/briefs/a.md"), "2").expect("a file");
            }),
            // An atomic save: a temporary file takes the place of the text.
            (&["content/briefs/a.md~", "content/briefs/a.md"], false, |at| {
                fs::write(at.join("content/briefs/a.md~"), "2").expect("a file");
                fs::rename(at.join("content/briefs/a.md~"), at.join("content/briefs/a.md"))
                    .expect("a move");
            }),
            (&["content/briefs/.a.md.swp"], false, |at| {
                fs::write(at.join("content/briefs/.a.md.swp"), "2").expect("a file");
            }),
            (&["content/briefs/b/map.png"], false, |at| {
                fs::write(at.join("content/briefs/b/map.png"), "2").expect("a file");
            }),
            (&["content/briefs/new.md"], true, |at| {
                fs::write(at.join("content/briefs/new.md"), "2").expect("a file");
            }),
            (&["content/briefs/a.md"], true, |at| {
                fs::remove_file(at.join("content/briefs/a.md")).expect("a removal");
            }),
            (&["content/briefs/b"], true, |at| {
                fs::remove_dir_all(at.join("content/briefs/b")).expect("a removal");
            }),
            (&["content/briefs/a.md"], true, |at| {
                fs::write(at.join("content/briefs/a.md"), b"\xff").expect("a file");
            }),
            (&["config.toml"], true, |at| {
                fs::remove_file(at.join("config.toml")).expect("a removal");
            }),
        ];
        for (number, (changed, expected_whole, change)) in cases.into_iter().enumerate() {
            let (again, whole, was_whole) = both(change, changed);
            assert_eq!(again, whole, "case {number}");
            assert_eq!(was_whole, expected_whole, "case {number}");
        }
    }
}
