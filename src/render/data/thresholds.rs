//! Thresholds as data: what they are, their history and their record.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::link::{Crossing, Lag, Segment};
use crate::model::event::Event;
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::Vocabulary;
use crate::render::data::csv_rows::{rows, text};
use crate::render::data::record::{Dated, briefs_naming, dated, ids, tags, used};
use crate::render::renderer::Renderer;

/// A threshold as a record.
pub fn record(renderer: &Renderer<'_>, index: Index<Threshold>) -> Json {
    let dossier = renderer.dossier;
    let threshold = &dossier.thresholds[index];
    let header = &threshold.header;
    let history = dossier.escalation.histories.beside_index(index);
    let record = dossier.escalation.records.beside_index(index);
    let wording = threshold.wording.iter().map(|wording| {
        json!({
            "text": wording.text,
            "language": wording.language,
            "translation": wording.translation,
            "said": wording.date.as_ref().map(dated),
            "source": wording.source.map(|source| &dossier.sources[source].header.id),
        })
    });
    let touches = dossier.backlinks.touches.beside_index(index).iter().map(|touch| {
        let effect = &dossier.events[touch.event].thresholds[touch.effect];
        json!({
            "event": event(renderer, touch.event),
            "effect": effect.effect.term(),
            "confidence": effect.confidence.map(Vocabulary::term),
            "note": effect.note,
        })
    });
    json!({
        "id": header.id,
        "url": renderer.permalink(&header.address),
        "title": header.title,
        "description": renderer.first_paragraph(header),
        "holders": ids(&dossier.actors, &threshold.holders),
        "addressed_to": ids(&dossier.actors, &threshold.addressed_to),
        "condition": threshold.condition,
        "consequence": threshold.consequence,
        "clarity": threshold.clarity.map(Vocabulary::term),
        "basis": threshold.basis.map(Vocabulary::term),
        "since": threshold.since.as_ref().map(dated),
        "wording": wording.collect::<Vec<_>>(),
        "ladder": threshold.ladder.map(|ladder| &dossier.ladders[ladder].header.id),
        "rung": threshold.rung,
        "window_days": renderer.site.window_days,
        "status": statuses(history.now()),
        "history": history.segments.iter().map(|it| segment(renderer, it)).collect::<Vec<_>>(),
        "record": {
            "crossed": record.crossings.len(),
            "enforced": record.enforced(),
            "waived": record.waived(),
            "unanswered": record.unanswered(),
            "open": record.open(),
            "unsettled": record.unsettled(),
            "median_days": record.median_half_days().map(|halves| json!({
                "least": f64::from(halves.least) / 2.0,
                "most": f64::from(halves.most) / 2.0,
            })),
        },
        "crossings": record.crossings.iter().map(|it| crossing(renderer, it)).collect::<Vec<_>>(),
        "events": touches.collect::<Vec<Json>>(),
        "briefs": briefs_naming(dossier, index),
        "sources": used(dossier, &header.sources),
        "tags": tags(dossier, header),
        "updated": header.updated.as_ref().map(dated),
        "draft": header.draft,
    })
}

fn event(renderer: &Renderer<'_>, index: Index<Event>) -> Json {
    let event = &renderer.dossier.events[index];
    let Dated { date, earliest, latest } = dated(&event.date);
    json!({ "id": event.header.id, "date": date, "earliest": earliest, "latest": latest })
}

fn statuses(segment: &Segment) -> Vec<&'static str> {
    segment.statuses.iter().map(|status| status.term()).collect()
}

fn segment(renderer: &Renderer<'_>, segment: &Segment) -> Json {
    let cause = segment.cause();
    json!({
        "since": segment.since.map(|day| day.to_string()),
        "status": statuses(segment),
        "cause": cause.term(),
        "event": cause.touch().map(|by| &renderer.dossier.events[by.event].header.id),
    })
}

fn crossing(renderer: &Renderer<'_>, crossing: &Crossing) -> Json {
    let days = |lag: Lag| json!({ "least": lag.least, "most": lag.most });
    let outcome = crossing.outcome;
    json!({
        "event": event(renderer, crossing.touch.event),
        "outcome": outcome.term(),
        "answer": outcome.answer().map(|by| event(renderer, by.event)),
        "days": outcome.after().map(days),
        "late": outcome.is_late(),
    })
}

/// A stretch of a threshold's history, with the threshold's record on each row.
#[derive(Serialize)]
struct Row<'a> {
    threshold: &'a str,
    title: Cow<'a, str>,
    holders: String,
    since: Option<String>,
    until: Option<String>,
    status: String,
    cause: &'static str,
    event: Option<&'a str>,
    crossed: usize,
    enforced: usize,
    waived: usize,
    unanswered: usize,
    open: usize,
    unsettled: usize,
    median_least: Option<f64>,
    median_most: Option<f64>,
}

const HEADER: [&str; 16] = [
    "threshold",
    "title",
    "holders",
    "since",
    "until",
    "status",
    "cause",
    "event",
    "crossed",
    "enforced",
    "waived",
    "unanswered",
    "open",
    "unsettled",
    "median_least",
    "median_most",
];

/// `thresholds.csv`: one row a stretch of history. Lists have spaces between their ids, and statuses
/// of which the dates leave several possible have bars.
pub fn csv(renderer: &Renderer<'_>) -> Vec<u8> {
    let dossier = renderer.dossier;
    let of_threshold = dossier.thresholds.entries().flat_map(|(index, threshold)| {
        let record = dossier.escalation.records.beside_index(index);
        let segments = &dossier.escalation.histories.beside_index(index).segments;
        let next = segments.iter().skip(1).map(|next| next.since).chain([None]);
        let holders = ids(&dossier.actors, &threshold.holders);
        let median = record.median_half_days();
        segments.iter().zip(next).map(move |(segment, next)| {
            let cause = segment.cause();
            Row {
                threshold: &threshold.header.id,
                title: text(&threshold.header.title),
                holders: holders.join(" "),
                since: segment.since.map(|day| day.to_string()),
                until: next.and_then(|next| Some(next.yesterday().ok()?.to_string())),
                status: statuses(segment).join("|"),
                cause: cause.term(),
                event: cause.touch().map(|by| dossier.events[by.event].header.id.as_str()),
                crossed: record.crossings.len(),
                enforced: record.enforced(),
                waived: record.waived(),
                unanswered: record.unanswered(),
                open: record.open(),
                unsettled: record.unsettled(),
                median_least: median.map(|halves| f64::from(halves.least) / 2.0),
                median_most: median.map(|halves| f64::from(halves.most) / 2.0),
            }
        })
    });
    rows(of_threshold, &HEADER)
}
