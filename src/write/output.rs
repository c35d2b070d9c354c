//! The output folder: whether it is one that redlines may write.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::sandbox::SandboxDir;
use crate::write::failure::failed;
use crate::write::manifest::Manifest;

/// What the output folder holds of an earlier build.
pub struct Previous {
    pub manifest: Manifest,
    /// The folder itself; `None` where there is none, and the staged folder becomes the output.
    pub folder: Option<SandboxDir>,
}

/// Folders of a site that its output must not lie in.
const READ_FROM: [&str; 5] = ["content", "static", "assets", "templates", "themes"];

/// The output folder of a site, below the site's own, where the user names no other.
pub const DEFAULT: &str = "public";

/// Refuses an output folder that is the site, holds it, or is read by it, and one that is a link that the user
/// did not name: the link may have come with somebody else's site.
///
/// # Errors
/// The folder is unsafe.
pub fn check(output: &Path, is_named: bool, site: &Path) -> Result<(), Diagnostic> {
    let (output_place, site_place) = (absolute(output), absolute(site));
    let problem = |reason: &str| {
        let message = format!("the output folder `{}` {reason}", output.display());
        Diagnostic::of_run(Code::UnsafeOutput, message)
    };
    if !is_named && output.is_symlink() {
        let help = format!(
            "if you made the link yourself, name it with `--out {}`; otherwise remove it",
            output.display()
        );
        return Err(problem("is a link, and may lead anywhere").help(help));
    }
    let refuse =
        |reason: &str| Err(problem(reason).help("choose a folder of its own, such as `public`"));
    if output_place == site_place {
        return refuse("is the site's own folder");
    }
    if site_place.starts_with(&output_place) {
        return refuse("holds the site's folder");
    }
    for folder in READ_FROM {
        if output_place.starts_with(site_place.join(folder)) {
            return refuse(&format!("lies in `{folder}`, which the site is read from"));
        }
    }
    Ok(())
}

/// The place that a path leads to, as far as it exists, with the rest as it is.
pub fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = Vec::new();
    let mut existing = full.as_path();
    loop {
        if let Ok(found) = existing.canonicalize() {
            return missing.iter().rev().fold(found, |place, part| place.join(part));
        }
        match (existing.parent(), existing.components().next_back()) {
            (Some(parent), Some(part)) => {
                missing.push(part.as_os_str().to_owned());
                existing = parent;
            }
            _ => return full,
        }
    }
}

/// What an earlier build left in the output folder.
pub(super) fn previous(output: &Path) -> Result<Previous, Diagnostic> {
    let nothing = Previous { manifest: Manifest::default(), folder: None };
    let foreign = |reason: String| {
        let problem = Diagnostic::of_run(Code::ForeignOutput, reason);
        Err(problem.help(
            "redlines writes only folders that are empty or that it made itself: choose another \
             with `--out`, or empty this one",
        ))
    };
    let unreadable = |error: io::Error| {
        let message = format!("the output folder `{}` cannot be read: {error}", output.display());
        Diagnostic::of_run(Code::WriteFailed, message)
    };
    match output.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(nothing),
        Err(error) => return Err(unreadable(error)),
        Ok(_) if !output.is_dir() => {
            return foreign(format!("`{}` is not a folder", output.display()));
        }
        Ok(_) => {}
    }
    let folder = SandboxDir::open(output).map_err(unreadable)?;
    if let Some(manifest) = Manifest::read(&folder).map_err(unreadable)? {
        return Ok(Previous { manifest, folder: Some(folder) });
    }
    if folder.is_empty().map_err(unreadable)? {
        // An empty folder stays where it is: it may be a mount point.
        return Ok(Previous { manifest: Manifest::default(), folder: Some(folder) });
    }
    foreign(format!("the folder `{}` holds files of somebody else", output.display()))
}

/// Whether a place that the manifest does not list already has the wanted bytes.
///
/// # Errors
/// Somebody else's file stands there with other content.
pub(super) fn not_ours(
    output: &SandboxDir,
    path: &str,
    bytes: impl FnOnce() -> io::Result<Vec<u8>>,
) -> Result<bool, Diagnostic> {
    if !output.exists(path).map_err(|error| failed(path, &error))? {
        return Ok(false);
    }
    let same = bytes().and_then(|wanted| Ok(output.read(path)? == wanted)).unwrap_or(false);
    if same {
        return Ok(true);
    }
    let message = format!("`{path}` in the output folder was not made by redlines");
    let problem = Diagnostic::of_path(Code::ForeignOutput, path, message);
    Err(problem.help("move it to `static/`, or away"))
}
