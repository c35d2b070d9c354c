//! An event's own page.

use serde::Serialize;
use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::model::event::{Casualties, Effect, Event, Place, Placement, Role};
use crate::model::figure::{Figure, FigureKind};
use crate::model::table::Index;
use crate::model::vocabulary::Vocabulary;
use crate::plan::Page;
use crate::render::figure;
use crate::render::page::document;
use crate::render::renderer::Renderer;
use crate::render::threshold;
use crate::render::view;
use crate::render::views::{
    CasualtiesView, DateView, DissentView, DocumentView, EffectView, Extends, PlaceView,
    PlacementView, RoleView, StakeView, TermView,
};

/// `event`: an event's own page.
#[derive(Debug, Serialize)]
pub struct EventView {
    #[serde(skip)]
    pub document: DocumentView,
    pub date: DateView,
    /// When it became public, where that differs.
    pub reported: Option<DateView>,
    pub place: Option<PlaceView>,
    #[serde(rename = "type")]
    pub kind: Option<TermView>,
    pub status: TermView,
    pub cameo: Option<String>,
    pub dimension: Option<TermView>,
    pub mechanism: Option<TermView>,
    pub importance: Option<u8>,
    pub casualties: Option<CasualtiesView>,
    /// Its actors by role, in the order of the roles.
    pub roles: Vec<RoleView>,
    pub placements: Vec<PlacementView>,
    pub effects: Vec<EffectView>,
    /// What stood at stake that day.
    pub stakes: Vec<StakeView>,
    /// Cards of events.
    pub responds_to: Vec<Value>,
    /// Cards of the events that respond to it.
    pub responses: Vec<Value>,
    /// Cards of its neighbours in the timeline.
    pub previous: Option<Value>,
    pub next: Option<Value>,
    /// Cards of the briefs that name it; `mentions(by="brief")` has the sentences.
    pub briefs: Vec<Value>,
}

impl Extends for EventView {
    type Base = DocumentView;

    fn base(&self) -> &DocumentView {
        &self.document
    }
}

/// The view of an event.
pub fn view(
    renderer: &Renderer<'_>,
    page: &Page,
    index: Index<Event>,
) -> Result<EventView, Diagnostic> {
    let (site, dossier) = (renderer.site, renderer.dossier);
    let event = &dossier.events[index];
    let cards = &renderer.cards;
    let effects = event.thresholds.iter().map(|effect| view::effect(site, dossier, effect));
    Ok(EventView {
        document: document::document(renderer, page, &event.header)?,
        date: view::date(&event.date),
        reported: view::optional_date(event.reported.as_ref()),
        place: event.place.as_ref().map(place),
        kind: event.facts.kind.map(view::term),
        status: view::term(event.facts.status),
        cameo: event.facts.cameo.clone(),
        dimension: event.facts.dimension.map(view::term),
        mechanism: event.facts.mechanism.map(view::term),
        importance: event.facts.importance,
        casualties: event.facts.casualties.as_ref().map(casualties),
        roles: roles(renderer, event),
        placements: event.placements.iter().map(|it| placement(renderer, it)).collect(),
        effects: effects.collect(),
        stakes: stakes(renderer, index),
        responds_to: cards.all(event.responds_to.iter().copied()),
        responses: cards.all(dossier.backlinks.responses.beside_index(index).iter().copied()),
        previous: neighbour(renderer, index.position().checked_sub(1)),
        next: neighbour(renderer, Some(index.position() + 1)),
        briefs: document::briefs_naming(renderer, index),
    })
}

/// What stood at stake that day.
fn stakes(renderer: &Renderer<'_>, index: Index<Event>) -> Vec<StakeView> {
    let dossier = renderer.dossier;
    let effects: Vec<Effect> =
        dossier.events[index].thresholds.iter().map(|effect| effect.effect).collect();
    let stakes = dossier.escalation.stakes.beside_index(index).iter();
    stakes.map(|stake| threshold::stake(renderer, &effects, stake)).collect()
}

/// Where it sits on its ladder, beside its neighbours in time.
pub fn ladder(renderer: &Renderer<'_>, index: Index<Event>) -> Option<Value> {
    let event = &renderer.dossier.events[index];
    let ladder = event.placements.first().filter(|_| event.counts())?.ladder;
    let figure =
        Figure { event: Some(index), ladder: Some(ladder), ..Figure::new(FigureKind::Ladder) };
    Some(figure::view(renderer, &figure, "part-neighbours".to_owned()))
}

/// The table of events stands in the order of their dates.
fn neighbour(renderer: &Renderer<'_>, position: Option<usize>) -> Option<Value> {
    let position = position.filter(|position| *position < renderer.dossier.events.len())?;
    Some(renderer.cards.get(Index::<Event>::new(position)))
}

fn place(place: &Place) -> PlaceView {
    PlaceView {
        name: place.name.clone(),
        country: place.country.map(view::country),
        latitude: place.coordinates.map(|it| it.latitude),
        longitude: place.coordinates.map(|it| it.longitude),
    }
}

fn casualties(casualties: &Casualties) -> CasualtiesView {
    CasualtiesView {
        killed: casualties.killed.map(|count| count.words()),
        wounded: casualties.wounded.map(|count| count.words()),
        note: casualties.note.clone(),
    }
}

fn roles(renderer: &Renderer<'_>, event: &Event) -> Vec<RoleView> {
    let with = |role: Role| {
        let actors = event.actors.iter().filter(|it| it.role == role).map(|it| it.actor);
        let actors = renderer.cards.all(actors);
        (!actors.is_empty()).then(|| RoleView { role: view::term(role), actors })
    };
    Role::ALL.iter().copied().filter_map(with).collect()
}

fn placement(renderer: &Renderer<'_>, placement: &Placement) -> PlacementView {
    let rung = |number| view::rung(renderer.site, renderer.dossier, placement.ladder, number);
    let dissent = placement.dissent.iter().map(|dissent| DissentView {
        rung: rung(dissent.rung),
        by: dissent.by.clone(),
        why: dissent.why.clone(),
    });
    PlacementView {
        rung: rung(placement.rung),
        why: placement.why.clone(),
        dissent: dissent.collect(),
    }
}
