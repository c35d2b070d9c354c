//! The timeline: how many events there were in each year, month or day, by type. Unlike the other
//! figures it is to scale.

mod svg;
mod table;

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil};

use crate::model::date::{Days, days_between, month_words, year_words};
use crate::model::event::{Event, EventType};
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::render::event_list::events_url;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::mark::told;
use crate::render::figure::scale::{Axis, Scale, rounded};
use crate::render::figure::svg::draw_into;
use crate::render::views::{BarTypeView, TimelineFigure};

/// How many bars there are at most, six years of months: on a narrow page each is four pixels wide.
const MOST_BARS: usize = 72;

/// How many types are told apart; the rest are drawn together.
const MOST_TYPES: usize = 5;

/// How many events whose day is not known are drawn as lines.
const MOST_SPREADS: usize = 6;

/// Heights in pixels.
const BARS: i32 = 84;
const SPREAD: i32 = 9;

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Period {
    Day,
    Month,
    Year,
    Decade,
}

impl Period {
    /// The shortest of which few enough cover the days.
    fn covering(days: Days) -> Self {
        [Self::Day, Self::Month, Self::Year]
            .into_iter()
            .find(|period| period.count(days) <= MOST_BARS)
            .unwrap_or(Self::Decade)
    }

    /// How many of them cover the days.
    fn count(self, Days { first, last }: Days) -> usize {
        let years = i32::from(last.year()) - i32::from(first.year());
        let beyond = match self {
            Self::Day => days_between(first, last),
            Self::Month => years * 12 + i32::from(last.month()) - i32::from(first.month()),
            Self::Year => years,
            Self::Decade => {
                i32::from(last.year().div_euclid(10)) - i32::from(first.year().div_euclid(10))
            }
        };
        1 + beyond.max(0) as usize
    }

    /// The first day of the period that a day lies in.
    fn start(self, day: civil::Date) -> civil::Date {
        let year = |year: i16| civil::Date::new(year, 1, 1).unwrap_or(day);
        match self {
            Self::Day => day,
            Self::Month => day.first_of_month(),
            Self::Year => year(day.year()),
            Self::Decade => year(day.year().div_euclid(10) * 10),
        }
    }

    fn next(self, start: civil::Date) -> Option<civil::Date> {
        let span = match self {
            Self::Day => 1.day(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
            Self::Decade => 10.years(),
        };
        start.checked_add(span).ok()
    }

    /// The first days of all periods that cover some days.
    fn starts(self, days: Days) -> impl Iterator<Item = civil::Date> {
        let first = Some(self.start(days.first));
        std::iter::successors(first, move |start| self.next(*start))
            .take_while(move |start| *start <= days.last)
    }

    /// "13 June 2025", "June 2025", "2025", "2020s", "51–42 BCE".
    fn words(self, start: civil::Date) -> String {
        match self {
            Self::Day => format!("{} {}", start.day(), Self::Month.words(start)),
            Self::Month => format!("{} {}", month_words(start.month()), Self::Year.words(start)),
            Self::Year => year_words(start.year().into()),
            Self::Decade => match start.year() {
                year @ ..0 => format!("{}–{} BCE", 1 - year, -8 - year),
                year => format!("{year}s"),
            },
        }
    }

    fn term(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Decade => "decade",
        }
    }
}

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
    let columns = Columns::of(period, all);
    let types = Types::of(drawing, &events);
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
    figure.table = Some(table::of(&bars, &spreads));
    TimelineFigure { types: types.views(&bars), figure }
}

/// A year, month or day.
struct Bar {
    x: f64,
    width: f64,
    /// One a type, from the bottom up.
    parts: Vec<BarPart>,
    first: civil::Date,
    last: civil::Date,
    /// The same in words: "June 2025".
    period: String,
    /// How many events began in it.
    count: usize,
    /// "4 strike, 2 statement, 2 other".
    types: String,
    /// Where the list of events has them.
    url: String,
}

/// The events of one type in a bar.
struct BarPart {
    y: i32,
    height: i32,
    /// The number of its type.
    number: u8,
}

/// An event whose year, month or day is not certain, as a line.
struct Spread {
    x: f64,
    to: f64,
    y: i32,
    /// Its date and title.
    label: String,
    url: String,
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

/// The bars' places.
struct Columns {
    period: Period,
    starts: Vec<civil::Date>,
    scale: Scale,
    width: f64,
}

impl Columns {
    fn of(period: Period, days: Days) -> Self {
        let starts: Vec<civil::Date> = period.starts(days).collect();
        let width = 100.0 / starts.len() as f64;
        let at = starts.iter().enumerate();
        let stops = at.map(|(number, start)| (*start, (number as f64 + 0.5) * width)).collect();
        Self { period, scale: Scale::at(stops), width, starts }
    }

    /// Dates along the bars; where these are years, without months.
    fn axis(&self) -> Axis {
        let mut axis = Axis { gaps: Vec::new(), ..self.scale.axis() };
        if matches!(self.period, Period::Year | Period::Decade) {
            // All of them begin in January.
            for tick in &mut axis.ticks {
                if let Some((_, year)) = tick.label.split_once("Jan ") {
                    tick.label = year.to_owned();
                }
            }
        }
        axis
    }

    fn number(&self, day: civil::Date) -> usize {
        self.starts.partition_point(|start| *start <= day).saturating_sub(1)
    }

    /// Whether the period in which an event began is certain.
    fn holds(&self, drawing: &Drawing<'_>, event: Index<Event>, days: Days) -> bool {
        let date = &drawing.dossier().events[event].date;
        let began = date.beginning().unwrap_or(days);
        self.number(began.first) == self.number(began.last)
    }

    /// Where a day lies, to scale within its column.
    fn x(&self, day: civil::Date) -> f64 {
        let number = self.number(day);
        let start = self.starts[number];
        let days = |to: civil::Date| f64::from(days_between(start, to));
        let length = self.period.next(start).map_or(1.0, days).max(1.0);
        rounded((number as f64 + (days(day) / length).clamp(0.0, 1.0)) * self.width)
    }
}

/// The types that are told apart, the most frequent first.
struct Types(Vec<EventType>);

impl Types {
    fn of(drawing: &Drawing<'_>, events: &[(Index<Event>, Days)]) -> Self {
        let mut counts: BTreeMap<EventType, usize> = BTreeMap::new();
        for kind in events.iter().filter_map(|(event, _)| drawing.dossier().events[*event].kind) {
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
        *entry.1.entry(types.number(dossier.events[*event].kind)).or_default() += 1;
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
) -> Vec<Spread> {
    let spread = |(row, (event, days)): (usize, &&(Index<Event>, Days))| {
        let title = &drawing.dossier().events[*event].header.title;
        let (x, to) = (columns.x(days.first), columns.x(days.last));
        Spread {
            x,
            to: to.max(rounded(x + columns.width * 0.86)).min(100.0),
            y: BARS + row as i32 * SPREAD + SPREAD / 2 + 2,
            label: told(&drawing.dossier().events[*event].date, title),
            url: drawing.url(*event),
        }
    };
    events.iter().take(MOST_SPREADS).enumerate().map(spread).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_the_shortest_that_are_few_enough() {
        let cases = [
            ("2025-06-13", "2025-06-24", Period::Day, "13 June 2025", 12),
            ("2025-01-01", "2025-12-31", Period::Month, "January 2025", 12),
            ("2019-12-27", "2025-06-24", Period::Month, "December 2019", 67),
            ("2010-03-01", "2025-06-24", Period::Year, "2010", 16),
            ("1800-01-01", "2025-06-24", Period::Decade, "1800s", 23),
            ("-000049-01-01", "0100-06-24", Period::Decade, "51–42 BCE", 16),
        ];
        for (first, last, period, words, count) in cases {
            let days = Days { first: first.parse().unwrap(), last: last.parse().unwrap() };
            assert_eq!(Period::covering(days), period, "{first} to {last}");
            let starts: Vec<civil::Date> = period.starts(days).collect();
            assert_eq!((period.words(starts[0]).as_str(), starts.len()), (words, count));
            assert_eq!(period.count(days), count, "{first} to {last}");
        }
    }

    #[test]
    fn years_along_the_bars_are_told_whole() {
        for (first, last, expected) in
            [("-000049-01-01", "-000040-06-24", "50 BCE"), ("2019-12-27", "2031-06-24", "2019")]
        {
            let days = Days { first: first.parse().unwrap(), last: last.parse().unwrap() };
            let ticks = Columns::of(Period::Year, days).axis().ticks;
            assert_eq!(ticks[0].label, expected, "{first} to {last}");
        }
    }
}
