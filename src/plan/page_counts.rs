//! How many pages a site has of each kind, for reports.

use std::fmt;

use crate::plan::Plan;
use crate::plan::page::Content;

/// The kinds of pages as reports name them: one, and several.
const KINDS: [(&str, &str); 10] = [
    ("brief", "briefs"),
    ("actor", "actors"),
    ("event", "events"),
    ("threshold", "thresholds"),
    ("ladder", "ladders"),
    ("source", "sources"),
    ("tag", "tags"),
    ("text", "texts"),
    ("index", "indexes"),
    ("redirect", "redirects"),
];

/// How many pages there are of each kind. It is shown as "68 pages (3 briefs, 18 events, …)".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageCounts([usize; KINDS.len()]);

impl Plan {
    /// Counts the pages that readers see, without feeds, data and the like.
    pub fn page_counts(&self) -> PageCounts {
        let mut numbers = [0; KINDS.len()];
        for page in self.pages.iter().filter(|page| !page.content.is_service()) {
            numbers[position(&page.content)] += 1;
        }
        PageCounts(numbers)
    }
}

fn position(content: &Content) -> usize {
    match content {
        Content::Brief(_) => 0,
        Content::Actor(_) => 1,
        Content::Event(_) => 2,
        Content::Threshold(_) => 3,
        Content::Ladder(_) => 4,
        Content::Source(_) => 5,
        Content::Tag(..) => 6,
        Content::Page(_) => 7,
        Content::Redirect(_) => 9,
        _ => 8,
    }
}

impl PageCounts {
    /// Of all kinds together.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// Each kind's number under its name ("briefs"), kinds without pages too.
    pub fn by_kind(&self) -> impl Iterator<Item = (&'static str, usize)> {
        KINDS.iter().zip(self.0).map(|((_, several), number)| (*several, number))
    }
}

impl fmt::Display for PageCounts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = KINDS.iter().zip(self.0).filter(|(_, number)| *number > 0);
        let parts = kinds.map(|((one, several), number)| {
            format!("{number} {}", if number == 1 { one } else { several })
        });
        let (total, parts) = (self.total(), parts.collect::<Vec<_>>().join(", "));
        write!(formatter, "{total} {} ({parts})", if total == 1 { "page" } else { "pages" })
    }
}
