//! The day that counts as today.

use jiff::{Timestamp, civil, tz::TimeZone};

/// The day that was asked for, else that of `SOURCE_DATE_EPOCH`, else today in UTC: a build must not
/// depend on the place where it runs.
///
/// # Errors
/// A day or epoch that is none.
pub fn as_of(asked: Option<&str>) -> Result<civil::Date, String> {
    if let Some(asked) = asked {
        let day = asked.parse::<civil::Date>().ok().filter(|_| asked.len() == "YYYY-MM-DD".len());
        return day.ok_or_else(|| format!("`--as-of {asked}` is not a day such as 2025-07-01"));
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(epoch) => {
            let seconds = epoch.parse().ok().and_then(|it| Timestamp::from_second(it).ok());
            let day = seconds.map(day);
            day.ok_or_else(|| format!("SOURCE_DATE_EPOCH is `{epoch}`, not seconds since 1970"))
        }
        Err(_) => Ok(today()),
    }
}

/// The day of the run in UTC, whatever counts as today.
pub fn today() -> civil::Date {
    day(Timestamp::now())
}

fn day(moment: Timestamp) -> civil::Date {
    moment.to_zoned(TimeZone::UTC).date()
}
