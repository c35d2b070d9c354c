//! The upload order. Links on reachable pages never point at files that are not uploaded yet.

/// A phase of the upload. It is complete before the next one begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Styles, scripts, images, fonts, and the search index without its entry file.
    Assets,
    /// New pages, which no page on the target links to yet.
    NewPages,
    /// New data files and feeds.
    NewData,
    /// Changed pages, which may link to new ones.
    Pages,
    /// Changed data files and feeds, such as the sitemap and the entry file of the search index. Also
    /// `_redirects` and `_headers`, new or not.
    Data,
    /// The home page.
    Home,
}

/// File extensions of data files and feeds.
const DATA_EXTENSIONS: [&str; 10] =
    ["json", "jsonld", "geojson", "ndjson", "csv", "xml", "atom", "ics", "graphml", "txt"];

impl Turn {
    /// The turn of the file at a path. `is_new` says that the target has no such file.
    pub fn for_path(path: &str, is_new: bool) -> Self {
        // A compressed copy has the turn of its original.
        let plain = path.strip_suffix(".gz").or_else(|| path.strip_suffix(".br")).unwrap_or(path);
        let extension = plain.rsplit_once('.').map_or("", |(_, extension)| extension);
        let is_data = DATA_EXTENSIONS.contains(&extension);
        match (plain, extension) {
            ("index.html", _) => Self::Home,
            ("_redirects" | "_headers", _) => Self::Data,
            (_, "html") if is_new => Self::NewPages,
            (_, "html") => Self::Pages,
            _ if is_data && is_new => Self::NewData,
            _ if is_data => Self::Data,
            _ => Self::Assets,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Turn;

    #[test]
    fn sorts_files_into_turns() {
        let cases = [
            ("theme.css", true, Turn::Assets),
            ("pagefind/fragment/en_1.pf_fragment", true, Turn::Assets),
            ("CNAME", true, Turn::Assets),
            ("briefs/a/index.html", true, Turn::NewPages),
            ("briefs/a/index.html.br", false, Turn::Pages),
            ("data/events.json", true, Turn::NewData),
            ("pagefind/pagefind-entry.json", false, Turn::Data),
            ("sitemap.xml", false, Turn::Data),
            ("_redirects", true, Turn::Data),
            ("index.html", true, Turn::Home),
            ("index.html.gz", false, Turn::Home),
        ];
        for (path, is_new, expected) in cases {
            assert_eq!(Turn::for_path(path, is_new), expected, "{path}");
        }
        assert!(
            Turn::Assets < Turn::NewPages && Turn::Pages < Turn::Data && Turn::Data < Turn::Home
        );
    }
}
