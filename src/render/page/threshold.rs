//! A threshold's own page.

use crate::diagnostic::Diagnostic;
use crate::link::ThresholdTouch;
use crate::model::table::Index;
use crate::model::threshold::{Threshold, Wording};
use crate::plan::Page;
use crate::render::Renderer;
use crate::render::page::document;
use crate::render::view;
use crate::render::views::{ThresholdView, TouchView, WordingView};

/// The view of a threshold.
pub fn view(
    renderer: &Renderer<'_>,
    page: &Page,
    index: Index<Threshold>,
) -> Result<ThresholdView, Box<Diagnostic>> {
    let dossier = renderer.dossier;
    let threshold = &dossier.thresholds[index];
    let cards = &renderer.cards;
    let rung = threshold.ladder.zip(threshold.rung);
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
        touches: touches.iter().map(|it| touch(renderer, it)).collect(),
        briefs: document::briefs_naming(renderer, index),
        named_by: document::others_naming(renderer, index),
    })
}

fn wording(renderer: &Renderer<'_>, wording: &Wording) -> WordingView {
    let language = wording.language.clone();
    WordingView {
        text: wording.text.clone(),
        direction: view::direction(language.as_deref().unwrap_or(&renderer.site.language)),
        language,
        translation: wording.translation.clone(),
        date: view::optional_date(wording.date.as_ref()),
        source: wording.source.map(|source| renderer.cards.of(source)),
    }
}

fn touch(renderer: &Renderer<'_>, touch: &ThresholdTouch) -> TouchView {
    let effect = &renderer.dossier.events[touch.event].thresholds[touch.effect];
    TouchView {
        event: renderer.cards.of(touch.event),
        effect: view::term(effect.effect),
        participle: effect.effect.participle(),
        note: effect.note.clone(),
        confidence: effect.confidence.map(view::term),
    }
}
