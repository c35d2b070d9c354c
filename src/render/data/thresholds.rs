//! Thresholds as data: each with its history and its record.

use schemars::JsonSchema;
use serde::Serialize;

use crate::link::{Cause, Crossing, CrossingOutcome, Lag, Segment};
use crate::model::event::{Effect, Event};
use crate::model::table::Index;
use crate::model::threshold::{Basis, Clarity, Status, Threshold, Wording};
use crate::model::vocabulary::Confidence;
use crate::render::data::record::{Dated, Used, briefs_naming, dated, ids, tags, used};
use crate::render::data::value::{Day, Edtf, Id, Term, Url};
use crate::render::renderer::Renderer;

/// A threshold.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "threshold")]
pub struct ThresholdRecord<'a> {
    /// Its id, unique among thresholds.
    id: Id<'a>,
    /// Its page.
    url: Url,
    /// Its title.
    title: &'a str,
    /// The first paragraph of its text.
    description: Option<String>,
    /// The actors who would react.
    holders: Vec<Id<'a>>,
    /// The actors that are warned.
    addressed_to: Vec<Id<'a>>,
    /// The act that it forbids.
    condition: Option<&'a str>,
    /// The threat.
    consequence: Option<&'a str>,
    /// How plainly it is drawn.
    clarity: Option<Term<Clarity>>,
    /// The ground that it rests on.
    basis: Option<Term<Basis>>,
    /// From when it stands without a declaration.
    since: Option<Dated<'a>>,
    /// The words in which it was drawn.
    wording: Vec<WordingRecord<'a>>,
    /// The ladder that it stands on.
    ladder: Option<Id<'a>>,
    /// Where the forbidden act sits.
    rung: Option<u32>,
    /// How many days an answer to a crossing may take.
    window_days: u32,
    /// Where it stands on the day as of which the site was built; several where the dates do not settle it.
    status: Vec<Term<Status>>,
    /// Where it stood before, in the order of time.
    history: Vec<SegmentRecord<'a>>,
    /// How its crossings ended.
    record: TallyRecord,
    /// Its crossings, by date.
    crossings: Vec<CrossingRecord<'a>>,
    /// Every event that touched it, by date.
    events: Vec<TouchRecord<'a>>,
    /// The briefs that name it.
    briefs: Vec<Id<'a>>,
    /// The sources that it lists.
    sources: Vec<Used<'a>>,
    /// Its tags.
    tags: Vec<&'a str>,
    /// When the page was last updated.
    updated: Option<Dated<'a>>,
    /// Whether it is a draft, in a build with drafts.
    draft: bool,
}

/// Words in which a threshold was drawn.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "wording")]
struct WordingRecord<'a> {
    /// The words.
    text: &'a str,
    /// BCP 47.
    language: Option<&'a str>,
    /// The words in the site's language.
    translation: Option<&'a str>,
    /// When they were said.
    said: Option<Dated<'a>>,
    /// The source that quotes them.
    source: Option<Id<'a>>,
}

/// An event with its date.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "event")]
struct DatedEvent<'a> {
    /// The event.
    id: Id<'a>,
    /// When it happened, as EDTF level 1.
    date: Edtf<'a>,
    /// The first day among which it lies; `null` where it is not known at all.
    earliest: Option<Day>,
    /// The last of them.
    latest: Option<Day>,
}

/// A stretch of a threshold's history.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "segment")]
struct SegmentRecord<'a> {
    /// The day from which it lasts; `null` before the first event.
    since: Option<Day>,
    /// Where the threshold stood.
    status: Vec<Term<Status>>,
    /// The sort of thing that made it so.
    #[schemars(extend("enum" = Cause::TERMS))]
    cause: &'static str,
    /// The event that did, or the crossing without an answer.
    event: Option<Id<'a>>,
}

/// How often a threshold was crossed, and how its crossings ended.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "tally")]
struct TallyRecord {
    /// How often it was crossed.
    crossed: usize,
    /// Crossings that were enforced.
    enforced: usize,
    /// Crossings that were waived.
    waived: usize,
    /// Crossings without an answer in time.
    unanswered: usize,
    /// Crossings that may still be answered.
    open: usize,
    /// Crossings of which the dates do not settle it.
    unsettled: usize,
    /// The median of the days from crossing to answer.
    median_days: Option<MedianRecord>,
}

/// The bounds of a median of days.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "median")]
struct MedianRecord {
    /// At least.
    least: f64,
    /// At most.
    most: f64,
}

/// A crossing.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "crossing")]
struct CrossingRecord<'a> {
    /// The crossing.
    event: DatedEvent<'a>,
    /// How it ended.
    #[schemars(extend("enum" = CrossingOutcome::TERMS))]
    outcome: &'static str,
    /// The event that answered it.
    answer: Option<DatedEvent<'a>>,
    /// The days from one to the other.
    days: Option<LagRecord>,
    /// Whether the answer came after the window.
    late: bool,
}

/// The days between two events.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "lag")]
struct LagRecord {
    /// At least.
    least: u32,
    /// At most.
    most: u32,
}

/// An event that touched a threshold.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "touch")]
struct TouchRecord<'a> {
    /// The event.
    event: DatedEvent<'a>,
    /// What the event did.
    effect: Term<Effect>,
    /// How well that judgement rests on its basis.
    confidence: Option<Term<Confidence>>,
    /// The reason.
    note: Option<&'a str>,
}

/// A threshold as a record.
pub fn record<'a>(renderer: &Renderer<'a>, index: Index<Threshold>) -> ThresholdRecord<'a> {
    let dossier = renderer.dossier;
    let threshold = &dossier.thresholds[index];
    let header = &threshold.header;
    let history = dossier.escalation.histories.beside_index(index);
    let record = dossier.escalation.records.beside_index(index);
    let touches = dossier.backlinks.touches.beside_index(index).iter().map(|touch| {
        let effect = &dossier.events[touch.event].thresholds[touch.effect];
        TouchRecord {
            event: event(renderer, touch.event),
            effect: Term(effect.effect),
            confidence: effect.confidence.map(Term),
            note: effect.note.as_deref(),
        }
    });
    ThresholdRecord {
        id: Id(&header.id),
        url: Url(renderer.permalink(&header.address)),
        title: &header.title,
        description: renderer.first_paragraph(header),
        holders: ids(&dossier.actors, &threshold.holders),
        addressed_to: ids(&dossier.actors, &threshold.addressed_to),
        condition: threshold.condition.as_deref(),
        consequence: threshold.consequence.as_deref(),
        clarity: threshold.clarity.map(Term),
        basis: threshold.basis.map(Term),
        since: threshold.since.as_ref().map(dated),
        wording: threshold.wording.iter().map(|it| wording(renderer, it)).collect(),
        ladder: threshold.ladder.map(|ladder| Id(&dossier.ladders[ladder].header.id)),
        rung: threshold.rung,
        window_days: renderer.site.window_days,
        status: statuses(history.now()),
        history: history.segments.iter().map(|it| segment(renderer, it)).collect(),
        record: tally(renderer, index),
        crossings: record.crossings.iter().map(|it| crossing(renderer, it)).collect(),
        events: touches.collect(),
        briefs: briefs_naming(dossier, index),
        sources: used(dossier, &header.sources),
        tags: tags(dossier, header),
        updated: header.updated.as_ref().map(dated),
        draft: header.draft,
    }
}

fn wording<'a>(renderer: &Renderer<'a>, wording: &'a Wording) -> WordingRecord<'a> {
    WordingRecord {
        text: &wording.text,
        language: wording.language.as_deref(),
        translation: wording.translation.as_deref(),
        said: wording.date.as_ref().map(dated),
        source: wording.source.map(|source| Id(&renderer.dossier.sources[source].header.id)),
    }
}

fn event<'a>(renderer: &Renderer<'a>, index: Index<Event>) -> DatedEvent<'a> {
    let event = &renderer.dossier.events[index];
    let Dated { date, earliest, latest } = dated(&event.date);
    DatedEvent { id: Id(&event.header.id), date, earliest, latest }
}

fn statuses(segment: &Segment) -> Vec<Term<Status>> {
    segment.statuses.iter().copied().map(Term).collect()
}

fn segment<'a>(renderer: &Renderer<'a>, segment: &Segment) -> SegmentRecord<'a> {
    let cause = segment.cause();
    SegmentRecord {
        since: segment.since.map(Day),
        status: statuses(segment),
        cause: cause.term(),
        event: cause.touch().map(|by| Id(&renderer.dossier.events[by.event].header.id)),
    }
}

fn tally(renderer: &Renderer<'_>, index: Index<Threshold>) -> TallyRecord {
    let record = renderer.dossier.escalation.records.beside_index(index);
    TallyRecord {
        crossed: record.crossings.len(),
        enforced: record.enforced(),
        waived: record.waived(),
        unanswered: record.unanswered(),
        open: record.open(),
        unsettled: record.unsettled(),
        median_days: record.median_half_days().map(|halves| MedianRecord {
            least: f64::from(halves.least) / 2.0,
            most: f64::from(halves.most) / 2.0,
        }),
    }
}

fn crossing<'a>(renderer: &Renderer<'a>, crossing: &Crossing) -> CrossingRecord<'a> {
    let days = |lag: Lag| LagRecord { least: lag.least, most: lag.most };
    let outcome = crossing.outcome;
    CrossingRecord {
        event: event(renderer, crossing.touch.event),
        outcome: outcome.term(),
        answer: outcome.answer().map(|by| event(renderer, by.event)),
        days: outcome.after().map(days),
        late: outcome.is_late(),
    }
}
