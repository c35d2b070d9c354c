//! The axis of time: days become positions in percent of the width. Quiet stretches are shortened,
//! because acts and answers lie days apart and crises years.

use jiff::civil;

use crate::model::date::{days_between, month_words, year_words};
use crate::render::figure::label;

/// Space at both ends, in percent.
const MARGIN: f64 = 3.0;

/// Stretches of at least so many days without an event are pointed out.
const QUIET_DAYS: i32 = 120;

/// What the label of a tick takes at least and at most on a narrow page, in percent.
const LABEL_WIDTHS: (f64, f64) = (10.0, 45.0);

/// An axis of time. Quiet stretches are shortened.
#[derive(Debug)]
pub struct Axis {
    pub ticks: Vec<Tick>,
    pub gaps: Vec<Gap>,
}

/// A date on an axis.
#[derive(Debug)]
pub struct Tick {
    /// In percent of the width, as every `x`.
    pub x: f64,
    pub label: String,
    /// `start`, `middle` or `end` of the text stands there.
    pub anchor: &'static str,
}

/// A stretch without events that is drawn shorter than it was.
#[derive(Debug)]
pub struct Gap {
    pub x: f64,
    pub width: f64,
    /// How long it was: "4 years".
    pub label: String,
}

/// Days with their positions, ascending.
pub struct Scale {
    stops: Vec<(civil::Date, f64)>,
}

impl Scale {
    /// A scale on which each of `days` has a place of its own: the distance between two neighbours
    /// grows with the logarithm of the days between them.
    pub fn new(days: impl IntoIterator<Item = civil::Date>) -> Self {
        let mut days: Vec<civil::Date> = days.into_iter().collect();
        days.sort_unstable();
        days.dedup();
        let weight = |pair: &[civil::Date]| f64::from(1 + days_between(pair[0], pair[1])).log2();
        let total: f64 = days.windows(2).map(weight).sum();
        let mut at = if days.len() > 1 { MARGIN } else { 50.0 };
        let mut stops = Vec::with_capacity(days.len());
        for (number, day) in days.iter().enumerate() {
            if number > 0 {
                at += weight(&days[number - 1..=number]) / total * (100.0 - 2.0 * MARGIN);
            }
            stops.push((*day, at));
        }
        Self { stops }
    }

    /// A scale with given places of days, ascending.
    pub fn at(stops: Vec<(civil::Date, f64)>) -> Self {
        Self { stops }
    }

    /// Where a day lies; days beyond the ends lie at the ends.
    pub fn x(&self, day: civil::Date) -> f64 {
        let after = self.stops.partition_point(|(stop, _)| *stop <= day);
        let x = match (after.checked_sub(1).map(|it| self.stops[it]), self.stops.get(after)) {
            (Some((from, from_x)), Some((to, to_x))) => {
                let share = f64::from(days_between(from, day)) / f64::from(days_between(from, *to));
                from_x + share * (to_x - from_x)
            }
            (Some((_, x)), None) => x,
            (None, Some((_, x))) => *x,
            (None, None) => 50.0,
        };
        rounded(x)
    }

    /// Dates along the axis that do not run into each other, and the stretches that are shortened.
    pub fn axis(&self) -> Axis {
        Axis { ticks: self.ticks(), gaps: self.gaps() }
    }

    /// The first day of each year, then of each month, then any, as far as there is room.
    fn ticks(&self) -> Vec<Tick> {
        let starts = |is_start: fn(civil::Date, civil::Date) -> bool| {
            let stops = self.stops.iter().enumerate();
            stops
                .filter(|(at, (day, _))| *at == 0 || is_start(self.stops[at - 1].0, *day))
                .map(|(_, stop)| *stop)
                .collect::<Vec<_>>()
        };
        let years = starts(|before, day| before.year() != day.year());
        let months = starts(|before, day| before.first_of_month() != day.first_of_month());
        let starts = years.into_iter().chain(months).map(|(day, x)| (x, day, false));
        let wanted = starts.chain(self.stops.iter().map(|(day, x)| (*x, *day, true)));
        let mut ticks: Vec<(f64, f64, Tick)> = Vec::new();
        for (x, day, is_whole) in wanted {
            // Most labels need not be written to see that they have no room.
            let (from, to) = covered(x);
            if ticks.iter().any(|(begin, end, _)| from <= *end + 1.0 && to >= *begin - 1.0) {
                continue;
            }
            let month = month_and_year(day);
            let label = if is_whole { format!("{} {month}", day.day()) } else { month };
            let width = label::share(&label, label::SMALL);
            let (anchor, from) = match x {
                x if x < width / 2.0 => ("start", x),
                x if x > 100.0 - width / 2.0 => ("end", x - width),
                _ => ("middle", x - width / 2.0),
            };
            let to = from + width;
            if ticks.iter().all(|(begin, end, _)| to + 1.0 < *begin || from > *end + 1.0) {
                ticks.push((from, to, Tick { x: rounded(x), label, anchor }));
            }
        }
        ticks.sort_by(|one, other| one.0.total_cmp(&other.0));
        ticks.into_iter().map(|(_, _, tick)| tick).collect()
    }

    fn gaps(&self) -> Vec<Gap> {
        let pairs = self.stops.windows(2);
        let quiet = pairs.filter(|pair| days_between(pair[0].0, pair[1].0) >= QUIET_DAYS);
        let gap = |pair: &[(civil::Date, f64)]| Gap {
            x: rounded(pair[0].1),
            width: rounded(pair[1].1 - pair[0].1),
            label: duration(days_between(pair[0].0, pair[1].0)),
        };
        quiet.map(gap).collect()
    }
}

/// What a label here covers whatever it says: its own place and, but at the ends, half of its width on both sides.
fn covered(x: f64) -> (f64, f64) {
    let (least, most) = LABEL_WIDTHS;
    let from = if x < most / 2.0 { x } else { x - least / 2.0 };
    let to = if x > 100.0 - most / 2.0 { x } else { x + least / 2.0 };
    (from, to)
}

/// "Jun 2025".
fn month_and_year(day: civil::Date) -> String {
    [&month_words(day.month())[..3], " ", &year_words(day.year().into())].concat()
}

/// "5 months", "4 years".
fn duration(days: i32) -> String {
    match days {
        ..700 => format!("{} months", (f64::from(days) / 30.44).round()),
        _ => format!("{} years", (f64::from(days) / 365.25).round()),
    }
}

/// Two decimals: a hundredth of a percent is less than a pixel on any screen.
pub fn rounded(x: f64) -> f64 {
    (x * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(written: &[&str]) -> Vec<civil::Date> {
        written.iter().map(|day| day.parse().unwrap()).collect()
    }

    #[test]
    fn every_day_has_its_place_in_order() {
        let stops = days(&["2019-12-27", "2019-12-29", "2024-01-28", "2024-02-02"]);
        let scale = Scale::new(stops.clone());
        let at: Vec<f64> = stops.iter().map(|day| scale.x(*day)).collect();
        assert!(at.is_sorted() && at[0] == 3.0 && at[3] == 97.0, "{at:?}");
        // Four years are longer than two days, and by far not as much as they were.
        assert!(at[2] - at[1] > at[1] - at[0] && at[2] - at[1] < 10.0 * (at[1] - at[0]), "{at:?}");
        let between = scale.x(days(&["2022-01-01"])[0]);
        assert!(at[1] < between && between < at[2]);
        assert_eq!(scale.x(days(&["1990-01-01"])[0]), 3.0);
        assert_eq!(scale.axis().gaps.len(), 1);
        assert_eq!(scale.axis().gaps[0].label, "4 years");
    }

    #[test]
    fn one_day_lies_in_the_middle_and_none_anywhere() {
        assert_eq!(Scale::new(days(&["2024-01-01"])).x(days(&["2024-01-01"])[0]), 50.0);
        assert_eq!(Scale::new([]).x(days(&["2024-01-01"])[0]), 50.0);
        assert!(Scale::new([]).axis().ticks.is_empty());
    }

    #[test]
    fn labels_of_ticks_do_not_run_into_each_other() {
        let first = days(&["2024-01-01"])[0];
        let many = (0..400).map(|at| first.saturating_add(jiff::Span::new().days(at * 3)));
        let ticks = Scale::new(many).axis().ticks;
        assert!(ticks.len() >= 3, "{ticks:?}");
        let extent = |tick: &Tick| {
            let width = label::share(&tick.label, label::SMALL);
            let from = match tick.anchor {
                "start" => tick.x,
                "end" => tick.x - width,
                _ => tick.x - width / 2.0,
            };
            (from, from + width)
        };
        for pair in ticks.windows(2) {
            assert!(extent(&pair[0]).1 < extent(&pair[1]).0, "{pair:?}");
        }
    }
}
