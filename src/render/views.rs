//! The views: what templates see. This file is the contract with theme authors; the model behind it
//! can change.
//!
//! Every address is ready for an `href`. Values marked *card* are built once and shared by every
//! page that shows them. Absent values are `null`, never missing, so that `{% if %}` tells. What takes work to
//! build is a function instead (`render/functions.rs`).

mod data;
mod escalation;
mod extends;
mod feed;
mod map;
mod network;
mod timeline;

use serde::Serialize;
use serde_json::{Map, Value as Json};
use tera::Value;

pub use data::*;
pub use escalation::*;
pub use extends::{Extends, extended};
pub use feed::*;
pub use map::*;
pub use network::*;
pub use timeline::*;

/// `site`: the same on every page.
#[derive(Debug, Serialize)]
pub struct SiteView {
    pub title: String,
    pub description: Option<String>,
    /// BCP 47.
    pub language: String,
    /// Where the site lives, with a final slash.
    pub url: String,
    /// The site's root as links write it: `/`, or `/folder/`.
    pub root: String,
    /// The index pages that there are.
    pub sections: Vec<SectionView>,
    /// Ordinary pages at the top level.
    pub pages: Vec<LinkView>,
    /// The day that counts as today.
    pub as_of: DateView,
    /// How many days an answer to a crossing may take.
    pub window_days: u32,
    /// The author's own table.
    pub extra: Map<String, Json>,
    /// The folder of the assets as links write it: `/assets/3f2a9c1b3f2a9c1b/`. Its name is made of their content.
    pub assets: String,
    /// The folder of the built-in theme's assets, which its templates load. In the theme `default`, the same as `assets`.
    pub default_assets: String,
    /// The style sheet of the site's own colours and fonts, to be linked after the theme's.
    pub properties: Option<String>,
    /// The site's own style sheet, to be linked last.
    pub stylesheet: Option<String>,
    pub logo: Option<String>,
    /// The web manifest, where the site has one.
    pub manifest: Option<String>,
    /// The site's icon, or the theme's `favicon.svg`.
    pub icon: Option<String>,
    /// The header's links: those of the site's own, or else the sections that most readers go to.
    pub menu: Vec<NavigationView>,
    /// The other sections, for the foot of the page: ladders, tags, corrections and data.
    pub more: Vec<NavigationView>,
    /// A sentence for the foot of every page, instead of the description.
    pub footer: Option<String>,
    /// The feeds of the site, its kinds and its corrections; empty where it has none.
    pub feeds: Vec<FeedLinkView>,
    /// `null` where the site has no search.
    pub search: Option<SearchView>,
}

/// Search.
#[derive(Debug, Serialize)]
pub struct SearchView {
    /// The search page; `?q=` takes what to search for.
    pub url: String,
    /// The kinds of document that there are, each with what a group of results is headed with.
    pub kinds: Vec<SearchKindView>,
}

/// A kind of document among the results of a search.
#[derive(Debug, Serialize)]
pub struct SearchKindView {
    /// `brief`, `actor`, `event`, `threshold`, `ladder`, `source`, `tag` or `page`.
    pub kind: &'static str,
    /// "Briefs".
    pub title: String,
}

/// A link of a menu.
#[derive(Debug, Serialize)]
pub struct NavigationView {
    pub title: String,
    pub url: String,
}

/// An index page, for navigation.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// The folder: `briefs`.
    pub name: &'static str,
    pub title: String,
    pub url: String,
}

/// `page`: the page that is being rendered.
#[derive(Debug, Serialize)]
pub struct PageView {
    pub title: String,
    /// From the site's root, without its path: `/actors/iran/`.
    pub address: String,
    pub url: String,
    /// The address with the site's own in front, for canonical links; at an old path, that of the
    /// page it leads to.
    pub permalink: String,
    /// The section that it belongs to, a [`SectionView`].
    pub section: Option<Value>,
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The files for programs that belong to it: its document and, of an actor or threshold, its events.
    pub data: Vec<DataFileView>,
    /// The feed of what the page shows, and where it is.
    pub feed: Option<FeedLinkView>,
}

/// A date; `date | time` and `date | in_sentence` print it.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// As written, EDTF level 1.
    pub edtf: String,
    /// As a person prints it.
    pub words: String,
    /// For the `datetime` attribute, where HTML has a form for it.
    pub html: Option<String>,
    /// The year under which lists show it.
    pub year: i64,
}

/// A term of a vocabulary.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct TermView {
    /// As authors write it; also fit for a class.
    pub term: &'static str,
    /// As readers see it.
    pub label: &'static str,
}

/// A link to a document.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// `brief`, `actor`, `event`, `threshold`, `ladder`, `source`, `tag` or `page`.
    pub kind: &'static str,
    pub id: String,
    pub title: String,
    pub url: String,
}

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

/// A country.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct CountryView {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    pub name: &'static str,
}

/// A rung of a ladder.
#[derive(Debug, Clone, Serialize)]
pub struct RungView {
    pub number: u32,
    pub name: String,
    pub description: Option<String>,
    pub ladder: LinkView,
}

/// What an event does to a threshold, as the event tells it.
#[derive(Debug, Clone, Serialize)]
pub struct EffectView {
    /// `crosses`, "Crosses".
    pub effect: TermView,
    /// Told of the threshold: "Crossed".
    pub participle: &'static str,
    pub threshold: LinkView,
    pub note: Option<String>,
    pub confidence: Option<TermView>,
}

/// What every document's own page has.
#[derive(Debug, Serialize)]
pub struct DocumentView {
    pub id: String,
    pub title: String,
    pub aliases: Vec<String>,
    pub tags: Vec<LinkView>,
    pub draft: bool,
    pub updated: Option<DateView>,
    pub language: Option<String>,
    pub body: BodyView,
    /// The sources that it lists or cites.
    pub sources: Vec<SourceUseView>,
    /// Whether it has a file of its own or is defined elsewhere: `document`, `inline`, `stub` or
    /// `built-in`.
    pub origin: &'static str,
    /// The author's own table.
    pub extra: Map<String, Json>,
}

/// A body and what belongs to it.
#[derive(Debug, Serialize)]
pub struct BodyView {
    /// Safe HTML; empty where there is no text. Annotations count from the beginning of the element
    /// with the id `part-text`, which must hold this and nothing else.
    pub html: Value,
    /// Headings of the levels 2 and 3.
    pub contents: Vec<HeadingView>,
    /// Notes in the order in which the text refers to them, each a [`NoteView`].
    pub notes: Vec<Value>,
    /// How many notes there are of each kind that occurs.
    pub note_counts: Vec<NoteCountView>,
}

/// An entry of the table of contents.
#[derive(Debug, Serialize)]
pub struct HeadingView {
    pub title: String,
    pub anchor: String,
    pub children: Vec<HeadingView>,
}

/// A note.
#[derive(Debug, Serialize)]
pub struct NoteView {
    /// From 1, in the order of the text.
    pub number: usize,
    /// Permanent: it is made from the note's label.
    pub anchor: String,
    /// The anchor with the page's full address in front, to be copied.
    pub permalink: String,
    pub kind: TermView,
    /// Safe HTML.
    pub html: Value,
    /// Where the text refers to it.
    pub references: Vec<NoteReferenceView>,
}

/// A place in the text that refers to a note.
#[derive(Debug, Serialize)]
pub struct NoteReferenceView {
    pub anchor: String,
    /// The passage's text; empty for a note on a point.
    pub quote: String,
}

/// How many notes of a kind there are.
#[derive(Debug, Serialize)]
pub struct NoteCountView {
    pub kind: TermView,
    pub count: usize,
}

/// A source as a document uses it.
#[derive(Debug, Serialize)]
pub struct SourceUseView {
    /// Card.
    pub source: Value,
    /// Its entry in the citation style, safe HTML.
    pub reference: Value,
    pub credibility: Option<CredibilityView>,
    pub pages: Option<String>,
    pub note: Option<String>,
}

/// An Admiralty credibility.
#[derive(Debug, Serialize)]
pub struct CredibilityView {
    /// 1 to 6.
    pub grade: u8,
    pub label: &'static str,
}

/// An item of `mentions()`: a document that names the one whose page this is.
#[derive(Debug, Serialize)]
pub struct MentionView {
    /// Card.
    pub by: Value,
    /// Whether its front matter lists it.
    pub listed: bool,
    /// The sentence around the first mention.
    pub sentence: Option<String>,
    /// Where the sentence is: the document's page, or the note in it.
    pub url: String,
}

/// `brief`: a brief's own page.
#[derive(Debug, Serialize)]
pub struct BriefView {
    #[serde(skip)]
    pub document: DocumentView,
    pub date: DateView,
    /// Whether it is dated after the day of the build: only builds with drafts have it.
    pub scheduled: bool,
    pub authors: Vec<String>,
    pub summary: Option<String>,
    pub status: TermView,
    pub confidence: Option<TermView>,
    /// Latest first. For a withdrawn brief, why and when.
    pub corrections: Vec<CorrectionView>,
    pub key_judgements: Vec<KeyJudgementView>,
    /// Cards of actors.
    pub actors: Vec<Value>,
    /// Cards of its events, by date.
    pub timeline: Vec<Value>,
    /// Cards of thresholds.
    pub thresholds: Vec<Value>,
    /// Cards of briefs that share most actors with it.
    pub earlier: Vec<Value>,
    pub later: Vec<Value>,
    /// Where its notes are as W3C Web Annotations.
    pub annotations: Option<String>,
}

/// How to cite a page.
#[derive(Debug, Serialize)]
pub struct CiteView {
    /// Plain text.
    pub text: String,
    pub bibtex: String,
    pub csl_json: String,
}

/// A correction.
#[derive(Debug, Serialize)]
pub struct CorrectionView {
    pub date: DateView,
    pub text: String,
    /// Where the passage is that was corrected, where the author says.
    pub url: Option<String>,
}

/// A key judgement; likelihood and confidence are kept apart (ICD 203).
#[derive(Debug, Serialize)]
pub struct KeyJudgementView {
    pub text: String,
    pub probability: Option<ProbabilityView>,
    pub confidence: Option<TermView>,
}

/// A likelihood in words.
#[derive(Debug, Serialize)]
pub struct ProbabilityView {
    pub term: String,
    /// ICD 203's range in percent; `null` for a term that it does not have.
    pub least: Option<u8>,
    pub most: Option<u8>,
}

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

/// `event`: an event's own page.
#[derive(Debug, Serialize)]
pub struct EventView {
    #[serde(skip)]
    pub document: DocumentView,
    pub date: DateView,
    /// When it became public, where that differs.
    pub reported: Option<DateView>,
    pub place: Option<PlaceView>,
    #[serde(rename = "type")]
    pub kind: Option<TermView>,
    pub status: TermView,
    pub cameo: Option<String>,
    pub dimension: Option<TermView>,
    pub mechanism: Option<TermView>,
    pub importance: Option<u8>,
    pub casualties: Option<CasualtiesView>,
    /// Its actors by role, in the order of the roles.
    pub roles: Vec<RoleView>,
    pub placements: Vec<PlacementView>,
    pub effects: Vec<EffectView>,
    /// What stood at stake that day.
    pub stakes: Vec<StakeView>,
    /// Cards of events.
    pub responds_to: Vec<Value>,
    /// Cards of the events that respond to it.
    pub responses: Vec<Value>,
    /// Cards of its neighbours in the timeline.
    pub previous: Option<Value>,
    pub next: Option<Value>,
    /// Cards of the briefs that name it; `mentions(by="brief")` has the sentences.
    pub briefs: Vec<Value>,
}

/// A place.
#[derive(Debug, Serialize)]
pub struct PlaceView {
    pub name: String,
    pub country: Option<CountryView>,
    /// Degrees north and east.
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

/// Numbers in words: "3", "10–20", "at least 100".
#[derive(Debug, Serialize)]
pub struct CasualtiesView {
    pub killed: Option<String>,
    pub wounded: Option<String>,
    pub note: Option<String>,
}

/// The actors with one role in an event.
#[derive(Debug, Serialize)]
pub struct RoleView {
    pub role: TermView,
    /// Cards.
    pub actors: Vec<Value>,
}

/// Where an event stands, argued.
#[derive(Debug, Serialize)]
pub struct PlacementView {
    pub rung: RungView,
    pub why: Option<String>,
    pub dissent: Vec<DissentView>,
}

/// A different judgement of where an event stands.
#[derive(Debug, Serialize)]
pub struct DissentView {
    pub rung: RungView,
    pub by: Option<String>,
    pub why: Option<String>,
}

/// `threshold`: a threshold's own page.
#[derive(Debug, Serialize)]
pub struct ThresholdView {
    #[serde(skip)]
    pub document: DocumentView,
    /// Cards of actors.
    pub holders: Vec<Value>,
    pub addressed_to: Vec<Value>,
    pub condition: Option<String>,
    pub consequence: Option<String>,
    pub clarity: Option<TermView>,
    pub basis: Option<TermView>,
    pub since: Option<DateView>,
    pub wording: Vec<WordingView>,
    pub rung: Option<RungView>,
    /// Where it stands on the day that counts as today.
    pub state: StatusView,
    pub record: RecordView,
    /// Its crossings by date, with what became of each.
    pub crossings: Vec<CrossingView>,
    /// Its history, stretch by stretch.
    pub history: Vec<SegmentView>,
    /// Every event that touched it, by date.
    pub touches: Vec<TouchView>,
    /// Cards of the briefs that name it; `mentions(by="brief")` has the sentences.
    pub briefs: Vec<Value>,
}

/// What was said.
#[derive(Debug, Clone, Serialize)]
pub struct WordingView {
    pub text: String,
    pub language: Option<String>,
    pub direction: &'static str,
    pub translation: Option<String>,
    pub date: Option<DateView>,
    /// Card.
    pub source: Option<Value>,
}

/// An event that touched a threshold.
#[derive(Debug, Serialize)]
pub struct TouchView {
    /// Card.
    pub event: Value,
    pub effect: TermView,
    /// Told of the threshold: "Crossed".
    pub participle: &'static str,
    pub note: Option<String>,
    pub confidence: Option<TermView>,
}

/// `ladder`: a ladder's own page.
#[derive(Debug, Serialize)]
pub struct LadderView {
    #[serde(skip)]
    pub document: DocumentView,
    pub description: Option<String>,
    /// Whether placements that name no ladder stand on it.
    pub is_default: bool,
    /// Highest first, as ladders are drawn.
    pub rungs: Vec<LadderRungView>,
}

/// A rung with what stands on it.
#[derive(Debug, Serialize)]
pub struct LadderRungView {
    pub number: u32,
    pub name: String,
    pub description: Option<String>,
    /// The name of the firebreak directly above it.
    pub firebreak_above: Option<String>,
    /// Cards of thresholds.
    pub thresholds: Vec<Value>,
    /// Cards of events, by date.
    pub events: Vec<Value>,
}

/// `source`: a source's own page.
#[derive(Debug, Serialize)]
pub struct SourceView {
    #[serde(skip)]
    pub document: DocumentView,
    /// Its card.
    pub card: Value,
    pub accessed: Option<DateView>,
    pub note: Option<String>,
    /// What else its record says: volume, pages, edition, identifiers.
    pub details: Vec<DetailView>,
}

/// A detail of a source's record.
#[derive(Debug, Serialize)]
pub struct DetailView {
    pub label: &'static str,
    pub text: String,
}

/// An item of `cited_by()`: what cites a source.
#[derive(Debug, Serialize)]
pub struct CitingView {
    /// Card.
    pub by: Value,
    pub credibility: Option<CredibilityView>,
    pub pages: Option<String>,
    pub note: Option<String>,
    /// Whether it quotes the source's words.
    pub quoted: bool,
    pub sentence: Option<String>,
    pub url: String,
}

/// `text`: the author's own text of an index, or an ordinary page.
#[derive(Debug, Serialize)]
pub struct TextView {
    #[serde(skip)]
    pub document: DocumentView,
    /// For a folder's index, cards of the pages in it.
    pub children: Vec<Value>,
}

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

/// `home`: the home page.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// Cards of the latest briefs.
    pub briefs: Vec<Value>,
    /// Cards of the latest events, newest first.
    pub events: Vec<Value>,
    /// Cards of all thresholds.
    pub thresholds: Vec<Value>,
}

/// `sitemap`: an entry of the sitemap.
#[derive(Debug, Serialize)]
pub struct SitemapEntryView {
    pub permalink: String,
    /// The day of the last change, where the document says.
    pub changed: Option<String>,
}
