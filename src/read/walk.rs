//! Lists the files below a folder of the site, sorted by path. It never leaves the site.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf, is_separator};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::ignore_patterns::IgnorePatterns;
use crate::read::bytes::{Bytes, FileToCopy};
use crate::read::link::{self, ForbiddenTarget, forbidden_link, path_in_site};
use crate::read::slashes::{slashes, with_slashes};

/// A listed file.
#[derive(Debug)]
pub struct FoundFile {
    pub disk: PathBuf,
    /// The path relative to the site's folder.
    pub shown: String,
    /// Byte offset in `shown` at which the path below the walked folder begins.
    offset: usize,
}

impl FoundFile {
    /// The path relative to the walked folder.
    pub fn path(&self) -> &str {
        &self.shown[self.offset..]
    }

    /// Converts it to a file to copy.
    pub fn to_copy(&self) -> FileToCopy {
        let path = self.path().to_owned();
        FileToCopy { path, shown: self.shown.clone(), bytes: Bytes::OnDisk(self.disk.clone()) }
    }
}

/// Lists every file below `site/folder` that is neither ignored nor hidden. A missing folder has no files.
pub fn files(
    site: &Path,
    folder: &str,
    ignore: &IgnorePatterns,
    problems: &mut Vec<Diagnostic>,
) -> Vec<FoundFile> {
    walk(site, folder, false, ignore, problems)
}

/// Lists every file below `site/folder` that is not ignored, with hidden ones such as `.well-known/`.
pub fn all_files(
    site: &Path,
    folder: &str,
    ignore: &IgnorePatterns,
    problems: &mut Vec<Diagnostic>,
) -> Vec<FoundFile> {
    walk(site, folder, true, ignore, problems)
}

/// The links that the walk followed to the current entry.
struct LinkTrail {
    /// The canonical path of the site's folder.
    home: PathBuf,
    /// Depth of the outermost link below the root of the walk, or 0 if the root itself is behind a link.
    depth: Option<usize>,
}

impl LinkTrail {
    fn new(site: &Path, folder: &str) -> io::Result<Self> {
        let home = site.canonicalize()?;
        let is_linked = site.join(folder).canonicalize().is_ok_and(|it| it != home.join(folder));
        Ok(Self { home, depth: is_linked.then_some(0) })
    }

    /// Resolves the links to the next entry, and returns its real path in the site. `None` if no link is on
    /// the way.
    fn resolve(&mut self, entry: &DirEntry) -> Option<Result<String, ForbiddenTarget>> {
        self.depth = self.depth.filter(|depth| *depth == 0 || *depth < entry.depth());
        if self.depth.is_none() && !entry.path_is_symlink() {
            return None;
        }
        self.depth.get_or_insert(entry.depth());
        Some(path_in_site(&entry.path().canonicalize().ok()?, &self.home))
    }
}

fn walk(
    site: &Path,
    folder: &str,
    with_hidden: bool,
    ignore: &IgnorePatterns,
    problems: &mut Vec<Diagnostic>,
) -> Vec<FoundFile> {
    let root = site.join(folder);
    if root.symlink_metadata().is_err() || ignore.matches(folder, true) {
        return Vec::new();
    }
    if let Some(problem) = forbidden_link(site, folder) {
        problems.push(problem);
        return Vec::new();
    }
    let Ok(mut trail) = LinkTrail::new(site, folder) else { return Vec::new() };
    let mut found = Vec::new();
    // Compared entries share a folder, so whole paths sort like names, and names need not be extracted.
    let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
    let mut walk = WalkDir::new(&root).follow_links(true).sort_by(by_name).into_iter();
    let is_ignored = |path: &Path, is_folder: bool| {
        let is_hidden =
            || path.file_name().is_some_and(|it| it.as_encoded_bytes().starts_with(b"."));
        let path_in_site = || Some([folder, "/", path_below(path, &root)?.as_ref()].concat());
        path != root
            && ((!with_hidden && is_hidden())
                || path_in_site().is_some_and(|path| ignore.matches(&path, is_folder)))
    };
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                // Lock files of editors are dangling links.
                let is_noise = error.path().is_some_and(|path| is_ignored(path, false));
                problems.extend((!is_noise).then(|| describe(&error, site)));
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        let is_wanted = !is_ignored(entry.path(), is_folder)
            && match trail.resolve(&entry) {
                None => true,
                Some(Ok(path)) => {
                    !ignore.leaves_out_parent(&path) && !ignore.matches(&path, is_folder)
                }
                Some(Err(target)) => {
                    // Only the link itself is reported. Hidden files below its target are ignored as elsewhere.
                    let is_link = entry.path_is_symlink();
                    let problem = || link::problem(&shown(entry.path(), site), target);
                    problems.extend(is_link.then(problem));
                    false
                }
            };
        if !is_wanted {
            if is_folder {
                walk.skip_current_dir();
            }
            continue;
        }
        if !entry.file_type().is_file() {
            continue;
        }
        match path_below(entry.path(), &root) {
            Some(path) => {
                // If the root is a file, the path below it is empty.
                let slash = if path.is_empty() { "" } else { "/" };
                let shown = [folder, slash, &path].concat();
                let offset = shown.len() - path.len();
                found.push(FoundFile { disk: entry.into_path(), shown, offset });
            }
            None => {
                let shown = shown(entry.path(), site);
                let message = format!("the name of `{shown}` is not UTF-8");
                problems.push(Diagnostic::of_path(Code::UnreadableFile, shown, message));
            }
        }
    }
    found
}

/// The path of an entry relative to `root`, with forward slashes. `None` if it is not UTF-8. Every entry begins
/// with the path of `root`, so the prefix is cut off by length.
fn path_below<'a>(path: &'a Path, root: &Path) -> Option<Cow<'a, str>> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let path = str::from_utf8(&bytes[root.as_os_str().len()..]).ok()?;
    Some(with_slashes(path.trim_start_matches(is_separator)))
}

fn describe(error: &walkdir::Error, site: &Path) -> Diagnostic {
    let shown = error.path().map_or_else(String::new, |path| shown(path, site));
    match error.loop_ancestor() {
        Some(ancestor) => {
            let message = format!(
                "the link `{shown}` leads back to `{}`, which holds it",
                self::shown(ancestor, site)
            );
            Diagnostic::of_path(Code::OutsideSite, shown, message)
        }
        None => {
            let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            let message = format!("`{shown}` cannot be read: {reason}");
            Diagnostic::of_path(Code::UnreadableFile, shown, message)
        }
    }
}

/// The path relative to the site's folder for messages. Invalid UTF-8 is replaced.
fn shown(path: &Path, site: &Path) -> String {
    let path = path.strip_prefix(site).unwrap_or(path);
    slashes(path).unwrap_or_else(|| path.to_string_lossy().into_owned())
}
