//! The views of the network.

use serde::Serialize;
use tera::Value;

use crate::render::views::figure::FigureView;
use crate::render::views::link::LinkView;
use crate::render::views::list::ListView;
use crate::render::views::term::TermView;

/// The network: actors, and the ties between them.
#[derive(Debug, Clone, Serialize)]
pub struct NetworkFigure {
    #[serde(skip)]
    pub figure: FigureView,
    /// The actors that are drawn, in the order of their numbers, for a filter to name; empty where `filtered` is not
    /// set.
    pub actors: Vec<LinkView>,
    /// The classes of its ties, for the legend: `relation`, `threshold`, `events`.
    pub classes: Vec<TermView>,
    /// What its ties can be filtered by: kinds of relation, `threshold`, `events`.
    pub kinds: Vec<TermView>,
    /// Whether it is large enough to be filtered: a network of all actors, not of one and its nearest.
    pub filtered: bool,
    /// The first and the last year that a tie is dated in; `null` where none is.
    pub years: Option<(i16, i16)>,
}

/// `network`: a page of the network.
#[derive(Debug, Serialize)]
pub struct NetworkView {
    /// A [`NetworkFigure`], on the first page where its author's text does not place one.
    pub figure: Option<Value>,
    /// Every actor, by name.
    pub rows: Vec<NetworkRowView>,
    /// The pages that the rows are divided into; its groups are empty.
    pub list: ListView,
}

/// An actor in the table of a network: how many ties it has.
#[derive(Debug, Serialize)]
pub struct NetworkRowView {
    pub actor: LinkView,
    /// Stated by itself or by others.
    pub relations: usize,
    pub holds: usize,
    pub addressed: usize,
    pub events: usize,
    /// With whom it shares most events.
    pub nearest: Vec<LinkView>,
}
