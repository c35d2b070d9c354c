//! What documents of all kinds have in common.

use crate::model::actor::Actor;
use crate::model::address::Address;
use crate::model::brief::Brief;
use crate::model::event::Event;
use crate::model::identity::Header;
use crate::model::ladder::Ladder;
use crate::model::page::Page;
use crate::model::source::Source;
use crate::model::tag::Tag;
use crate::model::threshold::Threshold;

/// A document of any kind.
pub trait Document {
    /// The id, unique within the kind.
    fn id(&self) -> &str;

    /// The name that readers see.
    fn title(&self) -> &str;

    /// The address of its page.
    fn address(&self) -> &Address;

    /// The header; tags have none.
    fn header(&self) -> Option<&Header>;

    /// The same, to change it.
    fn header_mut(&mut self) -> Option<&mut Header>;
}

macro_rules! documents_with_headers {
    ($($noun:ident),*) => { $(
        impl Document for $noun {
            fn id(&self) -> &str {
                &self.header.id
            }

            fn title(&self) -> &str {
                &self.header.title
            }

            fn address(&self) -> &Address {
                &self.header.address
            }

            fn header(&self) -> Option<&Header> {
                Some(&self.header)
            }

            fn header_mut(&mut self) -> Option<&mut Header> {
                Some(&mut self.header)
            }
        }
    )* };
}
documents_with_headers!(Brief, Actor, Event, Threshold, Ladder, Source, Page);

impl Document for Tag {
    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self) -> &str {
        &self.name
    }

    fn address(&self) -> &Address {
        &self.address
    }

    fn header(&self) -> Option<&Header> {
        None
    }

    fn header_mut(&mut self) -> Option<&mut Header> {
        None
    }
}
