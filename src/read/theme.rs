//! Themes: the built-in one, the site's own ones in `themes/`, and single templates it overrides.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use rust_embed::Embed;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::site::ThemeName;
use crate::read::{Bytes, FileToCopy, file, keep, walk};
use crate::source::{FileId, Text, Texts};

/// The default theme; its files are part of the binary, so that the binary alone builds any site.
#[derive(Embed)]
#[folder = "themes/default"]
struct DefaultTheme;

/// The name of the theme that comes with redlines.
const BUILT_IN: &str = "default";

/// A theme's files.
#[derive(Debug, Default)]
pub struct Theme {
    /// Templates by name, as `page/brief.html`; the site's own ones take the place of the theme's.
    pub templates: BTreeMap<String, FileId>,
    /// The theme's `static/`.
    pub static_files: Vec<FileToCopy>,
}

/// Reads the theme `name`: the site's `themes/NAME/`, or the built-in one, under the site's
/// `templates/`.
pub fn theme(
    site: &Path,
    name: &ThemeName,
    texts: &mut Texts,
    problems: &mut Vec<Diagnostic>,
) -> Theme {
    let folder = format!("themes/{}", name.name);
    let mut theme = Theme::default();
    if site.join(&folder).is_dir() {
        read_templates(site, &format!("{folder}/templates"), &mut theme, texts, problems);
        let statics = walk::files(site, &format!("{folder}/static"), problems);
        theme.static_files = statics.into_iter().map(walk::Found::into_copy).collect();
    } else if name.name == BUILT_IN {
        read_built_in(&mut theme, texts);
    } else {
        let message = format!("there is no theme `{}`", name.name);
        let help = format!("make the folder `{folder}`, or use `{BUILT_IN}`, which is built in");
        problems.push(match name.span {
            Some(span) => Diagnostic::at(Code::NoTheme, span, message).help(help),
            None => Diagnostic::of_run(Code::NoTheme, message).help(help),
        });
    }
    read_templates(site, "templates", &mut theme, texts, problems);
    theme
}

/// The files of the built-in theme, by their paths in a theme's folder.
pub fn built_in_theme() -> Vec<(String, Cow<'static, [u8]>)> {
    let mut paths: Vec<Cow<'static, str>> = DefaultTheme::iter().collect();
    paths.sort();
    let file = |path: Cow<'static, str>| Some((path.to_string(), DefaultTheme::get(&path)?.data));
    paths.into_iter().filter_map(file).collect()
}

fn read_templates(
    site: &Path,
    folder: &str,
    theme: &mut Theme,
    texts: &mut Texts,
    problems: &mut Vec<Diagnostic>,
) {
    for found in walk::files(site, folder, problems) {
        if let Some(id) = keep(file::read_text(&found.disk, &found.shown), texts, problems) {
            theme.templates.insert(found.path, id);
        }
    }
}

fn read_built_in(theme: &mut Theme, texts: &mut Texts) {
    for (path, data) in built_in_theme() {
        let shown = format!("themes/{BUILT_IN}/{path}");
        if let Some(name) = path.strip_prefix("templates/") {
            let content = String::from_utf8_lossy(&data).into_owned();
            let id = texts.add(Text { path: shown, content });
            theme.templates.insert(name.to_owned(), id);
        } else if let Some(name) = path.strip_prefix("static/") {
            let bytes = Bytes::BuiltIn(data);
            theme.static_files.push(FileToCopy { path: name.to_owned(), shown, bytes });
        }
    }
}
