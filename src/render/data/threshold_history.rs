//! `thresholds.csv`: a row for each stretch of a threshold's history, with the threshold's record.

use crate::model::vocabulary::Vocabulary;
use crate::render::data::csv_rows::table;
use crate::render::data::declaration::data_record;
use crate::render::data::record::ids;
use crate::render::data::value::{Day, Id};
use crate::render::renderer::Renderer;

data_record! {
    /// A stretch of a threshold's history.
    pub struct HistoryRecord<'a> is "history" as it {
        /// The threshold.
        threshold: Id<'a> => threshold;
        /// Its title.
        title: &'a str => title;
        /// The actors who would react.
        holders: Vec<Id<'a>> => holders;
        /// The first day of the stretch.
        since: Option<Day> => since;
        /// The last day of it.
        until: Option<Day> => until;
        /// Where the threshold stood; bars part statuses of which the dates leave several possible.
        status: String => status;
        /// The sort of thing that made it so.
        cause: &'static str => cause;
        /// The event that did, or the crossing without an answer.
        event: Option<Id<'a>> => event;
        /// How often it was crossed.
        crossed: usize => crossed;
        /// Crossings that were enforced.
        enforced: usize => enforced;
        /// Crossings that were waived.
        waived: usize => waived;
        /// Crossings without an answer in time.
        unanswered: usize => unanswered;
        /// Crossings that may still be answered.
        open: usize => open;
        /// Crossings of which the dates do not settle it.
        unsettled: usize => unsettled;
        /// The median of the days from crossing to answer, at least.
        median_least: Option<f64> => median_least;
        /// The same, at most.
        median_most: Option<f64> => median_most;
    }
}

/// The bytes of the file.
pub fn csv(renderer: &Renderer<'_>) -> Vec<u8> {
    let dossier = renderer.dossier;
    let of_threshold = dossier.thresholds.entries().flat_map(|(index, threshold)| {
        let record = dossier.escalation.records.beside_index(index);
        let segments = &dossier.escalation.histories.beside_index(index).segments;
        let next = segments.iter().skip(1).map(|next| next.since).chain([None]);
        let median = record.median_half_days();
        segments.iter().zip(next).map(move |(segment, next)| {
            let cause = segment.cause();
            let statuses: Vec<&str> = segment.statuses.iter().map(|status| status.term()).collect();
            HistoryRecord {
                threshold: Id(&threshold.header.id),
                title: &threshold.header.title,
                holders: ids(&dossier.actors, &threshold.holders),
                since: segment.since.map(Day),
                until: next.and_then(|next| Some(Day(next.yesterday().ok()?))),
                status: statuses.join("|"),
                cause: cause.term(),
                event: cause.touch().map(|by| Id(&dossier.events[by.event].header.id)),
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
    table(of_threshold)
}
