//! Events as a calendar: iCalendar (RFC 5545), with the name that RFC 7986 gives a calendar.

use jiff::civil;
use jiff::{Timestamp, ToSpan as _};

use crate::model::date::Date;
use crate::model::event::{Event, EventStatus};
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::plan::DataFile;
use crate::plan::data::{EventFormat, EventScope};
use crate::render::renderer::Renderer;

/// The longest stretch of days that an event covers. One that is only known to lie within more is no entry of
/// a calendar.
const LONGEST: i32 = 366;

/// The longest line, in bytes, without its end (section 3.1).
const LINE: usize = 75;

/// `events.ics`.
pub fn calendar(renderer: &Renderer<'_>, scope: EventScope, events: &[Index<Event>]) -> Vec<u8> {
    let site = renderer.site;
    let name = match scope {
        EventScope::Site => site.title.clone(),
        EventScope::Actor(index) => {
            format!("{}: {}", site.title, renderer.dossier.title(Target::from(index)))
        }
        EventScope::Threshold(index) => {
            format!("{}: {}", site.title, renderer.dossier.title(Target::from(index)))
        }
    };
    let own = DataFile::Events(scope, EventFormat::Calendar).address(renderer.dossier);
    let mut lines = Lines(String::with_capacity(events.len() * 400));
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//redlines//redlines//EN");
    lines.put("CALSCALE", "GREGORIAN");
    lines.text("NAME", &name);
    lines.text("X-WR-CALNAME", &name);
    lines.put("SOURCE;VALUE=URI", &renderer.permalink(&own));
    for index in events {
        event(renderer, *index, &mut lines);
    }
    lines.put("END", "VCALENDAR");
    lines.0.into_bytes()
}

fn event(renderer: &Renderer<'_>, index: Index<Event>, lines: &mut Lines) {
    let event = &renderer.dossier.events[index];
    let header = &event.header;
    let Some((start, end)) = period(&event.date) else { return };
    let url = renderer.permalink(&header.address);
    lines.put("BEGIN", "VEVENT");
    lines.text("UID", &url);
    // Without a METHOD, this is when the entry was last revised (section 3.8.7.2).
    let revised = header.updated.as_ref().and_then(Date::days).or_else(|| event.date.days());
    let revised = revised.map_or(renderer.dossier.as_of, |days| days.first);
    lines.put("DTSTAMP", &format!("{}T000000Z", basic(revised)));
    lines.put(start.0, &start.1);
    if let Some((name, value)) = end {
        lines.put(name, &value);
    }
    lines.text("SUMMARY", &header.title);
    lines.text("DESCRIPTION", &description(renderer, event));
    if let Some(place) = &event.place {
        lines.text("LOCATION", &place.name);
        if let Some(position) = place.coordinates {
            lines.put("GEO", &format!("{:.6};{:.6}", position.latitude, position.longitude));
        }
    }
    if let Some(kind) = event.facts.kind {
        lines.text("CATEGORIES", kind.label());
    }
    lines.put("STATUS", status(event.facts.status));
    lines.put("TRANSP", "TRANSPARENT");
    lines.put("URL", &url);
    lines.put("END", "VEVENT");
}

/// What is only reported is tentative, and a report that was taken back cancelled.
fn status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Confirmed => "CONFIRMED",
        EventStatus::Retracted => "CANCELLED",
        _ => "TENTATIVE",
    }
}

/// The date in words, since days alone would not say how well they are known, and what is told first.
fn description(renderer: &Renderer<'_>, event: &Event) -> String {
    let mut lines = vec![event.date.words().to_owned()];
    if event.facts.status != EventStatus::Confirmed {
        lines.push(event.facts.status.label().to_owned());
    }
    lines.extend(renderer.first_paragraph(&event.header));
    lines.join("\n")
}

type Property = (&'static str, String);

/// When an event begins and ends: a moment where its time is known with its offset, otherwise whole days, of which
/// the last is the first that it no longer covers (section 3.6.1).
fn period(date: &Date) -> Option<(Property, Option<Property>)> {
    let days = date.days()?;
    let is_writable = |day: civil::Date| (1..=9999).contains(&day.year());
    let length = (days.last - days.first).get_days();
    let after = days.last.checked_add(1.day()).ok()?;
    if !is_writable(days.first) || !is_writable(after) || length > LONGEST {
        return None;
    }
    if let Some(moment) = date.html().and_then(|html| html.parse::<Timestamp>().ok()) {
        let moment = moment.strftime("%Y%m%dT%H%M%SZ").to_string();
        return Some((("DTSTART", moment), None));
    }
    let start = ("DTSTART;VALUE=DATE", basic(days.first));
    Some((start, Some(("DTEND;VALUE=DATE", basic(after)))))
}

/// A day without separators.
fn basic(day: civil::Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Content lines, each folded and ended as section 3.1 says.
struct Lines(String);

impl Lines {
    /// A property whose value is ready.
    fn put(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut rest = line.as_str();
        let mut room = LINE;
        while rest.len() > room {
            let (head, tail) = rest.split_at(rest.floor_char_boundary(room));
            self.0.push_str(head);
            self.0.push_str("\r\n ");
            rest = tail;
            // The space that continues a line is a part of it.
            room = LINE - 1;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }

    /// A property whose value is text (section 3.3.11).
    fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\\' | ';' | ',' => escaped.extend(['\\', character]),
                '\n' => escaped.push_str("\\n"),
                '\t' => escaped.push('\t'),
                control if control.is_ascii_control() => {}
                other => escaped.push(other),
            }
        }
        self.put(name, &escaped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_lines_folded_between_characters() {
        let mut lines = Lines(String::new());
        lines.text("SUMMARY", "a, b; c\\d\r\ne\u{7}");
        assert_eq!(lines.0, "SUMMARY:a\\, b\\; c\\\\d\\ne\r\n");
        let mut lines = Lines(String::new());
        let title = "«خامنه‌ای» ".repeat(20);
        lines.text("SUMMARY", &title);
        assert!(lines.0.split("\r\n").all(|line| line.len() <= LINE), "{}", lines.0);
        assert_eq!(
            lines.0.replace("\r\n ", "").trim_end_matches("\r\n"),
            format!("SUMMARY:{title}")
        );
    }

    #[test]
    fn periods_are_days_or_moments() {
        let cases = [
            ("2025-06-15", Some("DTSTART;VALUE=DATE:20250615 DTEND;VALUE=DATE:20250616")),
            (
                "2025-06-13/2025-06-24",
                Some("DTSTART;VALUE=DATE:20250613 DTEND;VALUE=DATE:20250625"),
            ),
            ("2025-06", Some("DTSTART;VALUE=DATE:20250601 DTEND;VALUE=DATE:20250701")),
            ("2025-06-15T14:30+03:30", Some("DTSTART:20250615T110000Z")),
            // Without an offset, nobody can say which moment it is.
            ("2025-06-15T14:30", Some("DTSTART;VALUE=DATE:20250615 DTEND;VALUE=DATE:20250616")),
            ("2025-06-13/..", Some("DTSTART;VALUE=DATE:20250613 DTEND;VALUE=DATE:20250614")),
            ("201X", None),
            ("-0043", None),
            ("Y12000", None),
        ];
        for (written, expected) in cases {
            let period = period(&Date::parse(written).unwrap());
            let told = period.map(|(start, end)| {
                let properties = [Some(start), end].into_iter().flatten();
                let told: Vec<String> =
                    properties.map(|(name, value)| format!("{name}:{value}")).collect();
                told.join(" ")
            });
            assert_eq!(told.as_deref(), expected, "{written}");
        }
    }
}
