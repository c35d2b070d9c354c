//! The site's own gazetteer: the places of `[places]` by their names.

use std::collections::HashMap;

use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::atlas::Atlas;
use crate::model::country::Country;
use crate::model::event::Place;
use crate::model::position::Coordinates;
use crate::model::site::NamedPlace;
use crate::source::Span;

/// Named places, to be looked up.
pub struct Gazetteer<'a> {
    places: HashMap<&'a str, &'a NamedPlace>,
}

impl<'a> Gazetteer<'a> {
    /// Takes the places of a site; what is doubtful in them is reported.
    pub fn new(places: &'a [NamedPlace], problems: &mut Vec<Diagnostic>) -> Self {
        for place in places {
            check(place.country, place.position, place.span, problems);
        }
        Self { places: places.iter().map(|place| (place.name.as_str(), place)).collect() }
    }

    /// A place as an event describes it, with what `[places]` says where the event does not.
    pub fn locate(&self, mut place: Place, span: Span, problems: &mut Vec<Diagnostic>) -> Place {
        if let Some(position) = place.coordinates {
            check(place.country, position, span, problems);
            return place;
        }
        match self.places.get(place.name.as_str()) {
            Some(known) => {
                place.country = place.country.or(known.country);
                place.coordinates = Some(known.position);
            }
            None => self.check_name(&place, span, problems),
        }
        place
    }

    fn check_name(&self, place: &Place, span: Span, problems: &mut Vec<Diagnostic>) {
        // A place in another country is another place, however near its name.
        let may_be = |known: &NamedPlace| match (place.country, known.country) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        };
        let known = self.places.values().filter(|known| may_be(known));
        if let Some(near) = nearest(&place.name, known.map(|known| known.name.as_str())) {
            let message = format!("`[places]` has no `{}`", place.name);
            let problem = Diagnostic::at(Code::UnknownPlace, span, message);
            problems.push(problem.help(format!("did you mean `{near}`?")));
        }
    }
}

fn check(
    country: Option<Country>,
    position: Coordinates,
    span: Span,
    problems: &mut Vec<Diagnostic>,
) {
    let Some(country) = country else { return };
    let extent = Atlas::world().extent(country.code);
    if extent.is_some_and(|extent| extent.suggests_exchange(position)) {
        let Coordinates { latitude, longitude } = position;
        let message = format!(
            "{latitude} north and {longitude} east is far from {}, which holds the point the other \
             way round",
            country.name
        );
        let problem = Diagnostic::at(Code::SwappedCoordinates, span, message);
        problems.push(problem.help(format!("write `lat = {longitude}, lon = {latitude}`")));
    }
}
