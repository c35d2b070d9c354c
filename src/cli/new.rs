//! `redlines new`: a site or a document from a commented starter.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::cli::arguments::{NewCommand, Starter};
use crate::cli::place::within;
use crate::cli::{clock, starter};
use crate::model::identity::slug;
use crate::read::built_in_theme;

/// Makes what is asked for; whether it was made.
///
/// # Errors
/// Wrong usage.
pub fn run(command: &NewCommand) -> Result<bool, String> {
    let today = clock::as_of(None)?;
    match command.what {
        Starter::Site => new_site(command, today),
        _ => new_document(command, today),
    }
}

fn new_site(command: &NewCommand, today: jiff::civil::Date) -> Result<bool, String> {
    let folder = within(&command.site, &command.name);
    let title = Path::new(&command.name).file_name().unwrap_or_default().to_string_lossy();
    if title.is_empty() {
        return Err(format!("`{}` is no folder's name", command.name));
    }
    let holds_files = fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some());
    if holds_files {
        eprintln!("error: `{}` is not empty", folder.display());
        return Ok(false);
    }
    for (path, text) in starter::site(&title, today) {
        if let Err(error) = create(&folder.join(&path), text.as_bytes()) {
            eprintln!("error: `{path}` could not be written: {error}");
            return Ok(false);
        }
    }
    println!("Made the site {0}. Build it with `redlines build --site {0}`.", folder.display());
    Ok(true)
}

fn new_document(command: &NewCommand, today: jiff::civil::Date) -> Result<bool, String> {
    let Some(path) = starter::path(command.what, &command.name) else {
        return Err(format!("`{}` has no letter or digit to name a file with", command.name));
    };
    if !is_site(&command.site) {
        return Ok(false);
    }
    let place = within(&command.site, &path);
    let text = starter::text(command.what, command.name.trim(), today);
    match create(&place, text.as_bytes()) {
        Ok(()) => {
            println!("Made {}", place.display());
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            eprintln!("error: `{}` is there already", place.display());
            Ok(false)
        }
        Err(error) => {
            eprintln!("error: `{}` could not be written: {error}", place.display());
            Ok(false)
        }
    }
}

/// Copies the default theme to a folder of the site; whether it was copied.
///
/// # Errors
/// Wrong usage.
pub fn theme(name: &str, site: &Path) -> Result<bool, String> {
    if slug(name) != name || name.is_empty() {
        return Err(format!("`{name}` cannot be a theme's name; write it as `{}`", slug(name)));
    }
    let folder = within(site, &format!("themes/{name}"));
    if !is_site(site) {
        return Ok(false);
    }
    if folder.exists() {
        eprintln!("error: `{}` is there already", folder.display());
        return Ok(false);
    }
    for (path, bytes) in built_in_theme() {
        let place = folder.join(&path);
        if let Err(error) = create(&place, &bytes) {
            eprintln!("error: `{}` could not be written: {error}", place.display());
            return Ok(false);
        }
    }
    println!("Made {}. Use it with `[theme] name = \"{name}\"` in config.toml.", folder.display());
    Ok(true)
}

/// Whether a folder is a site; says so where it is not.
fn is_site(folder: &Path) -> bool {
    let is_site = folder.join("config.toml").is_file();
    if !is_site {
        eprintln!("error: `{}` holds no `config.toml`, so it is no site", folder.display());
    }
    is_site
}

/// Writes a file that is not there yet.
fn create(place: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)?;
    }
    OpenOptions::new().write(true).create_new(true).open(place)?.write_all(bytes)
}
