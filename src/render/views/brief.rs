//! The views of briefs.

use serde::Serialize;
use tera::Value;

use crate::render::views::date::DateView;
use crate::render::views::document::DocumentView;
use crate::render::views::term::TermView;

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
