//! What is told of a date, made where some template of the theme names it: small themes want one form of several.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::model::date::Date;

/// One form of a date, made as it is serialized.
#[derive(Clone)]
pub struct Told<T> {
    date: Date,
    form: fn(&Date) -> T,
}

impl<T> Told<T> {
    /// A form of this date.
    pub fn of(date: &Date, form: fn(&Date) -> T) -> Self {
        Self { date: date.clone(), form }
    }
}

impl<T: Serialize> Serialize for Told<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.form)(&self.date).serialize(serializer)
    }
}

impl<T: fmt::Debug> fmt::Debug for Told<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.form)(&self.date).fmt(formatter)
    }
}
