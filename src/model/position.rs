//! Positions on the earth, and the boxes that countries lie in.

/// A point in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    /// North; south is negative.
    pub latitude: f64,
    /// East; west is negative.
    pub longitude: f64,
}

impl Coordinates {
    /// What was meant where the two numbers were written in the wrong order; `None` where that is no
    /// position.
    pub fn exchanged(self) -> Option<Self> {
        let Self { latitude: longitude, longitude: latitude } = self;
        (latitude.abs() <= 90.0).then_some(Self { latitude, longitude })
    }
}

/// Where a country lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// A point well inside its largest part.
    pub middle: Coordinates,
    pub south: f64,
    pub west: f64,
    pub north: f64,
    /// East of `west`, and beyond 180 where the country lies over the date line.
    pub east: f64,
}

impl Extent {
    /// How far from the bounds a point is beyond doubt elsewhere, in degrees.
    const FAR: f64 = 3.0;

    /// How far bounds are taken to reach, for what lies off a coast.
    const NEAR: f64 = 0.5;

    /// Whether a point of this country lies far from it, and in it with its two numbers exchanged.
    pub fn suggests_exchange(&self, written: Coordinates) -> bool {
        let exchanged = written.exchanged();
        !self.holds(written, Self::FAR) && exchanged.is_some_and(|it| self.holds(it, Self::NEAR))
    }

    fn holds(&self, position: Coordinates, slack: f64) -> bool {
        let from_west = (position.longitude - (self.west - slack)).rem_euclid(360.0);
        let latitudes = self.south - slack..=self.north + slack;
        latitudes.contains(&position.latitude) && from_west <= self.east - self.west + 2.0 * slack
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::atlas::Atlas;

    #[test]
    fn exchanged_numbers_are_noticed_where_the_country_tells() {
        let cases = [
            ("IQ", 33.26, 44.23, false),
            ("IQ", 44.23, 33.26, true),
            ("QA", 51.31, 25.12, true),
            // Far from the country either way.
            ("QA", 48.85, 2.35, false),
            // Off the coast, and over the date line.
            ("QA", 25.5, 52.5, false),
            ("FJ", -17.0, -179.5, false),
            ("FJ", -17.0, 178.0, false),
            // Within both bounds, so that nothing can be said.
            ("TR", 37.0, 37.0, false),
            // Exchanged, this would be no position.
            ("US", 39.0, -98.0, false),
        ];
        for (code, latitude, longitude, expected) in cases {
            let extent = Atlas::world().extent(code).expect("a country");
            let written = Coordinates { latitude, longitude };
            assert_eq!(extent.suggests_exchange(written), expected, "{code} {written:?}");
        }
    }
}
