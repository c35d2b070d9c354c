//! The places of bars.

use jiff::civil;

use crate::model::date::{Days, days_between};
use crate::model::event::Event;
use crate::model::table::Index;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::scale::{Axis, Scale, rounded};
use crate::render::figure::timeline::period::Period;

/// The bars' places.
pub struct Columns {
    pub period: Period,
    pub starts: Vec<civil::Date>,
    pub scale: Scale,
    pub width: f64,
}

impl Columns {
    pub fn new(period: Period, days: Days) -> Self {
        let starts: Vec<civil::Date> = period.starts(days).collect();
        let width = 100.0 / starts.len() as f64;
        let at = starts.iter().enumerate();
        let stops = at.map(|(number, start)| (*start, (number as f64 + 0.5) * width)).collect();
        Self { period, scale: Scale::at(stops), width, starts }
    }

    /// Dates along the bars; where these are years, without months.
    pub fn axis(&self) -> Axis {
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

    pub fn number(&self, day: civil::Date) -> usize {
        self.starts.partition_point(|start| *start <= day).saturating_sub(1)
    }

    /// Whether the period in which an event began is certain.
    pub fn holds(&self, drawing: &Drawing<'_>, event: Index<Event>, days: Days) -> bool {
        let date = &drawing.dossier().events[event].date;
        let began = date.beginning().unwrap_or(days);
        self.number(began.first) == self.number(began.last)
    }

    /// Where a day lies, to scale within its column.
    pub fn x(&self, day: civil::Date) -> f64 {
        let number = self.number(day);
        let start = self.starts[number];
        let days = |to: civil::Date| f64::from(days_between(start, to));
        let length = self.period.next(start).map_or(1.0, days).max(1.0);
        rounded((number as f64 + (days(day) / length).clamp(0.0, 1.0)) * self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_along_the_bars_are_told_whole() {
        for (first, last, expected) in
            [("-000049-01-01", "-000040-06-24", "50 BCE"), ("2019-12-27", "2031-06-24", "2019")]
        {
            let days = Days { first: first.parse().unwrap(), last: last.parse().unwrap() };
            let ticks = Columns::new(Period::Year, days).axis().ticks;
            assert_eq!(ticks[0].label, expected, "{first} to {last}");
        }
    }
}
