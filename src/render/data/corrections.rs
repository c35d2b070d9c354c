//! Corrections as data, those by which briefs were withdrawn among them.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::brief::{Brief, BriefStatus};
use crate::model::note;
use crate::model::table::Index;
use crate::render::data::csv_rows::{Tabular, text};
use crate::render::data::record::{Dated, dated};
use crate::render::renderer::Renderer;

/// A correction.
#[derive(Serialize)]
pub struct Record<'a> {
    /// The same as in the feed of corrections.
    id: String,
    brief: &'a str,
    #[serde(flatten)]
    date: Dated<'a>,
    text: &'a str,
    /// The passage, where the author names it; otherwise the brief.
    url: String,
    withdrawn: bool,
}

/// A brief's corrections, latest first.
pub fn of_brief<'a>(
    renderer: &Renderer<'a>,
    index: Index<Brief>,
) -> impl Iterator<Item = Record<'a>> {
    let brief = &renderer.dossier.briefs[index];
    let page = renderer.permalink(&brief.header.address);
    let withdrawn = brief.status == BriefStatus::Withdrawn;
    let of = brief.corrections.len();
    brief.corrections.iter().enumerate().map(move |(number, correction)| Record {
        // Counted from the first, so that a number is for good.
        id: id(&page, of - number),
        brief: &brief.header.id,
        date: dated(&correction.date),
        text: &correction.text,
        url: match correction.note.filter(|_| !withdrawn) {
            Some(at) => format!("{page}#{}", note::anchor(&brief.header.notes[at].label)),
            None => page.clone(),
        },
        withdrawn: withdrawn && number == 0,
    })
}

/// The id of a correction, by the brief's page and its number, the first being 1.
pub fn id(page: &str, number: usize) -> String {
    format!("{page}#correction-{number}")
}

/// Every correction, by brief.
pub fn records<'a>(renderer: &Renderer<'a>) -> impl Iterator<Item = Record<'a>> {
    renderer.dossier.briefs.indexes().flat_map(move |index| of_brief(renderer, index))
}

/// A correction as a row.
#[derive(Serialize)]
pub struct Row<'a> {
    id: String,
    brief: &'a str,
    date: &'a str,
    earliest: Option<jiff::civil::Date>,
    latest: Option<jiff::civil::Date>,
    text: Cow<'a, str>,
    withdrawn: bool,
    url: String,
}

impl<'a> Tabular for Record<'a> {
    type Row = Row<'a>;

    const HEADER: &'static [&'static str] =
        &["id", "brief", "date", "earliest", "latest", "text", "withdrawn", "url"];

    fn row(self) -> Row<'a> {
        Row {
            id: self.id,
            brief: self.brief,
            date: self.date.date,
            earliest: self.date.earliest,
            latest: self.date.latest,
            text: text(self.text),
            withdrawn: self.withdrawn,
            url: self.url,
        }
    }
}
