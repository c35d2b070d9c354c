//! A brief's own page.

use crate::diagnostic::Diagnostic;
use crate::model::brief::{Brief, Correction};
use crate::model::table::Index;
use crate::plan::Page;
use crate::render::Renderer;
use crate::render::page::document;
use crate::render::view;
use crate::render::views::{BriefView, CorrectionView, KeyJudgementView};

/// The view of a brief.
pub fn view(
    renderer: &Renderer<'_>,
    page: &Page,
    index: Index<Brief>,
) -> Result<BriefView, Box<Diagnostic>> {
    let brief = &renderer.dossier.briefs[index];
    let links = renderer.dossier.backlinks.briefs.beside_index(index);
    let cards = &renderer.cards;
    let judgements = brief.key_judgements.iter().map(|judgement| KeyJudgementView {
        text: judgement.text.clone(),
        probability: judgement.probability.clone(),
        confidence: judgement.confidence.map(view::term),
    });
    Ok(BriefView {
        document: document::document(renderer, page, &brief.header)?,
        date: view::date(&brief.date),
        authors: brief.authors.clone(),
        summary: brief.summary.clone(),
        status: view::term(brief.status),
        confidence: brief.confidence.map(view::term),
        corrections: corrections(&brief.corrections),
        key_judgements: judgements.collect(),
        actors: cards.all(brief.actors.iter().copied()),
        timeline: cards.all(links.timeline.iter().copied()),
        thresholds: cards.all(brief.thresholds.iter().copied()),
        earlier: cards.all(links.earlier.iter().copied()),
        later: cards.all(links.later.iter().copied()),
        named_by: document::namings(renderer, index),
    })
}

/// Corrections, latest first.
pub fn corrections(corrections: &[Correction]) -> Vec<CorrectionView> {
    let view =
        |it: &Correction| CorrectionView { date: view::date(&it.date), text: it.text.clone() };
    corrections.iter().map(view).collect()
}
