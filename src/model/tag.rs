//! Tags: the author's own subjects, across all kinds.

use crate::model::address::Address;
use crate::model::identity::{Kind, Noun};

/// A tag. Tags whose slugs are equal are one; the first spelling, by path, is shown.
#[derive(Debug, Clone)]
pub struct Tag {
    pub id: String,
    pub name: String,
    pub address: Address,
}

impl Noun for Tag {
    const KIND: Kind = Kind::Tag;
}
