//! The board: thresholds by holder, with their status and record.

use std::collections::BTreeMap;

use crate::model::actor::Actor;
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::render::figure::Drawing;
use crate::render::views::{BoardFigure, HolderView};

/// Thresholds by holder, those that nobody holds last.
type ByHolder = BTreeMap<(bool, Option<Index<Actor>>), Vec<Index<Threshold>>>;

/// Draws the figure. A threshold of two holders stands under both.
pub fn draw(drawing: &Drawing<'_>) -> BoardFigure {
    let mut figure = drawing.frame(
        "Every threshold by who holds it: the condition, the consequence, where it stands now, and \
         its record.",
    );
    let mut by_holder = ByHolder::new();
    for threshold in drawing.thresholds() {
        let holders = &drawing.dossier().thresholds[threshold].holders;
        let holders = holders.iter().copied().map(Some);
        let holders: Vec<Option<Index<Actor>>> = match drawing.figure.actor {
            Some(only) => vec![Some(only)],
            None => holders.collect(),
        };
        // What nobody holds comes last.
        let nobody = holders.is_empty().then_some(None);
        for holder in holders.into_iter().chain(nobody) {
            by_holder.entry((holder.is_none(), holder)).or_default().push(threshold);
        }
    }
    if by_holder.is_empty() {
        figure.empty = Some("There is no threshold yet.");
    }
    let holders = by_holder.into_iter().map(|((_, holder), thresholds)| HolderView {
        holder: holder.map(|holder| drawing.link(holder)),
        thresholds: drawing.renderer.cards.all(thresholds),
    });
    BoardFigure { figure, holders: holders.collect() }
}
