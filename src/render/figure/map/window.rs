//! The part of the world that a map shows, and where in it a position lies.
//!
//! The projection is equirectangular, true to scale at the middle latitude: straight for every
//! position there is, the poles among them, and free to begin at any longitude.

use crate::model::position::Coordinates;

/// The narrowest and the widest form of a map, as width by height.
const FORMS: (f64, f64) = (4.0 / 3.0, 2.0);

/// The least height in degrees: outlines are too coarse for less, and a place needs surroundings.
const LEAST: f64 = 9.0;

/// How much wider than its positions a map is.
const MARGIN: f64 = 1.2;

/// No degree of longitude is drawn narrower than this part of one of latitude.
const NARROWEST: f64 = 0.3;

/// A stretch of longitudes and latitudes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// In degrees east, from -180 to 180.
    pub west: f64,
    /// In degrees north.
    pub north: f64,
    /// In degrees; the window may reach over the date line.
    pub width: f64,
    pub height: f64,
    /// The length of a degree of longitude against one of latitude.
    squeeze: f64,
}

impl Window {
    /// The window that shows all positions; the whole world where there are none.
    pub fn around(positions: &[Coordinates]) -> Self {
        let Some((west, east)) = longitudes(positions) else {
            return Self { west: -180.0, north: 90.0, width: 360.0, height: 180.0, squeeze: 1.0 };
        };
        let latitudes = || positions.iter().map(|position| position.latitude);
        let south = latitudes().fold(f64::INFINITY, f64::min);
        let north = latitudes().fold(f64::NEG_INFINITY, f64::max);
        let middle = f64::midpoint(south, north);
        let squeeze = middle.to_radians().cos().max(NARROWEST);
        let mut height = ((north - south) * MARGIN).max(LEAST);
        let mut width = (east - west) * MARGIN;
        width = width.max(height * FORMS.0 / squeeze).min(360.0);
        height = height.max(width * squeeze / FORMS.1).min(180.0);
        Self {
            west: match width < 360.0 {
                true => wrapped(f64::midpoint(west, east) - width / 2.0),
                false => -180.0,
            },
            north: (middle + height / 2.0).clamp(height - 90.0, 90.0),
            width,
            height,
            squeeze,
        }
    }

    /// In percent of the width.
    pub fn x(&self, longitude: f64) -> f64 {
        (longitude - self.west).rem_euclid(360.0) / self.width * 100.0
    }

    /// In percent of the height.
    pub fn y(&self, latitude: f64) -> f64 {
        (self.north - latitude) / self.height * 100.0
    }

    /// Its width as drawn against its height.
    pub fn form(&self) -> f64 {
        self.width * self.squeeze / self.height
    }
}

/// The shortest stretch that holds all longitudes, from its west end eastwards: it ends beyond 180
/// where it crosses the date line.
fn longitudes(positions: &[Coordinates]) -> Option<(f64, f64)> {
    let mut sorted: Vec<f64> = positions.iter().map(|it| wrapped(it.longitude)).collect();
    sorted.sort_by(f64::total_cmp);
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    let (mut gap, mut stretch) = (first + 360.0 - last, (first, last));
    for pair in sorted.windows(2) {
        if pair[1] - pair[0] > gap {
            (gap, stretch) = (pair[1] - pair[0], (pair[1], pair[0] + 360.0));
        }
    }
    Some(stretch)
}

/// A longitude from -180 to below 180.
fn wrapped(longitude: f64) -> f64 {
    (longitude + 180.0).rem_euclid(360.0) - 180.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positions(written: &[(f64, f64)]) -> Vec<Coordinates> {
        let position = |&(latitude, longitude)| Coordinates { latitude, longitude };
        written.iter().map(position).collect()
    }

    #[test]
    fn windows_hold_their_positions_in_a_form_that_fits_a_page() {
        let cases: [&[(f64, f64)]; 9] = [
            &[(33.26, 44.23)],
            &[(33.26, 44.23), (25.12, 51.31), (33.51, 36.29)],
            // Over the date line.
            &[(-17.0, 178.0), (-14.0, -171.0), (-21.0, 175.0)],
            &[(0.0, 180.0), (0.0, -180.0)],
            // At the poles, alone and together.
            &[(90.0, 0.0)],
            &[(-90.0, 120.0), (90.0, -60.0)],
            // Far apart, in a row and in a column.
            &[(10.0, -170.0), (12.0, -60.0), (11.0, 20.0), (10.0, 120.0)],
            &[(-40.0, 20.0), (60.0, 21.0)],
            // Far north: degrees of longitude are short there.
            &[(70.0, 20.0), (72.0, 150.0)],
        ];
        for case in cases {
            let positions = positions(case);
            let window = Window::around(&positions);
            assert!(window.width <= 360.0 && window.height <= 180.0, "{window:?}");
            assert!(window.north <= 90.0 && window.north - window.height >= -90.0, "{window:?}");
            assert!((-180.0..180.0).contains(&window.west), "{window:?}");
            assert!(window.form() <= FORMS.1 + 1e-9, "{window:?}");
            assert!(window.form() >= FORMS.0 - 1e-9 || window.width == 360.0, "{window:?}");
            for position in positions {
                let (x, y) = (window.x(position.longitude), window.y(position.latitude));
                assert!((0.0..=100.0).contains(&x) && (0.0..=100.0).contains(&y), "{position:?}");
            }
        }
    }

    #[test]
    fn what_lies_together_over_the_date_line_is_not_spread_over_the_world() {
        let window = Window::around(&positions(&[(-17.0, 178.0), (-14.0, -171.0)]));
        assert!(window.width < 30.0, "{window:?}");
        assert!(window.x(178.0) < window.x(-171.0), "{window:?}");
        let (west, east) = longitudes(&positions(&[(0.0, 170.0), (0.0, -170.0)])).unwrap();
        assert_eq!((west, east), (170.0, 190.0));
    }

    #[test]
    fn the_middle_is_in_the_middle_and_north_is_up() {
        let window = Window::around(&positions(&[(30.0, 40.0), (40.0, 60.0)]));
        assert!((window.x(50.0) - 50.0).abs() < 1e-9 && (window.y(35.0) - 50.0).abs() < 1e-9);
        assert!(window.y(40.0) < window.y(30.0) && window.x(40.0) < window.x(60.0));
        assert_eq!(Window::around(&[]).form(), 2.0);
    }
}
