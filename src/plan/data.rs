//! Data files: what the site offers to programs, and where.

use crate::link::Dossier;
use crate::model::actor::Actor;
use crate::model::address::Address;
use crate::model::brief::Brief;
use crate::model::site::{Extent, OwnPart, Site};
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::threshold::Threshold;

/// A file for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFile {
    /// Events, in one of the formats that hold events.
    Events(EventScope, EventFormat),
    /// All records of another kind.
    Records(RecordKind, TableFormat),
    /// What each side reached on each ladder.
    Levels,
    /// One document.
    Document(Target),
    /// The JSON Schema of the records of a kind.
    Schema(Schema),
}

/// Whose events a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventScope {
    Site,
    Actor(Index<Actor>),
    Threshold(Index<Threshold>),
}

/// A format that holds events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventFormat {
    Json,
    Csv,
    /// iCalendar (RFC 5545).
    Calendar,
    /// The JSON of TimelineJS.
    Timeline,
    /// GraphML; of the whole site with everything that stands in a relation.
    Graph,
    /// FollowTheMoney entities, one a line; of the whole site all of them.
    FollowTheMoney,
}

impl EventFormat {
    pub const ALL: [Self; 6] =
        [Self::Json, Self::Csv, Self::Calendar, Self::Timeline, Self::Graph, Self::FollowTheMoney];

    fn file_name(self) -> &'static str {
        match self {
            Self::Json => "events.json",
            Self::Csv => "events.csv",
            Self::Calendar => "events.ics",
            Self::Timeline => "timeline.json",
            Self::Graph => "graph.graphml",
            Self::FollowTheMoney => "followthemoney.ndjson",
        }
    }

    /// What readers know it by.
    pub fn label(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Csv => "CSV",
            Self::Calendar => "iCalendar",
            Self::Timeline => "TimelineJS",
            Self::Graph => "GraphML",
            Self::FollowTheMoney => "FollowTheMoney",
        }
    }
}

/// A kind of record besides events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    Actors,
    Briefs,
    Sources,
    Thresholds,
    Relations,
    Annotations,
    Corrections,
}

impl RecordKind {
    pub const ALL: [Self; 7] = [
        Self::Actors,
        Self::Briefs,
        Self::Sources,
        Self::Thresholds,
        Self::Relations,
        Self::Annotations,
        Self::Corrections,
    ];

    /// The name of its files, and of its list in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actors => "actors",
            Self::Briefs => "briefs",
            Self::Sources => "sources",
            Self::Thresholds => "thresholds",
            Self::Relations => "relations",
            Self::Annotations => "annotations",
            Self::Corrections => "corrections",
        }
    }
}

/// A format that holds records of any kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    Json,
    Csv,
}

/// A JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    Events,
    Records(RecordKind),
    /// What all of them share.
    Common,
    Timeline,
}

impl Schema {
    /// Every schema.
    pub fn all() -> impl Iterator<Item = Self> {
        let records = RecordKind::ALL.map(Self::Records);
        [Self::Events].into_iter().chain(records).chain([Self::Common, Self::Timeline])
    }

    /// Where it is.
    pub fn address(self) -> Address {
        let name = match self {
            Self::Events => "events",
            Self::Records(kind) => kind.name(),
            Self::Common => "common",
            Self::Timeline => "timeline",
        };
        Address::of_folder("data/schemas").file(&format!("{name}.json"))
    }
}

impl DataFile {
    /// Where it is: the whole in `/data/`, the rest beside the page that it belongs to.
    pub fn address(self, dossier: &Dossier) -> Address {
        let data = || Address::of_folder("data");
        match self {
            Self::Events(EventScope::Site, format) => data().file(format.file_name()),
            Self::Events(EventScope::Actor(index), format) => {
                dossier.actors[index].header.address.file(format.file_name())
            }
            Self::Events(EventScope::Threshold(index), format) => {
                dossier.thresholds[index].header.address.file(format.file_name())
            }
            Self::Records(kind, TableFormat::Json) => data().file(&format!("{}.json", kind.name())),
            Self::Records(kind, TableFormat::Csv) => data().file(&format!("{}.csv", kind.name())),
            Self::Levels => data().file("levels.csv"),
            Self::Document(target) => dossier.address(target).file("index.json"),
            Self::Schema(schema) => schema.address(),
        }
    }

    /// What readers know its format by.
    pub fn format(self) -> &'static str {
        match self {
            Self::Events(_, format) => format.label(),
            Self::Records(_, TableFormat::Csv) | Self::Levels => "CSV",
            Self::Records(_, TableFormat::Json) | Self::Document(_) => "JSON",
            Self::Schema(_) => "JSON Schema",
        }
    }
}

/// Whether there is anything that a site offers as data: one of ordinary pages alone has none.
pub fn is_offered(dossier: &Dossier, site: &Site) -> bool {
    let is_empty = dossier.briefs.is_empty()
        && dossier.actors.is_empty()
        && dossier.events.is_empty()
        && dossier.thresholds.is_empty()
        && dossier.sources.is_empty();
    site.data.files != Extent::Off && !is_empty
}

/// The files of the whole site. Where there are any there are all, so that programs find each of them
/// also while its list is still empty.
pub fn of_site(dossier: &Dossier, site: &Site) -> Vec<DataFile> {
    if !is_offered(dossier, site) {
        return Vec::new();
    }
    let events = EventFormat::ALL.map(|format| DataFile::Events(EventScope::Site, format));
    let records = RecordKind::ALL.into_iter().flat_map(|kind| {
        [TableFormat::Json, TableFormat::Csv].map(|format| DataFile::Records(kind, format))
    });
    let schemas = Schema::all().map(DataFile::Schema);
    events.into_iter().chain(records).chain([DataFile::Levels]).chain(schemas).collect()
}

/// The files that belong to a document's own page.
pub fn of_document(dossier: &Dossier, site: &Site, target: Target) -> Vec<DataFile> {
    if site.data.files != Extent::All {
        return Vec::new();
    }
    let scope = match target {
        Target::Actor(index) => {
            let has_events = !dossier.backlinks.actors.beside_index(index).timeline.is_empty();
            has_events.then_some(EventScope::Actor(index))
        }
        Target::Threshold(index) => {
            let has_events = !dossier.backlinks.touches.beside_index(index).is_empty();
            has_events.then_some(EventScope::Threshold(index))
        }
        Target::Brief(_) | Target::Event(_) | Target::Source(_) => None,
        Target::Ladder(_) | Target::Tag(_) | Target::Page(_) => return Vec::new(),
    };
    let mut files = vec![DataFile::Document(target)];
    files.extend(
        scope
            .into_iter()
            .flat_map(|scope| EventFormat::ALL.map(|format| DataFile::Events(scope, format))),
    );
    files
}

/// Every file, in a fixed order.
pub fn all(dossier: &Dossier, site: &Site) -> Vec<DataFile> {
    let mut files = of_site(dossier, site);
    for target in dossier.targets() {
        files.extend(of_document(dossier, site, target));
    }
    files
}

/// Whether a brief's notes are written as Web Annotations: where it has notes and a text to find them in.
pub fn has_annotations(dossier: &Dossier, site: &Site, index: Index<Brief>) -> bool {
    let has_notes = !dossier.briefs[index].header.notes.is_empty();
    site.has(OwnPart::Annotations) && has_notes && !dossier.is_withdrawn(index.into())
}
