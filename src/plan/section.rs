//! The index pages of a site.

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
