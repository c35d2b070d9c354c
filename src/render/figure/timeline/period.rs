//! The periods that bars stand for.

use jiff::{ToSpan as _, civil};

use crate::model::date::{Days, days_between, month_words, year_words};

/// How many bars there are at most, six years of months: on a narrow page each is four pixels wide.
const MOST_BARS: usize = 72;

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Day,
    Month,
    Year,
    Decade,
}

impl Period {
    /// The shortest of which few enough cover the days.
    pub fn covering(days: Days) -> Self {
        [Self::Day, Self::Month, Self::Year]
            .into_iter()
            .find(|period| period.count(days) <= MOST_BARS)
            .unwrap_or(Self::Decade)
    }

    /// How many of them cover the days.
    pub fn count(self, Days { first, last }: Days) -> usize {
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
    pub fn start(self, day: civil::Date) -> civil::Date {
        let year = |year: i16| civil::Date::new(year, 1, 1).unwrap_or(day);
        match self {
            Self::Day => day,
            Self::Month => day.first_of_month(),
            Self::Year => year(day.year()),
            Self::Decade => year(day.year().div_euclid(10) * 10),
        }
    }

    pub fn next(self, start: civil::Date) -> Option<civil::Date> {
        let span = match self {
            Self::Day => 1.day(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
            Self::Decade => 10.years(),
        };
        start.checked_add(span).ok()
    }

    /// The first days of all periods that cover some days.
    pub fn starts(self, days: Days) -> impl Iterator<Item = civil::Date> {
        let first = Some(self.start(days.first));
        std::iter::successors(first, move |start| self.next(*start))
            .take_while(move |start| *start <= days.last)
    }

    /// "13 June 2025", "June 2025", "2025", "2020s", "51–42 BCE".
    pub fn words(self, start: civil::Date) -> String {
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

    pub fn term(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Decade => "decade",
        }
    }
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
}
