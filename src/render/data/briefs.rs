//! Briefs as data. A withdrawn one is its tombstone: what it said is gone, when and why stands in its
//! corrections.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::brief::{Brief, BriefStatus, KeyJudgement};
use crate::model::table::Index;
use crate::model::vocabulary::Confidence;
use crate::plan::data;
use crate::render::data::corrections::{self, CorrectionRecord};
use crate::render::data::declaration::data_record;
use crate::render::data::record::{Dated, Used, dated, ids, tags, used};
use crate::render::data::value::{Day, Edtf, Id, Term, Url};
use crate::render::renderer::Renderer;

data_record! {
    /// A brief.
    pub struct BriefRecord<'a> is "brief" as it {
        /// Its id, unique among briefs.
        id: Id<'a> => id;
        /// Its page.
        url: Url;
        /// Its title.
        title: &'a str => title;
        /// When it was published, as EDTF level 1.
        date: Edtf<'a> => date;
        /// The first day among which it lies; `null` where it is not known at all.
        earliest: Option<Day> => earliest;
        /// The last of them.
        latest: Option<Day> => latest;
        /// When it was last updated.
        updated: Option<Dated<'a>> => updated;
        /// Where it stands; of a withdrawn one all but id, title, dates, authors, tags and corrections is empty.
        status: Term<BriefStatus> => status;
        /// Its authors.
        authors: &'a [String] => authors;
        /// BCP 47.
        language: &'a str => language;
        /// Its summary.
        summary: Option<&'a str> => summary;
        /// How well it rests on its basis (ICD 203).
        confidence: Option<Term<Confidence>> => confidence;
        /// Its key judgements.
        key_judgements: Vec<JudgementRecord<'a>>;
        /// The actors that it lists.
        actors: Vec<Id<'a>> => actors;
        /// The events that it lists or links to, by date.
        events: Vec<Id<'a>> => events;
        /// The thresholds that it lists.
        thresholds: Vec<Id<'a>> => thresholds;
        /// Its corrections, latest first; of a withdrawn one the first says why.
        corrections: Vec<CorrectionRecord<'a>> => corrections = it.corrections.len();
        /// The sources that it lists.
        sources: Vec<Used<'a>> => sources;
        /// Its tags.
        tags: Vec<&'a str> => tags;
        /// Its notes as W3C Web Annotations.
        annotations: Option<Url>;
        /// Whether it is a draft, in a build with drafts.
        draft: bool;
        => url;
    }
}

/// A key judgement.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "judgement")]
pub struct JudgementRecord<'a> {
    /// The judgement.
    text: &'a str,
    /// How likely it is.
    probability: Option<ProbabilityRecord<'a>>,
    /// How well that rests on its basis.
    confidence: Option<Term<Confidence>>,
}

/// A likelihood.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "probability")]
pub struct ProbabilityRecord<'a> {
    /// In words.
    term: &'a str,
    /// The beginning of ICD 203's range, in percent.
    #[schemars(range(max = 100))]
    least: Option<u8>,
    /// Its end.
    #[schemars(range(max = 100))]
    most: Option<u8>,
}

/// A brief as a record.
pub fn record<'a>(renderer: &Renderer<'a>, index: Index<Brief>) -> BriefRecord<'a> {
    let dossier = renderer.dossier;
    let brief = &dossier.briefs[index];
    let header = &brief.header;
    let stands = brief.status != BriefStatus::Withdrawn;
    let has_annotations = data::has_annotations(dossier, renderer.site, index);
    let annotations = || Url(renderer.permalink(&header.address.file("annotations.json")));
    let Dated { date, earliest, latest } = dated(&brief.date);
    let tombstone = BriefRecord {
        id: Id(&header.id),
        url: Url(renderer.permalink(&header.address)),
        title: &header.title,
        date,
        earliest,
        latest,
        updated: header.updated.as_ref().map(dated),
        status: Term(brief.status),
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
    BriefRecord {
        summary: brief.summary.as_deref(),
        confidence: brief.confidence.map(Term),
        key_judgements: brief.key_judgements.iter().map(judgement).collect(),
        actors: ids(&dossier.actors, &brief.actors),
        events: ids(&dossier.events, &dossier.backlinks.briefs.beside_index(index).timeline),
        thresholds: ids(&dossier.thresholds, &brief.thresholds),
        sources: used(dossier, &header.sources),
        annotations: has_annotations.then(annotations),
        ..tombstone
    }
}

fn judgement(judgement: &KeyJudgement) -> JudgementRecord<'_> {
    JudgementRecord {
        text: &judgement.text,
        probability: judgement.probability.as_ref().map(|probability| ProbabilityRecord {
            term: &probability.term,
            least: probability.estimate.map(|estimate| estimate.least),
            most: probability.estimate.map(|estimate| estimate.most),
        }),
        confidence: judgement.confidence.map(Term),
    }
}
