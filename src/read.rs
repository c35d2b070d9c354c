//! The first stage: a folder becomes texts with their paths, and a list of files to copy.
//!
//! It knows folders and file names, and nothing of what stands in the files.

mod again;
mod file;
mod link;
mod listing;
mod stamp;
mod state;
mod theme;
mod walk;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{fs, io};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{BUILT_IN, FileId, Span, Text, Texts, below};

pub use again::Reading;
pub use link::forbidden_link;
pub use listing::Listing;
pub use stamp::stamp;
use state::State;
pub use theme::{Theme, built_in_theme, built_in_theme_as, theme};
pub use walk::slashes;

/// Kahn's ladder, which every site can use.
const KAHN_1965: &str = include_str!("../data/kahn-1965.toml");

/// What was read of a site's folder.
#[derive(Debug, Default, Clone)]
pub struct SourceTree {
    /// `config.toml`.
    pub config: Option<FileId>,
    /// Markdown under `content/`, by path.
    pub documents: Vec<FileId>,
    /// Data files under `content/ladders/`.
    pub ladders: Vec<FileId>,
    /// Source libraries: `content/sources.*` and `content/sources/*`.
    pub libraries: Vec<FileId>,
    /// Paths of documents that could not be read.
    pub unreadable: Vec<String>,
    /// Every other file under `content/`: copied beside the page it belongs to.
    pub attachments: Vec<FileToCopy>,
    /// Files under `static/`, copied as they are.
    pub static_files: Vec<FileToCopy>,
}

/// A file whose bytes reach the output unread.
#[derive(Debug, Clone)]
pub struct FileToCopy {
    /// The path below `content/` or `static/`, with forward slashes.
    pub path: String,
    /// The path from the site's folder, for messages.
    pub shown: String,
    pub bytes: Bytes,
}

/// Whether nothing is on disk at a path.
pub fn is_gone(path: &Path) -> bool {
    !path.exists()
}

/// Where a copied file's bytes are.
#[derive(Debug, Clone)]
pub enum Bytes {
    OnDisk(PathBuf),
    /// A file of the built-in theme.
    BuiltIn(Cow<'static, [u8]>),
}

impl SourceTree {
    /// Every text that was read.
    pub fn texts(&self) -> impl Iterator<Item = FileId> {
        let of_content = self.documents.iter().chain(&self.ladders).chain(&self.libraries);
        self.config.into_iter().chain(of_content.copied())
    }

    /// Whether a file on disk is one that is copied.
    pub fn copies(&self, path: &Path) -> bool {
        let mut files = self.attachments.iter().chain(&self.static_files);
        files.any(|file| matches!(&file.bytes, Bytes::OnDisk(disk) if disk == path))
    }

    /// Gives a file, or all that is in a folder, another path, as if it had been read there.
    pub fn rename(&mut self, from: &str, to: &str, texts: &mut Texts) {
        let renamed = |path: &str| below(path, from).map(|rest| format!("{to}{rest}"));
        for file in self.documents.iter_mut().chain(&mut self.ladders).chain(&mut self.libraries) {
            let text = texts.get(*file);
            if let Some(path) = renamed(&text.path) {
                let content = text.content.clone();
                *file = texts.add(Text { path, content });
            }
        }
        for attachment in &mut self.attachments {
            if let Some(shown) = renamed(&attachment.shown) {
                attachment.path = shown.strip_prefix("content/").unwrap_or(&shown).to_owned();
                attachment.shown = shown;
            }
        }
    }

    /// Gives a text other words, or adds a document, as if it had been read so.
    pub fn rewrite(&mut self, text: Text, texts: &mut Texts) {
        let file = texts.add(text);
        if !self.has(file) {
            self.documents.push(file);
        }
    }

    fn has(&self, file: FileId) -> bool {
        self.texts().any(|it| it == file)
    }
}

impl Bytes {
    /// The hash of the bytes.
    ///
    /// # Errors
    /// The file cannot be read.
    fn hash(&self) -> io::Result<blake3::Hash> {
        match self {
            Self::BuiltIn(bytes) => Ok(blake3::hash(bytes)),
            Self::OnDisk(path) => {
                let mut hasher = blake3::Hasher::new();
                hasher.update_reader(fs::File::open(path)?)?;
                Ok(hasher.finalize())
            }
        }
    }

    /// The bytes. A file that has meanwhile become a link to a place outside of the site is refused.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(&self, site: &Path) -> io::Result<Cow<'static, [u8]>> {
        match self {
            Self::BuiltIn(bytes) => Ok(bytes.clone()),
            Self::OnDisk(path) => {
                let place = path.canonicalize()?;
                if !place.starts_with(site.canonicalize()?) {
                    return Err(io::ErrorKind::PermissionDenied.into());
                }
                fs::read(place).map(Cow::Owned)
            }
        }
    }
}

/// Reads a site's folder, as it was listed: all of it but the theme, which the configuration names.
///
/// Texts go to `texts`, problems to `problems`; what can be read is read in spite of them.
fn site(
    folder: &Path,
    listing: &Listing,
    texts: &mut Texts,
    problems: &mut Vec<Diagnostic>,
) -> SourceTree {
    let mut tree = SourceTree::default();
    let config = folder.join("config.toml");
    if !config.is_file() {
        let message = format!("`{}` holds no `config.toml`", folder.display());
        problems.push(Diagnostic::of_run(Code::NoSite, message).help(
            "run redlines in a site's folder, name one with `--site DIR`, or make one with \
             `redlines new site NAME`",
        ));
        return tree;
    }
    tree.config = named_text(folder, "config.toml", None, texts, problems);

    problems.extend(listing.problems.iter().cloned());
    let roles = listing.content.iter().map(|file| (role(file.path()), file));
    let (others, found): (Vec<_>, Vec<_>) = roles.partition(|(role, _)| *role == Role::Attachment);
    // Reading is independent per file; the order of the results is that of the paths.
    let read: Vec<_> = found
        .into_par_iter()
        // Files differ in length: large pieces of work would end far apart.
        .with_max_len(64)
        .map(|(role, file)| (role, file, file::read_text(&file.disk, &file.shown)))
        .collect();
    for (role, file, text) in read {
        let Some(id) = keep(text, texts, problems) else {
            if role == Role::Document {
                tree.unreadable.push(file.shown.clone());
            }
            continue;
        };
        match role {
            Role::Document => tree.documents.push(id),
            Role::Ladder => tree.ladders.push(id),
            Role::Library => tree.libraries.push(id),
            Role::Attachment => {}
        }
    }
    let path = format!("{BUILT_IN}kahn-1965.toml");
    tree.ladders.push(texts.add(Text { path, content: KAHN_1965.to_owned() }));
    problems.extend(others.iter().filter_map(|(_, file)| unread(file)));
    tree.attachments = others.into_iter().map(|(_, file)| file.to_copy()).collect();
    tree.static_files = listing.statics.iter().map(walk::Found::to_copy).collect();
    tree
}

/// Reads one text of the site by its path in it: the configuration, or what that names.
pub fn named_text(
    folder: &Path,
    path: &str,
    span: Option<Span>,
    texts: &mut Texts,
    problems: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    if let Some(problem) = forbidden_link(folder, path) {
        problems.push(problem);
        return None;
    }
    let disk = folder.join(path);
    let home = folder.canonicalize().ok();
    let inside = disk.canonicalize().ok().zip(home).is_some_and(|(it, home)| it.starts_with(home));
    if !inside {
        let message = format!("there is no file `{path}` in the site");
        problems.push(match span {
            Some(span) => Diagnostic::at(Code::UnreadableFile, span, message),
            None => Diagnostic::of_run(Code::UnreadableFile, message),
        });
        return None;
    }
    keep(file::read_text(&disk, path), texts, problems)
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

fn keep(read: file::Read, texts: &mut Texts, problems: &mut Vec<Diagnostic>) -> Option<FileId> {
    match read {
        file::Read::Text(text) => Some(texts.add(text)),
        file::Read::Broken(text, describe) => {
            let id = texts.add(text);
            problems.push(describe(id));
            None
        }
        file::Read::Failed(problem) => {
            problems.push(problem);
            None
        }
    }
}

/// A warning for a file that its author probably meant to be read.
fn unread(file: &walk::Found) -> Option<Diagnostic> {
    let (_, ending) = file.path().rsplit_once('.')?;
    let help = match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdown" => "name it with the ending `.md`",
        "bib" => "move it to `content/sources/`",
        "toml" | "yml" | "yaml" if file.path().starts_with("ladders/") => {
            "move it to `content/ladders/` itself"
        }
        _ => return None,
    };
    let message = format!("`{}` is copied to the site, and not read", file.shown);
    Some(Diagnostic::of_path(Code::UnreadContent, &file.shown, message).help(help))
}

/// What a file under `content/` is for, by its path below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Document,
    Ladder,
    Library,
    Attachment,
}

fn role(path: &str) -> Role {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_library = folder == "sources" || (folder.is_empty() && stem == "sources");
    match extension {
        "md" => Role::Document,
        "toml" | "yml" | "yaml" if folder == "ladders" => Role::Ladder,
        "toml" | "yml" | "yaml" | "bib" if is_library => Role::Library,
        _ => Role::Attachment,
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, role};

    #[test]
    fn files_have_their_roles_by_path() {
        let cases = [
            ("about.md", Role::Document),
            ("briefs/2025-06-veto.md", Role::Document),
            ("ladders/regional.toml", Role::Ladder),
            ("sources.bib", Role::Library),
            ("sources/zotero.bib", Role::Library),
            ("sources/_index.md", Role::Document),
            ("briefs/sources.bib", Role::Attachment),
            ("briefs/2025-06-veto/map.png", Role::Attachment),
            ("data.toml", Role::Attachment),
            ("LICENSE", Role::Attachment),
        ];
        for (path, expected) in cases {
            assert_eq!(role(path), expected, "{path}");
        }
    }
}
