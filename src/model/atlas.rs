//! The world in outline, from Natural Earth: land, borders, and where countries lie.
//!
//! `scripts/outlines.mjs` makes the file that is read here; its first lines name source and licence.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::position::{Coordinates, Extent};

/// The outlines that are part of the binary.
static WORLD: LazyLock<Atlas> =
    LazyLock::new(|| Atlas::parse(include_str!("../../data/natural-earth.txt")));

/// How many steps of the written numbers make a degree.
const STEPS: f64 = 25.0;

/// Outlines of the world.
#[derive(Debug, Default)]
pub struct Atlas {
    /// Rings.
    pub land: Vec<Vec<Coordinates>>,
    /// Lines between two countries.
    pub borders: Vec<Vec<Coordinates>>,
    extents: HashMap<&'static str, Extent>,
}

impl Atlas {
    /// The whole world, read when it is first asked for.
    pub fn world() -> &'static Self {
        &WORLD
    }

    /// Where the country with this code lies (ISO 3166-1 alpha-2).
    pub fn extent(&self, code: &str) -> Option<Extent> {
        self.extents.get(code).copied()
    }

    fn parse(text: &'static str) -> Self {
        let mut atlas = Self::default();
        for line in text.lines() {
            match line.split_once(' ') {
                Some(("land", points)) => atlas.land.push(positions(points)),
                Some(("border", points)) => atlas.borders.push(positions(points)),
                Some(("country", fields)) => atlas.extents.extend(country(fields)),
                _ => {}
            }
        }
        atlas
    }
}

fn country(fields: &'static str) -> Option<(&'static str, Extent)> {
    let (code, numbers) = fields.split_once(' ')?;
    let numbers: Vec<f64> = numbers.split(' ').filter_map(|it| it.parse().ok()).collect();
    let &[latitude, longitude, south, west, north, east] = numbers.as_slice() else { return None };
    let middle = Coordinates { latitude, longitude };
    Some((code, Extent { middle, south, west, north, east }))
}

/// A line of differences, east and north by turns: zigzag numbers in base 32 from `?` on, of which
/// every digit but the last has the bit 32.
fn positions(written: &str) -> Vec<Coordinates> {
    let mut numbers = Vec::new();
    let (mut number, mut place) = (0i64, 0);
    for digit in written.bytes().map(|byte| i64::from(byte) - i64::from(b'?')) {
        number |= (digit & 31) << place;
        place += 5;
        if digit & 32 == 0 {
            numbers.push((number >> 1) ^ -(number & 1));
            (number, place) = (0, 0);
        }
    }
    let (mut east, mut north) = (0, 0);
    let points = numbers.chunks_exact(2).map(|step| {
        (east, north) = (east + step[0], north + step[1]);
        Coordinates { latitude: north as f64 / STEPS, longitude: east as f64 / STEPS }
    });
    points.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::country::Country;

    #[test]
    fn every_country_has_its_place_and_every_line_is_on_earth() {
        let world = Atlas::world();
        let lost: Vec<&str> = Country::codes().filter(|it| world.extent(it).is_none()).collect();
        assert!(lost.is_empty(), "{lost:?}");
        assert!(world.land.len() > 300 && world.borders.len() > 150);
        let points = world.land.iter().chain(&world.borders).flatten();
        for point in points {
            assert!(point.latitude.abs() <= 90.0 && point.longitude.abs() <= 180.0, "{point:?}");
        }
        let open: Vec<_> = world.land.iter().filter(|it| it.first() != it.last()).collect();
        assert!(open.is_empty(), "{open:?}");
        assert!(world.land.iter().all(|ring| ring.len() > 3));
        assert!(world.borders.iter().all(|line| line.len() > 1));
    }

    #[test]
    fn numbers_of_any_length_are_read() {
        let position = |latitude, longitude| Coordinates { latitude, longitude };
        // 25 steps east and one south, then 25 east and 1001 north.
        assert_eq!(positions("q@@q@q}@"), [position(-0.04, 1.0), position(40.0, 2.0)]);
        assert_eq!(positions(""), []);
    }
}
