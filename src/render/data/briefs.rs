//! Briefs as data. A withdrawn one is its tombstone: what it said is gone, when and why stands in its
//! corrections.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::brief::{Brief, BriefStatus, KeyJudgement};
use crate::model::table::Index;
use crate::model::vocabulary::Vocabulary;
use crate::plan::data;
use crate::render::data::corrections;
use crate::render::data::csv_rows::{Tabular, optional, text, texts, words};
use crate::render::data::record::{Dated, Used, dated, ids, tags, used};
use crate::render::renderer::Renderer;

/// A brief.
#[derive(Serialize)]
pub struct Record<'a> {
    id: &'a str,
    url: String,
    title: &'a str,
    #[serde(flatten)]
    date: Dated<'a>,
    updated: Option<Dated<'a>>,
    status: &'static str,
    authors: &'a [String],
    language: &'a str,
    summary: Option<&'a str>,
    confidence: Option<&'static str>,
    key_judgements: Vec<Judgement<'a>>,
    actors: Vec<&'a str>,
    events: Vec<&'a str>,
    thresholds: Vec<&'a str>,
    corrections: Vec<corrections::Record<'a>>,
    sources: Vec<Used<'a>>,
    tags: Vec<&'a str>,
    annotations: Option<String>,
    draft: bool,
}

#[derive(Serialize)]
struct Judgement<'a> {
    text: &'a str,
    probability: Option<Probability<'a>>,
    confidence: Option<&'static str>,
}

#[derive(Serialize)]
struct Probability<'a> {
    term: &'a str,
    least: Option<u8>,
    most: Option<u8>,
}

/// A brief as a record.
pub fn record<'a>(renderer: &Renderer<'a>, index: Index<Brief>) -> Record<'a> {
    let dossier = renderer.dossier;
    let brief = &dossier.briefs[index];
    let header = &brief.header;
    let stands = brief.status != BriefStatus::Withdrawn;
    let has_annotations = data::has_annotations(dossier, renderer.site, index);
    let annotations = || renderer.permalink(&header.address.file("annotations.json"));
    let tombstone = Record {
        id: &header.id,
        url: renderer.permalink(&header.address),
        title: &header.title,
        date: dated(&brief.date),
        updated: header.updated.as_ref().map(dated),
        status: brief.status.term(),
        authors: &brief.authors,
        language: header.language.as_ref().unwrap_or(&renderer.site.language),
        summary: None,
        confidence: None,
        key_judgements: Vec::new(),
        actors: Vec::new(),
        events: Vec::new(),
        thresholds: Vec::new(),
        corrections: corrections::of_brief(renderer, index).collect(),
        sources: Vec::new(),
        tags: tags(dossier, header),
        annotations: None,
        draft: brief.is_draft(),
    };
    if !stands {
        return tombstone;
    }
    Record {
        summary: brief.summary.as_deref(),
        confidence: brief.confidence.map(Vocabulary::term),
        key_judgements: brief.key_judgements.iter().map(judgement).collect(),
        actors: ids(&dossier.actors, &brief.actors),
        events: ids(&dossier.events, &dossier.backlinks.briefs.beside_index(index).timeline),
        thresholds: ids(&dossier.thresholds, &brief.thresholds),
        sources: used(dossier, &header.sources),
        annotations: has_annotations.then(annotations),
        ..tombstone
    }
}

fn judgement(judgement: &KeyJudgement) -> Judgement<'_> {
    Judgement {
        text: &judgement.text,
        probability: judgement.probability.as_ref().map(|probability| Probability {
            term: &probability.term,
            least: probability.estimate.map(|estimate| estimate.least),
            most: probability.estimate.map(|estimate| estimate.most),
        }),
        confidence: judgement.confidence.map(Vocabulary::term),
    }
}

/// A brief as a row.
#[derive(Serialize)]
pub struct Row<'a> {
    id: &'a str,
    title: Cow<'a, str>,
    date: &'a str,
    earliest: Option<jiff::civil::Date>,
    latest: Option<jiff::civil::Date>,
    updated: Option<&'a str>,
    status: &'static str,
    authors: String,
    language: &'a str,
    summary: Option<Cow<'a, str>>,
    confidence: Option<&'static str>,
    actors: String,
    events: String,
    thresholds: String,
    corrections: usize,
    sources: String,
    tags: String,
    url: String,
}

impl<'a> Tabular for Record<'a> {
    type Row = Row<'a>;

    const HEADER: &'static [&'static str] = &[
        "id",
        "title",
        "date",
        "earliest",
        "latest",
        "updated",
        "status",
        "authors",
        "language",
        "summary",
        "confidence",
        "actors",
        "events",
        "thresholds",
        "corrections",
        "sources",
        "tags",
        "url",
    ];

    fn row(self) -> Row<'a> {
        Row {
            id: self.id,
            title: text(self.title),
            date: self.date.date,
            earliest: self.date.earliest,
            latest: self.date.latest,
            updated: self.updated.map(|it| it.date),
            status: self.status,
            authors: texts(self.authors.iter().map(String::as_str)),
            language: self.language,
            summary: optional(self.summary),
            confidence: self.confidence,
            actors: words(self.actors),
            events: words(self.events),
            thresholds: words(self.thresholds),
            corrections: self.corrections.len(),
            sources: words(self.sources.iter().map(|used| used.id)),
            tags: texts(self.tags),
            url: self.url,
        }
    }
}
