//! Thresholds: holders, addressees, wording, rung.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::definition::Definition;
use crate::link::resolve::Context;
use crate::model::table::Index;
use crate::model::threshold::{Threshold, Wording};
use crate::parse::fields::threshold::{ThresholdFields, WordingFields};
use crate::parse::scalar::Term;
use crate::parse::scalar::code::Language;

impl Context<'_> {
    pub(super) fn threshold(
        &self,
        definition: &Definition<ThresholdFields>,
        index: Index<Threshold>,
        problems: &mut Vec<Diagnostic>,
    ) -> Threshold {
        let fields = &definition.fields;
        let header = self.header(definition, index, problems);
        if let (true, Some(span)) = (fields.holder.is_empty(), header.span) {
            let message = "the threshold has no holder: who would react?";
            problems.push(Diagnostic::at(Code::ThresholdWithoutHolder, span, message));
        }
        let ladder = self.ladder_or_default(fields.ladder.as_ref(), problems);
        let rung = match (ladder, &fields.rung) {
            (Some(ladder), Some(written)) => self.rung(ladder, written, problems),
            _ => None,
        };
        Threshold {
            header,
            holders: self.resolve_all(&fields.holder, problems),
            addressed_to: self.resolve_all(&fields.addressed_to, problems),
            condition: fields.condition.clone(),
            consequence: fields.consequence.clone(),
            clarity: fields.clarity.map(|Term(clarity)| clarity),
            basis: fields.basis.map(|Term(basis)| basis),
            since: fields.since.clone(),
            wording: fields.wording.iter().map(|it| self.wording(it, problems)).collect(),
            ladder,
            rung,
        }
    }

    fn wording(&self, written: &WordingFields, problems: &mut Vec<Diagnostic>) -> Wording {
        if written.source.is_none() {
            let message = "nothing says where these words were quoted from";
            let problem = Diagnostic::at(Code::UnsourcedWording, written.text.span, message);
            problems.push(problem.help("add `source`, the key of a source that quotes them"));
        }
        Wording {
            text: written.text.value.clone(),
            language: written.lang.as_ref().map(|Language(tag)| tag.clone()),
            translation: written.translation.clone(),
            date: written.date.clone(),
            source: written.source.as_ref().and_then(|source| self.resolve(source, problems)),
        }
    }
}
