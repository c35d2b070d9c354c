//! Figures: what the texts and pages show of thresholds, ladders, events and actors, laid out and drawn while the
//! site is built. Widths are in percent and heights in pixels, so that a drawing is as wide as its column and
//! its text stays legible. Each `svg.rs` writes the markup, the templates show what is said of it, and
//! the style sheet colours.

mod arrow;
mod board;
mod chain;
mod curve;
mod drawing;
mod label;
mod ladder;
mod lanes;
mod map;
mod mark;
mod name;
mod network;
mod scale;
mod side;
mod svg;
mod table;
mod text;
mod timeline;
mod touch;
mod width;

use tera::Value;

use crate::model::figure::{Figure, FigureKind};
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::drawing::Drawing;
use crate::render::renderer::Renderer;
use crate::render::views;

pub use curve::levels_of;

/// The view of a figure, under an id that is unique on its page.
pub fn view(renderer: &Renderer<'_>, figure: &Figure, id: String) -> Value {
    let plan = Drawing { renderer, figure, id };
    match figure.kind {
        FigureKind::Ladder => Value::from_serializable(&ladder::draw(&plan)),
        FigureKind::Board => views::extended(&board::draw(&plan)),
        FigureKind::Lanes => views::extended(&lanes::draw(&plan)),
        FigureKind::Curve => views::extended(&curve::draw(&plan)),
        FigureKind::Chain => Value::from_serializable(&chain::draw(&plan)),
        FigureKind::Touch => views::extended(&touch::draw(&plan)),
        FigureKind::Timeline => views::extended(&timeline::draw(&plan)),
        FigureKind::Map => views::extended(&map::draw(&plan)),
        FigureKind::Network => views::extended(&network::draw(&plan)),
    }
}

/// A strip of what a page is about, where there are events enough for one.
pub fn strip(renderer: &Renderer<'_>, figure: &Figure, events: usize) -> Option<Value> {
    const FEW: usize = 3;
    (events >= FEW).then(|| view(renderer, figure, "part-overview".to_owned()))
}

/// The id of the first figure of a kind on a page.
pub fn id(kind: FigureKind) -> String {
    format!("figure-{}", kind.term())
}
