//! Lanes: one for each threshold, its status over time as a band, with the events on it.

mod lane;
mod svg;
mod table;

use std::collections::BTreeSet;

use jiff::civil;

use crate::link::Segment;
use crate::model::event::Effect;
use crate::model::table::Index;
use crate::model::threshold::{Status, Threshold};
use crate::model::vocabulary::Vocabulary;
use crate::render::escalation::{status_now, status_words};
use crate::render::figure::drawing::Drawing;
use crate::render::figure::label::{self, LINE_HEIGHT};
use crate::render::figure::lanes::lane::{BAND, Lane, LaneBand, UNSETTLED};
use crate::render::figure::mark::{self, Mark, Shape, Spot};
use crate::render::figure::scale::{Scale, rounded};
use crate::render::figure::svg::draw_into;
use crate::render::view;
use crate::render::views::{LanesFigure, TermView};

/// Heights in pixels.
const MARKS: i32 = 20;
const SPACE: i32 = 8;

/// What a label leaves free at the ends of its band, in percent.
const MARGINS: f64 = 2.0;

/// Draws the figure.
pub fn draw(drawing: &Drawing<'_>) -> LanesFigure {
    let mut figure = drawing.frame(
        "One lane for each threshold, from left to right in the order of time: its status as a band, \
         above it what tested or crossed it, and below it what was said or done for it.",
    );
    let dossier = drawing.dossier();
    let thresholds = drawing.thresholds();
    let spots: Vec<Vec<Spot>> = thresholds.iter().map(|index| spots(drawing, *index)).collect();
    let days = spots.iter().flatten().flat_map(|spot| [spot.days.first, spot.days.last]);
    let turns = thresholds.iter().flat_map(|index| {
        let history = dossier.escalation.histories.beside_index(*index);
        history.segments.iter().filter_map(|segment| segment.since)
    });
    let turns = turns.filter(|day| drawing.figure.from.is_none_or(|from| *day >= from));
    let days: BTreeSet<civil::Date> =
        days.chain(turns).filter(|day| *day <= drawing.end()).collect();
    let is_empty = days.is_empty();
    let scale = Scale::new(days.into_iter().chain([drawing.end()]));
    let mut top = 0;
    let mut lanes: Vec<Lane> = Vec::new();
    for (index, spots) in thresholds.iter().zip(spots) {
        let lane = lane(drawing, &scale, *index, spots, top);
        top = lane.band_y + BAND + MARKS + SPACE;
        lanes.push(lane);
    }
    figure.remarks.extend(mark::thin(lanes.iter_mut().map(|lane| &mut lane.marks)));
    let effects = drawn_effects(&lanes);
    if thresholds.is_empty() {
        figure.empty = Some("There is no threshold yet.");
    } else if is_empty {
        figure.empty = Some("No event has touched a threshold yet.");
    } else {
        let body = svg::body(&drawing.id, &lanes, &effects);
        draw_into(&mut figure, top, Some(&scale.axis()), body);
        figure.table = Some(table::lanes_table(drawing, &thresholds));
    }
    LanesFigure {
        figure,
        statuses: drawn_statuses(&lanes),
        effects: effects.into_iter().map(view::term).collect(),
    }
}

/// What touched a threshold, as far as the figure shows it.
fn spots(drawing: &Drawing<'_>, index: Index<Threshold>) -> Vec<Spot> {
    let dossier = drawing.dossier();
    let touches = dossier.backlinks.touches.beside_index(index).iter();
    let spot = touches.filter_map(|touch| {
        let days = drawing.days(touch.event).filter(|days| days.first <= drawing.end())?;
        let effect = dossier.events[touch.event].thresholds[touch.effect].effect;
        Some(Spot { event: touch.event, days, side: 0, effect: Some(effect) })
    });
    spot.collect()
}

fn lane(
    drawing: &Drawing<'_>,
    scale: &Scale,
    index: Index<Threshold>,
    spots: Vec<Spot>,
    top: i32,
) -> Lane {
    let (site, dossier) = (drawing.renderer.site, drawing.dossier());
    let status = status_now(site, dossier, index);
    let title = &dossier.thresholds[index].header.title;
    let label = format!("{title} · {}", status_words(&status.statuses));
    let lines = label::lines(&label, label::LANE_NAME, 0.0, top + LINE_HEIGHT);
    let acts_y = top + lines.len() as i32 * LINE_HEIGHT + 4 + MARKS / 2;
    let band_y = acts_y + MARKS / 2;
    let (acts, answers): (Vec<Spot>, Vec<Spot>) = spots
        .into_iter()
        .partition(|spot| matches!(spot.effect, Some(Effect::Tests | Effect::Crosses)));
    let mut marks = mark::gather(drawing, scale, acts, acts_y);
    marks.extend(mark::gather(drawing, scale, answers, band_y + BAND + MARKS / 2));
    let history = dossier.escalation.histories.beside_index(index);
    let stretches = stretches(drawing, scale, &history.segments);
    Lane { url: drawing.url(index), label, lines, band_y, stretches, marks }
}

/// The segments of a history as stretches of the band; before a line stands there is nothing.
fn stretches(drawing: &Drawing<'_>, scale: &Scale, segments: &[Segment]) -> Vec<LaneBand> {
    let (begin, end) = (drawing.figure.from, drawing.end());
    let next = segments.iter().skip(1).map(|segment| segment.since).chain([None]);
    let stretch = |(segment, next): (&Segment, Option<civil::Date>)| {
        let since = segment.since?;
        let from = begin.map_or(since, |begin| since.max(begin));
        let to = next.map_or(end, |next| next.min(end));
        let is_line = segment.settled() != Some(Status::Undeclared);
        // A status that begins on the last day has no length, and is shown all the same.
        if !is_line || from > end || to < from {
            return None;
        }
        let (x, right) = (scale.x(from), scale.x(to));
        let width = rounded((right - x).max(0.8));
        let terms: Vec<_> = segment.statuses.iter().map(|it| view::term(*it)).collect();
        let label = status_words(&terms);
        let has_room = label::share(&label, label::SMALL) + MARGINS < width;
        Some(LaneBand { x, width, status: segment.settled(), label: has_room.then_some(label) })
    };
    segments.iter().zip(next).filter_map(stretch).collect()
}

/// The statuses of which there are bands, in the order of the vocabulary.
fn drawn_statuses(lanes: &[Lane]) -> Vec<TermView> {
    let stretches = lanes.iter().flat_map(|lane| &lane.stretches);
    let drawn: BTreeSet<&str> = stretches.map(LaneBand::term).collect();
    let statuses = Status::ALL.iter().map(|status| view::term(*status)).chain([UNSETTLED]);
    statuses.filter(|status| drawn.contains(status.term)).collect()
}

/// The effects of which there are marks, in the order of the vocabulary.
fn drawn_effects(lanes: &[Lane]) -> Vec<Effect> {
    let effect = |mark: &Mark| match mark.shape {
        Shape::OfEffect(effect) => Some(effect),
        Shape::OfSide(_) => None,
    };
    let marks = lanes.iter().flat_map(|lane| &lane.marks);
    let drawn: BTreeSet<Effect> = marks.filter_map(effect).collect();
    Effect::ALL.iter().copied().filter(|effect| drawn.contains(effect)).collect()
}
