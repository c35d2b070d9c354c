//! The fourth stage: the dossier becomes the list of pages and files with their addresses.
//!
//! Collisions and links that lead nowhere are found here. It knows nothing of templates or disk.

mod assets;
mod claim;
pub mod data;
mod event_group;
mod fallback;
pub mod feed;
mod file;
mod host_file;
mod link_check;
mod listing;
mod page;
mod page_counts;
mod search;
mod section;
mod serving;

use rustc_hash::FxHashMap as HashMap;

use crate::diagnostic::Diagnostic;
use crate::link::Dossier;
use crate::model::address::Address;
use crate::model::site::{OwnPart, Site};
use crate::plan::file::{fallback_files, files};

pub use assets::Assets;
pub use claim::Planned;
pub use data::DataFile;
pub use event_group::EventGroup;
pub use fallback::{Fallback, FallbackPlan};
pub use feed::Feed;
pub use file::{FileOrigin, PlannedFile, StaticFiles};
pub use host_file::HostFile;
pub use listing::{actors_by_kind, finder_entries};
pub use page::{Content, FinderPart, Page, Portion};
pub use search::{search_index, search_page};
pub use section::Section;
pub use serving::{SITEMAP_LIMIT, sitemap_part};

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
        files.extend(fallback_files(built_in, folder));
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
