//! What serves the site rather than its readers: the page for what is not there, sitemaps, and what hosts read.

use rustc_hash::FxHashSet as HashSet;

use crate::model::address::Address;
use crate::model::site::{OwnPart, Site};
use crate::plan::file::PlannedFile;
use crate::plan::host_file::HostFile;
use crate::plan::page::{Content, Page};

/// The most addresses that a sitemap may hold (sitemaps.org).
pub const SITEMAP_LIMIT: usize = 50_000;

/// What serves these pages. Each gives way to a file of the same name among `files`, which is the author's.
pub fn pages(site: &Site, pages: &[Page], files: &[PlannedFile]) -> Vec<Page> {
    let taken: HashSet<&str> = files.iter().map(|file| file.address.as_str()).collect();
    let has_redirects = pages.iter().any(|page| matches!(page.content, Content::Redirect(_)));
    let listed = pages.iter().filter(|page| page.content.is_listed()).count();
    let fixed = [
        (OwnPart::NotFound, "404.html", Content::NotFound),
        (OwnPart::Robots, "robots.txt", Content::Robots),
    ]
    .map(|(part, name, content)| (part, Address::home().file(name), content));
    let sitemaps = sitemaps(listed, SITEMAP_LIMIT).into_iter();
    let of_hosts =
        HostFile::ALL.into_iter().filter(|file| *file != HostFile::Redirects || has_redirects);
    let of_hosts = of_hosts
        .map(|file| (OwnPart::Hosting, Address::home().file(file.name()), Content::Host(file)));
    fixed
        .into_iter()
        .chain(sitemaps.map(|(address, content)| (OwnPart::Sitemap, address, content)))
        .chain(of_hosts)
        .filter(|(part, address, _)| site.has(*part) && !taken.contains(address.as_str()))
        .map(|(_, address, content)| Page { address, content, template: None })
        .collect()
}

/// The sitemaps of so many pages: one, or an index of several that hold at most `limit` each.
fn sitemaps(listed: usize, limit: usize) -> Vec<(Address, Content)> {
    let address = Address::home().file("sitemap.xml");
    let parts = listed.div_ceil(limit);
    if parts <= 1 {
        return vec![(address, Content::Sitemap(0))];
    }
    let part = |number: usize| (sitemap_part(number), Content::Sitemap(number));
    std::iter::once((address, Content::SitemapIndex(parts))).chain((0..parts).map(part)).collect()
}

/// Where a part of a divided sitemap is, by its number from 0.
pub fn sitemap_part(number: usize) -> Address {
    Address::home().file(&format!("sitemap-{}.xml", number + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sitemaps_are_divided_past_their_limit() {
        let cases: [(usize, &[&str]); 4] = [
            (0, &["/sitemap.xml"]),
            (3, &["/sitemap.xml"]),
            (4, &["/sitemap.xml", "/sitemap-1.xml", "/sitemap-2.xml"]),
            (7, &["/sitemap.xml", "/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]),
        ];
        for (listed, expected) in cases {
            let sitemaps = sitemaps(listed, 3);
            let addresses: Vec<&str> = sitemaps.iter().map(|(it, _)| it.as_str()).collect();
            assert_eq!(addresses, expected, "{listed} pages");
            let is_index = matches!(sitemaps[0].1, Content::SitemapIndex(_));
            assert_eq!(is_index, expected.len() > 1, "{listed} pages");
        }
    }
}
