//! Files below a folder of the site, in the order of their paths, never outside of the site.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf, is_separator};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::ignore_patterns::IgnorePatterns;
use crate::read::bytes::{Bytes, FileToCopy};
use crate::read::link::{self, ForbiddenTarget, forbidden_link, path_in_site};
use crate::read::slashes::{slashes, with_slashes};

/// A file that was found.
#[derive(Debug)]
pub struct FoundFile {
    pub disk: PathBuf,
    /// The path from the site's folder.
    pub shown: String,
    /// Where in it the path below the folder begins that was walked.
    below: usize,
}

impl FoundFile {
    /// The path below the folder that was walked.
    pub fn path(&self) -> &str {
        &self.shown[self.below..]
    }

    /// As a file to copy.
    pub fn to_copy(&self) -> FileToCopy {
        let path = self.path().to_owned();
        FileToCopy { path, shown: self.shown.clone(), bytes: Bytes::OnDisk(self.disk.clone()) }
    }
}

/// Every file below `site/folder` that the patterns do not leave out, without hidden ones: editors and version
/// control leave theirs everywhere. A folder that is missing has no files.
pub fn files(
    site: &Path,
    folder: &str,
    ignore: &IgnorePatterns,
    problems: &mut Vec<Diagnostic>,
) -> Vec<FoundFile> {
    walk(site, folder, false, ignore, problems)
}

/// Every file below `site/folder` that the patterns do not leave out, hidden ones too, such as `.well-known/`.
pub fn all_files(
    site: &Path,
    folder: &str,
    ignore: &IgnorePatterns,
    problems: &mut Vec<Diagnostic>,
) -> Vec<FoundFile> {
    walk(site, folder, true, ignore, problems)
}

/// The links that a walk has followed to an entry.
struct LinkTrail {
    /// The site's folder, without links on its path.
    home: PathBuf,
    /// The depth of the outermost link below the root of the walk, or 0 where the root is behind a link.
    depth: Option<usize>,
}

impl LinkTrail {
    fn new(site: &Path, folder: &str) -> io::Result<Self> {
        let home = site.canonicalize()?;
        let is_linked = site.join(folder).canonicalize().is_ok_and(|it| it != home.join(folder));
        Ok(Self { home, depth: is_linked.then_some(0) })
    }

    /// The path of the next entry from the site's folder once links are followed; `None` where there are none.
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
    // Those that are compared lie in one folder: their paths differ in their names only, which would have to be
    // looked for in each.
    let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
    let mut walk = WalkDir::new(&root).follow_links(true).sort_by(by_name).into_iter();
    let is_left_out = |path: &Path, is_folder: bool| {
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
                // The lock of an editor is a link to nowhere.
                let is_noise = error.path().is_some_and(|path| is_left_out(path, false));
                problems.extend((!is_noise).then(|| describe(&error, site)));
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        let is_wanted = !is_left_out(entry.path(), is_folder)
            && match trail.resolve(&entry) {
                None => true,
                Some(Ok(path)) => {
                    !ignore.leaves_out_parent(&path) && !ignore.matches(&path, is_folder)
                }
                Some(Err(target)) => {
                    // Hidden files in a folder that a link leads to are left out as elsewhere.
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
                // A file in the folder's place has no path below it.
                let slash = if path.is_empty() { "" } else { "/" };
                let shown = [folder, slash, &path].concat();
                let below = shown.len() - path.len();
                found.push(FoundFile { disk: entry.into_path(), shown, below });
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

/// The path of what was found below a folder, from there and with forward slashes, where it is UTF-8. What is found
/// has the folder's own path before it, which need not be compared part by part.
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

/// The path from the site's folder, for messages: any name can be shown.
fn shown(path: &Path, site: &Path) -> String {
    let path = path.strip_prefix(site).unwrap_or(path);
    slashes(path).unwrap_or_else(|| path.to_string_lossy().into_owned())
}
