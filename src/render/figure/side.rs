//! The sides that marks are of: their numbers, and the legend.

use crate::link::Side;
use crate::render::views::SideView;

/// The number that marks of no side are drawn with.
pub const NO_SIDE: u8 = 6;

/// The legend of some sides; one of nobody's side would say nothing.
pub fn legend(sides: Vec<SideView>) -> Vec<SideView> {
    let tells = sides.iter().any(|side| side.number != NO_SIDE);
    if tells { sides } else { Vec::new() }
}

/// The number of a side for its colour and shape: sides beyond the sixth share with the first.
pub fn side_number(side: Option<Side>) -> u8 {
    side.map_or(NO_SIDE, |side| side.0 % NO_SIDE)
}
