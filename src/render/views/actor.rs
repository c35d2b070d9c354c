//! The views of actors.

use serde::Serialize;
use tera::Value;

use crate::render::views::country::CountryView;
use crate::render::views::date::DateView;
use crate::render::views::document::{DocumentView, SourceUseView};
use crate::render::views::link::LinkView;
use crate::render::views::term::TermView;

/// `actor`: an actor's own page.
#[derive(Debug, Serialize)]
pub struct ActorView {
    #[serde(skip)]
    pub document: DocumentView,
    pub actor_kind: Option<TermView>,
    /// The type of schema.org.
    pub schema_org: &'static str,
    /// The schema of FollowTheMoney.
    pub follow_the_money: &'static str,
    pub country: Option<CountryView>,
    /// The item, `Q…`.
    pub wikidata: Option<String>,
    pub side: Option<String>,
    pub image: Option<String>,
    pub links: Vec<ExternalLinkView>,
    pub positions: Vec<PositionView>,
    /// Positions that others hold in it.
    pub officers: Vec<OfficerView>,
    /// Its own relations, and those of others to it.
    pub relations: Vec<RelationView>,
    /// Cards of thresholds.
    pub holds: Vec<Value>,
    /// Cards of thresholds that warn it.
    pub addressed: Vec<Value>,
    /// Its events by date.
    pub timeline: Vec<ParticipationView>,
    /// Cards of the briefs that name it; `mentions(by="brief")` has the sentences.
    pub briefs: Vec<Value>,
}

/// An address elsewhere.
#[derive(Debug, Serialize)]
pub struct ExternalLinkView {
    pub title: String,
    pub url: String,
}

/// An office.
#[derive(Debug, Serialize)]
pub struct PositionView {
    pub title: String,
    pub of: Option<LinkView>,
    pub since: Option<DateView>,
    pub until: Option<DateView>,
    /// Whether it is held on the day that counts as today.
    pub current: bool,
}

/// Somebody who holds an office.
#[derive(Debug, Serialize)]
pub struct OfficerView {
    pub actor: LinkView,
    pub position: PositionView,
}

/// A relation, told from the page's actor.
#[derive(Debug, Serialize)]
pub struct RelationView {
    /// The relation's term, whichever end the page is: `part-of`.
    pub term: &'static str,
    /// "Part of", or from the other end "Has part".
    pub label: &'static str,
    /// Whether it is the other actor that states it.
    pub inverse: bool,
    /// The end of its id, after `relation-`; `null` where another relation to the same actor stands
    /// before it.
    pub anchor: Option<String>,
    pub actor: LinkView,
    pub since: Option<DateView>,
    pub until: Option<DateView>,
    pub note: Option<String>,
    pub sources: Vec<SourceUseView>,
}

/// An actor's part in an event.
#[derive(Debug, Serialize)]
pub struct ParticipationView {
    /// Card.
    pub event: Value,
    pub roles: Vec<TermView>,
}

/// An item of `company()`: an actor that another appears with.
#[derive(Debug, Serialize)]
pub struct CompanyView {
    pub actor: LinkView,
    /// The end of its id, after `with-`.
    pub anchor: String,
    /// How many events they have a part in, and how many briefs name both.
    pub events: usize,
    pub briefs: u32,
    /// Cards of the newest of the events.
    pub shared: Vec<Value>,
}
