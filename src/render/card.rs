//! Cards: what lists show of a document, built before the pages or when it is first shown, and shared by every page
//! that shows it.

use std::sync::OnceLock;

use tera::{Context, Tera, Value};

use crate::diagnostic::Diagnostic;
use crate::link::Dossier;
use crate::model::actor::Actor;
use crate::model::brief::{Brief, BriefStatus};
use crate::model::citation_style::CitationStyle;
use crate::model::event::Event;
use crate::model::identity::Origin;
use crate::model::ladder::Ladder;
use crate::model::site::Site;
use crate::model::source::Source;
use crate::model::table::{Index, Table};
use crate::model::target::Target;
use crate::model::target_map::TargetMap;
use crate::model::threshold::Threshold;
use crate::render::citation;
use crate::render::error;
use crate::render::escalation;
use crate::render::template::Templates;
use crate::render::view;
use crate::render::views::{
    self, ActorCard, BriefCard, CardView, EventCard, Extends, LadderCard, LinkView, PlainCard,
    SourceCard, ThresholdCard,
};

/// The cards of a dossier that were built so far.
pub struct Built {
    cards: TargetMap<OnceLock<Value>>,
    references: Slots,
    failure: OnceLock<Diagnostic>,
    /// The rungs of each ladder, lowest first, as cards show them.
    rungs: Table<Slots>,
}

/// The template that draws a card in a list.
const ENTRY: &str = "entry.html";

type Slots = Vec<OnceLock<Value>>;

impl Built {
    /// None so far.
    pub fn none(dossier: &Dossier) -> Self {
        fn empty(length: usize) -> Slots {
            std::iter::repeat_with(OnceLock::new).take(length).collect()
        }
        let mut cards = TargetMap::default();
        for target in dossier.targets().chain(dossier.tags.indexes().map(Target::from)) {
            cards.get_or_default(target);
        }
        Self {
            cards,
            references: empty(dossier.sources.len()),
            failure: OnceLock::new(),
            rungs: dossier.ladders.iter().map(|ladder| empty(ladder.rungs.len())).collect(),
        }
    }
}

/// Every document's card.
#[derive(Clone, Copy)]
pub struct Cards<'a> {
    site: &'a Site,
    style: &'a CitationStyle,
    dossier: &'a Dossier,
    templates: &'a Templates,
    tera: &'a Tera,
    built: &'a Built,
}

impl<'a> Cards<'a> {
    /// The cards of a site; `built` are those of the same dossier and templates.
    pub fn new(
        site: &'a Site,
        style: &'a CitationStyle,
        dossier: &'a Dossier,
        templates: &'a Templates,
        tera: &'a Tera,
        built: &'a Built,
    ) -> Self {
        Self { site, style, dossier, templates, tera, built }
    }

    /// A document's card; cloning it shares it.
    pub fn get(&self, target: impl Into<Target>) -> Value {
        let target = target.into();
        self.built.cards[target].get_or_init(|| self.build(target)).clone()
    }

    /// Builds the first card of each kind, one after another.
    pub fn build_first_of_kinds(&self) {
        let mut last = None;
        for target in self.dossier.targets() {
            if last.replace(target.kind()) != Some(target.kind()) {
                self.get(target);
            }
        }
    }

    /// A source's entry in the citation style, as it stands by itself. All at once, entries would be
    /// told apart from each other at a cost that grows with their square.
    pub fn reference(&self, source: Index<Source>) -> Value {
        let slot = &self.built.references[source.position()];
        let html = || citation::reference(&self.dossier.sources[source].record, self.style);
        slot.get_or_init(|| Value::safe_string(&html())).clone()
    }

    fn build(&self, target: Target) -> Value {
        let dossier = self.dossier;
        match target {
            Target::Brief(index) => self.card(&self.brief(index, &dossier.briefs[index])),
            Target::Actor(index) => self.card(&self.actor(index, &dossier.actors[index])),
            Target::Event(index) => self.card(&self.event(index, &dossier.events[index])),
            Target::Threshold(index) => {
                self.card(&self.threshold(index, &dossier.thresholds[index]))
            }
            Target::Ladder(index) => self.card(&LadderCard {
                card: self.head(target),
                description: dossier.ladders[index].description.clone(),
                rungs: dossier.ladders[index].rungs.len(),
            }),
            Target::Source(index) => self.card(&self.source(index, &dossier.sources[index])),
            Target::Tag(index) => self.card(&PlainCard {
                card: self.head(target),
                count: Some(dossier.backlinks.tags.beside_index(index).len()),
            }),
            Target::Page(_) => self.card(&PlainCard { card: self.head(target), count: None }),
        }
    }

    /// The cards of several documents.
    pub fn all<T>(&self, indexes: impl IntoIterator<Item = T>) -> Vec<Value>
    where
        Target: From<T>,
    {
        indexes.into_iter().map(|index| self.get(Target::from(index))).collect()
    }

    fn card(&self, view: &impl Extends) -> Value {
        self.drawn(views::extended(view))
    }

    /// What every card has; its entry is drawn when the rest is there.
    fn head(&self, target: Target) -> CardView {
        let LinkView { kind, id, title, url } = view::link(self.site, self.dossier, target);
        CardView { kind, id, title, url, entry: Value::none() }
    }

    /// The card with its entry, which lists of all pages show.
    fn drawn(&self, card: Value) -> Value {
        if !self.templates.has(ENTRY) {
            return card;
        }
        let mut context = Context::new();
        context.insert_value("card", card.clone());
        let entry = match self.tera.render(ENTRY, &context) {
            Ok(html) => Value::safe_string(&html),
            Err(error) => {
                let problem = error::describe(&error, self.templates, None);
                // One failure stands for the others.
                self.built.failure.get_or_init(|| problem);
                return card;
            }
        };
        drop(context);
        let mut fields = card.into_map().unwrap_or_default();
        fields.insert("entry".into(), entry);
        Value::from(fields)
    }

    /// What kept an entry from being drawn.
    pub fn failure(&self) -> Option<&Diagnostic> {
        self.built.failure.get()
    }

    /// A rung, shared by all that stands on it.
    fn rung(&self, ladder: Index<Ladder>, number: u32) -> Value {
        let build =
            || Value::from_serializable(&view::rung(self.site, self.dossier, ladder, number));
        let rungs = &self.dossier.ladders[ladder].rungs;
        let at = rungs.binary_search_by_key(&number, |rung| rung.number).ok();
        match at.and_then(|at| self.built.rungs.beside_index(ladder).get(at)) {
            Some(slot) => slot.get_or_init(build).clone(),
            None => build(),
        }
    }

    fn brief(&self, index: Index<Brief>, brief: &Brief) -> BriefCard {
        BriefCard {
            card: self.head(index.into()),
            date: view::date(&brief.date),
            updated: view::optional_date(brief.header.updated.as_ref()),
            authors: brief.authors.clone(),
            // The text of a withdrawn brief is gone, its summary with it.
            summary: brief.summary.clone().filter(|_| brief.status != BriefStatus::Withdrawn),
            status: view::term(brief.status),
            draft: brief.is_draft(),
            scheduled: self.dossier.is_scheduled(brief),
            tags: view::links(self.site, self.dossier, &brief.header.tags),
        }
    }

    fn actor(&self, index: Index<Actor>, actor: &Actor) -> ActorCard {
        ActorCard {
            card: self.head(index.into()),
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
            card: self.head(index.into()),
            date: view::date(&event.date),
            kind: event.facts.kind.map(view::term),
            status: view::term(event.facts.status),
            place: event.place.as_ref().map(|place| place.name.clone()),
            rung: rung.map(|it| self.rung(it.ladder, it.rung)),
            effects: effects.map(|effect| view::effect(site, dossier, effect)).collect(),
            importance: event.facts.importance,
        }
    }

    fn threshold(&self, index: Index<Threshold>, threshold: &Threshold) -> ThresholdCard {
        let (site, dossier) = (self.site, self.dossier);
        let rung = threshold.ladder.zip(threshold.rung);
        ThresholdCard {
            card: self.head(index.into()),
            holders: view::links(site, dossier, &threshold.holders),
            addressed_to: view::links(site, dossier, &threshold.addressed_to),
            condition: threshold.condition.clone(),
            consequence: threshold.consequence.clone(),
            clarity: threshold.clarity.map(view::term),
            basis: threshold.basis.map(view::term),
            rung: rung.map(|(ladder, rung)| self.rung(ladder, rung)),
            state: escalation::status_now(site, dossier, index),
            record: escalation::record(dossier, index),
        }
    }

    fn source(&self, index: Index<Source>, source: &Source) -> SourceCard {
        SourceCard {
            card: self.head(index.into()),
            source_kind: view::term(source.kind),
            authors: source.authors.clone(),
            container: source.container.clone(),
            publisher: source.publisher.clone(),
            date: view::optional_date(source.date.as_ref()),
            address: source.url.as_ref().map(|url| url.value.clone()),
            archive_address: source.archive_url.as_ref().map(|url| url.value.clone()),
            reliability: source.reliability.map(view::term),
            reference: self.reference(index),
        }
    }
}
