//! Estimative language: terms of likelihood that ICD 203 has, of one column, apart from confidence.

use unicode_segmentation::UnicodeSegmentation;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::nouns::Nouns;
use crate::model::brief::{Brief, KeyJudgement, Probability};
use crate::model::estimative::{Estimate, mixes_likelihood_and_confidence};
use crate::model::note::NoteKind;

/// Checks every brief.
pub fn check(nouns: &Nouns, problems: &mut Vec<Diagnostic>) {
    for brief in &nouns.briefs {
        unknown_terms(brief, problems);
        mixed_columns(brief, problems);
        for judgement in &brief.key_judgements {
            mixed_judgement(judgement, problems);
        }
        mixed_assessments(brief, problems);
    }
}

fn probabilities(brief: &Brief) -> impl Iterator<Item = &Probability> {
    brief.key_judgements.iter().filter_map(|judgement| judgement.probability.as_ref())
}

fn unknown_terms(brief: &Brief, problems: &mut Vec<Diagnostic>) {
    for probability in probabilities(brief).filter(|it| it.estimate.is_none()) {
        let message = format!("`{}` is no term of likelihood of ICD 203", probability.term);
        let problem = Diagnostic::at(Code::EstimativeLanguage, probability.span, message)
            .suggest(&probability.term, Estimate::all().map(|estimate| estimate.term));
        problems.push(match problem.help {
            Some(_) => problem,
            None => problem.help(
                "use almost no chance, very unlikely, unlikely, roughly even chance, likely, very \
                 likely or almost certain",
            ),
        });
    }
}

fn mixed_columns(brief: &Brief, problems: &mut Vec<Diagnostic>) {
    let mut first: Option<(&Probability, Estimate)> = None;
    for probability in probabilities(brief) {
        let Some(estimate) = probability.estimate else { continue };
        match first {
            None => first = Some((probability, estimate)),
            Some((other, known)) if known.column != estimate.column => {
                let message = format!(
                    "`{}` and `{}` are of different columns of ICD 203's terms",
                    probability.term, other.term
                );
                let problem = Diagnostic::at(Code::EstimativeLanguage, probability.span, message);
                let problem = problem.label(other.span, "the other column begins here");
                problems.push(problem.help("one brief uses one column"));
                return;
            }
            Some(_) => {}
        }
    }
}

fn mixed_judgement(judgement: &KeyJudgement, problems: &mut Vec<Diagnostic>) {
    let is_mixed = judgement.text.unicode_sentences().any(mixes_likelihood_and_confidence);
    if is_mixed {
        let message = "this judgement states a likelihood and a confidence in one sentence";
        let problem = Diagnostic::at(Code::LikelihoodWithConfidence, judgement.span, message);
        problems.push(problem.help("the keys `probability` and `confidence` keep them apart"));
    }
}

fn mixed_assessments(brief: &Brief, problems: &mut Vec<Diagnostic>) {
    for note in brief.header.notes.iter().filter(|note| note.kind == NoteKind::Assessment) {
        let text = &note.body.body.text;
        if text.unicode_sentences().any(mixes_likelihood_and_confidence) {
            let message = "this Assessment states a likelihood and a confidence in one sentence";
            let problem = Diagnostic::at(Code::LikelihoodWithConfidence, note.span, message);
            problems
                .push(problem.help("say in one sentence how likely it is, in another how sure"));
        }
    }
}
