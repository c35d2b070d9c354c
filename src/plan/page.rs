//! A page of the plan: its address and what it shows.

use crate::link::Dossier;
use crate::model::actor::Actor;
use crate::model::address::Address;
use crate::model::brief::Brief;
use crate::model::event::Event;
use crate::model::ladder::Ladder;
use crate::model::site::Site;
use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::tag::Tag;
use crate::model::target::Target;
use crate::model::threshold::Threshold;
use crate::plan::data::DataFile;
use crate::plan::event_group::EventGroup;
use crate::plan::feed::{self, Feed};
use crate::plan::host_file::HostFile;
use crate::plan::section::Section;
use crate::source::Span;

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    pub address: Address,
    pub content: Content,
    /// The template that the author chose instead of the kind's.
    pub template: Option<(String, Span)>,
}

impl Page {
    /// The template that makes it: the author's, or that of its kind. Data has none.
    pub fn template_name(&self) -> Option<&str> {
        match &self.template {
            Some((name, _)) => Some(name),
            None => self.content.template_name(),
        }
    }
}

/// What a page shows.
#[derive(Debug, Clone)]
pub enum Content {
    Home,
    Briefs(Portion<Index<Brief>>),
    Brief(Index<Brief>),
    /// Actors by kind.
    Actors(Portion<Index<Actor>>),
    Actor(Index<Actor>),
    /// Who stands how to whom: those of most weight drawn, then all of them.
    Network(Portion<Index<Actor>>),
    /// The timeline, newest first.
    Events(Portion<Index<Event>>),
    Event(Index<Event>),
    /// The events of a year, or of a type, newest first.
    EventGroup(EventGroup, Portion<Index<Event>>),
    /// Where events took place.
    Map,
    Thresholds,
    Threshold(Index<Threshold>),
    Ladders,
    Ladder(Index<Ladder>),
    Sources(Portion<Index<Source>>),
    Source(Index<Source>),
    Tags,
    Tag(Index<Tag>, Portion<Target>),
    Corrections(Portion<Index<Brief>>),
    /// An ordinary page, or the index of a folder of them.
    Page(Index<crate::model::page::Page>),
    NotFound,
    /// Where readers search.
    Search,
    /// What there is for programs.
    DataIndex,
    /// What pages show, for programs.
    Data(DataFile),
    /// What the browser filters a list by, for its finder.
    Finder(Section, FinderPart),
    /// A brief's notes as Web Annotations.
    Annotations(Index<Brief>),
    /// The site's own values for the theme's custom properties.
    Properties,
    /// What readers follow, as Atom.
    Feed(Feed),
    /// An old path of a document.
    Redirect(Target),
    /// A part of the sitemap, by its number from 0; most sites have one.
    Sitemap(usize),
    /// Where the parts of the sitemap are, by how many there are.
    SitemapIndex(usize),
    Robots,
    /// What hosts read.
    Host(HostFile),
}

/// A part of a list's finder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinderPart {
    /// By what its entries can be filtered.
    Columns,
    /// What is shown of some entries, by the number of the part.
    Entries(usize),
}

impl FinderPart {
    /// How many entries a part holds.
    pub const ENTRIES: usize = 500;

    /// Where the part of a section's finder is.
    pub fn address(self, section: Section) -> Address {
        let name = match self {
            Self::Columns => "columns.json".to_owned(),
            Self::Entries(number) => format!("entries-{number}.json"),
        };
        Address::of_folder(&format!("data/finder/{}", section.folder())).file(&name)
    }
}

/// A part of a long list, as one page of an index shows it.
#[derive(Debug, Clone)]
pub struct Portion<T> {
    /// The address of the first page.
    pub first: Address,
    /// Which page it is, from 1.
    pub number: usize,
    /// How many pages there are.
    pub of: usize,
    /// How many entries the whole list has.
    pub total: usize,
    pub items: Vec<T>,
}

impl<T: Clone> Portion<T> {
    /// Divides a list into pages; an empty list has one empty page.
    pub fn divide(first: &Address, items: &[T], per_page: usize) -> Vec<Self> {
        let of = items.len().div_ceil(per_page).max(1);
        let portion = |number: usize| Self {
            first: first.clone(),
            number,
            of,
            total: items.len(),
            items: items.iter().skip((number - 1) * per_page).take(per_page).cloned().collect(),
        };
        (1..=of).map(portion).collect()
    }
}

impl Content {
    /// The name of its kind's template; `None` for data.
    pub fn template_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Home => "home.html",
            Self::Briefs(_) => "briefs.html",
            Self::Brief(_) => "brief.html",
            Self::Actors(_) => "actors.html",
            Self::Actor(_) => "actor.html",
            Self::Network(_) => "network.html",
            Self::Events(_) => "events.html",
            Self::Event(_) => "event.html",
            Self::EventGroup(..) => "event-group.html",
            Self::Map => "map.html",
            Self::Thresholds => "thresholds.html",
            Self::Threshold(_) => "threshold.html",
            Self::Ladders => "ladders.html",
            Self::Ladder(_) => "ladder.html",
            Self::Sources(_) => "sources.html",
            Self::Source(_) => "source.html",
            Self::Tags => "tags.html",
            Self::Tag(..) => "tag.html",
            Self::Corrections(_) => "corrections.html",
            Self::Page(_) => "page.html",
            Self::NotFound => "404.html",
            Self::Search => "search.html",
            Self::DataIndex => "data.html",
            Self::Feed(_) => "feed.xml",
            Self::Redirect(_) => "redirect.html",
            Self::Sitemap(_) => "sitemap.xml",
            Self::SitemapIndex(_) => "sitemap-index.xml",
            Self::Robots => "robots.txt",
            Self::Data(_)
            | Self::Finder(..)
            | Self::Annotations(_)
            | Self::Properties
            | Self::Host(_) => return None,
        })
    }

    /// Whether it is a page that readers and search engines should find.
    pub fn is_listed(&self) -> bool {
        !self.is_service() && !matches!(self, Self::Redirect(_))
    }

    /// Whether it serves the site rather than its readers.
    pub fn is_service(&self) -> bool {
        matches!(
            self,
            Self::NotFound
                | Self::Search
                | Self::Data(_)
                | Self::Finder(..)
                | Self::Annotations(_)
                | Self::Feed(_)
                | Self::Properties
                | Self::Sitemap(_)
                | Self::SitemapIndex(_)
                | Self::Robots
                | Self::Host(_)
        )
    }

    /// The document whose page it is.
    pub fn target(&self) -> Option<Target> {
        Some(match self {
            Self::Brief(index) | Self::Annotations(index) => (*index).into(),
            Self::Actor(index) => (*index).into(),
            Self::Event(index) => (*index).into(),
            Self::Threshold(index) => (*index).into(),
            Self::Ladder(index) => (*index).into(),
            Self::Source(index) => (*index).into(),
            Self::Tag(index, _) => (*index).into(),
            Self::Page(index) => (*index).into(),
            Self::Redirect(target) => *target,
            _ => return None,
        })
    }

    /// The section it belongs to.
    pub fn section(&self) -> Option<Section> {
        Some(match self {
            Self::Briefs(_) | Self::Brief(_) => Section::Briefs,
            Self::Actors(_) | Self::Actor(_) => Section::Actors,
            Self::Events(_) | Self::Event(_) | Self::EventGroup(..) => Section::Events,
            Self::Map => Section::Map,
            Self::Network(_) => Section::Network,
            Self::Thresholds | Self::Threshold(_) => Section::Thresholds,
            Self::Ladders | Self::Ladder(_) => Section::Ladders,
            Self::Sources(_) | Self::Source(_) => Section::Sources,
            Self::Tags | Self::Tag(..) => Section::Tags,
            Self::Corrections(_) => Section::Corrections,
            Self::DataIndex => Section::Data,
            _ => return None,
        })
    }

    /// The feed that the page is about, where it has one of its own.
    pub fn feed(&self, dossier: &Dossier, site: &Site, sections: &[Section]) -> Option<Feed> {
        let of_section = match self {
            Self::Home => Some(Feed::Site),
            Self::Briefs(_) => Some(Feed::Briefs),
            Self::Events(_) => Some(Feed::Events),
            Self::Thresholds => Some(Feed::Thresholds),
            Self::Corrections(_) => Some(Feed::Corrections),
            _ => None,
        };
        match of_section {
            Some(feed) => feed::of_site(site, sections).into_iter().find(|other| *other == feed),
            None => feed::of_target(dossier, site, self.target()?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_divided_without_loss() {
        let first = Address::of_folder("events");
        for (length, per_page, pages) in [(0, 10, 1), (1, 10, 1), (10, 10, 1), (11, 10, 2)] {
            let items: Vec<usize> = (0..length).collect();
            let portions = Portion::divide(&first, &items, per_page);
            assert_eq!(portions.len(), pages, "{length} by {per_page}");
            let joined: Vec<usize> = portions.into_iter().flat_map(|it| it.items).collect();
            assert_eq!(joined, items);
        }
    }
}
