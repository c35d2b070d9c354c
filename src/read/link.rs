//! Symbolic links in a site. They are followed within the site, but not to hidden files.

use std::fmt;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::read::slashes::with_slashes;

/// A forbidden target of a link in a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForbiddenTarget {
    Outside,
    /// A hidden file or folder, such as `.git`.
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

/// The path of a place relative to the site's folder, with forward slashes. Both arguments must be canonical.
///
/// # Errors
/// The place is outside of the site, or hidden. Hidden files in `static/`, such as `.well-known/`, are allowed.
pub fn path_in_site(place: &Path, home: &Path) -> Result<String, ForbiddenTarget> {
    let below = place.strip_prefix(home).map_err(|_| ForbiddenTarget::Outside)?;
    let mut parts = below.components().map(|part| part.as_os_str().as_encoded_bytes()).peekable();
    let is_hidden =
        parts.peek() != Some(&b"static".as_slice()) && parts.any(|part| part.starts_with(b"."));
    if is_hidden {
        Err(ForbiddenTarget::Hidden)
    } else {
        Ok(with_slashes(&below.to_string_lossy()).into_owned())
    }
}

/// Reports the first link on a path that leads to a forbidden target. The path is relative to the site's folder
/// and has forward slashes. Its last part is checked, too.
pub fn forbidden_link(site: &Path, path: &str) -> Option<Diagnostic> {
    let home = site.canonicalize().ok()?;
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    ends.map(|end| &path[..end]).find_map(|part| {
        let place = site.join(part);
        if !place.is_symlink() {
            return None;
        }
        // A dangling link has nothing to read.
        let target = path_in_site(&place.canonicalize().ok()?, &home).err()?;
        Some(problem(part, target))
    })
}

/// Builds the problem for a link at a path relative to the site's folder.
pub fn problem(shown: &str, target: ForbiddenTarget) -> Diagnostic {
    let message = format!("`{shown}` is a link to {target}");
    let problem = Diagnostic::of_path(Code::OutsideSite, shown, message);
    problem.help("copy what it links to into the site's folder")
}
