//! The views of indexes.

use serde::Serialize;
use tera::Value;

use crate::render::views::brief::CorrectionView;

/// `list`: the part of a long index that a page shows.
#[derive(Debug, Serialize)]
pub struct ListView {
    /// How many entries the whole index has.
    pub total: usize,
    /// Where the data is by which a script can filter the whole index; `null` for one of a few
    /// entries, or that is not filtered.
    pub finder: Option<String>,
    /// Entries under their headings: kinds of actors, years of events.
    pub groups: Vec<GroupView>,
    /// Which page it is, from 1, and how many there are.
    pub number: usize,
    pub of: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// The first page, the last, and those around this one, in order.
    pub pages: Vec<PageLinkView>,
}

/// A page of an index.
#[derive(Debug, Serialize)]
pub struct PageLinkView {
    pub number: usize,
    pub url: String,
}

/// Entries under a heading.
#[derive(Debug, Serialize)]
pub struct GroupView {
    /// Empty where the index has no groups.
    pub title: String,
    /// The end of the heading's id, after `part-`.
    pub anchor: String,
    /// In the list of events, the months of the year; what is dated by the year alone stands in
    /// `items`.
    pub groups: Vec<GroupView>,
    /// Cards, or [`CorrectedView`]s.
    pub items: Vec<Value>,
}

/// `browse`: the lists of events by what they have in common.
#[derive(Debug, Serialize)]
pub struct BrowseView {
    /// By the year they began in, newest first.
    pub years: Vec<GroupLinkView>,
    /// By type.
    pub types: Vec<GroupLinkView>,
}

/// A list of events that have something in common.
#[derive(Debug, Serialize)]
pub struct GroupLinkView {
    pub title: String,
    pub url: String,
    /// How many events it has.
    pub events: usize,
    /// Whether it is the page's own.
    pub current: bool,
}

/// A brief among the corrections.
#[derive(Debug, Serialize)]
pub struct CorrectedView {
    /// Card.
    pub brief: Value,
    pub corrections: Vec<CorrectionView>,
}
