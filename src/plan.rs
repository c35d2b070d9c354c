//! The fourth stage: the dossier becomes the list of pages and files with their addresses.
//!
//! Collisions and links that lead nowhere are found here. It knows nothing of templates or disk.

mod assets;
mod claim;
pub mod data;
mod event_group;
mod fallback;
pub mod feed;
mod link_check;
mod listing;
mod page;
mod page_counts;
mod serving;

use std::collections::HashSet;

use rustc_hash::FxHashMap as HashMap;

use crate::diagnostic::Diagnostic;
use crate::link::Dossier;
use crate::model::address::Address;
use crate::model::site::{OwnPart, Site};

pub use assets::Assets;
pub use data::DataFile;
pub use event_group::EventGroup;
pub use fallback::{Fallback, FallbackPlan};
pub use feed::Feed;
pub use listing::{actors_by_kind, finder_entries};
pub use page::{Content, FinderPart, Page, Portion};
pub use serving::{HostFile, SITEMAP_LIMIT, sitemap_part};

/// What a site consists of.
#[derive(Debug)]
pub struct Plan {
    /// Everything that is rendered, in a fixed order.
    pub pages: Vec<Page>,
    /// Everything that is copied.
    pub files: Vec<PlannedFile>,
    /// The index pages that there are, for navigation.
    pub sections: Vec<Section>,
    /// The groups of events that have lists, each with how many events it has.
    pub event_groups: Vec<(EventGroup, usize)>,
    pub assets: Assets,
    /// What a theme takes from the built-in one; `None` for the theme `default` itself.
    pub fallback: Option<FallbackPlan>,
    /// See [`Plan::at`].
    by_folded: HashMap<String, usize>,
}

/// What has a path in the output folder.
#[derive(Debug, Clone, Copy)]
pub enum Planned<'a> {
    Page(&'a Page),
    File(&'a PlannedFile),
}

/// A file to copy.
#[derive(Debug, Clone)]
pub struct PlannedFile {
    pub address: Address,
    /// Where it comes from, for messages: `static/logo.png`.
    pub shown: String,
    pub origin: FileOrigin,
}

/// Where a copied file comes from: a position in one of the lists of files that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileOrigin {
    Attachment(usize),
    Static(usize),
    Theme(usize),
    Asset(usize),
    /// An asset of the built-in theme, beside those of another theme.
    FallbackAsset(usize),
}

/// An index page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Briefs,
    Events,
    Map,
    Actors,
    Network,
    Thresholds,
    Ladders,
    Sources,
    Tags,
    Corrections,
    Data,
}

impl Section {
    /// The folder, which is also the address.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Briefs => "briefs",
            Self::Events => "events",
            Self::Map => "map",
            Self::Actors => "actors",
            Self::Network => "network",
            Self::Thresholds => "thresholds",
            Self::Ladders => "ladders",
            Self::Sources => "sources",
            Self::Tags => "tags",
            Self::Corrections => "corrections",
            Self::Data => "data",
        }
    }

    /// Whether most readers go there: the others serve those who look something up.
    pub fn is_in_menu(self) -> bool {
        !matches!(self, Self::Ladders | Self::Tags | Self::Corrections | Self::Data)
    }

    /// What it is called where the author says nothing.
    pub fn title(self) -> &'static str {
        match self {
            Self::Briefs => "Briefs",
            Self::Events => "Events",
            Self::Map => "Map",
            Self::Actors => "Actors",
            Self::Network => "Network",
            Self::Thresholds => "Thresholds",
            Self::Ladders => "Ladders",
            Self::Sources => "Sources",
            Self::Tags => "Tags",
            Self::Corrections => "Corrections",
            Self::Data => "Data",
        }
    }
}

/// Where readers search.
pub fn search_page() -> Address {
    Address::of_folder("search")
}

/// The folder of the search index. Its files are named by their content, so that nothing else may
/// lie there.
pub fn search_index() -> Address {
    Address::of_folder("pagefind")
}

/// The files that were read, by their paths from the site's root.
pub struct StaticFiles<'a> {
    pub of_site: &'a [String],
    pub of_theme: &'a [String],
    /// The assets, by their names in their folder, and where that is.
    pub of_assets: &'a [String],
    pub assets: Assets,
    /// The built-in theme, if the site has another.
    pub fallback: Option<Fallback<'a>>,
}

/// Plans a site. Problems are reported; colliding pages stay in the plan, which is not rendered
/// then.
pub fn plan(
    dossier: &Dossier,
    site: &Site,
    statics: &StaticFiles<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Plan {
    let mut files = files(dossier, statics);
    let sections = listing::sections(dossier, site);
    let groups = match site.has(OwnPart::EventGroups) {
        true => event_group::all(dossier),
        false => Vec::new(),
    };
    let event_groups = groups.iter().map(|(group, events)| (*group, events.len())).collect();
    let pages = listing::pages(dossier, site, &sections, &groups, statics, &files);
    let fallback = statics.fallback.as_ref().map(|it| (it, it.plan(&pages)));
    if let Some((built_in, FallbackPlan { assets: Some(folder), .. })) = &fallback {
        files.extend(built_in.files(folder));
    }
    let fallback = fallback.map(|(_, planned)| planned);
    let claims = claim::all(dossier, site, &pages, &files, problems);
    link_check::all(dossier, site, &statics.assets, &claims, problems);
    let by_folded = claims.by_folded;
    let assets = statics.assets.clone();
    Plan { pages, files, sections, event_groups, assets, fallback, by_folded }
}

impl Plan {
    /// The picture that stands for the site: its own, or the theme's.
    pub fn icon(&self, site: &Site) -> Option<Address> {
        match &site.appearance.icon {
            Some((address, _)) => Some(self.assets.published(address)),
            None => self.assets.named("favicon.svg"),
        }
    }

    /// The folder of the assets that the built-in templates load.
    pub fn default_assets(&self) -> &Address {
        let built_in = self.fallback.as_ref().and_then(|it| it.assets.as_ref());
        built_in.unwrap_or(&self.assets.folder)
    }

    /// The page at an address, as `/briefs/veto/`.
    pub fn page_at(&self, address: &Address) -> Option<&Page> {
        match self.at(&address.output_path())? {
            Planned::Page(page) => Some(page),
            Planned::File(_) => None,
        }
    }

    /// What lies at a path of the output folder, as `briefs/veto/index.html`.
    pub fn at(&self, output_path: &str) -> Option<Planned<'_>> {
        let number = *self.by_folded.get(&output_path.to_lowercase())?;
        let (address, planned) = match self.pages.get(number) {
            Some(page) => (&page.address, Planned::Page(page)),
            None => {
                let file = self.files.get(number - self.pages.len())?;
                (&file.address, Planned::File(file))
            }
        };
        (address.output_path() == output_path).then_some(planned)
    }
}

/// Attachments, the site's static files, the theme's where the site has none of that name, and assets.
fn files(dossier: &Dossier, statics: &StaticFiles<'_>) -> Vec<PlannedFile> {
    let mut files = Vec::new();
    for attachment in &dossier.attachments {
        files.push(PlannedFile {
            address: attachment.address.clone(),
            shown: format!("content/{}", attachment.path),
            origin: FileOrigin::Attachment(attachment.number),
        });
    }
    let of_site: HashSet<&String> = statics.of_site.iter().collect();
    for (number, path) in statics.of_site.iter().enumerate() {
        let address = Address::home().file(path);
        let (shown, origin) = (format!("static/{path}"), FileOrigin::Static(number));
        files.push(PlannedFile { address, shown, origin });
    }
    for (number, path) in statics.of_theme.iter().enumerate() {
        if !of_site.contains(path) {
            let address = Address::home().file(path);
            let shown = format!("static/{path} of the theme");
            files.push(PlannedFile { address, shown, origin: FileOrigin::Theme(number) });
        }
    }
    for (number, name) in statics.of_assets.iter().enumerate() {
        let address = statics.assets.folder.file(name);
        let shown = format!("assets/{name}");
        files.push(PlannedFile { address, shown, origin: FileOrigin::Asset(number) });
    }
    files
}
