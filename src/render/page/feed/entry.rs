//! Entries of feeds. A document is one entry for good: what changes in it changes the entry, and is told in it.

use jiff::Timestamp;

use crate::diagnostic::Diagnostic;
use crate::link::Dossier;
use crate::model::address::Address;
use crate::model::brief::{Brief, BriefStatus};
use crate::model::date::Date;
use crate::model::event::{Event, EventStatus};
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::Vocabulary;
use crate::plan::Page;
use crate::render::page::document;
use crate::render::page::feed::absolute;
use crate::render::renderer::Renderer;
use crate::render::views::FeedEntryView;
use crate::render::xml::without_controls;

/// When a document was last changed, as far as it says: what has no date is in no feed. A threshold changes with the
/// events that touch it.
pub fn changed(dossier: &Dossier, target: Target) -> Option<&Date> {
    let updated = dossier.header(target)?.updated.as_ref();
    let own = match target {
        Target::Brief(index) => {
            let brief = &dossier.briefs[index];
            brief.corrections.iter().map(|it| &it.date).chain([&brief.date]).max()
        }
        Target::Event(index) => {
            let event = &dossier.events[index];
            event.reported.as_ref().or(Some(&event.date))
        }
        Target::Threshold(index) => {
            let touches = dossier.backlinks.touches.beside_index(index);
            let last = touches.last().map(|touch| &dossier.events[touch.event].date);
            last.into_iter().chain(&dossier.thresholds[index].since).max()
        }
        _ => None,
    };
    updated.into_iter().chain(own).max().filter(|date| moment(date).is_some())
}

/// A document as an entry; `page` is the feed that asks for it.
pub fn build_entry(
    renderer: &Renderer<'_>,
    page: &Page,
    target: Target,
    is_full: bool,
) -> Result<FeedEntryView, Diagnostic> {
    let mut entry = match target {
        Target::Brief(index) => brief(renderer, page, index, is_full)?,
        Target::Event(index) => event(renderer, index),
        Target::Threshold(index) => threshold(renderer, index),
        other => empty(renderer, renderer.dossier.address(other)),
    };
    if let Some(header) = renderer.dossier.header(target) {
        let tags = header.tags.iter().map(|tag| renderer.dossier.tags[*tag].name.clone());
        entry.categories.extend(tags);
    }
    if let Some(changed) = changed(renderer.dossier, target).and_then(moment) {
        entry.updated = changed;
    }
    Ok(writable(entry))
}

/// Every correction is an entry of its own, latest first.
pub fn corrections(renderer: &Renderer<'_>) -> Vec<FeedEntryView> {
    let mut dated: Vec<(&Date, FeedEntryView)> = Vec::new();
    for brief in &renderer.dossier.briefs {
        let page = renderer.permalink(&brief.header.address);
        for (number, correction) in brief.corrections.iter().enumerate() {
            let moment = moment(&correction.date);
            let entry = FeedEntryView {
                // Counted from the first, a number is for good.
                id: format!("{page}#correction-{}", brief.corrections.len() - number),
                title: brief.header.title.clone(),
                published: moment.clone(),
                updated: moment.unwrap_or_else(|| without_date(renderer)),
                text: correction.text.clone(),
                authors: brief.authors.clone(),
                ..empty(renderer, &brief.header.address)
            };
            dated.push((&correction.date, writable(entry)));
        }
    }
    dated.sort_by(|a, b| b.0.cmp(a.0));
    let latest = dated.into_iter().take(renderer.site.feeds.entries);
    latest.map(|(_, entry)| entry).collect()
}

fn brief(
    renderer: &Renderer<'_>,
    page: &Page,
    index: Index<Brief>,
    is_full: bool,
) -> Result<FeedEntryView, Diagnostic> {
    let brief = &renderer.dossier.briefs[index];
    let header = &brief.header;
    let mut entry = FeedEntryView {
        title: header.title.clone(),
        published: moment(&brief.date),
        authors: brief.authors.clone(),
        ..empty(renderer, &header.address)
    };
    let is_withdrawn = brief.status == BriefStatus::Withdrawn;
    let mut told: Vec<String> = Vec::new();
    for (number, correction) in brief.corrections.iter().enumerate() {
        let what = if is_withdrawn && number == 0 { "Withdrawn" } else { "Corrected" };
        told.push(format!("{what} {}: {}", correction.date.in_sentence(), correction.text));
    }
    if is_withdrawn {
        // Who has read it should learn that it is gone; a feed that no longer has it leaves the old text with them.
        if told.is_empty() {
            told.push("Withdrawn.".to_owned());
        }
        entry.text = told.join("\n");
        return Ok(entry);
    }
    if is_full {
        let body = document::document(renderer, page, header)?.body.html;
        let mut html: String =
            told.iter().map(|line| format!("<p><em>{}</em></p>", escaped(line))).collect();
        html.push_str(&absolute::links(body.as_str().unwrap_or_default(), &entry.permalink));
        entry.html = Some(html);
    }
    told.extend(brief.summary.clone().or_else(|| renderer.first_paragraph(header)));
    entry.text = told.join("\n");
    Ok(entry)
}

fn event(renderer: &Renderer<'_>, index: Index<Event>) -> FeedEntryView {
    let event = &renderer.dossier.events[index];
    let mut told = vec![event.date.words().to_owned()];
    if event.facts.status != EventStatus::Confirmed {
        told.push(event.facts.status.label().to_owned());
    }
    told.extend(renderer.first_paragraph(&event.header));
    FeedEntryView {
        title: event.header.title.clone(),
        published: moment(event.reported.as_ref().unwrap_or(&event.date)),
        text: told.join("\n"),
        categories: event.facts.kind.iter().map(|kind| kind.label().to_owned()).collect(),
        ..empty(renderer, &event.header.address)
    }
}

/// A threshold with what last happened to it.
fn threshold(renderer: &Renderer<'_>, index: Index<Threshold>) -> FeedEntryView {
    let dossier = renderer.dossier;
    let threshold = &dossier.thresholds[index];
    let last = dossier.backlinks.touches.beside_index(index).last().map(|touch| {
        let event = &dossier.events[touch.event];
        let effect = event.thresholds[touch.effect].effect;
        format!("{} {}: {}", effect.participle(), event.date.in_sentence(), event.header.title)
    });
    let told = last.into_iter().chain(threshold.condition.clone());
    FeedEntryView {
        title: threshold.header.title.clone(),
        text: told.collect::<Vec<_>>().join("\n"),
        ..empty(renderer, &threshold.header.address)
    }
}

/// An entry that says nothing yet.
fn empty(renderer: &Renderer<'_>, address: &Address) -> FeedEntryView {
    let permalink = renderer.permalink(address);
    FeedEntryView {
        id: permalink.clone(),
        title: String::new(),
        permalink,
        published: None,
        updated: String::new(),
        text: String::new(),
        html: None,
        authors: Vec::new(),
        categories: Vec::new(),
    }
}

/// An entry without characters that XML cannot hold.
fn writable(mut entry: FeedEntryView) -> FeedEntryView {
    let texts = [&mut entry.title, &mut entry.text].into_iter().chain(&mut entry.html);
    for text in texts.chain(&mut entry.authors).chain(&mut entry.categories) {
        if let std::borrow::Cow::Owned(sound) = without_controls(text) {
            *text = sound;
        }
    }
    entry
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html_body_text(&mut html, text);
    html
}

/// A date as RFC 3339 writes moments: its own where its time is known with its offset, otherwise the beginning of its
/// first day. Years before 0 and after 9999 have no such form.
pub fn moment(date: &Date) -> Option<String> {
    if let Some(moment) = date.html().and_then(|html| html.parse::<Timestamp>().ok()) {
        return Some(moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    }
    let day = date.earliest().or_else(|| date.latest())?;
    let is_writable = (0..=9999).contains(&day.year);
    is_writable.then(|| format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day))
}

/// When the newest brief was published, for a feed without a date of its own: the day of the build
/// would make every build a new one.
pub fn without_date(renderer: &Renderer<'_>) -> String {
    let newest = renderer.dossier.briefs.iter().next().and_then(|brief| moment(&brief.date));
    newest.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())
}
