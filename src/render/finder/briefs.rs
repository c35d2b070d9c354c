//! The finder of briefs, newest first as their list is.

use crate::model::brief::Brief;
use crate::model::table::Index;
use crate::model::tag::Tag;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::render::finder::column::{self, Dates, Facet, Parts, term};
use crate::render::finder::entry::FinderEntry;
use crate::render::renderer::Renderer;

/// The entries, newest first.
pub fn order(renderer: &Renderer<'_>) -> Vec<Index<Brief>> {
    renderer.dossier.listed_briefs().collect()
}

/// What the list can be filtered by.
pub fn columns(renderer: &Renderer<'_>) -> Parts {
    let dossier = renderer.dossier;
    let indexes = order(renderer);
    let dates = Dates::collect(indexes.iter().map(|index| Some(&dossier.briefs[*index].date)));
    let briefs = || indexes.iter().map(|index| &dossier.briefs[*index]);
    let named = |target: Target| column::document(renderer, target);
    let tag = |index: Index<Tag>| column::document(renderer, index.into());
    let author = |author: &String| (author.clone(), author.clone());
    let facets = [
        Facet::new(
            "actor",
            "Actor",
            briefs().map(|brief| brief.actors.iter().map(|it| named((*it).into())).collect()),
        ),
        Facet::new(
            "threshold",
            "Threshold",
            briefs().map(|brief| brief.thresholds.iter().map(|it| named((*it).into())).collect()),
        ),
        Facet::new(
            "tag",
            "Tag",
            briefs().map(|brief| brief.header.tags.iter().copied().map(tag).collect()),
        ),
        Facet::new("author", "Author", briefs().map(|it| it.authors.iter().map(author).collect())),
        Facet::new("status", "Status", briefs().map(|brief| vec![term(brief.status)])),
        Facet::new(
            "confidence",
            "Confidence",
            briefs().map(|brief| brief.confidence.map(term).into_iter().collect()),
        ),
    ];
    (facets.into(), Vec::new(), Some(dates))
}

/// What is shown of one.
pub fn entry(renderer: &Renderer<'_>, index: Index<Brief>) -> FinderEntry {
    let brief = &renderer.dossier.briefs[index];
    let summary = brief.summary.iter().cloned();
    FinderEntry {
        title: brief.header.title.clone(),
        url: brief.header.address.href(&renderer.site.base_path),
        date: brief.date.words().to_owned(),
        details: [brief.authors.join(", "), brief.status.label().to_owned()]
            .into_iter()
            .filter(|detail| !detail.is_empty())
            .chain(summary)
            .collect(),
        names: brief.header.aliases.clone(),
        id: brief.header.id.clone(),
        edtf: brief.date.edtf().to_owned(),
    }
}
