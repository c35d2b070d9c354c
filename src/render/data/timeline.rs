//! Events as TimelineJS reads them. Its texts are HTML.

use pulldown_cmark_escape::escape_html;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::date::Date;
use crate::model::event::{Event, EventStatus};
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::plan::data::EventScope;
use crate::render::data::json::put;
use crate::render::data::value::Id;
use crate::render::renderer::Renderer;

/// The file.
#[derive(Serialize, JsonSchema)]
pub struct Timeline<'a> {
    /// The first slide.
    title: Title,
    /// The slides.
    events: Vec<Slide<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Title {
    text: Text,
}

/// An event.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "slide")]
struct Slide<'a> {
    /// The event's id.
    unique_id: Id<'a>,
    /// When it began.
    start_date: Moment,
    /// When it ended, where that is later.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Moment")]
    end_date: Option<Moment>,
    /// The date in words, with what is uncertain of it.
    display_date: String,
    /// Its title, first paragraph and address.
    text: Text,
    /// The type of event.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    group: Option<&'static str>,
}

/// The text of a slide.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "text")]
struct Text {
    /// HTML.
    headline: String,
    /// HTML.
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
}

/// A date, as precise as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "moment")]
struct Moment {
    /// The year.
    year: i64,
    /// The month.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u8", range(min = 1, max = 12))]
    month: Option<u8>,
    /// The day of the month.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u8", range(min = 1, max = 31))]
    day: Option<u8>,
}

/// `timeline.json`. What has no date has no place on a timeline, nor has a report that was taken back.
pub fn json(renderer: &Renderer<'_>, scope: EventScope, events: &[Index<Event>]) -> Vec<u8> {
    let site = renderer.site;
    let (headline, description) = match scope {
        EventScope::Site => (site.title.as_str(), site.description.as_deref()),
        EventScope::Actor(index) => (renderer.dossier.title(Target::from(index)), None),
        EventScope::Threshold(index) => {
            let threshold = &renderer.dossier.thresholds[index];
            (threshold.header.title.as_str(), threshold.condition.as_deref())
        }
    };
    let counted = events.iter().map(|index| &renderer.dossier.events[*index]);
    let slides = counted.filter(|event| event.counts()).filter_map(|it| slide(renderer, it));
    let text = Text { headline: html(headline), text: description.map(html).unwrap_or_default() };
    let timeline = Timeline { title: Title { text }, events: slides.collect() };
    let mut bytes = Vec::new();
    put(&mut bytes, &timeline);
    bytes.push(b'\n');
    bytes
}

fn slide<'a>(renderer: &Renderer<'a>, event: &'a Event) -> Option<Slide<'a>> {
    let (start_date, end_date) = period(&event.date)?;
    let mut text = String::new();
    if event.facts.status != EventStatus::Confirmed {
        text.push_str(&format!("<p><em>{}</em></p>", event.facts.status.label()));
    }
    if let Some(paragraph) = renderer.first_paragraph(&event.header) {
        text.push_str(&format!("<p>{}</p>", html(&paragraph)));
    }
    let url = html(&renderer.permalink(&event.header.address));
    text.push_str(&format!("<p><a href=\"{url}\">{}</a></p>", html(&renderer.site.title)));
    Some(Slide {
        unique_id: Id(&event.header.id),
        start_date,
        end_date,
        display_date: event.date.words().to_owned(),
        text: Text { headline: html(&event.header.title), text },
        group: event.facts.kind.map(Vocabulary::label),
    })
}

/// When it begins, as precisely as it is known, and when it ends where it is more than one day, month or year.
fn period(date: &Date) -> Option<(Moment, Option<Moment>)> {
    if let Some(written) = date.html() {
        let day = written.split('T').next().unwrap_or_default();
        let mut parts = day.split('-');
        let year = parts.next()?.parse().ok()?;
        let mut part = || parts.next().and_then(|part| part.parse().ok());
        return Some((Moment { year, month: part(), day: part() }, None));
    }
    let (first, last) = (date.earliest().or(date.latest())?, date.latest());
    let moment =
        |year: i64, month: u8, day: u8| Moment { year, month: Some(month), day: Some(day) };
    let start = moment(first.year, first.month, first.day);
    let end = last.map(|last| moment(last.year, last.month, last.day));
    Some((start, end.filter(|end| *end != start)))
}

fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slides_are_as_precise_as_their_dates() {
        let moment = |year, month, day| Moment { year, month, day };
        let full = |year, month, day| moment(year, Some(month), Some(day));
        let cases = [
            ("2025-06-15", Some((full(2025, 6, 15), None))),
            ("2025-06~", Some((moment(2025, Some(6), None), None))),
            ("2025", Some((moment(2025, None, None), None))),
            ("2025-06-15T14:30Z", Some((full(2025, 6, 15), None))),
            ("2025-06-13/2025-06-24", Some((full(2025, 6, 13), Some(full(2025, 6, 24))))),
            ("2025-06-13/..", Some((full(2025, 6, 13), None))),
            ("201X", Some((full(2010, 1, 1), Some(full(2019, 12, 31))))),
            ("-0043", Some((full(-43, 1, 1), Some(full(-43, 12, 31))))),
        ];
        for (written, expected) in cases {
            assert_eq!(period(&Date::parse(written).unwrap()), expected, "{written}");
        }
    }
}
