//! The third stage: all documents together become the dossier, with every reference resolved and
//! every relation known from both of its ends.
//!
//! It knows the documents, and nothing of disk, templates or HTML. It is always whole.

mod address;
mod any_definition;
mod attachment;
mod backlinks;
mod body;
mod check;
mod definition;
mod document;
mod dossier;
mod escalation;
mod figure;
mod gazetteer;
mod mention;
mod names;
mod nouns;
mod options;
mod parallel;
mod policy;
mod preview;
mod related;
mod resolve;
mod sentence;
mod stub;
mod unpublished;
mod uses;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::site::Site;
use crate::parse::Parsed;

pub use backlinks::{
    ActorLinks, Citing, CoOccurrence, InboundReference, Point, ThresholdTouch, sentence_around,
};
pub use dossier::Dossier;
pub use escalation::{
    Cause, Crossing, CrossingOutcome, Escalation, History, Lag, Level, Segment, Side, Stake, Step,
    levels,
};
pub use options::LinkOptions;
pub use preview::LinkContext;
pub use sentence::sentences;
pub use uses::{ReferenceRecorder, Use, UsePlace};

/// Links every document of a site. Problems are reported; what cannot be resolved is left out, so
/// that all of them are found in one run. Where there is a recorder, every use of a document is noted in it. What
/// was looked up is given back: freeing it takes a while.
pub fn link(
    parsed: Parsed,
    site: &Site,
    attachments: &[String],
    options: LinkOptions,
    recorder: Option<&ReferenceRecorder>,
    problems: &mut Vec<Diagnostic>,
) -> (Dossier, LinkContext) {
    let mut definitions = definition::collect(parsed, options, problems);
    stub::add(&mut definitions, problems);
    definitions.sort();
    let (names, mentions) = rayon::join(
        || names::Names::collect(&definitions, site, problems),
        || mention::Finder::new(&definitions, site.markdown.autolink),
    );
    let attachments = attachment::attachments(attachments, &definitions);
    let gazetteer = gazetteer::Gazetteer::new(&site.places, problems);
    let context = resolve::Context {
        definitions: &definitions,
        names: &names,
        attachments: &attachments,
        mentions: &mentions,
        gazetteer: &gazetteer,
        recorder,
    };

    let nouns = document::link_all(&context, problems);
    let default_ladder = names.default_ladder;
    drop(names);
    let backlinks = backlinks::find_backlinks(&nouns);
    let escalation =
        escalation::derive_escalation(&nouns, &backlinks, site.window_days, options.as_of);
    let whole = check::LintContext {
        nouns: &nouns,
        backlinks: &backlinks,
        escalation: &escalation,
        definitions: &definitions,
        site,
        as_of: options.as_of,
    };
    let alike = check::all(&whole, problems);
    let policy = policy::build_policy(&mut definitions, site, problems);
    let broken = definitions.broken.iter().map(address::of_outline).collect();
    let index_texts = nouns.pages.entries();
    let index_texts =
        index_texts.filter_map(|(index, page)| Some((page.index_of.clone()?, index))).collect();
    let dossier = Dossier {
        briefs: nouns.briefs,
        actors: nouns.actors,
        events: nouns.events,
        thresholds: nouns.thresholds,
        ladders: nouns.ladders,
        sources: nouns.sources,
        tags: nouns.tags,
        pages: nouns.pages,
        backlinks,
        escalation: Arc::new(escalation),
        attachments: attachments.by_path.into_values().collect(),
        broken,
        scheduled: definitions.unpublished.scheduled_addresses.clone(),
        policy,
        alike,
        as_of: options.as_of,
        default_ladder,
        index_texts,
    };
    (dossier, LinkContext { definitions, mentions })
}
