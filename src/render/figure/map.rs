//! The map: where events took place, over outlines of the world, with the list of them.

mod cluster;
mod mark;
mod outline;
mod spot;
mod svg;
mod window;

use crate::model::atlas::Atlas;
use crate::model::event::{Event, EventStatus, EventType};
use crate::model::position::Coordinates;
use crate::model::table::Index;
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::label::{self, MARK_NAME};
use crate::render::figure::map::mark::MapMark;
use crate::render::figure::map::spot::MapSpot;
use crate::render::figure::map::window::Window;
use crate::render::figure::mark::event_label;
use crate::render::figure::name::{self, Name};
use crate::render::figure::scale::rounded;
use crate::render::figure::text::safe;
use crate::render::view;
use crate::render::views::{MapEventView, MapFigure, MapGroupView, MapPlaceView};

/// The widths in pixels that marks and names are laid out for: on the narrowest page, and where
/// there is room. The style sheet shows the names of one or the other.
const ROOMS: [(&str, f64); 2] = [("narrow", 280.0), ("wide", 560.0)];

/// How near to each other marks may stand on the narrowest page, in pixels.
const NEAREST: f64 = 18.0;

/// How wide a name of a place may be on the map, in pixels.
const LONGEST: f64 = 150.0;

/// How many places the list shows, and how many events, as long as each place has one.
const MOST: usize = 200;

const CREDIT: &str = "Outlines: Natural Earth, public domain. Borders are drawn as they are there, \
                      and say nothing of claims.";

/// Draws the figure.
pub fn draw(drawing: &Drawing<'_>) -> MapFigure {
    let mut figure = drawing.frame(
        "Where the events took place. A mark leads to its event; one with a number stands for \
         several that lie close together and leads to the list.",
    );
    let found = spot::find(drawing);
    if found.spots.is_empty() {
        figure.empty = Some("No event has coordinates or a country yet.");
    }
    let positions: Vec<Coordinates> = found.spots.iter().map(|spot| spot.position).collect();
    let window = Window::around(&positions);
    let height = outline::height(&window);
    let groups = groups(&window, found.spots);
    let places_each = share(groups.iter().map(Vec::len).collect());
    let listed = || groups.iter().flat_map(|group| group.iter().take(places_each));
    let events_each = share(listed().map(|spot| spot.events.len()).collect());
    let marks = marks(drawing, &window, &groups);
    let types = EventType::ALL.iter().copied();
    let types: Vec<EventType> =
        types.filter(|kind| marks.iter().any(|it| it.is_one() && it.kind == *kind)).collect();
    let statuses = EventStatus::ALL.iter().copied();
    let statuses =
        statuses.filter(|it| marks.iter().any(|mark| mark.is_one() && mark.status == *it));
    if figure.empty.is_none() {
        let world = Atlas::world();
        let outlines = svg::Outlines {
            size: (outline::WIDTH as u32, height as u32),
            land: outline::land(&window, &world.land),
            borders: outline::borders(&window, &world.borders),
        };
        figure.drawing = Some(safe(svg::body(&figure, &outlines, &marks, &types)));
    }
    let group = |(number, group): (usize, &Vec<MapSpot>)| MapGroupView {
        id: group_id(drawing, number),
        places: group.iter().take(places_each).map(|it| place(drawing, it, events_each)).collect(),
        more: group.len().saturating_sub(places_each),
    };
    // The list is in the order of time, as others are, whatever the order of the marks.
    let mut listed: Vec<(usize, &Vec<MapSpot>)> = groups.iter().enumerate().collect();
    listed.sort_by_key(|(_, group)| group.iter().map(|spot| spot.events.first().copied()).max());
    MapFigure {
        credit: CREDIT,
        statuses: statuses.map(view::term).collect(),
        types: types.iter().map(|kind| view::term(*kind)).collect(),
        country_only: marks.iter().any(|mark| mark.country_only),
        gathered: marks.iter().any(|mark| !mark.is_one()),
        groups: listed.into_iter().rev().map(group).collect(),
        unplaced: found.unplaced,
        figure,
    }
}

/// The spots of each mark.
fn groups<'a>(window: &Window, mut spots: Vec<MapSpot<'a>>) -> Vec<Vec<MapSpot<'a>>> {
    // What is exact, important and frequent stands where its mark is.
    spots.sort_by_key(|spot| {
        let last = spot.events.first().copied();
        (spot.country_only, std::cmp::Reverse((spot.importance, spot.events.len(), last)))
    });
    let (_, width) = ROOMS[0];
    let points: Vec<(f64, f64)> =
        spots.iter().map(|spot| pixels(window, spot.position, width)).collect();
    let mut spots: Vec<Option<MapSpot>> = spots.into_iter().map(Some).collect();
    let numbers = cluster::gather(&points, NEAREST).into_iter();
    numbers.map(|group| group.into_iter().filter_map(|at| spots[at].take()).collect()).collect()
}

/// Where a position lies on a map of this width in pixels.
fn pixels(window: &Window, position: Coordinates, width: f64) -> (f64, f64) {
    let height = width / window.form();
    let (x, y) = (window.x(position.longitude), window.y(position.latitude));
    (x / 100.0 * width, y / 100.0 * height)
}

/// How many entries of each part a list shows, so that it is not too long and no part is empty.
fn share(mut counts: Vec<usize>) -> usize {
    counts.sort_unstable();
    let (mut left, mut parts) = (MOST, counts.len());
    for count in counts {
        let each = left / parts.max(1);
        if count > each {
            return each.max(1);
        }
        (left, parts) = (left - count, parts - 1);
    }
    usize::MAX
}

fn marks(drawing: &Drawing<'_>, window: &Window, groups: &[Vec<MapSpot>]) -> Vec<MapMark> {
    let firsts: Vec<&MapSpot> = groups.iter().filter_map(|group| group.first()).collect();
    let titles: Vec<String> = groups.iter().map(|group| title(group)).collect();
    let rooms = ROOMS.map(|(room, width)| {
        let places: Vec<((f64, f64), f64)> = firsts
            .iter()
            .zip(&titles)
            .map(|(spot, title)| (pixels(window, spot.position, width), MARK_NAME.width(title)))
            .collect();
        (room, name::arrange(&places, &[], (width, width / window.form())))
    });
    let mark = |(number, group): (usize, &Vec<MapSpot>)| {
        let names = rooms.iter().filter_map(|(room, sides)| {
            Some(Name { text: titles[number].clone(), room, beside: sides[number]? })
        });
        mark(drawing, window, number, group, names.collect())
    };
    groups.iter().enumerate().map(mark).collect()
}

/// What the map calls a mark: its first place, and how many others there are.
fn title(group: &[MapSpot]) -> String {
    let name = group.first().map_or("", |spot| spot.name);
    let name = label::cut(name, MARK_NAME, LONGEST);
    match group.len() {
        0 | 1 => name,
        all => format!("{name} +{}", all - 1),
    }
}

fn mark(
    drawing: &Drawing<'_>,
    window: &Window,
    number: usize,
    group: &[MapSpot],
    names: Vec<Name>,
) -> MapMark {
    let dossier = drawing.dossier();
    let first = &group[0];
    let events: Vec<Index<Event>> = group.iter().flat_map(|spot| spot.events.clone()).collect();
    let latest = &dossier.events[first.events[0]];
    let country_only = group.iter().all(|spot| spot.country_only);
    let place = first.words();
    let (url, label) = match events[..] {
        [event] => {
            let label = event_label(&latest.date, &latest.header.title);
            let status = latest.facts.status.label().to_lowercase();
            (drawing.url(event), format!("{place}. {label} ({status})"))
        }
        _ => {
            let others = match group.len() - 1 {
                0 => String::new(),
                1 => " and one place near it".to_owned(),
                others => format!(" and {others} places near it"),
            };
            let url = format!("#{}", group_id(drawing, number));
            (url, format!("{} events: {place}{others}", events.len()))
        }
    };
    MapMark {
        x: rounded(window.x(first.position.longitude)),
        y: rounded(window.y(first.position.latitude)),
        count: events.len(),
        kind: latest.facts.kind.unwrap_or(EventType::Other),
        status: latest.facts.status,
        country_only,
        is_own: drawing.figure.event.is_some_and(|own| events.contains(&own)),
        url,
        label,
        names,
    }
}

fn group_id(drawing: &Drawing<'_>, number: usize) -> String {
    format!("{}-place-{}", drawing.id, number + 1)
}

fn place(drawing: &Drawing<'_>, spot: &MapSpot, most: usize) -> MapPlaceView {
    let event = |index: &Index<Event>| {
        let event = &drawing.dossier().events[*index];
        MapEventView {
            event: drawing.link(*index),
            date: view::date(&event.date),
            kind: event.facts.kind.map(view::term),
            status: view::term(event.facts.status),
        }
    };
    MapPlaceView {
        name: spot.name.to_owned(),
        country: spot.country.map(view::country),
        country_only: spot.country_only,
        events: spot.events.iter().take(most).map(event).collect(),
        more: spot.events.len().saturating_sub(most),
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_long_list_shows_the_same_number_of_entries_of_each_long_part() {
        let cases: [(&[usize], usize); 6] = [
            (&[], usize::MAX),
            (&[1, 2, 3], usize::MAX),
            (&[10_000], 200),
            (&[10_000, 10], 190),
            (&[500, 10, 500], 95),
            (&[2; 400], 1),
        ];
        for (counts, expected) in cases {
            assert_eq!(share(counts.to_vec()), expected, "{counts:?}");
        }
    }
}
