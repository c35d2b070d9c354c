//! The mark of an actor in a network.

use crate::render::figure::name::Name;
use crate::render::figure::network::layout::NodePosition;

/// The widths in pixels that names are laid out for. The style sheet shows those of one of them.
pub const ROOMS: [(&str, f64); 3] = [("narrow", 280.0), ("wide", 560.0), ("widest", 900.0)];

/// An actor's mark.
pub struct Node {
    pub url: String,
    pub title: String,
    pub place: NodePosition,
    /// The number of its side.
    pub side: u8,
    /// How large it is drawn, from 1 to 2: by how much it has a part in.
    pub size: f64,
    /// Whether the page is about it.
    pub is_own: bool,
    /// Its name for readers who do not see it, with how many ties it has.
    pub label: String,
    /// Its name beside it, for each width on which it has room, and `hidden` for where it has none.
    pub names: Vec<Name>,
}
