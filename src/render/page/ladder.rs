//! A ladder's own page.

use crate::diagnostic::Diagnostic;
use crate::model::ladder::{Ladder, Rung};
use crate::model::table::Index;
use crate::plan::Page;
use crate::render::page::document;
use crate::render::renderer::Renderer;
use crate::render::views::{LadderRungView, LadderView};

/// The view of a ladder.
pub fn view(
    renderer: &Renderer<'_>,
    page: &Page,
    index: Index<Ladder>,
) -> Result<LadderView, Diagnostic> {
    let ladder = &renderer.dossier.ladders[index];
    // Drawn as a ladder stands: the highest rung first.
    let rungs = ladder.rungs.iter().rev().map(|it| rung(renderer, index, it));
    Ok(LadderView {
        document: document::document(renderer, page, &ladder.header)?,
        description: ladder.description.clone(),
        is_default: renderer.dossier.default_ladder == Some(index),
        rungs: rungs.collect(),
    })
}

fn rung(renderer: &Renderer<'_>, index: Index<Ladder>, rung: &Rung) -> LadderRungView {
    let dossier = renderer.dossier;
    let links = dossier.backlinks.ladders.beside_index(index);
    let thresholds = links.thresholds.iter().copied();
    let thresholds = thresholds.filter(|it| dossier.thresholds[*it].rung == Some(rung.number));
    let events = links.placements.iter();
    let events = events
        .filter(|(event, number)| dossier.events[*event].placements[*number].rung == rung.number);
    let firebreak = dossier.ladders[index].firebreak_above(rung.number);
    LadderRungView {
        number: rung.number,
        name: rung.name.clone(),
        description: rung.description.clone(),
        firebreak_above: firebreak.map(|firebreak| firebreak.name.clone()),
        thresholds: renderer.cards.all(thresholds),
        events: renderer.cards.all(events.map(|(event, _)| *event)),
    }
}
