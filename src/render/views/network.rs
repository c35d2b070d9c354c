//! The views of the network.

use serde::Serialize;
use tera::Value;

use crate::render::views::{FigureView, LinkView, ListView, MarkNameView, TermView};

/// The network: actors, and the ties between them.
#[derive(Debug, Clone, Serialize)]
pub struct NetworkFigure {
    #[serde(flatten)]
    pub figure: FigureView,
    pub actors: Vec<NetworkActorView>,
    /// Ties between two of them, by what they tie them by.
    pub ties: Vec<TieView>,
    /// The classes of its ties, for the legend: `relation`, `threshold`, `events`.
    pub classes: Vec<TermView>,
    /// What its ties can be filtered by: kinds of relation, `threshold`, `events`.
    pub kinds: Vec<TermView>,
    /// The most events that one of its ties stands for.
    pub most_shared: usize,
    /// Whether it is large enough to be filtered: a network of all actors, not of one and its nearest.
    pub filtered: bool,
    /// The first and the last year that a tie is dated in; `null` where none is.
    pub years: Option<(i16, i16)>,
}

/// An actor in a network.
#[derive(Debug, Clone, Serialize)]
pub struct NetworkActorView {
    pub actor: LinkView,
    pub x: f64,
    pub y: i32,
    /// The number of its side; 6 for one of no side.
    pub side: u8,
    /// How large it is drawn, from 1 to 2: by how much it has a part in.
    pub size: f64,
    /// Whether the page is about it.
    pub own: bool,
    /// Its name for readers who do not see it, with how many ties it has.
    pub label: String,
    /// Its name beside it, by how wide the drawing is: `narrow`, `wide`, `widest`, and `hidden` for
    /// where it has no room.
    pub names: Vec<MarkNameView>,
}

/// What ties two actors: the relations between them, the thresholds that one holds against the
/// other, or the events that they share.
#[derive(Debug, Clone, Serialize)]
pub struct TieView {
    /// `relation`, `threshold` or `events`.
    pub class: &'static str,
    /// The terms of its kinds: `part-of`, `threshold`, `events`.
    pub kinds: Vec<&'static str>,
    /// Positions among the figure's actors.
    pub from: usize,
    pub to: usize,
    pub x: f64,
    pub y: i32,
    pub to_x: f64,
    pub to_y: i32,
    /// How far it is drawn aside in pixels, since ties of other classes lie between the same two.
    pub dx: i32,
    pub dy: i32,
    /// How wide the line is in pixels, where it stands for a number of events.
    pub width: f64,
    /// Whether it leads from one to the other.
    pub directed: bool,
    /// Where what stands behind it is found.
    pub url: String,
    /// In words, without the two names: "Part of, since 1979", "12 shared events".
    pub words: String,
    /// When: a list of periods of years, each with how many events it stands for.
    pub periods: Vec<TiePeriodView>,
}

/// A period of years.
#[derive(Debug, Clone, Serialize)]
pub struct TiePeriodView {
    /// `null` where it has no known beginning or end.
    pub first: Option<i16>,
    pub last: Option<i16>,
    pub count: usize,
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
