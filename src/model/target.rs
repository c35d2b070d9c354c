//! What a link leads to: one document of any kind.

use crate::model::actor::Actor;
use crate::model::brief::Brief;
use crate::model::event::Event;
use crate::model::identity::Kind;
use crate::model::ladder::Ladder;
use crate::model::page::Page;
use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::tag::Tag;
use crate::model::threshold::Threshold;

/// A document of any kind. Ordered by kind, then by the kind's own order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    Brief(Index<Brief>),
    Actor(Index<Actor>),
    Event(Index<Event>),
    Threshold(Index<Threshold>),
    Ladder(Index<Ladder>),
    Source(Index<Source>),
    Tag(Index<Tag>),
    Page(Index<Page>),
}

impl Target {
    pub fn kind(self) -> Kind {
        match self {
            Self::Brief(_) => Kind::Brief,
            Self::Actor(_) => Kind::Actor,
            Self::Event(_) => Kind::Event,
            Self::Threshold(_) => Kind::Threshold,
            Self::Ladder(_) => Kind::Ladder,
            Self::Source(_) => Kind::Source,
            Self::Tag(_) => Kind::Tag,
            Self::Page(_) => Kind::Page,
        }
    }
}

macro_rules! targets {
    ($($noun:ident),*) => { $(
        impl From<Index<$noun>> for Target {
            fn from(index: Index<$noun>) -> Self {
                Self::$noun(index)
            }
        }
    )* };
}
targets!(Brief, Actor, Event, Threshold, Ladder, Source, Tag, Page);

impl Target {
    /// The position in the table of its kind.
    pub fn position(self) -> usize {
        match self {
            Self::Brief(index) => index.position(),
            Self::Actor(index) => index.position(),
            Self::Event(index) => index.position(),
            Self::Threshold(index) => index.position(),
            Self::Ladder(index) => index.position(),
            Self::Source(index) => index.position(),
            Self::Tag(index) => index.position(),
            Self::Page(index) => index.position(),
        }
    }
}
