//! Cards: what lists show of a document, built once and shared by every page that shows it.

use rayon::prelude::*;
use serde::Serialize;
use tera::Value;

use crate::link::Dossier;
use crate::model::actor::Actor;
use crate::model::brief::{Brief, BriefStatus};
use crate::model::citation_style::CitationStyle;
use crate::model::event::Event;
use crate::model::identity::Origin;
use crate::model::site::Site;
use crate::model::source::Source;
use crate::model::table::{Index, Table};
use crate::model::target::Target;
use crate::model::threshold::Threshold;
use crate::render::citation;
use crate::render::escalation;
use crate::render::view;
use crate::render::views::{
    ActorCard, BriefCard, EventCard, LadderCard, LinkView, PlainCard, SourceCard, ThresholdCard,
};

/// Every document's card.
pub struct Cards {
    briefs: Vec<Value>,
    actors: Vec<Value>,
    events: Vec<Value>,
    thresholds: Vec<Value>,
    ladders: Vec<Value>,
    sources: Vec<Value>,
    tags: Vec<Value>,
    pages: Vec<Value>,
    references: Vec<Value>,
}

impl Cards {
    /// Builds the cards of a site.
    pub fn new(site: &Site, style: &CitationStyle, dossier: &Dossier) -> Self {
        let maker = Maker { site, dossier };
        let references = references(style, dossier);
        Self {
            briefs: each(&dossier.briefs, |index, brief| maker.brief(index, brief)),
            actors: each(&dossier.actors, |index, actor| maker.actor(index, actor)),
            events: each(&dossier.events, |index, event| maker.event(index, event)),
            thresholds: each(&dossier.thresholds, |index, it| maker.threshold(index, it)),
            ladders: each(&dossier.ladders, |index, ladder| LadderCard {
                link: maker.link(index.into()),
                description: ladder.description.clone(),
                rungs: ladder.rungs.len(),
            }),
            sources: each(&dossier.sources, |index, source| {
                maker.source(index, source, &references[index.position()])
            }),
            tags: each(&dossier.tags, |index, _| PlainCard {
                link: maker.link(index.into()),
                count: Some(dossier.backlinks.tags.beside_index(index).len()),
            }),
            pages: each(&dossier.pages, |index, _| PlainCard {
                link: maker.link(index.into()),
                count: None,
            }),
            references,
        }
    }

    /// A document's card; cloning it shares it.
    pub fn of(&self, target: impl Into<Target>) -> Value {
        let target = target.into();
        let cards = match target {
            Target::Brief(_) => &self.briefs,
            Target::Actor(_) => &self.actors,
            Target::Event(_) => &self.events,
            Target::Threshold(_) => &self.thresholds,
            Target::Ladder(_) => &self.ladders,
            Target::Source(_) => &self.sources,
            Target::Tag(_) => &self.tags,
            Target::Page(_) => &self.pages,
        };
        cards[target.position()].clone()
    }

    /// A source's entry in the citation style, as it stands by itself.
    pub fn reference(&self, source: Index<Source>) -> Value {
        self.references[source.position()].clone()
    }

    /// The cards of several documents.
    pub fn all<T>(&self, indexes: impl IntoIterator<Item = T>) -> Vec<Value>
    where
        Target: From<T>,
    {
        indexes.into_iter().map(|index| self.of(Target::from(index))).collect()
    }
}

/// Every source's entry in the citation style. Entries are formatted one by one, in parallel: all at
/// once they would be told apart from each other at a cost that grows with their square.
fn references(style: &CitationStyle, dossier: &Dossier) -> Vec<Value> {
    let sources: Vec<&Source> = dossier.sources.iter().collect();
    let html = |source: &&Source| citation::reference(&source.record, style);
    sources.par_iter().map(|source| Value::safe_string(&html(source))).collect()
}

fn each<T, V: Serialize>(table: &Table<T>, make: impl Fn(Index<T>, &T) -> V) -> Vec<Value> {
    table.entries().map(|(index, row)| Value::from_serializable(&make(index, row))).collect()
}

struct Maker<'a> {
    site: &'a Site,
    dossier: &'a Dossier,
}

impl Maker<'_> {
    fn link(&self, target: Target) -> LinkView {
        view::link(self.site, self.dossier, target)
    }

    fn brief(&self, index: Index<Brief>, brief: &Brief) -> BriefCard {
        BriefCard {
            link: self.link(index.into()),
            date: view::date(&brief.date),
            updated: view::optional_date(brief.header.updated.as_ref()),
            authors: brief.authors.clone(),
            // The text of a withdrawn brief is gone, its summary with it.
            summary: brief.summary.clone().filter(|_| brief.status != BriefStatus::Withdrawn),
            status: view::term(brief.status),
            draft: brief.is_draft(),
            tags: view::links(self.site, self.dossier, &brief.header.tags),
        }
    }

    fn actor(&self, index: Index<Actor>, actor: &Actor) -> ActorCard {
        ActorCard {
            link: self.link(index.into()),
            actor_kind: actor.kind.map(view::term),
            country: actor.country.map(view::country),
            side: actor.side.clone(),
            described: actor.header.origin != Origin::Stub,
            events: self.dossier.backlinks.actors.beside_index(index).timeline.len(),
        }
    }

    fn event(&self, index: Index<Event>, event: &Event) -> EventCard {
        let (site, dossier) = (self.site, self.dossier);
        let rung = event.placements.first();
        let effects = event.thresholds.iter();
        EventCard {
            link: self.link(index.into()),
            date: view::date(&event.date),
            kind: event.kind.map(view::term),
            status: view::term(event.status),
            place: event.place.as_ref().map(|place| place.name.clone()),
            rung: rung.map(|it| view::rung(site, dossier, it.ladder, it.rung)),
            effects: effects.map(|effect| view::effect(site, dossier, effect)).collect(),
            importance: event.importance,
        }
    }

    fn threshold(&self, index: Index<Threshold>, threshold: &Threshold) -> ThresholdCard {
        let (site, dossier) = (self.site, self.dossier);
        let rung = threshold.ladder.zip(threshold.rung);
        ThresholdCard {
            link: self.link(index.into()),
            holders: view::links(site, dossier, &threshold.holders),
            addressed_to: view::links(site, dossier, &threshold.addressed_to),
            condition: threshold.condition.clone(),
            consequence: threshold.consequence.clone(),
            clarity: threshold.clarity.map(view::term),
            basis: threshold.basis.map(view::term),
            rung: rung.map(|(ladder, rung)| view::rung(site, dossier, ladder, rung)),
            state: escalation::status_now(site, dossier, index),
            record: escalation::record(dossier, index),
        }
    }

    fn source(&self, index: Index<Source>, source: &Source, reference: &Value) -> SourceCard {
        SourceCard {
            link: self.link(index.into()),
            source_kind: view::term(source.kind),
            authors: source.authors.clone(),
            container: source.container.clone(),
            publisher: source.publisher.clone(),
            date: view::optional_date(source.date.as_ref()),
            address: source.url.clone(),
            archive_address: source.archive_url.clone(),
            reliability: source.reliability.map(view::term),
            reference: reference.clone(),
        }
    }
}
