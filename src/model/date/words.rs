//! Dates in English, as a careful editor prints them.

use edtf_core::{Date, Edtf, Interval, IntervalEndpoint, Time, TimeShift, YearKind};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

/// A year of the proleptic Gregorian calendar in words: 0 is 1 BCE.
pub fn of_year(year: i64) -> String {
    if year > 0 { year.to_string() } else { format!("{} BCE", 1 - year) }
}

/// The name of a month, counted from 1.
pub fn of_month(number: i8) -> &'static str {
    MONTHS[(number.clamp(1, 12) - 1) as usize]
}

/// The date in words.
pub fn date_in_words(edtf: &Edtf) -> String {
    match edtf {
        Edtf::Date(date) => qualified(date),
        Edtf::DateTime(moment) => format!("{}, {}", plain(&moment.date), clock(&moment.time)),
        Edtf::Interval(interval) => span(interval),
        // Sets are level 2, which `super::Date` refuses.
        Edtf::Set(_) => edtf.to_string(),
    }
}

/// The date with the preposition that it takes in a sentence: "on 15 June 2025", "in June 2025",
/// "about 2019".
pub fn in_sentence(edtf: &Edtf) -> String {
    let of_day = |date: &Date| date.day.is_some_and(|day| day.value().is_some());
    let preposition =
        match edtf {
            Edtf::Date(date) if date.is_approximate() || date.is_uncertain() => "",
            Edtf::Date(date) if of_day(date) => "on ",
            Edtf::Date(_) => "in ",
            Edtf::DateTime(_) => "on ",
            Edtf::Interval(Interval {
                start: IntervalEndpoint::Date(start),
                end: IntervalEndpoint::Date(end),
            }) if !start.is_approximate() && !start.is_uncertain() => {
                if of_day(start) && of_day(end) { "on " } else { "in " }
            }
            Edtf::Interval(_) | Edtf::Set(_) => "",
        };
    format!("{preposition}{}", date_in_words(edtf))
}

fn qualified(date: &Date) -> String {
    let qualifier = match (date.is_uncertain(), date.is_approximate()) {
        (false, false) => return plain(date),
        (false, true) => "about ",
        (true, false) => "possibly ",
        (true, true) => "possibly about ",
    };
    format!("{qualifier}{}", plain(date))
}

fn plain(date: &Date) -> String {
    let year = year(date);
    let Some(month) = date.month else { return year };
    match (month.value(), date.day) {
        (None, None) => format!("{year} (month unknown)"),
        (None, Some(_)) => format!("{year} (month and day unknown)"),
        (Some(season @ 21..=24), _) => format!("{} {year}", SEASONS[usize::from(season) - 21]),
        (Some(number), day) => {
            let Some(month) = MONTHS.get(usize::from(number).wrapping_sub(1)) else {
                // Sub-year groupings above 24 are level 2.
                return date_text(date);
            };
            match day.map(|day| day.value()) {
                None => format!("{month} {year}"),
                Some(None) => format!("{month} {year} (day unknown)"),
                Some(Some(day)) => format!("{day} {month} {year}"),
            }
        }
    }
}

fn date_text(date: &Date) -> String {
    Edtf::Date(*date).to_string()
}

fn year(date: &Date) -> String {
    if let Some(value) = date.year.value() {
        // EDTF counts astronomically: the year 0 is 1 BCE.
        return of_year(value);
    }
    let YearKind::Standard { negative: false, digits } = date.year.kind else {
        return date_text(date);
    };
    let with = |filler: u8| {
        digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit.unwrap_or(filler)))
    };
    match digits {
        [Some(_), Some(_), Some(_), None] => format!("the {}s", with(0)),
        _ => format!("{}–{}", with(0), with(9)),
    }
}

fn clock(time: &Time) -> String {
    let shift = match time.shift {
        None => String::new(),
        Some(TimeShift::Utc) => " UTC".to_owned(),
        Some(TimeShift::Offset { minutes, .. }) => {
            let sign = if minutes < 0 { '−' } else { '+' };
            let minutes = minutes.unsigned_abs();
            match minutes % 60 {
                0 => format!(" UTC{sign}{}", minutes / 60),
                rest => format!(" UTC{sign}{}:{rest:02}", minutes / 60),
            }
        }
    };
    format!("{:02}:{:02}{shift}", time.hour, time.minute)
}

fn span(interval: &Interval) -> String {
    use IntervalEndpoint::{Date as At, Open, Unknown};
    match (&interval.start, &interval.end) {
        (At(start), At(end)) => between(start, end),
        (At(start), Open) => format!("since {}", qualified(start)),
        (At(start), Unknown) => format!("from {} (end unknown)", qualified(start)),
        (Open, At(end)) => format!("until {}", qualified(end)),
        (Unknown, At(end)) => format!("until {} (start unknown)", qualified(end)),
        _ => "date unknown".to_owned(),
    }
}

/// Two dates, without repeating what they share: "13–24 June 2025", "May–June 2025", "2019–2025".
fn between(start: &Date, end: &Date) -> String {
    let exact =
        |date: &Date| !date.is_approximate() && !date.is_uncertain() && !date.has_unspecified();
    let month = |date: &Date| {
        let number = date.month?.value()?;
        MONTHS.get(usize::from(number).wrapping_sub(1)).copied()
    };
    let day = |date: &Date| date.day?.value();
    let general = format!("{} – {}", qualified(start), qualified(end));
    if !exact(start) || !exact(end) || start.precision() != end.precision() {
        return general;
    }
    match (start.month.is_some(), month(start), month(end), day(start), day(end)) {
        (false, ..) => format!("{}–{}", plain(start), plain(end)),
        _ if start.year != end.year => general,
        (_, Some(first), Some(last), None, None) => format!("{first}–{last} {}", year(end)),
        (_, Some(first), Some(last), Some(from), Some(to)) if first == last => {
            format!("{from}–{to} {last} {}", year(end))
        }
        (_, Some(first), Some(_), Some(from), Some(_)) => {
            format!("{from} {first} – {}", plain(end))
        }
        _ => general,
    }
}
