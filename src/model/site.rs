//! The site as a whole: what `config.toml` says of it, checked.

use serde_json::{Map, Value};

use crate::diagnostic::policy::LevelRule;
use crate::model::address::Address;
use crate::model::body::Destination;
use crate::model::country::Country;
use crate::model::delivery::Encoding;
use crate::model::ignore_patterns::IgnorePatterns;
use crate::model::licence::Licence;
use crate::model::position::Coordinates;
use crate::model::publication::Publication;
use crate::model::vocabulary::vocabulary;
use crate::source::{Located, Span};

vocabulary! {
    /// Which mentions of an actor's name become links by themselves.
    Autolink is "autolink" {
        /// The first in each section.
        First = "first" "first",
        All = "all" "all",
        Off = "off" "off",
    }
}

vocabulary! {
    /// What readers search with.
    SearchEngine is "engine" {
        /// An index in the site, which the reader's browser asks.
        Pagefind = "pagefind" "pagefind",
        /// No search.
        Off = "off" "off",
    }
}

vocabulary! {
    /// A part of the site that redlines makes by itself, and that a site can do without.
    OwnPart is "part of the site" {
        Map = "map" "the map",
        Network = "network" "the network",
        /// The page of corrections and its feed.
        Corrections = "corrections" "corrections",
        /// The lists of events by year and by type.
        EventGroups = "event-groups" "events by year and type",
        /// What long lists are filtered by.
        Filters = "filters" "filters",
        /// Each brief's notes as Web Annotations.
        Annotations = "annotations" "Web Annotations",
        NotFound = "not-found" "the page for what is not there",
        Sitemap = "sitemap" "the sitemap",
        Robots = "robots" "robots.txt",
        /// `_headers`, `_redirects`, `.nojekyll` and the manifest.
        Hosting = "hosting" "what hosts read",
    }
}

vocabulary! {
    /// Of what there are data files, or feeds.
    Extent is "extent" {
        /// The whole, its kinds, and single documents.
        All = "all" "all",
        /// The whole and its kinds.
        Site = "site" "site",
        Off = "off" "off",
    }
}

vocabulary! {
    /// What an entry of a feed holds.
    FeedContent is "content of feeds" {
        /// All of a brief's text.
        Full = "full" "full",
        Summary = "summary" "summary",
    }
}

/// A site's settings.
#[derive(Debug, Clone)]
pub struct Site {
    pub title: String,
    /// Where it will live, without a final slash: `https://example.org/folder`.
    pub base_url: String,
    /// The path part of the base address, without a final slash: `/folder` or nothing.
    pub base_path: String,
    /// BCP 47.
    pub language: String,
    pub description: Option<String>,
    pub theme: ThemeName,
    pub appearance: Appearance,
    pub citation_style: StyleName,
    pub markdown: MarkdownSettings,
    /// The id of the default ladder, and where the site says so.
    pub ladder: Option<Located<String>>,
    /// How many days an answer to a crossing may take before the threshold counts as eroded.
    pub window_days: u32,
    /// How many entries a page of a long index holds.
    pub per_page: usize,
    /// What the site does without.
    pub left_out: Vec<OwnPart>,
    /// The places that events may name, with where they are.
    pub places: Vec<NamedPlace>,
    pub search: SearchEngine,
    /// The codings that files have compressed copies in.
    pub compress: Vec<Encoding>,
    pub data: DataSettings,
    pub feeds: FeedSettings,
    /// The levels of lints, the later over the earlier, and where each rule stands.
    pub lints: Vec<Located<LevelRule>>,
    /// Where it is published.
    pub publication: Publication,
    /// The files that are no part of it.
    pub ignore: IgnorePatterns,
    /// The author's own table, handed to templates as it is.
    pub extra: Map<String, Value>,
}

impl Site {
    /// Whether the site has a part that redlines makes by itself.
    pub fn has(&self, part: OwnPart) -> bool {
        !self.left_out.contains(&part)
    }
}

/// What a site offers to programs.
#[derive(Debug, Clone)]
pub struct DataSettings {
    pub files: Extent,
    pub licence: Option<Licence>,
}

/// What readers can follow.
#[derive(Debug, Clone, Copy)]
pub struct FeedSettings {
    pub files: Extent,
    pub content: FeedContent,
    /// How many entries a feed has at most, the latest.
    pub entries: usize,
}

/// A place that is described once for all events there.
#[derive(Debug, Clone)]
pub struct NamedPlace {
    pub name: String,
    pub country: Option<Country>,
    pub position: Coordinates,
    /// Where its coordinates are written.
    pub span: Span,
}

/// The theme that a site asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeName {
    pub name: String,
    /// Where the site names it; `None` for the default.
    pub span: Option<Span>,
}

impl ThemeName {
    /// The theme that comes with redlines.
    pub const BUILT_IN: &str = "default";

    /// What the names of its templates begin with, so that another theme can have its own of the same name.
    pub const BUILT_IN_PREFIX: &str = "default/";
}

/// What a site changes of its theme.
#[derive(Debug, Clone, Default)]
pub struct Appearance {
    /// Custom properties with their values, of which none can load anything.
    pub properties: Vec<(String, String)>,
    /// Files of the site, each with the place where it is named.
    pub stylesheet: Option<(Address, Span)>,
    pub logo: Option<(Address, Span)>,
    pub icon: Option<(Address, Span)>,
    /// Instead of the sections, where there are any.
    pub navigation: Vec<NavigationLink>,
    pub footer: Option<String>,
}

/// A link of a site's own navigation.
#[derive(Debug, Clone)]
pub struct NavigationLink {
    pub title: String,
    /// As written, and what it leads to.
    pub written: String,
    pub destination: Destination,
    pub span: Span,
}

/// The citation style that a site asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct StyleName {
    /// A style's name, or the path of a CSL file in the site.
    pub name: String,
    /// Where the site names it; `None` for the default.
    pub span: Option<Span>,
}

impl StyleName {
    /// The path of the CSL file, where it is one.
    pub fn file(&self) -> Option<&str> {
        self.name.ends_with(".csl").then_some(&self.name)
    }
}

/// How Markdown is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MarkdownSettings {
    /// Whether HTML in content reaches the page; otherwise it is shown as text.
    pub raw_html: bool,
    /// Whether straight quotes, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    pub autolink: Autolink,
}
