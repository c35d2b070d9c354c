//! Briefs: the annotated texts that a site is for.

use crate::model::actor::Actor;
use crate::model::date::Date;
use crate::model::estimative::Estimate;
use crate::model::event::Event;
use crate::model::identity::{Header, Kind, Noun};
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::{Confidence, vocabulary};
use crate::source::Span;

vocabulary! {
    /// Where a brief stands in its life.
    BriefStatus is "status" {
        /// Not built unless asked for.
        Draft = "draft" "Draft",
        Published = "published" "Published",
        Corrected = "corrected" "Corrected",
        /// Its address stays, with the reason; its text does not.
        Withdrawn = "withdrawn" "Withdrawn",
    }
}

/// A brief.
#[derive(Debug, Clone)]
pub struct Brief {
    pub header: Header,
    pub date: Date,
    pub authors: Vec<String>,
    pub summary: Option<String>,
    pub actors: Vec<Index<Actor>>,
    pub events: Vec<Index<Event>>,
    pub thresholds: Vec<Index<Threshold>>,
    pub status: BriefStatus,
    pub confidence: Option<Confidence>,
    /// Newest first.
    pub corrections: Vec<Correction>,
    pub key_judgements: Vec<KeyJudgement>,
}

impl Noun for Brief {
    const KIND: Kind = Kind::Brief;
}

/// What was corrected, and when; for a withdrawn brief, why it was withdrawn.
#[derive(Debug, Clone)]
pub struct Correction {
    pub date: Date,
    pub text: String,
    /// The note at the passage, by its position among the brief's notes.
    pub note: Option<usize>,
}

/// A judgement of the brief, its likelihood and the confidence it rests on kept apart (ICD 203).
#[derive(Debug, Clone)]
pub struct KeyJudgement {
    pub text: String,
    pub probability: Option<Probability>,
    pub confidence: Option<Confidence>,
    pub span: Span,
}

/// A likelihood in words.
#[derive(Debug, Clone)]
pub struct Probability {
    /// As written.
    pub term: String,
    /// `None` for a term that ICD 203 does not have.
    pub estimate: Option<Estimate>,
    pub span: Span,
}

impl Brief {
    /// Whether it is a draft, by its own mark or by its status.
    pub fn is_draft(&self) -> bool {
        self.header.draft || self.status == BriefStatus::Draft
    }
}
