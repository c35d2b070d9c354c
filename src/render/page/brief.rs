//! A brief's own page.

use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::model::brief::{Brief, BriefStatus, Correction};
use crate::model::figure::{Figure, FigureKind};
use crate::model::note;
use crate::model::table::Index;
use crate::plan::{Page, data};
use crate::render::citation;
use crate::render::figure;
use crate::render::page::document;
use crate::render::renderer::Renderer;
use crate::render::view;
use crate::render::views::{
    BriefView, CiteView, CorrectionView, KeyJudgementView, ProbabilityView,
};

/// The view of a brief.
pub fn view(
    renderer: &Renderer<'_>,
    page: &Page,
    index: Index<Brief>,
) -> Result<BriefView, Diagnostic> {
    let brief = &renderer.dossier.briefs[index];
    let links = renderer.dossier.backlinks.briefs.beside_index(index);
    let cards = &renderer.cards;
    let judgements = brief.key_judgements.iter().map(|judgement| KeyJudgementView {
        text: judgement.text.clone(),
        probability: judgement.probability.as_ref().map(|it| ProbabilityView {
            term: it.term.clone(),
            least: it.estimate.map(|estimate| estimate.least),
            most: it.estimate.map(|estimate| estimate.most),
        }),
        confidence: judgement.confidence.map(view::term),
    });
    Ok(BriefView {
        document: document::document(renderer, page, &brief.header)?,
        date: view::date(&brief.date),
        scheduled: renderer.dossier.is_scheduled(brief),
        authors: brief.authors.clone(),
        summary: brief.summary.clone(),
        status: view::term(brief.status),
        confidence: brief.confidence.map(view::term),
        corrections: corrections(renderer, brief),
        key_judgements: judgements.collect(),
        actors: cards.all(brief.actors.iter().copied()),
        timeline: cards.all(links.timeline.iter().copied()),
        thresholds: cards.all(brief.thresholds.iter().copied()),
        earlier: cards.all(links.earlier.iter().copied()),
        later: cards.all(links.later.iter().copied()),
        annotations: data::has_annotations(renderer.dossier, renderer.site, index)
            .then(|| brief.header.address.file("annotations.json").href(&renderer.site.base_path)),
    })
}

/// A strip of its events over time.
pub fn strip(renderer: &Renderer<'_>, index: Index<Brief>) -> Option<Value> {
    let timeline = &renderer.dossier.backlinks.briefs.beside_index(index).timeline;
    let figure = Figure { brief: Some(index), ..Figure::new(FigureKind::Timeline) };
    figure::strip(renderer, &figure, timeline.len())
}

/// How to cite it.
pub fn cite(renderer: &Renderer<'_>, index: Index<Brief>) -> CiteView {
    citation::export::cite(renderer, &renderer.dossier.briefs[index])
}

/// A brief's corrections, latest first, with links to their passages.
pub fn corrections(renderer: &Renderer<'_>, brief: &Brief) -> Vec<CorrectionView> {
    let header = &brief.header;
    let page = header.address.href(&renderer.site.base_path);
    let view = |correction: &Correction| CorrectionView {
        date: view::date(&correction.date),
        text: correction.text.clone(),
        // A withdrawn brief has no passages any more.
        url: correction
            .note
            .filter(|_| brief.status != BriefStatus::Withdrawn)
            .map(|at| format!("{page}#{}", note::anchor(&header.notes[at].label))),
    };
    brief.corrections.iter().map(view).collect()
}
