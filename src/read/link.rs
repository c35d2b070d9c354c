//! Symbolic links in a site: they are followed within it, and never to places that its author does not publish.

use std::fmt;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::read::slashes::with_slashes;

/// A place to which no link of a site may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForbiddenTarget {
    Outside,
    /// A hidden file or folder, such as those of version control.
    Hidden,
}

impl fmt::Display for ForbiddenTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Outside => "a place outside of the site",
            Self::Hidden => "a hidden file or folder of the site",
        })
    }
}

/// The path from the site's folder to a place in it, with forward slashes. Both are given without links on their paths.
///
/// # Errors
/// The place is outside of the site, or hidden. Only `static/` may hold hidden files that belong to the site, such as
/// `.well-known/`.
pub fn path_in_site(place: &Path, home: &Path) -> Result<String, ForbiddenTarget> {
    let below = place.strip_prefix(home).map_err(|_| ForbiddenTarget::Outside)?;
    let mut parts = below.components().map(|part| part.as_os_str().as_encoded_bytes()).peekable();
    let is_hidden =
        parts.peek() != Some(&b"static".as_slice()) && parts.any(|part| part.starts_with(b"."));
    match is_hidden {
        true => Err(ForbiddenTarget::Hidden),
        false => Ok(with_slashes(&below.to_string_lossy()).into_owned()),
    }
}

/// The problem of the first link on a path of the site that leads to a forbidden place. The path is relative to the
/// site's folder and has forward slashes; its last part may be a link, too.
pub fn forbidden_link(site: &Path, path: &str) -> Option<Diagnostic> {
    let home = site.canonicalize().ok()?;
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    ends.map(|end| &path[..end]).find_map(|part| {
        let place = site.join(part);
        if !place.is_symlink() {
            return None;
        }
        // A link to nowhere has nothing to read.
        let target = path_in_site(&place.canonicalize().ok()?, &home).err()?;
        Some(problem(part, target))
    })
}

/// The problem of a link at a path from the site's folder.
pub fn problem(shown: &str, target: ForbiddenTarget) -> Diagnostic {
    let message = format!("`{shown}` is a link to {target}");
    let problem = Diagnostic::of_path(Code::OutsideSite, shown, message);
    problem.help("copy what it links to into the site's folder")
}
