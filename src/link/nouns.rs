//! The nouns of a site: every document of a kind in one table, with references but without backlinks.

use crate::model::actor::Actor;
use crate::model::brief::Brief;
use crate::model::document::Document;
use crate::model::event::Event;
use crate::model::identity::Header;
use crate::model::ladder::Ladder;
use crate::model::page::Page;
use crate::model::source::Source;
use crate::model::table::{Index, Table};
use crate::model::tag::Tag;
use crate::model::target::Target;
use crate::model::threshold::Threshold;

/// The tables of all kinds.
#[derive(Debug)]
pub struct Nouns {
    pub briefs: Table<Brief>,
    pub actors: Table<Actor>,
    pub events: Table<Event>,
    pub thresholds: Table<Threshold>,
    pub ladders: Table<Ladder>,
    pub sources: Table<Source>,
    pub tags: Table<Tag>,
    pub pages: Table<Page>,
}

impl Nouns {
    /// Documents that name or cite: every noun with a header, in the order of kinds.
    pub fn headers(&self) -> Vec<(Target, &Header)> {
        fn headers_of<T: Document>(table: &Table<T>) -> impl Iterator<Item = (Target, &Header)>
        where
            Target: From<Index<T>>,
        {
            table.entries().filter_map(|(index, it)| Some((index.into(), it.header()?)))
        }
        headers_of(&self.briefs)
            .chain(headers_of(&self.actors))
            .chain(headers_of(&self.events))
            .chain(headers_of(&self.thresholds))
            .chain(headers_of(&self.ladders))
            .chain(headers_of(&self.pages))
            .collect()
    }
}
