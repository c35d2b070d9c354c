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
        fn of<T: Document>(table: &Table<T>) -> impl Iterator<Item = (Target, &Header)>
        where
            Target: From<Index<T>>,
        {
            table.entries().filter_map(|(index, it)| Some((index.into(), it.header()?)))
        }
        of(&self.briefs)
            .chain(of(&self.actors))
            .chain(of(&self.events))
            .chain(of(&self.thresholds))
            .chain(of(&self.ladders))
            .chain(of(&self.pages))
            .collect()
    }
}
