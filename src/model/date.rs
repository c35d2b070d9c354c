//! Dates as authors know them: EDTF level 1 (ISO 8601-2), with their precision kept.

mod days;
mod words;

use std::cmp::Ordering;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use edtf_core::{
    Bound, BoundDate, Date as EdtfDate, DateField, Edtf, Qualifier, TimeShift, Year, YearKind,
};
use jiff::civil;

use crate::model::date::days::{civil_day, days_among, days_of, endpoint};

pub use days::{Days, days_between};
pub use words::{of_month as month_words, of_year as year_words};

/// A date of EDTF level 0 or 1: a day, month, season, year, time or interval, perhaps approximate,
/// uncertain or with unspecified digits. Ordered by earliest day, time of day, and latest day. Clones share
/// what was read: most documents hold no more than one date, and have room for several.
#[derive(Debug, Clone)]
pub struct Date(Arc<Parts>);

/// A date as it was read.
#[derive(Debug)]
struct Parts {
    written: Box<str>,
    edtf: Edtf,
    order: Order,
    /// See [`Date::days`].
    days: Option<Days>,
    /// See [`Date::words`]; written when they are first asked for.
    words: OnceLock<Box<str>>,
}

/// The key that dates sort by. A start that is open or unknown sorts by the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    earliest: (i64, u8, u8),
    /// Seconds since midnight UTC, which may lie on a neighbouring day; 0 without a time.
    seconds: i32,
    latest: (i64, u8, u8),
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    pub message: String,
    /// Where in the text the trouble begins, in bytes.
    pub offset: usize,
}

impl Date {
    /// Reads a date.
    ///
    /// # Errors
    /// Not EDTF, above level 1, not in the calendar, or an interval that ends before it begins.
    pub fn parse(written: &str) -> Result<Self, DateError> {
        let edtf = Edtf::parse(&with_seconds(written)).map_err(|error| DateError {
            message: error.message.to_owned(),
            offset: error.offset.min(written.len()),
        })?;
        let whole = |message: &str| DateError { message: message.to_owned(), offset: 0 };
        if edtf.level() > 1 {
            return Err(whole("this is EDTF level 2; redlines reads levels 0 and 1"));
        }
        let bounds = edtf.bounds();
        let (earliest, latest) = (day_of(bounds.earliest), day_of(bounds.latest));
        if let Edtf::Interval(interval) = &edtf {
            let starts = endpoint(&interval.start).map(|date| Edtf::Date(*date).bounds().earliest);
            let ends = endpoint(&interval.end).map(|date| Edtf::Date(*date).bounds().latest);
            if let (Some(Bound::Date(start)), Some(Bound::Date(end))) = (starts, ends)
                && start > end
            {
                return Err(whole("the interval ends before it begins"));
            }
        }
        let first = earliest.or(latest).unwrap_or((i64::MAX, 12, 31));
        let order = Order {
            earliest: first,
            seconds: seconds_of(&edtf),
            latest: latest.unwrap_or((i64::MAX, 12, 31)),
        };
        let days = days_among(&edtf);
        Ok(Self::new(written.into(), edtf, order, days))
    }

    /// A day, as EDTF level 0 or, before the year 0, 1.
    pub fn on(day: civil::Date) -> Self {
        let qualifier = Qualifier::default();
        let digit = |number: u16| Some((number % 10) as u8);
        let field = |number: i8| {
            let number = number.unsigned_abs().into();
            Some(DateField { digits: [digit(number / 10), digit(number)], qualifier })
        };
        let year = day.year().unsigned_abs();
        let digits = [year / 1000, year / 100, year / 10, year].map(digit);
        let kind = YearKind::Standard { negative: day.year() < 0, digits };
        let year = Year { kind, significant_digits: None, qualifier };
        let edtf = Edtf::Date(EdtfDate { year, month: field(day.month()), day: field(day.day()) });
        let at = (day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs());
        let order = Order { earliest: at, seconds: 0, latest: at };
        Self::new(edtf.to_string().into(), edtf, order, Some(Days::on(day)))
    }

    fn new(written: Box<str>, edtf: Edtf, order: Order, days: Option<Days>) -> Self {
        Self(Arc::new(Parts { written, edtf, order, days, words: OnceLock::new() }))
    }

    /// The date as EDTF, as the author wrote it.
    pub fn edtf(&self) -> &str {
        &self.0.written
    }

    /// The date as a person would print it: "June 2025", "about 2019", "13–24 June 2025".
    pub fn words(&self) -> &str {
        self.0.words.get_or_init(|| words::date_in_words(&self.0.edtf).into())
    }

    /// The date with the preposition that it takes in a sentence: "on 15 June 2025", "in June 2025".
    pub fn in_sentence(&self) -> String {
        words::in_sentence(&self.0.edtf)
    }

    /// The first day that it may mean, where it has one.
    pub fn earliest(&self) -> Option<BoundDate> {
        match self.0.edtf.bounds().earliest {
            Bound::Date(day) => Some(day),
            _ => None,
        }
    }

    /// The last day that it may mean, where it has one.
    pub fn latest(&self) -> Option<BoundDate> {
        match self.0.edtf.bounds().latest {
            Bound::Date(day) => Some(day),
            _ => None,
        }
    }

    /// The days among which it lies, widened by one unit on both sides where it is approximate
    /// ("about June" is May to July). An interval with one open or unknown end is dated by its
    /// other; `None` where both are. Years beyond ±9999 count as those.
    pub fn days(&self) -> Option<Days> {
        self.0.days
    }

    /// Whether it names a beginning and an end, or leaves one open: something that went on, rather
    /// than a day that is not known.
    pub fn is_interval(&self) -> bool {
        matches!(self.0.edtf, Edtf::Interval(_))
    }

    /// The days among which it begins: of an interval those of its start, where that is known.
    pub fn beginning(&self) -> Option<Days> {
        match &self.0.edtf {
            Edtf::Interval(interval) => {
                endpoint(&interval.start).and_then(days_of).or_else(|| self.days())
            }
            _ => self.days(),
        }
    }

    /// Whether it certainly began before `other` did.
    pub fn begins_before(&self, other: &Self) -> bool {
        if matches!((&self.0.edtf, &other.0.edtf), (Edtf::DateTime(_), Edtf::DateTime(_))) {
            return self.precedes(other);
        }
        self.beginning().zip(other.beginning()).is_some_and(|(own, other)| own.precede(other))
    }

    /// Whether it certainly lies before `other`: by the day, or on one day by times that both have.
    pub fn precedes(&self, other: &Self) -> bool {
        if matches!((&self.0.edtf, &other.0.edtf), (Edtf::DateTime(_), Edtf::DateTime(_))) {
            let moment = |date: &Self| {
                let (year, month, day) = date.0.order.earliest;
                (civil_day(year, month, day), i64::from(date.0.order.seconds))
            };
            let ((day, seconds), (other_day, other_seconds)) = (moment(self), moment(other));
            let days = i64::from((other_day - day).get_days());
            return seconds < other_seconds + days * 24 * 60 * 60;
        }
        self.days().zip(other.days()).is_some_and(|(own, other)| own.precede(other))
    }

    /// The year under which lists show it: that of its beginning, or of its end where the beginning
    /// is open or unknown.
    pub fn year(&self) -> i64 {
        self.0.order.earliest.0
    }

    /// The years in which it begins, or may: that under which lists show it where they are more than
    /// `most`; `None` where it has no date.
    pub fn years_of_beginning(&self, most: usize) -> Option<RangeInclusive<i64>> {
        let own = Some(self.year()).filter(|year| *year != i64::MAX);
        let years =
            self.beginning().map(|days| i64::from(days.first.year())..=i64::from(days.last.year()));
        let few = years.filter(|years| years.clone().count() <= most);
        few.or_else(|| own.map(|year| year..=year))
    }

    /// Whether the whole of it lies after a day.
    pub fn is_after(&self, day: jiff::civil::Date) -> bool {
        let day = (i64::from(day.year()), day.month() as u8, day.day() as u8);
        self.earliest().is_some_and(|earliest| (earliest.year, earliest.month, earliest.day) > day)
    }

    /// Whether the whole of it lies before a day.
    pub fn is_before(&self, day: jiff::civil::Date) -> bool {
        let day = (i64::from(day.year()), day.month() as u8, day.day() as u8);
        self.latest().is_some_and(|latest| (latest.year, latest.month, latest.day) < day)
    }

    /// The value of HTML's `datetime` attribute, where HTML has one for this precision.
    pub fn html(&self) -> Option<String> {
        match &self.0.edtf {
            Edtf::Date(date) if !date.has_unspecified() => html_date(date, &self.0.written),
            Edtf::DateTime(moment) => {
                let day = html_date(&moment.date, &self.0.written)?;
                let (hour, minute, second) =
                    (moment.time.hour, moment.time.minute, moment.time.second);
                let shift = match moment.time.shift {
                    None => String::new(),
                    Some(TimeShift::Utc) => "Z".to_owned(),
                    Some(TimeShift::Offset { minutes, .. }) => {
                        let sign = if minutes < 0 { '-' } else { '+' };
                        let minutes = minutes.unsigned_abs();
                        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
                    }
                };
                Some(format!("{day}T{hour:02}:{minute:02}:{second:02}{shift}"))
            }
            _ => None,
        }
    }
}

/// What was written decides everything else.
impl PartialEq for Date {
    fn eq(&self, other: &Self) -> bool {
        self.0.written == other.0.written
    }
}

impl Eq for Date {}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.order.cmp(&other.0.order).then_with(|| self.0.written.cmp(&other.0.written))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// EDTF wants seconds in a time; people leave them out.
fn with_seconds(written: &str) -> std::borrow::Cow<'_, str> {
    let Some((day, time)) = written.split_once('T') else { return written.into() };
    let clock = time.get(..5).filter(|clock| {
        clock.bytes().enumerate().all(
            |(at, byte)| {
                if at == 2 { byte == b':' } else { byte.is_ascii_digit() }
            },
        )
    });
    match clock {
        Some(clock) if !time[5..].starts_with(':') => {
            format!("{day}T{clock}:00{}", &time[5..]).into()
        }
        _ => written.into(),
    }
}

fn day_of(bound: Bound) -> Option<(i64, u8, u8)> {
    match bound {
        Bound::Date(day) => Some((day.year, day.month, day.day)),
        _ => None,
    }
}

fn seconds_of(edtf: &Edtf) -> i32 {
    let Edtf::DateTime(moment) = edtf else { return 0 };
    let time = &moment.time;
    let local = i32::from(time.hour) * 3600 + i32::from(time.minute) * 60 + i32::from(time.second);
    match time.shift {
        Some(TimeShift::Offset { minutes, .. }) => local - i32::from(minutes) * 60,
        _ => local,
    }
}

/// `2025-06-15`, `2025-06` or `2025` for years that HTML can write, as they are written, perhaps with qualifiers before
/// their parts; seasons have no form there.
fn html_date(date: &EdtfDate, written: &str) -> Option<String> {
    date.year.value().filter(|year| (1..=9999).contains(year))?;
    let length =
        match (date.month.and_then(|month| month.value()), date.day.and_then(|day| day.value())) {
            (None, _) => 4,
            (Some(month), _) if month > 12 => return None,
            (Some(_), None) => 7,
            (Some(_), Some(_)) => 10,
        };
    Some(written.chars().filter(|it| !matches!(it, '?' | '~' | '%')).take(length).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(written: &str) -> String {
        Date::parse(written)
            .unwrap_or_else(|error| panic!("{written}: {error:?}"))
            .words()
            .to_owned()
    }

    #[test]
    fn years_of_beginning_are_those_in_which_it_may_have_begun() {
        let cases = [
            ("2025-06-15", 2025..=2025),
            ("2024-12/2025-02", 2024..=2024),
            ("2024~", 2023..=2025),
            ("198X", 1980..=1989),
            ("19XX", 1900..=1900),
            ("-0043", -43..=-43),
        ];
        for (written, expected) in cases {
            let date = Date::parse(written).unwrap();
            assert_eq!(date.years_of_beginning(10), Some(expected), "{written}");
        }
    }

    #[test]
    fn machines_read_the_days_without_their_qualifiers() {
        let cases = [
            ("2025-06-15", Some("2025-06-15")),
            ("2025-06~", Some("2025-06")),
            ("?2004-?06-?11", Some("2004-06-11")),
            ("2004?-06?", Some("2004-06")),
            ("0044", Some("0044")),
            ("2025-21", None),
            ("198X", None),
            ("-0043", None),
            ("2025-06-15T14:30Z", Some("2025-06-15T14:30:00Z")),
        ];
        for (written, expected) in cases {
            assert_eq!(Date::parse(written).unwrap().html().as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn every_form_of_level_1_is_printed_as_a_person_would() {
        let cases = [
            ("2025-06-15", "15 June 2025"),
            ("2025-06", "June 2025"),
            ("2025", "2025"),
            ("2025-06-15T14:30Z", "15 June 2025, 14:30 UTC"),
            ("2025-06-15T14:30:45", "15 June 2025, 14:30"),
            ("2025-06-15T14:30+03:30", "15 June 2025, 14:30 UTC+3:30"),
            ("2019~", "about 2019"),
            ("2025-06~", "about June 2025"),
            ("2025-06?", "possibly June 2025"),
            ("2025-06%", "possibly about June 2025"),
            ("201X", "the 2010s"),
            ("19XX", "1900–1999"),
            ("2004-XX", "2004 (month unknown)"),
            ("1985-04-XX", "April 1985 (day unknown)"),
            ("1985-XX-XX", "1985 (month and day unknown)"),
            ("2025-21", "spring 2025"),
            ("2025-24", "winter 2025"),
            ("2025-06-13/2025-06-24", "13–24 June 2025"),
            ("2025-05-30/2025-06-02", "30 May – 2 June 2025"),
            ("2024-12-30/2025-01-02", "30 December 2024 – 2 January 2025"),
            ("2025-05/2025-06", "May–June 2025"),
            ("2019/2025", "2019–2025"),
            ("2019~/2025-06-01", "about 2019 – 1 June 2025"),
            ("2025-06-13/..", "since 13 June 2025"),
            ("../2025-06-13", "until 13 June 2025"),
            ("2025-06-13/", "from 13 June 2025 (end unknown)"),
            ("/2025-06-13", "until 13 June 2025 (start unknown)"),
            ("-0043", "44 BCE"),
            ("0000", "1 BCE"),
            ("Y12000", "12000"),
        ];
        for (written, expected) in cases {
            assert_eq!(words(written), expected, "{written}");
        }
    }

    #[test]
    fn dates_take_prepositions() {
        let cases = [
            ("2025-06-15", "on 15 June 2025"),
            ("2025-06-15T14:30Z", "on 15 June 2025, 14:30 UTC"),
            ("2025-06", "in June 2025"),
            ("201X", "in the 2010s"),
            ("2025-21", "in spring 2025"),
            ("2025-06~", "about June 2025"),
            ("2025-06?", "possibly June 2025"),
            ("2024-04-13/2024-04-14", "on 13–14 April 2024"),
            ("2025-05/2025-06", "in May–June 2025"),
            ("2025-06-13/..", "since 13 June 2025"),
            ("2019~/2025", "about 2019 – 2025"),
        ];
        for (written, expected) in cases {
            assert_eq!(Date::parse(written).unwrap().in_sentence(), expected, "{written}");
        }
    }

    #[test]
    fn whole_days_lie_between_days() {
        let (first, leap) = (civil::date(2024, 2, 28), civil::date(2024, 3, 1));
        let cases = [(first, leap, 2), (leap, first, -2), (leap, leap, 0)];
        for (from, to, expected) in cases {
            assert_eq!(days_between(from, to), expected, "{from} to {to}");
        }
        assert_eq!(days_between(civil::Date::MIN, civil::Date::MAX), 7_304_483);
    }

    #[test]
    fn days_are_read_as_what_they_are_written_as() {
        for (day, expected) in [
            (civil::date(2025, 6, 15), "2025-06-15"),
            (civil::date(987, 12, 1), "0987-12-01"),
            (civil::date(0, 2, 29), "0000-02-29"),
            (civil::date(-43, 3, 15), "-0043-03-15"),
            (civil::Date::MIN, "-9999-01-01"),
            (civil::Date::MAX, "9999-12-31"),
        ] {
            let date = Date::on(day);
            assert_eq!(date.edtf(), expected);
            assert_eq!(Date::parse(expected).as_ref(), Ok(&date), "{expected}");
        }
    }

    #[test]
    fn dates_sort_by_their_beginning() {
        let sorted = [
            "-0043",
            "../2018",
            "2019",
            "2019-12-27",
            "2025",
            "2025-06",
            "2025-06-13/2025-06-24",
            "2025-06-15",
            "2025-06-15T09:00+03:00",
            "2025-06-15T07:00Z",
            "2025-06-16",
        ];
        let dates: Vec<Date> = sorted.iter().map(|date| Date::parse(date).unwrap()).collect();
        for pair in dates.windows(2) {
            let expected = pair[0].earliest() == pair[1].earliest() || pair[0] < pair[1];
            assert!(expected, "{} before {}", pair[0].edtf(), pair[1].edtf());
        }
        assert!(dates[8] < dates[9], "times compare in UTC");
    }

    #[test]
    fn dates_lie_among_days() {
        let cases = [
            ("2025-06-15", "2025-06-15 2025-06-15"),
            ("2025-06", "2025-06-01 2025-06-30"),
            ("2025-06-13/2025-06-24", "2025-06-13 2025-06-24"),
            ("2025-06-13/..", "2025-06-13 2025-06-13"),
            ("/2025-06", "2025-06-01 2025-06-30"),
            ("2025-06~", "2025-05-01 2025-07-31"),
            ("2025-06-15~", "2025-06-14 2025-06-16"),
            ("2024~", "2023-01-01 2025-12-31"),
            ("2024?", "2024-01-01 2024-12-31"),
            ("2025-06-15T23:30Z", "2025-06-15 2025-06-15"),
            ("Y12000", "9999-01-01 9999-12-31"),
        ];
        for (written, expected) in cases {
            let days = Date::parse(written).unwrap().days().unwrap();
            assert_eq!(format!("{} {}", days.first, days.last), expected, "{written}");
        }
        assert_eq!(Date::parse("../..").ok().and_then(|date| date.days()), None);
    }

    #[test]
    fn an_order_is_certain_or_none() {
        let cases = [
            ("2025-06-15", "2025-06-16", true),
            ("2025-06-15", "2025-06-15", false),
            ("2025-06", "2025-06-15", false),
            ("2025-05", "2025-06-15", true),
            ("2025-06-14~", "2025-06-15", false),
            ("2025-06-15T09:00Z", "2025-06-15T10:00Z", true),
            ("2025-06-15T10:00+03:00", "2025-06-15T08:00Z", true),
            ("2025-06-16T01:00+03:00", "2025-06-15T23:00Z", true),
            ("2025-06-15T09:00Z", "2025-06-15", false),
            ("2025-06-13/..", "2025-06-14", true),
        ];
        for (one, other, expected) in cases {
            let dates = [one, other].map(|written| Date::parse(written).unwrap());
            assert_eq!(dates[0].precedes(&dates[1]), expected, "{one} before {other}");
            assert!(!expected || !dates[1].precedes(&dates[0]), "{other} before {one}");
        }
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        let bad = [
            "2025-02-30",
            "2025-13",
            "15 June 2025",
            "2025-06-24/2025-06-13",
            "[2025,2026]",
            "2025-06-15T25:00Z",
            "",
            "T12:00",
        ];
        for written in bad {
            assert!(Date::parse(written).is_err(), "{written}");
        }
    }
}
