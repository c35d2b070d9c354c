//! A threshold's own page.

use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::link::ThresholdTouch;
use crate::model::figure::{Figure, FigureKind};
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::plan::Page;
use crate::render::escalation;
use crate::render::figure;
use crate::render::page::document;
use crate::render::renderer::Renderer;
use crate::render::threshold::{crossing, wording};
use crate::render::view;
use crate::render::views::{ThresholdView, TouchView};

/// The view of a threshold.
pub fn view(
    renderer: &Renderer<'_>,
    page: &Page,
    index: Index<Threshold>,
) -> Result<ThresholdView, Diagnostic> {
    let dossier = renderer.dossier;
    let threshold = &dossier.thresholds[index];
    let cards = &renderer.cards;
    let rung = threshold.ladder.zip(threshold.rung);
    let record = dossier.escalation.records.beside_index(index);
    let history = dossier.escalation.histories.beside_index(index);
    let touches = dossier.backlinks.touches.beside_index(index);
    Ok(ThresholdView {
        document: document::document(renderer, page, &threshold.header)?,
        holders: cards.all(threshold.holders.iter().copied()),
        addressed_to: cards.all(threshold.addressed_to.iter().copied()),
        condition: threshold.condition.clone(),
        consequence: threshold.consequence.clone(),
        clarity: threshold.clarity.map(view::term),
        basis: threshold.basis.map(view::term),
        since: view::optional_date(threshold.since.as_ref()),
        wording: threshold.wording.iter().map(|it| wording(renderer, it)).collect(),
        rung: rung.map(|(ladder, rung)| view::rung(renderer.site, dossier, ladder, rung)),
        state: escalation::status_now(renderer.site, dossier, index),
        record: escalation::record(dossier, index),
        crossings: record.crossings.iter().map(|it| crossing(renderer, it)).collect(),
        history: escalation::segments(renderer.site, dossier, history),
        touches: touches.iter().map(|it| touch(renderer, it)).collect(),
        briefs: document::briefs_naming(renderer, index),
    })
}

/// A strip of the events that touched it over time.
pub fn strip(renderer: &Renderer<'_>, index: Index<Threshold>) -> Option<Value> {
    let touches = renderer.dossier.backlinks.touches.beside_index(index);
    let figure = Figure { threshold: Some(index), ..Figure::new(FigureKind::Timeline) };
    figure::strip(renderer, &figure, touches.len())
}

/// Its status over time, where events touched it.
pub fn lane(renderer: &Renderer<'_>, index: Index<Threshold>) -> Option<Value> {
    let touches = renderer.dossier.backlinks.touches.beside_index(index);
    let figure = Figure { threshold: Some(index), ..Figure::new(FigureKind::Lanes) };
    (!touches.is_empty()).then(|| figure::view(renderer, &figure, "part-lane".to_owned()))
}

/// The chains of its events, where they are part of any.
pub fn chain(renderer: &Renderer<'_>, index: Index<Threshold>) -> Option<Value> {
    let dossier = renderer.dossier;
    let chains = &dossier.escalation.chains;
    let touches = dossier.backlinks.touches.beside_index(index);
    touches.iter().find_map(|touch| chains.around(touch.event))?;
    let figure = Figure { threshold: Some(index), ..Figure::new(FigureKind::Chain) };
    Some(figure::view(renderer, &figure, "part-chain".to_owned()))
}

fn touch(renderer: &Renderer<'_>, touch: &ThresholdTouch) -> TouchView {
    let effect = &renderer.dossier.events[touch.event].thresholds[touch.effect];
    TouchView {
        event: renderer.cards.get(touch.event),
        effect: view::term(effect.effect),
        participle: effect.effect.participle(),
        note: effect.note.clone(),
        confidence: effect.confidence.map(view::term),
    }
}
