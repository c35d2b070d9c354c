//! The finder of events, newest first as their list is.

use crate::model::date;
use crate::model::event::{Effect, Event, Role};
use crate::model::source::Reliability;
use crate::model::table::Index;
use crate::model::tag::Tag;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::render::finder::column::{self, Aspect, Dates, Facet, Parts, Range, position, term};
use crate::render::finder::entry::FinderEntry;
use crate::render::renderer::Renderer;

/// The entries, newest first.
pub fn order(renderer: &Renderer<'_>) -> Vec<Index<Event>> {
    let mut indexes: Vec<Index<Event>> = renderer.dossier.events.indexes().collect();
    indexes.reverse();
    indexes
}

/// What the list can be filtered by.
pub fn columns(renderer: &Renderer<'_>) -> Parts {
    let dossier = renderer.dossier;
    let indexes = order(renderer);
    let events = || indexes.iter().map(|index| &dossier.events[*index]);
    let named = |target: Target| column::document(renderer, target);
    let tag = |index: Index<Tag>| column::document(renderer, index.into());
    let actors = events().map(|event| {
        let parts = event.actors.iter();
        parts.map(|part| (named(part.actor.into()), position(part.role))).collect()
    });
    let thresholds = events().map(|event| {
        let effects = event.thresholds.iter();
        effects.map(|effect| (named(effect.threshold.into()), position(effect.effect))).collect()
    });
    let reliabilities = events().map(|event| reliabilities(renderer, event));
    let country = |event: &Event| event.place.as_ref()?.country;
    let facets = [
        Facet::with_aspect("actor", "Actor", Aspect::of_vocabulary::<Role>("role", "Role"), actors),
        Facet::new("year", "Year", events().map(years)),
        Facet::new(
            "type",
            "Type",
            events().map(|event| event.facts.kind.map(term).into_iter().collect()),
        ),
        Facet::new("status", "Status", events().map(|event| vec![term(event.facts.status)])),
        Facet::with_aspect(
            "threshold",
            "Threshold",
            Aspect::of_vocabulary::<Effect>("effect", "Effect"),
            thresholds,
        ),
        Facet::new(
            "tag",
            "Tag",
            events().map(|event| event.header.tags.iter().copied().map(tag).collect()),
        ),
        Facet::new(
            "country",
            "Country",
            events().map(|event| {
                let country = country(event);
                country.map(|it| (it.code.to_owned(), it.name.to_owned())).into_iter().collect()
            }),
        ),
        Facet::new(
            "place",
            "Place",
            events().map(|event| {
                let place = event.place.iter();
                place.map(|place| (place.name.clone(), place.name.clone())).collect()
            }),
        ),
        Facet::new(
            "dimension",
            "Dimension",
            events().map(|event| event.facts.dimension.map(term).into_iter().collect()),
        ),
        Facet::new("reliability", "Best source", reliabilities),
    ];
    let ranges = [
        Range::new(
            "rung",
            "Rung",
            events().map(|event| event.placements.first().map(|placement| placement.rung)),
        ),
        Range::new(
            "importance",
            "Importance",
            events().map(|event| event.facts.importance.map(u32::from)),
        ),
    ];
    let dates = Dates::collect(events().map(|event| Some(&event.date)));
    (facets.into(), ranges.into(), Some(dates))
}

/// The years in which it began, or may have.
fn years(event: &Event) -> Vec<(String, String)> {
    /// An event of which only the century is known is not one of a hundred years.
    const MOST: usize = 10;
    let years = event.date.years_of_beginning(MOST).into_iter().flatten();
    years.map(|year| (year.to_string(), date::year_words(year))).collect()
}

/// The best reliability among an event's sources.
fn reliabilities(renderer: &Renderer<'_>, event: &Event) -> Vec<(String, String)> {
    let sources = event.header.sources.iter();
    let best: Option<Reliability> =
        sources.filter_map(|used| renderer.dossier.sources[used.source].reliability).min();
    best.map(|it| (it.term().to_owned(), format!("{}: {}", it.term(), it.label())))
        .into_iter()
        .collect()
}

/// What is shown of one.
pub fn entry(renderer: &Renderer<'_>, index: Index<Event>) -> FinderEntry {
    let dossier = renderer.dossier;
    let event = &dossier.events[index];
    let mut details: Vec<String> = Vec::new();
    details.extend(event.facts.kind.map(|kind| kind.label().to_owned()));
    details.extend(event.place.as_ref().map(|place| place.name.clone()));
    details.extend(event.placements.first().map(|placement| format!("Rung {}", placement.rung)));
    details.extend(event.thresholds.iter().map(|effect| {
        let title = &dossier.thresholds[effect.threshold].header.title;
        format!("{}: {title}", effect.effect.label())
    }));
    FinderEntry {
        title: event.header.title.clone(),
        url: event.header.address.href(&renderer.site.base_path),
        date: event.date.words().to_owned(),
        details,
        names: event.header.aliases.clone(),
        id: event.header.id.clone(),
        edtf: event.date.edtf().to_owned(),
    }
}
