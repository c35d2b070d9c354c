//! Checks whether redlines may write an output folder.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::sandbox::SandboxDir;
use crate::write::failure::failed;
use crate::write::manifest::Manifest;

/// The previous build in the output folder.
pub struct Previous {
    pub manifest: Manifest,
    /// The folder itself. If it does not exist, the staged folder becomes the output.
    pub folder: Option<SandboxDir>,
}

/// Folders of a site that its output must not lie in.
const INPUT_FOLDERS: [&str; 5] = ["content", "static", "assets", "templates", "themes"];

/// The default output folder, relative to the site's folder.
pub const DEFAULT: &str = "public";

/// Refuses an output folder that is the site's folder, contains it, or lies in a folder of inputs. Also refuses
/// a link that the user did not name, because a site from others may contain one.
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
    for folder in INPUT_FOLDERS {
        if output_place.starts_with(site_place.join(folder)) {
            return refuse(&format!("lies in `{folder}`, which the site is read from"));
        }
    }
    Ok(())
}

/// Resolves the existing part of a path, and appends the rest unchanged.
pub fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = Vec::new();
    let mut existing = full.as_path();
    loop {
        if let Ok(found) = existing.canonicalize() {
            return missing.iter().rev().fold(found, |path, part| path.join(part));
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

/// Reads the previous build in an output folder.
///
/// # Errors
/// The folder cannot be read, or has files of others.
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
        // Keep an empty folder: it may be a mount point.
        return Ok(Previous { manifest: Manifest::default(), folder: Some(folder) });
    }
    foreign(format!("the folder `{}` holds files of somebody else", output.display()))
}

/// Whether a path that the manifest does not list already has the wanted bytes.
///
/// # Errors
/// The path has a file with other content.
pub(super) fn not_ours(
    output: &SandboxDir,
    path: &str,
    bytes: impl FnOnce() -> io::Result<Vec<u8>>,
) -> Result<bool, Diagnostic> {
    if !output.exists(path).map_err(|error| failed(path, &error))? {
        return Ok(false);
    }
    let is_same = bytes().and_then(|wanted| Ok(output.read(path)? == wanted)).unwrap_or(false);
    if is_same {
        return Ok(true);
    }
    let message = format!("`{path}` in the output folder was not made by redlines");
    let problem = Diagnostic::of_path(Code::ForeignOutput, path, message);
    Err(problem.help("move it to `static/`, or away"))
}
