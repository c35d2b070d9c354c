//! Arrows between marks.

/// Where a mark stands: in percent of the width, and in pixels from the top.
pub type MarkPlace = (f64, i32);

/// An arrow from an act to its answer.
pub struct Arrow {
    pub from: MarkPlace,
    pub to: MarkPlace,
    pub label: String,
}
