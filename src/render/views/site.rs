//! The views of the site and of the page that is being rendered.

use serde::Serialize;
use serde_json::{Map, Value as Json};
use tera::Value;

use crate::render::views::data::DataFileView;
use crate::render::views::date::DateView;
use crate::render::views::feed::FeedLinkView;
use crate::render::views::link::LinkView;

/// `site`: the same on every page.
#[derive(Debug, Serialize)]
pub struct SiteView {
    pub title: String,
    pub description: Option<String>,
    /// BCP 47.
    pub language: String,
    /// Where the site lives, with a final slash.
    pub url: String,
    /// The site's root as links write it: `/`, or `/folder/`.
    pub root: String,
    /// The index pages that there are.
    pub sections: Vec<SectionView>,
    /// Ordinary pages at the top level.
    pub pages: Vec<LinkView>,
    /// The day that counts as today.
    pub as_of: DateView,
    /// How many days an answer to a crossing may take.
    pub window_days: u32,
    /// The author's own table.
    pub extra: Map<String, Json>,
    /// The folder of the assets as links write it: `/assets/3f2a9c1b3f2a9c1b/`. Its name is made of their content.
    pub assets: String,
    /// The folder of the built-in theme's assets, which its templates load. In the theme `default`, the same as `assets`.
    pub default_assets: String,
    /// The style sheet of the site's own colours and fonts, to be linked after the theme's.
    pub properties: Option<String>,
    /// The site's own style sheet, to be linked last.
    pub stylesheet: Option<String>,
    pub logo: Option<String>,
    /// The web manifest, where the site has one.
    pub manifest: Option<String>,
    /// The site's icon, or the theme's `favicon.svg`.
    pub icon: Option<String>,
    /// The header's links: those of the site's own, or else the sections that most readers go to.
    pub menu: Vec<NavigationView>,
    /// The other sections, for the foot of the page: ladders, tags, corrections and data.
    pub more: Vec<NavigationView>,
    /// A sentence for the foot of every page, instead of the description.
    pub footer: Option<String>,
    /// The feeds of the site, its kinds and its corrections; empty where it has none.
    pub feeds: Vec<FeedLinkView>,
    /// `null` where the site has no search.
    pub search: Option<SearchView>,
}

/// Search.
#[derive(Debug, Serialize)]
pub struct SearchView {
    /// The search page; `?q=` takes what to search for.
    pub url: String,
    /// The kinds of document that there are, each with what a group of results is headed with.
    pub kinds: Vec<SearchKindView>,
}

/// A kind of document among the results of a search.
#[derive(Debug, Serialize)]
pub struct SearchKindView {
    /// `brief`, `actor`, `event`, `threshold`, `ladder`, `source`, `tag` or `page`.
    pub kind: &'static str,
    /// "Briefs".
    pub title: String,
}

/// A link of a menu.
#[derive(Debug, Serialize)]
pub struct NavigationView {
    pub title: String,
    pub url: String,
}

/// An index page, for navigation.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// The folder: `briefs`.
    pub name: &'static str,
    pub title: String,
    pub url: String,
}

/// `page`: the page that is being rendered.
#[derive(Debug, Serialize)]
pub struct PageView {
    pub title: String,
    /// From the site's root, without its path: `/actors/iran/`.
    pub address: String,
    pub url: String,
    /// The address with the site's own in front, for canonical links; at an old path, that of the
    /// page it leads to.
    pub permalink: String,
    /// The section that it belongs to, a [`SectionView`].
    pub section: Option<Value>,
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The files for programs that belong to it: its document and, of an actor or threshold, its events.
    pub data: Vec<DataFileView>,
    /// The feed of what the page shows, and where it is.
    pub feed: Option<FeedLinkView>,
}
