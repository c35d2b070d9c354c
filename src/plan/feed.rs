//! Feeds: what there is to follow, and where.

use crate::link::Dossier;
use crate::model::actor::Actor;
use crate::model::address::Address;
use crate::model::site::{Extent, Site};
use crate::model::table::Index;
use crate::model::tag::Tag;
use crate::model::target::Target;
use crate::model::threshold::Threshold;
use crate::plan::section::Section;

/// A feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feed {
    /// What is new on the site: briefs and events.
    Site,
    Briefs,
    Events,
    Thresholds,
    Corrections,
    /// The events that an actor has a part in, and the briefs that name it.
    Actor(Index<Actor>),
    /// The events that touched a threshold, and the briefs that name it.
    Threshold(Index<Threshold>),
    /// What bears a tag.
    Tag(Index<Tag>),
}

impl Feed {
    /// Where it is: beside the page that it is the feed of.
    pub fn address(self, dossier: &Dossier) -> Address {
        self.page(dossier).file("feed.xml")
    }

    /// The page that it is the feed of.
    pub fn page(self, dossier: &Dossier) -> Address {
        let of = |section: Section| Address::of_folder(section.folder());
        match self {
            Self::Site => Address::home(),
            Self::Briefs => of(Section::Briefs),
            Self::Events => of(Section::Events),
            Self::Thresholds => of(Section::Thresholds),
            Self::Corrections => of(Section::Corrections),
            Self::Actor(index) => dossier.address(index.into()).clone(),
            Self::Threshold(index) => dossier.address(index.into()).clone(),
            Self::Tag(index) => dossier.address(index.into()).clone(),
        }
    }

    /// Whether there is anything to follow.
    fn has_entries(self, dossier: &Dossier) -> bool {
        let is_named = |target: Target| {
            let namings = dossier.backlinks.namings.get(target);
            namings.iter().any(|naming| matches!(naming.by, Target::Brief(_)))
        };
        match self {
            Self::Actor(index) => {
                !dossier.backlinks.actors.beside_index(index).timeline.is_empty()
                    || is_named(index.into())
            }
            Self::Threshold(index) => {
                !dossier.backlinks.touches.beside_index(index).is_empty() || is_named(index.into())
            }
            Self::Tag(index) => {
                let tagged = dossier.backlinks.tags.beside_index(index);
                tagged.iter().any(|it| matches!(it, Target::Brief(_) | Target::Event(_)))
            }
            _ => true,
        }
    }
}

/// The feeds of the site and its kinds.
pub fn of_site(site: &Site, sections: &[Section]) -> Vec<Feed> {
    let has = |section: Section| sections.contains(&section);
    let feeds = [
        (Feed::Site, has(Section::Briefs) || has(Section::Events)),
        (Feed::Briefs, has(Section::Briefs)),
        (Feed::Events, has(Section::Events)),
        (Feed::Thresholds, has(Section::Thresholds)),
        (Feed::Corrections, has(Section::Corrections)),
    ];
    let there_are = feeds.into_iter().filter(|(_, there_is)| *there_is);
    there_are.map(|(feed, _)| feed).filter(|_| site.feeds.files != Extent::Off).collect()
}

/// The feed of a document's own page, or of a tag's.
pub fn of_target(dossier: &Dossier, site: &Site, target: Target) -> Option<Feed> {
    let feed = match target {
        Target::Actor(index) => Feed::Actor(index),
        Target::Threshold(index) => Feed::Threshold(index),
        Target::Tag(index) => Feed::Tag(index),
        _ => return None,
    };
    (site.feeds.files == Extent::All && feed.has_entries(dossier)).then_some(feed)
}

/// Every feed, in a fixed order.
pub fn all(dossier: &Dossier, site: &Site, sections: &[Section]) -> Vec<Feed> {
    let mut feeds = of_site(site, sections);
    let tags = dossier.tags.indexes().map(Target::from);
    let targets = dossier.targets().chain(tags);
    feeds.extend(targets.filter_map(|target| of_target(dossier, site, target)));
    feeds
}
