//! The views of documents in lists.

use serde::Serialize;
use tera::Value;

use crate::render::views::country::CountryView;
use crate::render::views::date::DateView;
use crate::render::views::effect::EffectView;
use crate::render::views::escalation::{RecordView, StatusView};
use crate::render::views::link::LinkView;
use crate::render::views::term::TermView;

/// What every card has.
#[derive(Debug, Serialize)]
pub struct CardView {
    /// As in [`LinkView`].
    pub kind: &'static str,
    pub id: String,
    pub title: String,
    pub url: String,
    /// The card as the theme's `entry.html` draws it, safe HTML; `null` where the theme has none.
    pub entry: Value,
}

/// Card: a brief in a list.
#[derive(Debug, Serialize)]
pub struct BriefCard {
    #[serde(skip)]
    pub card: CardView,
    pub date: DateView,
    pub updated: Option<DateView>,
    pub authors: Vec<String>,
    pub summary: Option<String>,
    pub status: TermView,
    pub draft: bool,
    /// Whether it is dated after the day of the build: only builds with drafts have it.
    pub scheduled: bool,
    pub tags: Vec<LinkView>,
}

/// Card: an actor in a list.
#[derive(Debug, Serialize)]
pub struct ActorCard {
    #[serde(skip)]
    pub card: CardView,
    /// What it is, where that is known.
    pub actor_kind: Option<TermView>,
    pub country: Option<CountryView>,
    pub side: Option<String>,
    /// Whether anybody described it; otherwise it is only named.
    pub described: bool,
    /// How many events it has a part in.
    pub events: usize,
}

/// Card: an event in a list.
#[derive(Debug, Serialize)]
pub struct EventCard {
    #[serde(skip)]
    pub card: CardView,
    pub date: DateView,
    #[serde(rename = "type")]
    pub kind: Option<TermView>,
    pub status: TermView,
    /// The place's name.
    pub place: Option<String>,
    /// Its first placement, a [`RungView`].
    pub rung: Option<Value>,
    pub effects: Vec<EffectView>,
    pub importance: Option<u8>,
}

/// Card: a threshold in a list.
#[derive(Debug, Serialize)]
pub struct ThresholdCard {
    #[serde(skip)]
    pub card: CardView,
    pub holders: Vec<LinkView>,
    pub addressed_to: Vec<LinkView>,
    pub condition: Option<String>,
    pub consequence: Option<String>,
    pub clarity: Option<TermView>,
    pub basis: Option<TermView>,
    /// A [`RungView`].
    pub rung: Option<Value>,
    /// Where it stands on the day that counts as today.
    pub state: StatusView,
    pub record: RecordView,
}

/// Card: a ladder in a list.
#[derive(Debug, Serialize)]
pub struct LadderCard {
    #[serde(skip)]
    pub card: CardView,
    pub description: Option<String>,
    /// How many rungs it has.
    pub rungs: usize,
}

/// Card: a source in a list. Its `title` is the work's.
#[derive(Debug, Serialize)]
pub struct SourceCard {
    #[serde(skip)]
    pub card: CardView,
    pub source_kind: TermView,
    /// In natural order.
    pub authors: Vec<String>,
    /// The work it appeared in.
    pub container: Option<String>,
    pub publisher: Option<String>,
    pub date: Option<DateView>,
    /// Where it can be read.
    pub address: Option<String>,
    pub archive_address: Option<String>,
    pub reliability: Option<TermView>,
    /// Its entry in the citation style, safe HTML.
    pub reference: Value,
}

/// Card: an ordinary page in a list, or a tag.
#[derive(Debug, Serialize)]
pub struct PlainCard {
    #[serde(skip)]
    pub card: CardView,
    /// For a tag, how many documents bear it.
    pub count: Option<usize>,
}
