//! The nouns of a site: every document of a kind in one table, with references but without backlinks.

use crate::model::actor::Actor;
use crate::model::brief::Brief;
use crate::model::event::Event;
use crate::model::identity::Header;
use crate::model::ladder::Ladder;
use crate::model::page::Page;
use crate::model::source::Source;
use crate::model::table::Table;
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
        let mut headers = Vec::new();
        headers.extend(self.briefs.entries().map(|(index, it)| (Target::from(index), &it.header)));
        headers.extend(self.actors.entries().map(|(index, it)| (Target::from(index), &it.header)));
        headers.extend(self.events.entries().map(|(index, it)| (Target::from(index), &it.header)));
        headers
            .extend(self.thresholds.entries().map(|(index, it)| (Target::from(index), &it.header)));
        headers.extend(self.ladders.entries().map(|(index, it)| (Target::from(index), &it.header)));
        headers.extend(self.pages.entries().map(|(index, it)| (Target::from(index), &it.header)));
        headers
    }
}
