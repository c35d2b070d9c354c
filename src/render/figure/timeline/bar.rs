//! Bars of a timeline, and lines below them.

use jiff::civil;

/// Heights in pixels.
pub const BARS: i32 = 84;

/// A year, month or day.
pub struct Bar {
    pub x: f64,
    pub width: f64,
    /// One a type, from the bottom up.
    pub parts: Vec<BarPart>,
    pub first: civil::Date,
    pub last: civil::Date,
    /// The same in words: "June 2025".
    pub period: String,
    /// How many events began in it.
    pub count: usize,
    /// "4 strike, 2 statement, 2 other".
    pub types: String,
    /// Where the list of events has them.
    pub url: String,
}

/// The events of one type in a bar.
pub struct BarPart {
    pub y: i32,
    pub height: i32,
    /// The number of its type.
    pub number: u8,
}

/// An event whose year, month or day is not certain, as a line.
pub struct UncertainSpan {
    pub x: f64,
    pub to: f64,
    pub y: i32,
    /// Its date and title.
    pub label: String,
    pub url: String,
}
