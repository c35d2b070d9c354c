//! The keys of `config.toml`.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::country::Country;
use crate::model::delivery::Encoding;
use crate::model::licence::Licence;
use crate::model::site::{Autolink, Extent, FeedContent, OwnPart, SearchEngine};
use crate::parse::fields::lints::LintLevels;
use crate::parse::fields::publication::PublishTargets;
use crate::parse::node::Node;
use crate::parse::record::{Decode, Shape, record, wrong_type};
use crate::parse::scalar::address::PicturePath;
use crate::parse::scalar::code::Language;
use crate::parse::scalar::{BoundedInt, Degrees, Extra, IgnorePattern, Term};
use crate::source::{Located, Span};

record! {
    /// The keys of `config.toml`.
    pub struct ConfigFields is "configuration" {
        /// What the site is called.
        required title: String = "\"Red Lines\"",
        /// Where it will live; a path is part of every link.
        required base_url: Located<String> = "\"https://example.org/\"",
        /// The language of its texts (BCP 47). `en` where left out.
        optional language: Language = "\"en\"" else "\"en\"",
        /// One sentence about it.
        optional description: String = "\"What was declared, tested, crossed and enforced.\"",
        /// How it looks.
        optional theme: ThemeFields = "{ name = \"default\" }",
        /// How Markdown is read.
        optional markdown: MarkdownFields = "{ autolink = \"first\" }",
        /// How sources are cited.
        optional citations: CitationFields = "{ style = \"chicago-author-date\" }",
        /// How escalation is read.
        optional escalation: EscalationFields = "{ ladder = \"regional\" }",
        /// How long indexes are divided.
        optional pagination: PaginationFields = "{ per_page = 50 }",
        /// Which pages there are.
        optional pages: PagesFields = "{ leave_out = [\"map\"] }",
        /// Places by their names, with where they are: an event whose `place` is such a name is on the map.
        optional places: NamedPlaces = "{ \"Al Udeid air base\" = { lat = 25.12, lon = 51.31, country = \"QA\" } }",
        /// What readers search with.
        optional search: SearchFields = "{ engine = \"pagefind\" }",
        /// How the output is written.
        optional output: OutputFields = "{ compress = [\"gzip\"] }",
        /// What programs can read.
        optional data: DataFields = "{ license = \"CC-BY-4.0\" }",
        /// What readers can follow.
        optional feeds: FeedsFields = "{ content = \"full\" }",
        /// The level of each lint, `allow`, `warn` or `deny`; in `for`, for documents of a kind or folder.
        optional lints: LintLevels = "{ stub-actor = \"deny\", for = [{ kind = \"brief\", stale-brief = \"warn\" }] }",
        /// The places that `redlines publish` brings the site to, by the names you give them.
        optional publish: PublishTargets = "{ live = { to = \"s3://desk-site\" } }",
        /// Files that are neither read nor published, as patterns of gitignore relative to the site's folder. Backups
        /// and what editors and systems leave behind are left out without it; `!` takes a file back.
        list ignore: IgnorePattern = "[\"*.psd\", \"content/notes/\", \"!static/keep.bak\"]",
        /// Your own table, handed to templates untouched.
        optional extra: Extra = "{ desk = \"Middle East\" }",
    }
}

impl ConfigFields {
    /// The fields of a configuration that is broken.
    pub fn standing_in(span: Span) -> Self {
        Self {
            title: "Untitled".to_owned(),
            base_url: Located { value: "https://example.org/".to_owned(), span },
            language: None,
            description: None,
            theme: None,
            markdown: None,
            citations: None,
            escalation: None,
            pagination: None,
            pages: None,
            places: None,
            search: None,
            output: None,
            data: None,
            feeds: None,
            lints: None,
            publish: None,
            ignore: Vec::new(),
            extra: None,
        }
    }
}

record! {
    /// How the site looks.
    pub struct ThemeFields is "theme" {
        /// A folder in `themes/`, or `default`, which is built in.
        optional name: Located<String> = "\"default\"" else "\"default\"",
        /// The site's own colours, by the names of the theme's: `paper`, `surface`, `ink`, `muted`,
        /// `rule`, `accent` and the kinds of notes in the default one. `light-dark(…)` gives a colour
        /// for each scheme.
        optional colors: StyleValues = "{ accent = \"light-dark(#0b5394, #9fc5e8)\" }",
        /// The site's own fonts: `serif`, `sans` and `mono` in the default theme. Figures keep the
        /// theme's sans-serif. A font's file goes into `assets/`, with a style sheet named in
        /// `stylesheet`.
        optional fonts: StyleValues = "{ serif = \"Georgia, serif\" }",
        /// A style sheet of the site under `assets/` or `static/`, read after the theme's.
        optional stylesheet: Located<String> = "\"/assets/own.css\"",
        /// A picture that stands before the site's name; a path under `assets/` or `static/`.
        optional logo: PicturePath = "\"/assets/logo.svg\"",
        /// The picture that browsers show beside the page's title, square; a path as for `logo`. The
        /// theme's where left out.
        optional icon: PicturePath = "\"/assets/icon.svg\"",
        /// The links of the header, instead of the site's sections.
        list navigation: NavigationFields = "[{ title = \"Briefs\", url = \"/briefs/\" }]",
        /// A sentence for the foot of every page, instead of the site's description.
        optional footer: String = "\"Published by an example institute.\"",
    }
}

record! {
    /// A link of the navigation.
    pub struct NavigationFields is "navigation link" {
        /// What readers see.
        required title: String = "\"Briefs\"",
        /// Where it leads: an address from the site's root, or one elsewhere.
        required url: Located<String> = "\"/briefs/\"",
    }
}

/// Values for the theme's custom properties, by their names.
#[derive(Debug, Clone)]
pub struct StyleValues(pub Vec<(String, String)>);

impl Decode for StyleValues {
    fn shape() -> Shape {
        Shape::Map(Box::new(Shape::Form { words: "a CSS value", pattern: r"\S" }))
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Some(table) = node.as_table() else { return wrong_type(node, "a table", problems) };
        let mut values = Vec::new();
        for entry in &table.entries {
            let Some(value) = String::decode(&entry.node, problems) else { continue };
            let is_name = entry.key.bytes().all(|it| it.is_ascii_lowercase() || it == b'-');
            // Nothing that could end the declaration or load something.
            let of_value = |c: char| c.is_alphanumeric() || " #%(),.-+/'\"_".contains(c);
            let is_sound = value.chars().all(of_value) && !value.to_lowercase().contains("url");
            if is_name && is_sound {
                values.push((entry.key.clone(), value));
                continue;
            }
            let (span, message) = match is_name {
                true => (entry.node.span, format!("`{value}` is no plain CSS value")),
                false => (entry.key_span, format!("`{}` is no name of a property", entry.key)),
            };
            problems.push(Diagnostic::at(Code::BadValue, span, message));
        }
        Some(Self(values))
    }
}

record! {
    /// How Markdown is read.
    pub struct MarkdownFields is "markdown table" {
        /// Whether HTML in content reaches the page. Left out, it is shown as text.
        optional raw_html: bool = "false" else "false",
        /// Whether straight quotes, `--` and `...` become typographic ones. They do where left out.
        optional smart_punctuation: bool = "true" else "true",
        /// Which mentions of an actor's name become links: the `first` of each section (where left
        /// out), `all`, or none (`off`).
        optional autolink: Term<Autolink> = "\"first\"" else "\"first\"",
    }
}

record! {
    /// How sources are cited.
    pub struct CitationFields is "citations table" {
        /// A CSL style: one of hayagriva's by name, or a `.csl` file of the site.
        /// `chicago-author-date` where left out.
        optional style: Located<String> = "\"apa\"" else "\"chicago-author-date\"",
    }
}

record! {
    /// How escalation is read.
    pub struct EscalationFields is "escalation table" {
        /// The ladder of placements that name none. `kahn-1965`, which is built in, where left out.
        optional ladder: Located<String> = "\"regional\"" else "\"kahn-1965\"",
        /// How many days an answer to a crossing may take. 90 where left out.
        optional window_days: BoundedInt<0, 36500> = "90" else "90",
    }
}

record! {
    /// How long indexes are divided.
    pub struct PaginationFields is "pagination table" {
        /// How many entries a page of an index holds. 50 where left out.
        optional per_page: BoundedInt<1, 100000> = "50" else "50",
    }
}

record! {
    /// Which pages there are.
    pub struct PagesFields is "pages table" {
        /// What the site does without, of what redlines makes by itself: the `map`, the `network`,
        /// `corrections` with their feed, `event-groups` (lists of events by year and by type), the `filters`
        /// of long lists, each brief's notes as Web `annotations`, the `not-found` page, the `sitemap`, `robots`.
        list leave_out: Term<OwnPart> = "[\"map\", \"network\"]",
    }
}

record! {
    /// What readers search with.
    pub struct SearchFields is "search table" {
        /// `pagefind` makes an index of all pages (as it does where left out); `off` leaves out the
        /// index, the search page and the box.
        optional engine: Term<SearchEngine> = "\"pagefind\"" else "\"pagefind\"",
    }
}

record! {
    /// How the output is written.
    pub struct OutputFields is "output table" {
        /// Codings in which pages, style sheets, scripts and data also lie compressed beside themselves
        /// (`index.html.gz`, `index.html.br`), for servers that send such copies: `gzip`, `brotli`. None where
        /// left out.
        list compress: Term<Encoding> = "[\"gzip\", \"brotli\"]",
    }
}

record! {
    /// What programs can read. [data.md](data.md) describes the files.
    pub struct DataFields is "data table" {
        /// `all` writes files of the whole site, of each document, and of the events of each actor and
        /// threshold (as where left out); `site` writes those of the whole site; `off` writes none.
        optional files: Term<Extent> = "\"all\"" else "\"all\"",
        /// Under what terms they may be used: an SPDX identifier, or the address of a licence.
        optional license: Licence = "\"CC-BY-4.0\"",
    }
}

record! {
    /// What readers can follow, as Atom feeds.
    pub struct FeedsFields is "feeds table" {
        /// `all` makes feeds of the site, its kinds, corrections, and each actor, threshold and tag (as
        /// where left out); `site` leaves out those of single ones; `off` makes none.
        optional files: Term<Extent> = "\"all\"" else "\"all\"",
        /// What the feeds of the site and of briefs hold of a brief: its `summary` (as where left out), or its
        /// `full` text. Other feeds have summaries.
        optional content: Term<FeedContent> = "\"full\"" else "\"summary\"",
        /// How many entries a feed has at most. 20 where left out.
        optional entries: BoundedInt<1, 1000> = "20" else "20",
    }
}

record! {
    /// Where a place of `[places]` is.
    pub struct NamedPlaceFields is "place of the configuration" {
        /// Degrees north (WGS 84); south is negative.
        required lat: Degrees<90> = "25.12",
        /// Degrees east (WGS 84); west is negative.
        required lon: Degrees<180> = "51.31",
        /// The country it lies in (ISO 3166-1 alpha-2).
        optional country: Country = "\"QA\"",
    }
}

/// Places by their names.
#[derive(Debug, Clone)]
pub struct NamedPlaces(pub Vec<(String, Located<NamedPlaceFields>)>);

impl Decode for NamedPlaces {
    fn shape() -> Shape {
        Shape::Map(Box::new(NamedPlaceFields::shape()))
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Some(table) = node.as_table() else { return wrong_type(node, "a table", problems) };
        let mut places: Vec<(String, Located<NamedPlaceFields>)> = Vec::new();
        for entry in &table.entries {
            let name = entry.key.trim();
            if name.is_empty() || places.iter().any(|(known, _)| known == name) {
                let message = match name.is_empty() {
                    true => "a place without a name".to_owned(),
                    false => format!("the place `{name}` is described twice"),
                };
                problems.push(Diagnostic::at(Code::BadValue, entry.key_span, message));
                continue;
            }
            places.extend(Located::decode(&entry.node, problems).map(|it| (name.to_owned(), it)));
        }
        Some(Self(places))
    }
}
