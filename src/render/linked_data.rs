//! JSON-LD for search engines and archives: what a page is, in schema.org's terms.

use serde::Serialize;

use crate::model::actor::{Actor, ActorKind};
use crate::model::brief::{Brief, BriefStatus};
use crate::model::event::{Event, Place};
use crate::model::position::Coordinates;
use crate::model::source::Source;
use crate::model::target::Target;
use crate::plan::{Content, Page};
use crate::render::renderer::Renderer;

/// The JSON-LD of a page, safe inside a `script` element.
pub fn json_ld(
    renderer: &Renderer<'_>,
    page: &Page,
    title: &str,
    description: Option<&str>,
) -> String {
    let dossier = renderer.dossier;
    let url = renderer.permalink(&page.address);
    let of = OfAny { context: "https://schema.org", name: title, url, description };
    match &page.content {
        Content::Brief(index) => written(&report(renderer, &dossier.briefs[*index]), &of),
        Content::Actor(index) => written(&actor(&dossier.actors[*index]), &of),
        Content::Event(index) => written(&event(renderer, &dossier.events[*index]), &of),
        Content::Source(index) => written(&source(&dossier.sources[*index]), &of),
        Content::Home => written(&Typed { kind: "WebSite" }, &of),
        Content::Search => written(&Typed { kind: "SearchResultsPage" }, &of),
        content if content.target().is_some() => written(&Typed { kind: "WebPage" }, &of),
        _ => written(&Typed { kind: "CollectionPage" }, &of),
    }
}

fn written<T: Serialize>(of_kind: &T, of_any: &OfAny<'_>) -> String {
    // Texts, numbers and lists of them can always be written.
    let text = serde_json::to_string(&Object { of_kind, of_any }).unwrap_or_default();
    // Nothing in a text may end the element or open a comment. Few texts could, and many bytes are looked at together.
    match text.bytes().fold(false, |found, byte| found | matches!(byte, b'<' | b'>' | b'&')) {
        true => text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"),
        false => text,
    }
}

/// What a page is.
#[derive(Serialize)]
struct Object<'a, T> {
    #[serde(flatten)]
    of_kind: &'a T,
    #[serde(flatten)]
    of_any: &'a OfAny<'a>,
}

/// What every page has.
#[derive(Serialize)]
struct OfAny<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    name: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
}

#[derive(Serialize)]
struct Typed {
    #[serde(rename = "@type")]
    kind: &'static str,
}

/// Something by its name, and by its page where it has one.
#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'a>>,
    publisher: Named<'a>,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<CorrectionComment<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CorrectionComment<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: &'a str,
    date_published: Option<String>,
}

fn report<'a>(renderer: &Renderer<'a>, brief: &'a Brief) -> Report<'a> {
    // What a withdrawn brief said and rested on is gone with its text.
    let stands = brief.status != BriefStatus::Withdrawn;
    let name = |target: Target| stands.then(|| named(renderer, target));
    let unlinked = |kind, name| Named { kind, name, url: None };
    let corrections = brief.corrections.iter().map(|correction| CorrectionComment {
        kind: "CorrectionComment",
        text: &correction.text,
        date_published: correction.date.html(),
    });
    Report {
        kind: "Report",
        headline: &brief.header.title,
        date_published: brief.date.html(),
        date_modified: brief.header.updated.as_ref().and_then(|date| date.html()),
        author: brief.authors.iter().map(|author| unlinked("Person", author)).collect(),
        publisher: unlinked("Organization", &renderer.site.title),
        in_language: brief.header.language.as_ref().unwrap_or(&renderer.site.language),
        about: brief.actors.iter().filter_map(|it| name((*it).into())).collect(),
        mentions: brief.events.iter().filter_map(|it| name((*it).into())).collect(),
        citation: brief.header.sources.iter().filter_map(|it| name(it.source.into())).collect(),
        correction: corrections.collect(),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ActorObject<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    alternate_name: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    same_as: Vec<String>,
}

fn actor(actor: &Actor) -> ActorObject<'_> {
    let item = actor.wikidata.iter().map(|item| format!("https://www.wikidata.org/entity/{item}"));
    let links = actor.links.iter().map(|link| link.url.value.clone());
    ActorObject {
        kind: actor.kind.map_or("Thing", ActorKind::schema_org),
        alternate_name: &actor.header.aliases,
        same_as: item.chain(links).collect(),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventObject<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<PlaceObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct PlaceObject<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    geo: Option<GeoCoordinates>,
}

#[derive(Serialize)]
struct GeoCoordinates {
    #[serde(rename = "@type")]
    kind: &'static str,
    latitude: f64,
    longitude: f64,
}

fn event<'a>(renderer: &Renderer<'a>, event: &'a Event) -> EventObject<'a> {
    EventObject {
        kind: "Event",
        start_date: event.date.earliest().map(|day| day.to_string()),
        end_date: event.date.latest().map(|day| day.to_string()),
        location: event.place.as_ref().map(place),
        about: event.actors.iter().map(|part| named(renderer, part.actor.into())).collect(),
    }
}

fn place(place: &Place) -> PlaceObject<'_> {
    let geo = place.coordinates.map(|Coordinates { latitude, longitude }| GeoCoordinates {
        kind: "GeoCoordinates",
        latitude,
        longitude,
    });
    PlaceObject { kind: "Place", name: &place.name, geo }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreativeWork<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    author: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived_at: Option<&'a str>,
}

fn source(source: &Source) -> CreativeWork<'_> {
    CreativeWork {
        kind: "CreativeWork",
        author: &source.authors,
        publisher: source.publisher.as_deref(),
        date_published: source.date.as_ref().and_then(|date| date.html()),
        same_as: source.url.as_ref().map(|url| url.value.as_str()),
        archived_at: source.archive_url.as_ref().map(|url| url.value.as_str()),
    }
}

/// A document by its name and page.
fn named<'a>(renderer: &Renderer<'a>, target: Target) -> Named<'a> {
    let kind = match target {
        Target::Actor(index) => {
            renderer.dossier.actors[index].kind.map_or("Thing", ActorKind::schema_org)
        }
        Target::Event(_) => "Event",
        Target::Source(_) => "CreativeWork",
        _ => "Thing",
    };
    let url = renderer.permalink(renderer.dossier.address(target));
    Named { kind, name: renderer.dossier.title(target), url: Some(url) }
}
