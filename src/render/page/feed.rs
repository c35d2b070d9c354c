//! Feeds: what changed, for readers who come back.

use crate::model::date::Date;
use crate::model::identity::Header;
use crate::plan::Page;
use crate::render::Renderer;
use crate::render::views::{FeedEntryView, FeedView};

/// The feed of corrections: one entry a correction, latest first.
pub fn corrections(renderer: &Renderer<'_>, page: &Page) -> FeedView {
    let site = renderer.site;
    let mut dated: Vec<(&Date, FeedEntryView)> = Vec::new();
    for brief in &renderer.dossier.briefs {
        for (number, correction) in brief.corrections.iter().enumerate() {
            let permalink = permalink(renderer, &brief.header);
            // Corrections of one brief stand latest first: counted from the end, a number is for
            // good.
            let number = brief.corrections.len() - number;
            dated.push((
                &correction.date,
                FeedEntryView {
                    id: format!("{permalink}#correction-{number}"),
                    title: brief.header.title.clone(),
                    permalink,
                    updated: moment(&correction.date).unwrap_or_else(|| latest(renderer)),
                    text: correction.text.clone(),
                    authors: brief.authors.clone(),
                },
            ));
        }
    }
    dated.sort_by(|a, b| b.0.cmp(a.0));
    let updated = dated.first().map(|(_, entry)| entry.updated.clone());
    FeedView {
        title: format!("{}: corrections", site.title),
        permalink: format!("{}{}", site.base_url, page.address.href("")),
        page: format!("{}/corrections/", site.base_url),
        updated: updated.unwrap_or_else(|| latest(renderer)),
        entries: dated.into_iter().map(|(_, entry)| entry).collect(),
    }
}

fn permalink(renderer: &Renderer<'_>, header: &Header) -> String {
    format!("{}{}", renderer.site.base_url, header.address.href(""))
}

/// The beginning of a date as RFC 3339 writes moments.
fn moment(date: &Date) -> Option<String> {
    date.earliest().map(|day| format!("{day}T00:00:00Z"))
}

/// When the newest brief was published, for a feed without a date of its own: the day of the build
/// would make every build a new one.
fn latest(renderer: &Renderer<'_>) -> String {
    let newest = renderer.dossier.briefs.iter().next().and_then(|brief| moment(&brief.date));
    newest.unwrap_or_else(|| format!("{}T00:00:00Z", renderer.dossier.as_of))
}
