//! Days: those among which what is dated happened, and what EDTF says of them.

use edtf_core::{Bound, BoundDate, Date as EdtfDate, Edtf, IntervalEndpoint, Precision};
use jiff::{ToSpan as _, civil};

/// The days among which what is dated happened, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    pub first: civil::Date,
    pub last: civil::Date,
}

impl Days {
    /// One day.
    pub fn on(day: civil::Date) -> Self {
        Self { first: day, last: day }
    }

    /// Whether it is one day.
    pub fn is_settled(self) -> bool {
        self.first == self.last
    }

    /// Whether it lies wholly before `other`.
    pub fn precede(self, other: Self) -> bool {
        self.last < other.first
    }
}

/// BoundedInt days from one day to another; fewer than none where the other is earlier.
pub fn days_between(from: civil::Date, to: civil::Date) -> i32 {
    (from.duration_until(to).as_hours() / 24) as i32
}

pub fn endpoint(endpoint: &IntervalEndpoint) -> Option<&EdtfDate> {
    match endpoint {
        IntervalEndpoint::Date(date) => Some(date),
        _ => None,
    }
}

/// See [`Date::days`].
pub fn days_among(edtf: &Edtf) -> Option<Days> {
    match edtf {
        Edtf::Interval(interval) => {
            let start = endpoint(&interval.start).and_then(days_of);
            let end = endpoint(&interval.end).and_then(days_of);
            let (start, end) = (start.or(end)?, end.or(start)?);
            Some(Days { first: start.first, last: end.last })
        }
        Edtf::Date(date) => days_of(date),
        Edtf::DateTime(moment) => days_of(&moment.date),
        // Sets are level 2, which `parse` refuses.
        Edtf::Set(_) => None,
    }
}

pub fn days_of(date: &EdtfDate) -> Option<Days> {
    let bounds = Edtf::Date(*date).bounds();
    let (Bound::Date(first), Bound::Date(last)) = (bounds.earliest, bounds.latest) else {
        return None;
    };
    let day = |bound: BoundDate| civil_day(bound.year, bound.month, bound.day);
    let days = Days { first: day(first), last: day(last) };
    if !date.is_approximate() {
        return Some(days);
    }
    let unit = match date.precision() {
        Precision::Year => 1.year(),
        Precision::Month => 1.month(),
        Precision::Season => 3.months(),
        Precision::Day => 1.day(),
    };
    Some(Days {
        first: days.first.saturating_sub(unit),
        // The end of a month stays one: 30 June and a month is 31 July.
        last: match date.precision() {
            Precision::Day => days.last.saturating_add(unit),
            _ => days.last.saturating_add(1.day()).saturating_add(unit).saturating_sub(1.day()),
        },
    })
}

pub fn civil_day(year: i64, month: u8, day: u8) -> civil::Date {
    let year = year.clamp(-9999, 9999) as i16;
    civil::Date::new(year, month as i8, day as i8).unwrap_or(civil::Date::MAX)
}
