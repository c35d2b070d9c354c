//! Corrections as data, those by which briefs were withdrawn among them.

use crate::model::brief::{Brief, BriefStatus};
use crate::model::note;
use crate::model::table::Index;
use crate::render::data::declaration::data_record;
use crate::render::data::record::{Dated, dated};
use crate::render::data::value::{Day, Edtf, Id, Url};
use crate::render::renderer::Renderer;

data_record! {
    /// A correction.
    pub struct CorrectionRecord<'a> is "correction" as it {
        /// Its id, the same as in the feed of corrections.
        id: Url => id;
        /// The brief.
        brief: Id<'a> => brief;
        /// When it was made, as EDTF level 1.
        date: Edtf<'a> => date;
        /// The first day among which it lies; `null` where it is not known at all.
        earliest: Option<Day> => earliest;
        /// The last of them.
        latest: Option<Day> => latest;
        /// What was corrected, or why the brief was withdrawn.
        text: &'a str => text;
        /// The passage, where the author names it; otherwise the brief.
        url: Url;
        /// Whether it is the withdrawal of the brief.
        withdrawn: bool => withdrawn;
        => url;
    }
}

/// A brief's corrections, latest first.
pub fn of_brief<'a>(
    renderer: &Renderer<'a>,
    index: Index<Brief>,
) -> impl Iterator<Item = CorrectionRecord<'a>> {
    let brief = &renderer.dossier.briefs[index];
    let page = renderer.permalink(&brief.header.address);
    let withdrawn = brief.status == BriefStatus::Withdrawn;
    let of = brief.corrections.len();
    brief.corrections.iter().enumerate().map(move |(number, correction)| {
        let Dated { date, earliest, latest } = dated(&correction.date);
        CorrectionRecord {
            // Counted from the first, so that a number is for good.
            id: Url(id(&page, of - number)),
            brief: Id(&brief.header.id),
            date,
            earliest,
            latest,
            text: &correction.text,
            url: Url(match correction.note.filter(|_| !withdrawn) {
                Some(at) => format!("{page}#{}", note::anchor(&brief.header.notes[at].label)),
                None => page.clone(),
            }),
            withdrawn: withdrawn && number == 0,
        }
    })
}

/// The id of a correction, by the brief's page and its number, the first being 1.
pub fn id(page: &str, number: usize) -> String {
    format!("{page}#correction-{number}")
}

/// Every correction, by brief.
pub fn records<'a>(renderer: &Renderer<'a>) -> impl Iterator<Item = CorrectionRecord<'a>> {
    renderer.dossier.briefs.indexes().flat_map(move |index| of_brief(renderer, index))
}
