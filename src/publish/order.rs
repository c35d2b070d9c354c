//! The order in which files are sent: at no moment does a page that readers can come to lead to what is not
//! there yet.

/// When a file is sent. All of one turn are there before the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Styles, scripts, images, fonts, the search index but its entry.
    Assets,
    /// Pages that are not there yet: nothing leads to them so far.
    NewPages,
    /// Data files and feeds that are not there yet.
    NewData,
    /// Pages that are there, and now may lead to new ones.
    Pages,
    /// Data files and feeds, with the search index's entry, the sitemap and the rules for hosts.
    Data,
    /// The home page, which leads to all others.
    Home,
}

/// What the names of data files and feeds end with.
const DATA: [&str; 10] =
    ["json", "jsonld", "geojson", "ndjson", "csv", "xml", "atom", "ics", "graphml", "txt"];

impl Turn {
    /// The turn of the file at a path; `is_new` where nothing stands there yet.
    pub fn for_path(path: &str, is_new: bool) -> Self {
        // A compressed copy goes where its original does.
        let plain = path.strip_suffix(".gz").or_else(|| path.strip_suffix(".br")).unwrap_or(path);
        let ending = plain.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_data = DATA.contains(&ending);
        match (plain, ending) {
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
    fn every_kind_of_file_has_its_turn() {
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
