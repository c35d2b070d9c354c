//! Fields of briefs.

use crate::diagnostic::Diagnostic;
use crate::model::actor::Actor;
use crate::model::brief::BriefStatus;
use crate::model::date::Date;
use crate::model::event::Event;
use crate::model::identity::Noun;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::{Confidence, Vocabulary};
use crate::parse::fields::actor::ActorFields;
use crate::parse::fields::common::CommonFields;
use crate::parse::fields::event::EventFields;
use crate::parse::fields::threshold::ThresholdFields;
use crate::parse::node::Node;
use crate::parse::record::{Decode, Reader, RecordTable, Shape, record, wrong_type};
use crate::parse::scalar::{Reference, Term};
use crate::source::{Located, Span};

record! {
    /// Fields of a brief.
    pub struct BriefFields is "brief" {
        /// The headline.
        required title: String = "\"A plan reported blocked\"",
        /// When it is published. A build before that day leaves it out.
        required date: Date = "2025-07-02",
        /// Who wrote it.
        list authors: String = "[\"A. Analyst\"]",
        /// Two or three sentences for lists, feeds and previews.
        optional summary: String = "\"What was reported, and by whom.\"",
        /// Whom it turns on: references, or actors defined in place.
        list actors: Entry<ActorFields> = "[\"donald-trump\", { id = \"reuters\", name = \"Reuters\", kind = \"media\" }]",
        /// What it turns on: references, or events defined in place.
        list events: Entry<EventFields> = "[\"2025-06-15-veto-reported\"]",
        /// Which thresholds it discusses: references, or thresholds defined in place.
        list thresholds: Entry<ThresholdFields> = "[\"us-fatality\"]",
        /// Where it stands in its life. A draft is left out unless drafts are asked for; a
        /// withdrawn brief keeps its address and loses its text.
        optional status: Term<BriefStatus> = "\"corrected\"",
        /// How well the whole rests on its basis (ICD 203).
        optional confidence: Term<Confidence> = "\"moderate\"",
        /// What was corrected, and when; for a withdrawn brief, why.
        list corrections: CorrectionFields = "[{ date = 2025-07-20, text = \"An earlier version misdated the strike.\" }]",
        /// Its judgements in short.
        list key_judgements: KeyJudgementFields = "[{ text = \"The remark is …\", probability = \"likely\", confidence = \"low\" }]",
    }
}

record! {
    /// A correction.
    pub struct CorrectionFields is "correction" {
        /// When it was made.
        required date: Date = "2025-07-20",
        /// What was wrong, and what stands now.
        required text: String = "\"An earlier version misdated the strike.\"",
        /// The label of the note at the passage that was corrected.
        optional note: Located<String> = "\"april\"",
    }
}

record! {
    /// A key judgement.
    pub struct KeyJudgementFields is "key judgement" {
        /// The judgement, without its likelihood.
        required text: Located<String> = "\"The remark ties two thresholds together.\"",
        /// How likely it is, in one of ICD 203's terms.
        optional probability: Located<String> = "\"likely\"",
        /// How well the judgement rests on its basis; never the likelihood itself.
        optional confidence: Term<Confidence> = "\"low\"",
    }
}

record! {
    /// A reference that is written as a table.
    pub struct ReferenceFields is "reference" {
        /// The document.
        required id: Located<String> = "\"iran\"",
    }
}

/// Fields that can define a document of their own, inline.
pub trait Definable: Sized {
    type Noun: Noun;
    /// What messages call it, with its article.
    const ARTICLE: &'static str;
    const TABLE: &'static RecordTable;
    fn read_fields(reader: &mut Reader<'_>) -> Option<Self>;
}

macro_rules! definable {
    ($fields:ident of $noun:ident, $article:literal) => {
        impl Definable for $fields {
            type Noun = $noun;
            const ARTICLE: &'static str = $article;
            const TABLE: &'static RecordTable = &$fields::TABLE;
            fn read_fields(reader: &mut Reader<'_>) -> Option<Self> {
                Self::read(reader)
            }
        }
    };
}
definable!(ActorFields of Actor, "an actor");
definable!(EventFields of Event, "an event");
definable!(ThresholdFields of Threshold, "a threshold");

/// A document that is defined in the front matter of another.
#[derive(Debug, Clone)]
pub struct Inline<F> {
    pub common: CommonFields,
    pub fields: F,
    pub span: Span,
    /// All of its text, where `span` may be its header alone.
    pub extent: Span,
}

/// A reference to a document, or its definition in place.
#[derive(Debug, Clone)]
pub enum Entry<F: Definable> {
    Reference(Reference<F::Noun>),
    Inline(Box<Inline<F>>),
}

impl<F: Definable> Decode for Entry<F> {
    fn shape() -> Shape {
        Shape::OneOf(vec![
            Shape::Reference(F::Noun::KIND.term()),
            ReferenceFields::shape(),
            Shape::Records(F::TABLE, &[&CommonFields::TABLE]),
        ])
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        if node.as_text().is_some() {
            return Reference::decode(node, problems).map(Self::Reference);
        }
        let Some(table) = node.as_table() else {
            return wrong_type(node, "a reference or a table", problems);
        };
        // A table that only names an id refers to it.
        if let [entry] = table.entries.as_slice()
            && entry.key == "id"
        {
            let ReferenceFields { id } = ReferenceFields::decode(node, problems)?;
            return Some(Self::Reference(Reference::new(id.value, id.span)));
        }
        let mut reader = Reader::new(table, node.span, problems);
        reader.refuse_unknown(F::ARTICLE, &[F::TABLE, &CommonFields::TABLE]);
        let common = CommonFields::read(&mut reader);
        let fields = F::read_fields(&mut reader);
        Some(Self::Inline(Box::new(Inline {
            common: common?,
            fields: fields?,
            span: node.span,
            extent: node.extent(),
        })))
    }
}
