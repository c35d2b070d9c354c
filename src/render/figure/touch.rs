//! What would this touch? For each threshold, whose acts it is about and what happened the last
//! times; a script picks, and without one the whole stands as a list.

use std::collections::BTreeSet;

use crate::link::ThresholdTouch;
use crate::model::actor::{Actor, RelationKind};
use crate::model::event::{Effect, Role};
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::drawing::Drawing;
use crate::render::threshold::{crossing, wording};
use crate::render::view;
use crate::render::views::{LastTouchView, TermView, TouchFigure, TouchedView};

/// How many of the last times are told.
const LAST: usize = 2;

/// Draws the figure.
pub fn draw(drawing: &Drawing<'_>) -> TouchFigure {
    let mut figure = drawing.frame(
        "Which thresholds an act would put at stake, by who acts, against whom and on which rung, \
         with what was said of each and what happened the last times.",
    );
    let dossier = drawing.dossier();
    let thresholds = drawing.thresholds();
    if thresholds.is_empty() {
        figure.empty = Some("There is no threshold yet.");
    }
    let actors = actors(drawing, &thresholds);
    let holders = thresholds.iter().flat_map(|it| &dossier.thresholds[*it].holders);
    let holders: BTreeSet<Index<Actor>> = holders.copied().collect();
    let rungs = thresholds.iter().filter_map(|index| {
        let threshold = &dossier.thresholds[*index];
        threshold.ladder.zip(threshold.rung)
    });
    let rungs: BTreeSet<_> = rungs.collect();
    let types: BTreeSet<_> = thresholds
        .iter()
        .flat_map(|index| acts(drawing, *index))
        .filter_map(|touch| dossier.events[touch.event].facts.kind)
        .collect();
    let touched = thresholds.iter().map(|index| touched(drawing, *index, &actors));
    TouchFigure {
        thresholds: touched.collect(),
        actors: actors.iter().map(|actor| drawing.link(*actor)).collect(),
        holders: holders.into_iter().map(|holder| drawing.link(holder)).collect(),
        rungs: rungs
            .into_iter()
            .map(|(ladder, rung)| view::rung(drawing.renderer.site, dossier, ladder, rung))
            .collect(),
        types: types.into_iter().map(view::term).collect::<Vec<TermView>>(),
        figure,
    }
}

/// The tests and crossings of a threshold, by date.
fn acts<'a>(
    drawing: &Drawing<'a>,
    index: Index<Threshold>,
) -> impl Iterator<Item = &'a ThresholdTouch> {
    let dossier = drawing.dossier();
    dossier.backlinks.touches.beside_index(index).iter().filter(|touch| {
        let event = &dossier.events[touch.event];
        let effect = event.thresholds[touch.effect].effect;
        event.counts() && matches!(effect, Effect::Tests | Effect::Crosses)
    })
}

/// Those who are warned, and those who have tested or crossed a threshold.
fn actors(drawing: &Drawing<'_>, thresholds: &[Index<Threshold>]) -> Vec<Index<Actor>> {
    let dossier = drawing.dossier();
    let warned = thresholds.iter().flat_map(|it| &dossier.thresholds[*it].addressed_to).copied();
    let acted = thresholds.iter().flat_map(|index| acts(drawing, *index)).flat_map(|touch| {
        let parts = dossier.events[touch.event].actors.iter();
        parts.filter(|part| part.role == Role::Initiator).map(|part| part.actor)
    });
    warned.chain(acted).collect::<BTreeSet<_>>().into_iter().collect()
}

fn touched(drawing: &Drawing<'_>, index: Index<Threshold>, actors: &[Index<Actor>]) -> TouchedView {
    let dossier = drawing.dossier();
    let threshold = &dossier.thresholds[index];
    let id = |actor: &Index<Actor>| dossier.actors[*actor].header.id.clone();
    let about = actors.iter().filter(|actor| is_about(drawing, threshold, **actor));
    let types: BTreeSet<&str> = acts(drawing, index)
        .filter_map(|touch| Some(dossier.events[touch.event].facts.kind?.term()))
        .collect();
    let mut last: Vec<LastTouchView> =
        acts(drawing, index).map(|touch| last_touch(drawing, index, *touch)).collect();
    last.reverse();
    last.truncate(LAST);
    TouchedView {
        threshold: drawing.renderer.cards.get(index),
        wording: threshold.wording.iter().map(|it| wording(drawing.renderer, it)).collect(),
        actors: match threshold.addressed_to.is_empty() {
            true => Vec::new(),
            false => about.map(id).collect(),
        },
        holders: threshold.holders.iter().map(id).collect(),
        types: types.into_iter().collect(),
        last,
    }
}

/// Whether a threshold is about an actor's acts: it is warned itself, is part of who is warned, or is
/// of one side with them and not a holder.
fn is_about(drawing: &Drawing<'_>, threshold: &Threshold, actor: Index<Actor>) -> bool {
    let (dossier, sides) = (drawing.dossier(), &drawing.escalation().sides);
    let warned = &threshold.addressed_to;
    let is_part = dossier.actors[actor]
        .relations
        .iter()
        .any(|it| it.kind == RelationKind::PartOf && warned.contains(&it.actor));
    let side = sides.of_actor(actor);
    let is_with = side.is_some() && warned.iter().any(|other| sides.of_actor(*other) == side);
    warned.contains(&actor) || is_part || (is_with && !threshold.holders.contains(&actor))
}

fn last_touch(
    drawing: &Drawing<'_>,
    index: Index<Threshold>,
    touch: ThresholdTouch,
) -> LastTouchView {
    let dossier = drawing.dossier();
    let record = dossier.escalation.records.beside_index(index);
    let answered = record.crossings.iter().find(|crossing| crossing.touch == touch);
    let effect = dossier.events[touch.event].thresholds[touch.effect].effect;
    LastTouchView {
        event: drawing.renderer.cards.get(touch.event),
        participle: effect.participle(),
        crossing: answered.map(|it| crossing(drawing.renderer, it)),
    }
}
