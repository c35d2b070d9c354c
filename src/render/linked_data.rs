//! JSON-LD for search engines and archives: what a page is, in schema.org's terms.

use serde_json::{Map, Value as Json, json};

use crate::model::actor::{Actor, ActorKind};
use crate::model::brief::{Brief, BriefStatus};
use crate::model::event::Event;
use crate::model::position::Position;
use crate::model::source::Source;
use crate::model::target::Target;
use crate::plan::{Content, Page};
use crate::render::Renderer;

/// The JSON-LD of a page, safe inside a `script` element.
pub fn of(renderer: &Renderer<'_>, page: &Page, title: &str, description: Option<&str>) -> String {
    let mut object = match &page.content {
        Content::Brief(index) => brief(renderer, &renderer.dossier.briefs[*index]),
        Content::Actor(index) => actor(&renderer.dossier.actors[*index]),
        Content::Event(index) => event(renderer, &renderer.dossier.events[*index]),
        Content::Source(index) => source(&renderer.dossier.sources[*index]),
        Content::Home => typed("WebSite"),
        Content::Search => typed("SearchResultsPage"),
        content if content.target().is_some() => typed("WebPage"),
        _ => typed("CollectionPage"),
    };
    object.insert("@context".into(), json!("https://schema.org"));
    object.insert("name".into(), json!(title));
    object.insert("url".into(), json!(permalink(renderer, page.address.href(""))));
    if let Some(description) = description {
        object.insert("description".into(), json!(description));
    }
    // Nothing in a text may end the element or open a comment.
    let text = Json::Object(object).to_string();
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn typed(name: &str) -> Map<String, Json> {
    Map::from_iter([("@type".to_owned(), json!(name))])
}

fn permalink(renderer: &Renderer<'_>, path: String) -> String {
    format!("{}{path}", renderer.site.base_url)
}

/// A document by its name and page.
fn named(renderer: &Renderer<'_>, target: Target) -> Json {
    let kind = match target {
        Target::Actor(index) => {
            renderer.dossier.actors[index].kind.map_or("Thing", ActorKind::schema_org)
        }
        Target::Event(_) => "Event",
        Target::Source(_) => "CreativeWork",
        _ => "Thing",
    };
    let url = permalink(renderer, renderer.dossier.address(target).href(""));
    json!({ "@type": kind, "name": renderer.dossier.title(target), "url": url })
}

fn brief(renderer: &Renderer<'_>, brief: &Brief) -> Map<String, Json> {
    let mut object = typed("Report");
    let mut set = |key: &str, value: Json| {
        let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            object.insert(key.to_owned(), value);
        }
    };
    set("headline", json!(brief.header.title));
    set("datePublished", json!(brief.date.html()));
    set("dateModified", json!(brief.header.updated.as_ref().and_then(|date| date.html())));
    let people = brief.authors.iter().map(|name| json!({ "@type": "Person", "name": name }));
    set("author", people.collect());
    set("publisher", json!({ "@type": "Organization", "name": renderer.site.title }));
    let language = brief.header.language.as_ref().unwrap_or(&renderer.site.language);
    set("inLanguage", json!(language));
    // What a withdrawn brief said and rested on is gone with its text.
    let stands = brief.status != BriefStatus::Withdrawn;
    let name = |target: Target| stands.then(|| named(renderer, target));
    set("about", brief.actors.iter().filter_map(|it| name((*it).into())).collect());
    set("mentions", brief.events.iter().filter_map(|it| name((*it).into())).collect());
    set("citation", brief.header.sources.iter().filter_map(|it| name(it.source.into())).collect());
    let corrections = brief.corrections.iter().map(|correction| {
        json!({
            "@type": "CorrectionComment",
            "text": correction.text,
            "datePublished": correction.date.html(),
        })
    });
    set("correction", corrections.collect());
    object
}

fn actor(actor: &Actor) -> Map<String, Json> {
    let mut object = typed(actor.kind.map_or("Thing", ActorKind::schema_org));
    if !actor.header.aliases.is_empty() {
        object.insert("alternateName".into(), json!(actor.header.aliases));
    }
    let item = actor.wikidata.iter().map(|item| format!("https://www.wikidata.org/entity/{item}"));
    let links = actor.links.iter().map(|link| link.url.value.clone());
    let same: Vec<String> = item.chain(links).collect();
    if !same.is_empty() {
        object.insert("sameAs".into(), json!(same));
    }
    object
}

fn event(renderer: &Renderer<'_>, event: &Event) -> Map<String, Json> {
    let mut object = typed("Event");
    if let Some(day) = event.date.earliest() {
        object.insert("startDate".into(), json!(day.to_string()));
    }
    if let Some(day) = event.date.latest() {
        object.insert("endDate".into(), json!(day.to_string()));
    }
    if let Some(place) = &event.place {
        let mut location = typed("Place");
        location.insert("name".into(), json!(place.name));
        if let Some(Position { latitude, longitude }) = place.coordinates {
            location.insert(
                "geo".into(),
                json!({
                    "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude,
                }),
            );
        }
        object.insert("location".into(), Json::Object(location));
    }
    let actors: Vec<Json> =
        event.actors.iter().map(|part| named(renderer, part.actor.into())).collect();
    if !actors.is_empty() {
        object.insert("about".into(), Json::Array(actors));
    }
    object
}

fn source(source: &Source) -> Map<String, Json> {
    let mut object = typed("CreativeWork");
    if !source.authors.is_empty() {
        object.insert("author".into(), json!(source.authors));
    }
    let facts = [
        ("publisher", source.publisher.clone()),
        ("datePublished", source.date.as_ref().and_then(|date| date.html())),
        ("sameAs", source.url.as_ref().map(|url| url.value.clone())),
        ("archivedAt", source.archive_url.as_ref().map(|url| url.value.clone())),
    ];
    for (key, value) in facts {
        if let Some(value) = value {
            object.insert(key.to_owned(), json!(value));
        }
    }
    object
}
