//! Views of what follows from events for thresholds: statuses, records, and the times between events.

use std::borrow::Cow;

use crate::link::{Cause, Dossier, History, Lag, Segment};
use crate::model::date::Date;
use crate::model::event::Effect;
use crate::model::site::Site;
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::render::view;
use crate::render::views::{RecordView, SegmentView, StatusView, TermView};

/// Where a threshold stands on the day that counts as today.
pub fn status_now(site: &Site, dossier: &Dossier, threshold: Index<Threshold>) -> StatusView {
    let history = dossier.escalation.histories.beside_index(threshold);
    status(site, dossier, history.now())
}

/// The status of a stretch of history.
pub fn status(site: &Site, dossier: &Dossier, segment: &Segment) -> StatusView {
    let cause = segment.cause();
    let touch = cause.touch();
    StatusView {
        statuses: segment.statuses.iter().map(|it| view::term(*it)).collect(),
        since: since(dossier, segment).map(|date| view::date(&date)),
        cause: cause.term(),
        event: touch.map(|touch| view::link(site, dossier, touch.event.into())),
        participle: touch
            .map(|touch| dossier.events[touch.event].thresholds[touch.effect].effect.participle()),
        window_days: site.window_days,
    }
}

/// The date from which on a stretch of history holds: an event whose day is not known dates it as it is dated itself.
pub fn since<'a>(dossier: &'a Dossier, segment: &Segment) -> Option<Cow<'a, Date>> {
    match (segment.cause(), segment.settled()) {
        (Cause::Event(touch), Some(_)) => Some(Cow::Borrowed(&dossier.events[touch.event].date)),
        _ => segment.since.map(|day| Cow::Owned(Date::on(day))),
    }
}

/// A whole history, stretch by stretch.
pub fn segments(site: &Site, dossier: &Dossier, history: &History) -> Vec<SegmentView> {
    let next = history.segments.iter().skip(1).map(Some).chain([None]);
    let view = |(segment, next): (&Segment, Option<&Segment>)| SegmentView {
        status: status(site, dossier, segment),
        until: next.and_then(|next| Some(view::day(next.since?.yesterday().ok()?))),
    };
    history.segments.iter().zip(next).map(view).collect()
}

/// The record of a threshold, in numbers.
pub fn record(dossier: &Dossier, threshold: Index<Threshold>) -> RecordView {
    let record = dossier.escalation.records.beside_index(threshold);
    let touches = dossier.backlinks.touches.beside_index(threshold).iter();
    let tests = touches.filter(|touch| {
        let event = &dossier.events[touch.event];
        event.counts() && event.thresholds[touch.effect].effect == Effect::Tests
    });
    RecordView {
        crossed: record.crossings.len(),
        enforced: record.enforced(),
        waived: record.waived(),
        unanswered: record.unanswered(),
        open: record.open(),
        unsettled: record.unsettled(),
        median: record.median_half_days().map(median_words),
        tested: tests.count(),
    }
}

/// "3.5 days", "15–15.5 days" for a number of half days.
fn median_words(halves: Lag) -> String {
    let number = |half: u32| match half % 2 {
        0 => (half / 2).to_string(),
        _ => format!("{}.5", half / 2),
    };
    let (least, most) = (number(halves.least), number(halves.most));
    match (least == most, halves.most) {
        (true, 2) => "1 day".to_owned(),
        (true, _) => format!("{least} days"),
        (false, _) => format!("{least}–{most} days"),
    }
}

/// "after 2 days", "after 5–6 days", "on the same day".
pub fn lag_words(lag: Lag) -> String {
    match (lag.least, lag.most) {
        (0, 0) => "on the same day".to_owned(),
        (0, 1) => "within a day".to_owned(),
        (0, most) => format!("within {most} days"),
        (1, 1) => "after 1 day".to_owned(),
        (least, most) if least == most => format!("after {least} days"),
        (least, most) => format!("after {least}–{most} days"),
    }
}

/// Statuses in words: "Crossed", "Standing or crossed".
pub fn status_words(statuses: &[TermView]) -> String {
    let mut words = String::new();
    for (number, status) in statuses.iter().enumerate() {
        match number {
            0 => words.push_str(status.label),
            _ => words.push_str(&format!(" or {}", status.label.to_lowercase())),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_between_events_are_told_in_days() {
        let cases = [
            (0, 0, "on the same day", "0 days"),
            (0, 1, "within a day", "0–0.5 days"),
            (0, 9, "within 9 days", "0–4.5 days"),
            (1, 1, "after 1 day", "0.5 days"),
            (2, 2, "after 2 days", "1 day"),
            (5, 6, "after 5–6 days", "2.5–3 days"),
        ];
        for (least, most, words, median) in cases {
            let lag = Lag { least, most };
            assert_eq!((lag_words(lag).as_str(), median_words(lag).as_str()), (words, median));
        }
    }
}
