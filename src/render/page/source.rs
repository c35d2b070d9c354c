//! A source's own page.

use crate::diagnostic::Diagnostic;
use crate::link::Citing;
use crate::model::source::Source;
use crate::model::table::Index;
use crate::plan::Page;
use crate::render::page::document;
use crate::render::renderer::Renderer;
use crate::render::view;
use crate::render::views::{CitingView, DetailView, SourceView};

/// The view of a source.
pub fn view(
    renderer: &Renderer<'_>,
    page: &Page,
    index: Index<Source>,
) -> Result<SourceView, Diagnostic> {
    let source = &renderer.dossier.sources[index];
    Ok(SourceView {
        document: document::document(renderer, page, &source.header)?,
        card: renderer.cards.get(index),
        accessed: view::optional_date(source.accessed.as_ref()),
        note: source.note.clone(),
        details: details(source),
    })
}

/// What cites or lists it.
pub fn cited_by(renderer: &Renderer<'_>, index: Index<Source>) -> Vec<CitingView> {
    let citations = renderer.dossier.backlinks.citations.beside_index(index);
    citations.iter().map(|it| citing(renderer, it)).collect()
}

/// What a record says beyond author, title, publisher and date.
fn details(source: &Source) -> Vec<DetailView> {
    let record = &source.record;
    let numbers = record.serial_number().map(|numbers| &numbers.0);
    let number = |name: &str| numbers.and_then(|numbers| numbers.get(name)).cloned();
    let location = record.publisher().and_then(|publisher| publisher.location());
    let rows = [
        ("Place", location.map(ToString::to_string)),
        ("Edition", record.edition().map(ToString::to_string)),
        ("Volume", record.map(|entry| entry.volume()).map(ToString::to_string)),
        ("Issue", record.map(|entry| entry.issue()).map(ToString::to_string)),
        ("Pages", record.page_range().map(ToString::to_string)),
        ("Number", number("serial")),
        ("DOI", number("doi")),
        ("ISBN", number("isbn")),
        ("ISSN", number("issn")),
        ("Genre", record.genre().map(ToString::to_string)),
        ("Language", source.header.language.clone()),
        ("Abstract", record.abstract_().map(ToString::to_string)),
    ];
    rows.into_iter().filter_map(|(label, text)| Some(DetailView { label, text: text? })).collect()
}

fn citing(renderer: &Renderer<'_>, citing: &Citing) -> CitingView {
    let header = renderer.dossier.header(citing.by);
    let used = citing.listed.and_then(|number| header?.sources.get(number));
    CitingView {
        by: renderer.cards.get(citing.by),
        credibility: used.and_then(|used| used.credibility).map(view::credibility),
        pages: used.and_then(|used| used.pages.clone()),
        note: used.and_then(|used| used.note.clone()),
        quoted: citing.quoted,
        sentence: citing.at.and_then(|it| document::sentence(renderer, citing.by, it)),
        url: document::sentence_url(renderer, citing.by, citing.at),
    }
}
