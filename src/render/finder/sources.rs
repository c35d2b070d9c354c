//! The finder of sources, by author as their list is.

use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::vocabulary::Vocabulary;
use crate::render::finder::column::{Dates, Facet, Parts, Range, term};
use crate::render::finder::entry::FinderEntry;
use crate::render::renderer::Renderer;

/// The entries, by author.
pub fn order(renderer: &Renderer<'_>) -> Vec<Index<Source>> {
    renderer.dossier.sources.indexes().collect()
}

/// What the list can be filtered by.
pub fn columns(renderer: &Renderer<'_>) -> Parts {
    let dossier = renderer.dossier;
    let sources = || dossier.sources.iter();
    let one = |text: &Option<String>| -> Vec<(String, String)> {
        text.iter().map(|text| (text.clone(), text.clone())).collect()
    };
    let reliability = |source: &Source| -> Vec<(String, String)> {
        let grade = source.reliability.iter();
        grade.map(|it| (it.term().to_owned(), format!("{}: {}", it.term(), it.label()))).collect()
    };
    let author = |author: &String| (author.clone(), author.clone());
    let facets = [
        Facet::new("reliability", "Reliability", sources().map(reliability)),
        Facet::new("kind", "Kind", sources().map(|source| vec![term(source.kind)])),
        Facet::new("author", "Author", sources().map(|it| it.authors.iter().map(author).collect())),
        Facet::new("publisher", "Publisher", sources().map(|source| one(&source.publisher))),
        Facet::new("language", "Language", sources().map(|source| one(&source.header.language))),
    ];
    let cited =
        |index: Index<Source>| Some(dossier.backlinks.citations.beside_index(index).len() as u32);
    let ranges = Range::new("cited", "Times cited", dossier.sources.indexes().map(cited));
    let dates = Dates::collect(sources().map(|source| source.date.as_ref()));
    (facets.into(), vec![ranges], Some(dates))
}

/// What is shown of one.
pub fn entry(renderer: &Renderer<'_>, index: Index<Source>) -> FinderEntry {
    let source = &renderer.dossier.sources[index];
    let reliability = source.reliability.map(|it| format!("{}: {}", it.term(), it.label()));
    let details = [
        Some(source.authors.join(", ")).filter(|authors| !authors.is_empty()),
        source.container.clone().or_else(|| source.publisher.clone()),
        reliability,
    ];
    FinderEntry {
        title: source.header.title.clone(),
        url: source.header.address.href(&renderer.site.base_path),
        date: source.date.as_ref().map(|date| date.words().to_owned()).unwrap_or_default(),
        details: details.into_iter().flatten().collect(),
        names: source.header.aliases.clone(),
        id: source.header.id.clone(),
        edtf: source.date.as_ref().map(|date| date.edtf().to_owned()).unwrap_or_default(),
    }
}
