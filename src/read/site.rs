//! Reads a site's folder. The path of a file gives its role.

use std::path::Path;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::read::file::{self, keep, named_text};
use crate::read::listing::Listing;
use crate::read::tree::SourceTree;
use crate::read::walk;
use crate::source::{BUILT_IN, SourceMap, Text};

/// Kahn's ladder, which is part of every site.
const KAHN_1965: &str = include_str!("../../data/kahn-1965.toml");

/// Reads the listed files of a site, except the theme, which the configuration names. Problems do not stop the
/// reading of other files.
pub fn site(
    folder: &Path,
    listing: &Listing,
    texts: &mut SourceMap,
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
    let files = listing.content.iter().map(|file| (role(file.path()), file));
    let (attachments, to_read): (Vec<_>, Vec<_>) =
        files.partition(|(role, _)| *role == Role::Attachment);
    // Files are read in parallel. The results keep the order of the paths.
    let read: Vec<_> = to_read
        .into_par_iter()
        // Small batches balance the load, because files differ in length.
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
    problems.extend(attachments.iter().filter_map(|(_, file)| unread(file)));
    tree.attachments = attachments.into_iter().map(|(_, file)| file.to_copy()).collect();
    tree.static_files = listing.statics.iter().map(walk::FoundFile::to_copy).collect();
    tree
}

/// A warning for a file that was probably meant to be read.
fn unread(file: &walk::FoundFile) -> Option<Diagnostic> {
    let (_, extension) = file.path().rsplit_once('.')?;
    let help = match extension.to_ascii_lowercase().as_str() {
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

/// The role of a file under `content/`.
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
    fn derives_roles_from_paths() {
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
