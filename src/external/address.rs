//! The external URLs of a site, and the places that link to each.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use crate::link::Dossier;
use crate::model::body::{Destination, LinkedBody};
use crate::model::site::Site;
use crate::source::{Located, Span};

/// Every external URL of a site, as it is requested: without a fragment.
#[derive(Debug, Default)]
pub struct Addresses {
    places: BTreeMap<String, Vec<Span>>,
    /// Archived copies that sources name, by original URL.
    copies: BTreeMap<String, String>,
    /// URLs of sources.
    source_urls: BTreeSet<String>,
    /// The base URL of the site. URLs below it are skipped: they are not external, and may not be online yet.
    home: Option<Url>,
}

impl Addresses {
    /// Collects the URLs of bodies, notes, sources, actors and the navigation.
    pub fn collect(dossier: &Dossier, site: &Site) -> Self {
        let home = Url::parse(&format!("{}/", site.base_url)).ok();
        let mut addresses = Self { home, ..Self::default() };
        for header in dossier.headers() {
            addresses.add_body(&header.body);
            header.notes.iter().for_each(|note| addresses.add_body(&note.body));
        }
        for source in &dossier.sources {
            let (url, copy) = (source.url.as_ref(), source.archive_url.as_ref());
            url.into_iter().chain(copy).for_each(|it| addresses.add_located(it));
            let Some(url) = url.and_then(|url| plain(&url.value)) else { continue };
            if let Some(copy) = copy {
                addresses.copies.entry(url.to_string()).or_insert_with(|| copy.value.clone());
            }
            addresses.source_urls.insert(url.into());
        }
        for link in dossier.actors.iter().flat_map(|actor| &actor.links) {
            addresses.add_located(&link.url);
        }
        for link in &site.appearance.navigation {
            addresses.add_destination(&link.destination, &link.written, link.span);
        }
        addresses
    }

    fn add_body(&mut self, linked: &LinkedBody) {
        let links = linked.body.links.iter().map(|link| (&link.destination, link.span));
        let images = linked.body.images.iter().map(|image| (&image.destination, image.span));
        for (destination, (written, span)) in linked.links.iter().zip(links) {
            self.add_destination(destination, written, span);
        }
        for (destination, (written, span)) in linked.images.iter().zip(images) {
            self.add_destination(destination, written, span);
        }
    }

    fn add_destination(&mut self, destination: &Destination, written: &str, span: Span) {
        if *destination == Destination::Verbatim {
            self.add(written, span);
        }
    }

    fn add_located(&mut self, written: &Located<String>) {
        self.add(&written.value, written.span);
    }

    fn add(&mut self, written: &str, span: Span) {
        let Some(url) = plain(written) else { return };
        let is_own = self.home.as_ref().is_some_and(|home| {
            url.origin() == home.origin() && url.path().starts_with(home.path())
        });
        if !is_own {
            self.places.entry(url.into()).or_default().push(span);
        }
    }

    /// Every URL with its places, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Span])> {
        self.places.iter().map(|(address, places)| (address.as_str(), places.as_slice()))
    }

    /// Whether the site links to a URL.
    pub fn has(&self, address: &str) -> bool {
        self.places.contains_key(address)
    }

    /// The number of URLs.
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// Whether the URL belongs to a source.
    pub fn is_of_source(&self, address: &str) -> bool {
        self.source_urls.contains(address)
    }

    /// The archived copy of a URL that a source names.
    pub fn copy(&self, address: &str) -> Option<&str> {
        self.copies.get(address).map(String::as_str)
    }
}

/// Normalizes a URL for a request, without its fragment. `None` if it is not an absolute HTTP URL, such as
/// `mailto:` and `#note`.
pub fn plain(written: &str) -> Option<Url> {
    let written = written.trim();
    let mut url = if written.starts_with("//") {
        Url::parse(&format!("https:{written}")).ok()?
    } else {
        Url::parse(written).ok()?
    };
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    url.set_fragment(None);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn normalizes_urls() {
        let cases = [
            ("https://Example.org", Some("https://example.org/")),
            (" HTTP://example.org:80/a?b#c ", Some("http://example.org/a?b")),
            ("//example.org/a", Some("https://example.org/a")),
            ("https://example.org/الف", Some("https://example.org/%D8%A7%D9%84%D9%81")),
            ("mailto:a@example.org", None),
            ("#note", None),
            ("../a.md", None),
            ("https://", None),
        ];
        for (written, expected) in cases {
            assert_eq!(plain(written).as_ref().map(url::Url::as_str), expected, "{written}");
        }
    }
}
