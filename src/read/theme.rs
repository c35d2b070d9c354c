//! Themes: the built-in one, the site's own ones in `themes/`, and single templates it overrides.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use rust_embed::Embed;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::ignore_patterns::IgnorePatterns;
use crate::model::site::ThemeName;
use crate::read::{Bytes, FileToCopy, file, forbidden_link, keep, walk};
use crate::source::{FileId, Text, Texts};

/// The default theme; its files are part of the binary, so that the binary alone builds any site.
#[derive(Embed)]
#[folder = "themes/default"]
struct DefaultTheme;

/// The name of the theme that comes with redlines.
const BUILT_IN: &str = "default";

/// A theme's files.
#[derive(Debug)]
pub struct Theme {
    /// Templates by name, as `page/brief.html`; the site's own ones take the place of the theme's.
    pub templates: BTreeMap<String, FileId>,
    /// The theme's `static/`.
    pub static_files: Vec<FileToCopy>,
    /// The theme's `assets/`, in the order of their paths; the site's own ones take the place of the theme's.
    pub assets: Vec<FileToCopy>,
    /// The hash of the paths and contents of all assets.
    pub assets_hash: blake3::Hash,
}

/// Reads the theme `name`: the site's `themes/NAME/`, or the built-in one, under the site's
/// `templates/` and `assets/`, without the files that the patterns leave out.
pub fn theme(
    site: &Path,
    name: &ThemeName,
    ignore: &IgnorePatterns,
    texts: &mut Texts,
    problems: &mut Vec<Diagnostic>,
) -> Theme {
    let folder = format!("themes/{}", name.name);
    let mut parts = Parts::default();
    if let Some(problem) = forbidden_link(site, &folder) {
        problems.push(problem);
    } else if site.join(&folder).is_dir() {
        parts.read_templates(site, &format!("{folder}/templates"), ignore, texts, problems);
        parts.statics = copies(site, &format!("{folder}/static"), ignore, problems);
        parts.read_assets(site, &format!("{folder}/assets"), ignore, problems);
    } else if name.name == BUILT_IN {
        parts.read_built_in(texts);
    } else {
        let message = format!("there is no theme `{}`", name.name);
        let help = format!("make the folder `{folder}`, or use `{BUILT_IN}`, which is built in");
        problems.push(match name.span {
            Some(span) => Diagnostic::at(Code::NoTheme, span, message).help(help),
            None => Diagnostic::of_run(Code::NoTheme, message).help(help),
        });
    }
    parts.read_templates(site, "templates", ignore, texts, problems);
    parts.read_assets(site, "assets", ignore, problems);
    let assets: Vec<FileToCopy> = parts.assets.into_values().collect();
    let assets_hash = hash(&assets, problems);
    Theme { templates: parts.templates, static_files: parts.statics, assets, assets_hash }
}

/// The files of the built-in theme, by their paths in a theme's folder.
pub fn built_in_theme() -> Vec<(String, Cow<'static, [u8]>)> {
    let mut paths: Vec<Cow<'static, str>> = DefaultTheme::iter().collect();
    paths.sort();
    let file = |path: Cow<'static, str>| Some((path.to_string(), DefaultTheme::get(&path)?.data));
    paths.into_iter().filter_map(file).collect()
}

/// A theme that is being put together.
#[derive(Default)]
struct Parts {
    templates: BTreeMap<String, FileId>,
    statics: Vec<FileToCopy>,
    assets: BTreeMap<String, FileToCopy>,
}

impl Parts {
    fn read_templates(
        &mut self,
        site: &Path,
        folder: &str,
        ignore: &IgnorePatterns,
        texts: &mut Texts,
        problems: &mut Vec<Diagnostic>,
    ) {
        for found in walk::files(site, folder, ignore, problems) {
            if let Some(id) = keep(file::read_text(&found.disk, &found.shown), texts, problems) {
                self.templates.insert(found.path().to_owned(), id);
            }
        }
    }

    fn read_assets(
        &mut self,
        site: &Path,
        folder: &str,
        ignore: &IgnorePatterns,
        problems: &mut Vec<Diagnostic>,
    ) {
        let found = copies(site, folder, ignore, problems);
        self.assets.extend(found.into_iter().map(|file| (file.path.clone(), file)));
    }

    fn read_built_in(&mut self, texts: &mut Texts) {
        for (path, data) in built_in_theme() {
            let shown = format!("themes/{BUILT_IN}/{path}");
            if let Some(name) = path.strip_prefix("templates/") {
                let content = String::from_utf8_lossy(&data).into_owned();
                let id = texts.add(Text { path: shown, content });
                self.templates.insert(name.to_owned(), id);
                continue;
            }
            let file = |name: &str| {
                let bytes = Bytes::BuiltIn(data.clone());
                FileToCopy { path: name.to_owned(), shown: shown.clone(), bytes }
            };
            if let Some(name) = path.strip_prefix("static/") {
                self.statics.push(file(name));
            } else if let Some(name) = path.strip_prefix("assets/") {
                self.assets.insert(name.to_owned(), file(name));
            }
        }
    }
}

fn copies(
    site: &Path,
    folder: &str,
    ignore: &IgnorePatterns,
    problems: &mut Vec<Diagnostic>,
) -> Vec<FileToCopy> {
    let found = walk::files(site, folder, ignore, problems);
    found.iter().map(walk::Found::to_copy).collect()
}

/// The hash of the paths and contents of files.
fn hash(files: &[FileToCopy], problems: &mut Vec<Diagnostic>) -> blake3::Hash {
    let mut all = blake3::Hasher::new();
    for file in files {
        match file.bytes.hash() {
            Ok(hash) => all.update(file.path.as_bytes()).update(&[0]).update(hash.as_bytes()),
            Err(error) => {
                let message = format!("`{}` cannot be read: {error}", file.shown);
                problems.push(Diagnostic::of_path(Code::UnreadableFile, &file.shown, message));
                continue;
            }
        };
    }
    all.finalize()
}
