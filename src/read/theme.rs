//! Themes: the built-in one, those in the site's `themes/`, and templates and assets that the site overrides.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use rust_embed::Embed;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::ignore_patterns::IgnorePatterns;
use crate::model::site::ThemeName;
use crate::read::bytes::{Bytes, FileToCopy};
use crate::read::file::keep;
use crate::read::link::forbidden_link;
use crate::read::{file, walk};
use crate::source::{FileId, SourceMap, Text};

/// The default theme. Its files are part of the binary.
#[derive(Embed)]
#[folder = "themes/default"]
struct DefaultTheme;

/// A theme's files.
#[derive(Debug)]
pub struct Theme {
    /// Templates by name, such as `page/brief.html`. The site's own override the theme's. Names of the theme
    /// `default` begin with [`ThemeName::BUILT_IN_PREFIX`].
    pub templates: BTreeMap<String, FileId>,
    /// The theme's `static/`.
    pub static_files: Vec<FileToCopy>,
    /// The theme's `assets/`. The site's own override them.
    pub assets: AssetFiles,
    /// The fallback of the theme. `None` for the theme `default`.
    pub fallback: Option<Fallback>,
}

/// The built-in theme, for pages without a template in another theme.
#[derive(Debug)]
pub struct Fallback {
    /// The templates of the built-in theme and of the other theme.
    pub templates: BTreeMap<String, FileId>,
    pub assets: AssetFiles,
}

/// Files that pages load.
#[derive(Debug)]
pub struct AssetFiles {
    /// Sorted by path.
    pub files: Vec<FileToCopy>,
    /// A hash of all paths and contents.
    pub hash: blake3::Hash,
}

impl Theme {
    /// The assets of the fallback. Empty for the theme `default`.
    pub fn fallback_assets(&self) -> &[FileToCopy] {
        self.fallback.as_ref().map_or(&[], |it| &it.assets.files)
    }
}

/// Reads the theme `name` from `themes/NAME/`, or the built-in one. The site's `templates/` and `assets/`
/// override its files. Ignored files are left out.
pub fn theme(
    site: &Path,
    name: &ThemeName,
    ignore: &IgnorePatterns,
    texts: &mut SourceMap,
    problems: &mut Vec<Diagnostic>,
) -> Theme {
    let folder = format!("themes/{}", name.name);
    let is_default = name.name == ThemeName::BUILT_IN;
    let prefix = if is_default { ThemeName::BUILT_IN_PREFIX } else { "" };
    let mut parts = Parts::default();
    if let Some(problem) = forbidden_link(site, &folder) {
        problems.push(problem);
    } else if site.join(&folder).is_dir() {
        let templates = format!("{folder}/templates");
        parts.read_templates(site, &templates, prefix, ignore, texts, problems);
        parts.statics = copies(site, &format!("{folder}/static"), ignore, problems);
        parts.read_assets(site, &format!("{folder}/assets"), ignore, problems);
    } else if is_default {
        parts.read_built_in(texts);
    } else {
        let message = format!("there is no theme `{}`", name.name);
        let help = format!("make the folder `{folder}`, or use `default`, which is built in");
        problems.push(match name.span {
            Some(span) => Diagnostic::at(Code::NoTheme, span, message).help(help),
            None => Diagnostic::of_run(Code::NoTheme, message).help(help),
        });
    }
    parts.read_templates(site, "templates", "", ignore, texts, problems);
    parts.read_assets(site, "assets", ignore, problems);
    let fallback = (!is_default).then(|| fallback(&parts.templates, texts, problems));
    Theme {
        assets: AssetFiles::new(parts.assets, problems),
        templates: parts.templates,
        static_files: parts.statics,
        fallback,
    }
}

/// The built-in theme, overridden by the templates of another.
fn fallback(
    templates: &BTreeMap<String, FileId>,
    texts: &mut SourceMap,
    problems: &mut Vec<Diagnostic>,
) -> Fallback {
    let mut parts = Parts::default();
    parts.read_built_in(texts);
    parts.templates.extend(templates.clone());
    Fallback { assets: AssetFiles::new(parts.assets, problems), templates: parts.templates }
}

/// The files of the built-in theme, by their paths in a theme's folder.
fn built_in_theme() -> Vec<(String, Cow<'static, [u8]>)> {
    let mut paths: Vec<Cow<'static, str>> = DefaultTheme::iter().collect();
    paths.sort();
    let file = |path: Cow<'static, str>| Some((path.to_string(), DefaultTheme::get(&path)?.data));
    paths.into_iter().filter_map(file).collect()
}

/// The paths of the built-in theme's files, each with the SHA-256 that the compiler took of it.
pub fn built_in_digests() -> impl Iterator<Item = (Cow<'static, str>, [u8; 32])> {
    DefaultTheme::iter()
        .filter_map(|path| DefaultTheme::get(&path).map(|file| (path, file.metadata.sha256_hash())))
}

/// The files of the built-in theme as those of a theme of this name, which needs nothing of the built-in one.
pub fn built_in_theme_as(name: &str) -> Vec<(String, Cow<'static, [u8]>)> {
    let prefix: String =
        name.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '_' }).collect();
    let replacements = [
        // Templates refer to each other without the prefix, and the frame becomes `base.html`.
        ("\"default/frame.html\"", "\"base.html\"".to_owned()),
        ("extends \"default/", "extends \"".to_owned()),
        // A prefix keeps the components apart from those of the built-in theme.
        ("<default.", format!("<theme_{prefix}.")),
        ("</default.", format!("</theme_{prefix}.")),
        ("component default.", format!("component theme_{prefix}.")),
        ("site.default_assets", "site.assets".to_owned()),
    ];
    let adapt = |(path, bytes): (String, Cow<'static, [u8]>)| {
        if !path.starts_with("templates/") {
            return (path, bytes);
        }
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        for (from, to) in &replacements {
            text = text.replace(from, to);
        }
        (path, Cow::Owned(text.into_bytes()))
    };
    built_in_theme().into_iter().map(adapt).collect()
}

/// A theme under construction.
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
        prefix: &str,
        ignore: &IgnorePatterns,
        texts: &mut SourceMap,
        problems: &mut Vec<Diagnostic>,
    ) {
        for found in walk::files(site, folder, ignore, problems) {
            if let Some(id) = keep(file::read_text(&found.disk, &found.shown), texts, problems) {
                self.templates.insert(format!("{prefix}{}", found.path()), id);
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

    fn read_built_in(&mut self, texts: &mut SourceMap) {
        for (path, data) in built_in_theme() {
            let shown = format!("themes/{}/{path}", ThemeName::BUILT_IN);
            if let Some(name) = path.strip_prefix("templates/") {
                let content = String::from_utf8_lossy(&data).into_owned();
                let id = texts.add(Text { path: shown, content });
                self.templates.insert(format!("{}{name}", ThemeName::BUILT_IN_PREFIX), id);
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
    found.iter().map(walk::FoundFile::to_copy).collect()
}

impl AssetFiles {
    fn new(files: BTreeMap<String, FileToCopy>, problems: &mut Vec<Diagnostic>) -> Self {
        let files: Vec<FileToCopy> = files.into_values().collect();
        let mut hasher = blake3::Hasher::new();
        for file in &files {
            match file.bytes.hash() {
                Ok(hash) => {
                    hasher.update(file.path.as_bytes()).update(&[0]).update(hash.as_bytes())
                }
                Err(error) => {
                    let message = format!("`{}` cannot be read: {error}", file.shown);
                    problems.push(Diagnostic::of_path(Code::UnreadableFile, &file.shown, message));
                    continue;
                }
            };
        }
        Self { files, hash: hasher.finalize() }
    }
}
