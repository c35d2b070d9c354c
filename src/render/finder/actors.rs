//! The finder of actors, by kind and name as their list is.

use crate::model::actor::Actor;
use crate::model::table::Index;
use crate::model::tag::Tag;
use crate::model::vocabulary::Vocabulary;
use crate::plan::actors_by_kind;
use crate::render::finder::column::{self, Facet, Parts, Range, term};
use crate::render::finder::entry::FinderEntry;
use crate::render::renderer::Renderer;

/// The entries, by kind and name.
pub fn order(renderer: &Renderer<'_>) -> Vec<Index<Actor>> {
    actors_by_kind(renderer.dossier)
}

/// What the list can be filtered by.
pub fn columns(renderer: &Renderer<'_>) -> Parts {
    let dossier = renderer.dossier;
    let indexes = order(renderer);
    let actors = || indexes.iter().map(|index| &dossier.actors[*index]);
    let tag = |index: Index<Tag>| column::document(renderer, index.into());
    let facets = [
        Facet::new("kind", "Kind", actors().map(|it| it.kind.map(term).into_iter().collect())),
        Facet::new(
            "country",
            "Country",
            actors().map(|actor| {
                let country = actor.country;
                country.map(|it| (it.code.to_owned(), it.name.to_owned())).into_iter().collect()
            }),
        ),
        Facet::new(
            "side",
            "Side",
            actors()
                .map(|actor| actor.side.iter().map(|side| (side.clone(), side.clone())).collect()),
        ),
        Facet::new(
            "tag",
            "Tag",
            actors().map(|actor| actor.header.tags.iter().copied().map(tag).collect()),
        ),
    ];
    let events = |index: &Index<Actor>| {
        Some(dossier.backlinks.actors.beside_index(*index).timeline.len() as u32)
    };
    let ranges = Range::new("events", "Events", indexes.iter().map(events));
    (facets.into(), vec![ranges], None)
}

/// What is shown of one.
pub fn entry(renderer: &Renderer<'_>, index: Index<Actor>) -> FinderEntry {
    let dossier = renderer.dossier;
    let actor = &dossier.actors[index];
    let events = dossier.backlinks.actors.beside_index(index).timeline.len();
    let country = actor.country.filter(|country| country.name != actor.header.title);
    let details = [
        actor.kind.map(|kind| kind.label().to_owned()),
        country.map(|country| country.name.to_owned()),
        (events > 0).then(|| format!("{events} event{}", if events == 1 { "" } else { "s" })),
    ];
    FinderEntry {
        title: actor.header.title.clone(),
        url: actor.header.address.href(&renderer.site.base_path),
        date: String::new(),
        details: details.into_iter().flatten().collect(),
        names: actor.header.aliases.clone(),
        id: actor.header.id.clone(),
        edtf: String::new(),
    }
}
