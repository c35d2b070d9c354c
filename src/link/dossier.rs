//! The dossier: every document of a site, linked both ways.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil;
use rustc_hash::FxHashSet as HashSet;

use crate::diagnostic::Policy;
use crate::link::attachment::Attachment;
use crate::link::backlinks::Backlinks;
use crate::link::escalation::Escalation;
use crate::model::actor::Actor;
use crate::model::address::Address;
use crate::model::brief::{Brief, BriefStatus};
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

/// A linked site. Tables stand in the order in which readers see them: briefs newest first, events
/// by date, everything else by title; sources by author. Clones share what is large.
#[derive(Debug, Clone)]
pub struct Dossier {
    pub briefs: Table<Brief>,
    pub actors: Table<Actor>,
    pub events: Table<Event>,
    pub thresholds: Table<Threshold>,
    pub ladders: Table<Ladder>,
    pub sources: Table<Source>,
    pub tags: Table<Tag>,
    pub pages: Table<Page>,
    /// Every relation, seen from its other end.
    pub backlinks: Backlinks,
    /// What follows from the events for thresholds and ladders.
    pub escalation: Arc<Escalation>,
    /// Files beside documents, by path below `content/`.
    pub attachments: Vec<Attachment>,
    /// Addresses of documents with errors of their own: links to them are not at fault.
    pub broken: Vec<Address>,
    /// Addresses of briefs that are left out until their day: links to them become text.
    pub scheduled: HashSet<Address>,
    /// What the site and its documents say of lints.
    pub policy: Policy,
    /// Actors that are likely one under two names.
    pub alike: Vec<(Index<Actor>, Index<Actor>)>,
    /// The day that counts as today.
    pub as_of: civil::Date,
    /// The ladder of placements that name none.
    pub default_ladder: Option<Index<Ladder>>,
    pub(super) index_texts: IndexTexts,
}

/// The authors' own texts of folders' indexes, by folder; `""` is the home page.
pub type IndexTexts = BTreeMap<String, Index<Page>>;

/// Borrows a document from the table of its kind.
macro_rules! document {
    ($dossier:ident, $target:ident $(, $mutable:tt)?) => {
        match $target {
            Target::Brief(index) => &$($mutable)? $dossier.briefs[index],
            Target::Actor(index) => &$($mutable)? $dossier.actors[index],
            Target::Event(index) => &$($mutable)? $dossier.events[index],
            Target::Threshold(index) => &$($mutable)? $dossier.thresholds[index],
            Target::Ladder(index) => &$($mutable)? $dossier.ladders[index],
            Target::Source(index) => &$($mutable)? $dossier.sources[index],
            Target::Tag(index) => &$($mutable)? $dossier.tags[index],
            Target::Page(index) => &$($mutable)? $dossier.pages[index],
        }
    };
}

impl Dossier {
    /// Whether a brief is dated after the day of the build, so that only builds with drafts have it.
    pub fn is_scheduled(&self, brief: &Brief) -> bool {
        brief.date.is_after(self.as_of)
    }

    /// The author's own text of a folder's index; `""` is the home page.
    pub fn index_text(&self, folder: &str) -> Option<Index<Page>> {
        self.index_texts.get(folder).copied()
    }

    /// A document of any kind.
    pub fn document(&self, target: Target) -> &dyn Document {
        document!(self, target)
    }

    fn document_mut(&mut self, target: Target) -> &mut dyn Document {
        document!(self, target, mut)
    }

    /// The header of a document; tags have none.
    pub fn header(&self, target: Target) -> Option<&Header> {
        self.document(target).header()
    }

    /// The same dossier with one document replaced by a version of it whose text alone differs. Sentences around its
    /// mentions and citations are those of the new text. What it names for the first time, or no more, is not: backlinks and
    /// timelines follow from all documents.
    pub fn with_document(&self, target: Target, header: Header) -> Self {
        let mut dossier = self.clone();
        let Some(replaced) = dossier.document_mut(target).header_mut() else { return dossier };
        let before = std::mem::replace(replaced, header);
        if let Some(after) = dossier.header(target) {
            dossier.backlinks = self.backlinks.with_points_of(target, &before, after);
        }
        dossier
    }

    /// Every document, kind by kind.
    pub fn targets(&self) -> impl Iterator<Item = Target> + '_ {
        let briefs = self.briefs.indexes().map(Target::from);
        briefs
            .chain(self.actors.indexes().map(Target::from))
            .chain(self.events.indexes().map(Target::from))
            .chain(self.thresholds.indexes().map(Target::from))
            .chain(self.ladders.indexes().map(Target::from))
            .chain(self.sources.indexes().map(Target::from))
            .chain(self.pages.indexes().map(Target::from))
    }

    /// Of every document that has a text of its own, in the order of kinds.
    pub fn headers(&self) -> impl Iterator<Item = &Header> {
        let briefs = self.briefs.iter().map(|it| &it.header);
        let actors = self.actors.iter().map(|it| &it.header);
        let events = self.events.iter().map(|it| &it.header);
        let thresholds = self.thresholds.iter().map(|it| &it.header);
        let pages = self.pages.iter().map(|it| &it.header);
        briefs.chain(actors).chain(events).chain(thresholds).chain(pages)
    }

    /// The name of a document, as readers see it.
    pub fn title(&self, target: Target) -> &str {
        self.document(target).title()
    }

    /// The address of a document's page.
    pub fn address(&self, target: Target) -> &Address {
        self.document(target).address()
    }

    /// Briefs that indexes list: all but the withdrawn, newest first.
    pub fn listed_briefs(&self) -> impl Iterator<Item = Index<Brief>> {
        let listed = |brief: &Brief| brief.status != BriefStatus::Withdrawn;
        self.briefs.entries().filter(move |(_, brief)| listed(brief)).map(|(index, _)| index)
    }

    /// Whether it is a brief that was withdrawn.
    pub fn is_withdrawn(&self, target: Target) -> bool {
        match target {
            Target::Brief(index) => self.briefs[index].status == BriefStatus::Withdrawn,
            _ => false,
        }
    }

    /// Whether a ladder has a page: the built-in ones only where something stands on them.
    pub fn is_ladder_in_use(&self, ladder: Index<Ladder>) -> bool {
        use crate::model::identity::Origin;
        let links = &self.backlinks.ladders.beside_index(ladder);
        self.ladders[ladder].header.origin != Origin::BuiltIn
            || !links.placements.is_empty()
            || !links.thresholds.is_empty()
            || !self.backlinks.namings.get(Target::Ladder(ladder)).is_empty()
    }

    /// Whether anything ties an actor to another: a relation, a threshold that one holds against the other, or an
    /// event that both have a part in.
    pub fn is_tied(&self, actor: Index<Actor>) -> bool {
        let links = self.backlinks.actors.beside_index(actor);
        let warned = links.holds.iter().flat_map(|it| &self.thresholds[*it].addressed_to);
        let warning = links.addressed.iter().flat_map(|it| &self.thresholds[*it].holders);
        !self.actors[actor].relations.is_empty()
            || !links.relations.is_empty()
            || warned.chain(warning).any(|it| *it != actor)
            || links.company.iter().any(|it| !it.events.is_empty())
    }
}
