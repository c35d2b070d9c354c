//! The timeline: how many events there were in each year, month or day, by type. Unlike the other
//! figures it is to scale.

mod bar;
mod columns;
mod period;
mod svg;
mod table;

use std::collections::BTreeMap;

use crate::model::date::Days;
use crate::model::event::{Event, EventType};
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::render::event_list::events_url;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::mark::event_label;
use crate::render::figure::scale::rounded;
use crate::render::figure::svg::draw_into;
use crate::render::figure::timeline::bar::{BARS, Bar, BarPart, UncertainSpan};
use crate::render::figure::timeline::columns::Columns;
use crate::render::figure::timeline::period::Period;
use crate::render::views::{BarTypeView, TimelineFigure};

/// How many types are told apart; the rest are drawn together.
const MOST_TYPES: usize = 5;

/// How many events whose day is not known are drawn as lines.
const MOST_SPREADS: usize = 6;

const SPREAD: i32 = 9;

/// Draws the figure.
pub fn draw(drawing: &Drawing<'_>) -> TimelineFigure {
    let events = events(drawing);
    let all = events.iter().map(|(_, days)| *days).reduce(|one, other| Days {
        first: one.first.min(other.first),
        last: one.last.max(other.last),
    });
    let Some(all) = all else {
        let mut figure = drawing.frame("How many events there were over time.");
        figure.empty = Some("There is no dated event yet.");
        return TimelineFigure { figure, types: Vec::new() };
    };
    let period = Period::covering(all);
    let mut figure = drawing.frame(&format!(
        "How many events began in each {}, by type, to scale. What fell on no certain {0} is a line \
         below.",
        period.term()
    ));
    let columns = Columns::new(period, all);
    let types = Types::new(drawing, &events);
    let (certain, vague): (Vec<_>, Vec<_>) =
        events.iter().partition(|(event, days)| columns.holds(drawing, *event, *days));
    let bars = bars(drawing, &columns, &types, &certain);
    let spreads = spreads(drawing, &columns, &vague);
    if vague.len() > spreads.len() {
        let left = vague.len() - spreads.len();
        figure.remarks.push(format!("{left} more are dated too vaguely for a bar."));
    }
    let height = BARS + spreads.len() as i32 * SPREAD;
    draw_into(&mut figure, height, Some(&columns.axis()), svg::body(&bars, &spreads));
    figure.table = Some(table::timeline_table(&bars, &spreads));
    TimelineFigure { types: types.views(&bars), figure }
}

/// The events that the figure shows, with the days among which they lie, by date.
fn events(drawing: &Drawing<'_>) -> Vec<(Index<Event>, Days)> {
    let dossier = drawing.dossier();
    let figure = drawing.figure;
    let wanted: Vec<Index<Event>> = match (figure.actor, figure.threshold, figure.tag, figure.brief)
    {
        (Some(actor), ..) => {
            let timeline = dossier.backlinks.actors.beside_index(actor).timeline.iter();
            timeline.map(|(event, _)| *event).collect()
        }
        (_, Some(threshold), ..) => {
            let touches = dossier.backlinks.touches.beside_index(threshold).iter();
            touches.map(|touch| touch.event).collect()
        }
        (_, _, Some(tag), _) => {
            let tagged = dossier.backlinks.tags.beside_index(tag).iter();
            let event = |target: &Target| match target {
                Target::Event(event) => Some(*event),
                _ => None,
            };
            tagged.filter_map(event).collect()
        }
        (.., Some(brief)) => dossier.backlinks.briefs.beside_index(brief).timeline.clone(),
        _ => dossier.events.indexes().collect(),
    };
    let mut dated: Vec<(Index<Event>, Days)> =
        wanted.into_iter().filter_map(|event| Some((event, drawing.days(event)?))).collect();
    dated.dedup();
    dated
}

/// The types that are told apart, the most frequent first.
struct Types(Vec<EventType>);

impl Types {
    fn new(drawing: &Drawing<'_>, events: &[(Index<Event>, Days)]) -> Self {
        let mut counts: BTreeMap<EventType, usize> = BTreeMap::new();
        for kind in
            events.iter().filter_map(|(event, _)| drawing.dossier().events[*event].facts.kind)
        {
            *counts.entry(kind).or_default() += 1;
        }
        let mut types: Vec<(usize, EventType)> =
            counts.into_iter().map(|(kind, count)| (count, kind)).collect();
        types.sort_by_key(|(count, kind)| (std::cmp::Reverse(*count), *kind));
        types.truncate(MOST_TYPES);
        Self(types.into_iter().map(|(_, kind)| kind).collect())
    }

    /// The number of a type's colour; the rest share the last.
    fn number(&self, kind: Option<EventType>) -> u8 {
        let found = kind.and_then(|kind| self.0.iter().position(|known| *known == kind));
        found.unwrap_or(MOST_TYPES) as u8
    }

    fn label(&self, number: u8) -> &'static str {
        self.0.get(usize::from(number)).map_or("Other", |kind| kind.label())
    }

    /// The types of which there are bars.
    fn views(&self, bars: &[Bar]) -> Vec<BarTypeView> {
        let is_drawn =
            |number: &u8| bars.iter().flat_map(|bar| &bar.parts).any(|it| it.number == *number);
        (0..=MOST_TYPES as u8)
            .filter(is_drawn)
            .map(|number| BarTypeView { number, label: self.label(number) })
            .collect()
    }
}

fn bars(
    drawing: &Drawing<'_>,
    columns: &Columns,
    types: &Types,
    events: &[&(Index<Event>, Days)],
) -> Vec<Bar> {
    let dossier = drawing.dossier();
    let mut filled: BTreeMap<usize, (Index<Event>, BTreeMap<u8, usize>)> = BTreeMap::new();
    for (event, days) in events {
        let entry = filled.entry(columns.number(days.first)).or_insert((*event, BTreeMap::new()));
        entry.0 = entry.0.max(*event);
        *entry.1.entry(types.number(dossier.events[*event].facts.kind)).or_default() += 1;
    }
    let total = |counts: &BTreeMap<u8, usize>| counts.values().sum::<usize>();
    let most = filled.values().map(|(_, counts)| total(counts)).max().unwrap_or(1);
    let bar = |(number, (newest, counts)): (usize, (Index<Event>, BTreeMap<u8, usize>))| {
        let start = columns.starts[number];
        let period = columns.period.words(start);
        let end = columns.period.next(start).and_then(|next| next.yesterday().ok());
        let count = total(&counts);
        let told: Vec<String> = counts
            .iter()
            .map(|(kind, count)| format!("{count} {}", types.label(*kind).to_lowercase()))
            .collect();
        let mut below = 0;
        let parts = counts.into_iter().map(|(kind, count)| {
            let height = |count: usize| (BARS as f64 * count as f64 / most as f64).round() as i32;
            let bottom = BARS - height(below);
            below += count;
            let top = BARS - height(below);
            BarPart { y: top, height: bottom - top, number: kind }
        });
        Bar {
            x: rounded(number as f64 * columns.width),
            width: rounded(columns.width * 0.86),
            parts: parts.collect(),
            first: start,
            last: end.unwrap_or(start),
            period,
            count,
            types: told.join(", "),
            url: events_url(drawing.renderer, newest),
        }
    };
    filled.into_iter().map(bar).collect()
}

/// Events whose period is not certain, as lines over all that it may be.
fn spreads(
    drawing: &Drawing<'_>,
    columns: &Columns,
    events: &[&(Index<Event>, Days)],
) -> Vec<UncertainSpan> {
    let spread = |(row, (event, days)): (usize, &&(Index<Event>, Days))| {
        let title = &drawing.dossier().events[*event].header.title;
        let (x, to) = (columns.x(days.first), columns.x(days.last));
        UncertainSpan {
            x,
            to: to.max(rounded(x + columns.width * 0.86)).min(100.0),
            y: BARS + row as i32 * SPREAD + SPREAD / 2 + 2,
            label: event_label(&drawing.dossier().events[*event].date, title),
            url: drawing.url(*event),
        }
    };
    events.iter().take(MOST_SPREADS).enumerate().map(spread).collect()
}
