//! The board: thresholds by holder, with their status and record.

use std::collections::BTreeMap;

use crate::model::actor::Actor;
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::render::figure::drawing::Drawing;
use crate::render::views::{BoardFigure, HolderView};

/// Draws the figure. A threshold of two holders stands under both.
pub fn draw(drawing: &Drawing<'_>) -> BoardFigure {
    let mut figure = drawing.frame(
        "Every threshold by who holds it: the condition, the consequence, where it stands now, and \
         its record.",
    );
    let dossier = drawing.dossier();
    let mut by_holder: BTreeMap<Index<Actor>, Vec<Index<Threshold>>> = BTreeMap::new();
    let mut unheld: Vec<Index<Threshold>> = Vec::new();
    for threshold in drawing.thresholds() {
        let only = drawing.figure.actor;
        let holders = dossier.thresholds[threshold].holders.iter().copied();
        for holder in holders.clone().filter(|holder| only.is_none_or(|only| only == *holder)) {
            by_holder.entry(holder).or_default().push(threshold);
        }
        if holders.len() == 0 {
            unheld.push(threshold);
        }
    }
    if by_holder.is_empty() && unheld.is_empty() {
        figure.empty = Some("There is no threshold yet.");
    }
    let nobody = (!unheld.is_empty()).then_some((None, unheld));
    let holders = by_holder.into_iter().map(|(holder, held)| (Some(holder), held)).chain(nobody);
    let holders = holders.map(|(holder, thresholds)| HolderView {
        holder: holder.map(|holder| drawing.link(holder)),
        thresholds: drawing.renderer.cards.all(thresholds),
    });
    BoardFigure { figure, holders: holders.collect() }
}
