//! Land and borders within a window, as paths of SVG.

use std::fmt::Write as _;

use crate::model::position::Coordinates;
use crate::render::figure::map::window::Window;

/// How many units the drawing is wide: about one to a pixel, so that finer points are left out.
pub const WIDTH: f64 = 1000.0;

/// How far beyond the window's edge outlines are cut, in units, so that no cut is seen.
const BEYOND: f64 = 8.0;

/// How many units the drawing of a window is high.
pub fn height(window: &Window) -> f64 {
    (WIDTH / window.form()).round()
}

/// The rings of land as one path.
pub fn land(window: &Window, rings: &[Vec<Coordinates>]) -> String {
    let frame = Frame::around(window);
    let mut path = String::new();
    for ring in rings.iter().flat_map(|ring| projected(window, &frame, ring)) {
        let ring = frame.clip(ring);
        if write(&mut path, &ring, 3) {
            path.push('z');
        }
    }
    path
}

/// The lines between countries as one path.
pub fn borders(window: &Window, lines: &[Vec<Coordinates>]) -> String {
    let frame = Frame::around(window);
    let mut path = String::new();
    for line in lines.iter().flat_map(|line| projected(window, &frame, line)) {
        for piece in frame.pieces(&line) {
            write(&mut path, piece, 2);
        }
    }
    path
}

/// A point in units of the drawing.
type Point = [f64; 2];

/// A line wherever it is seen: over the date line it may be seen twice.
fn projected<'a>(
    window: &'a Window,
    frame: &'a Frame,
    line: &'a [Coordinates],
) -> impl Iterator<Item = Vec<Point>> + 'a {
    let height = height(window);
    let copy = move |turn: f64| -> Vec<Point> {
        let points = line.iter().map(|position| {
            let x = (position.longitude + turn - window.west) / window.width * WIDTH;
            [x, window.y(position.latitude) / 100.0 * height]
        });
        points.collect()
    };
    [-360.0, 0.0, 360.0].into_iter().map(copy).filter(|points| frame.meets(points))
}

/// The edges at which outlines are cut.
struct Frame {
    least: Point,
    most: Point,
}

impl Frame {
    fn around(window: &Window) -> Self {
        let most = [WIDTH + BEYOND, height(window) + BEYOND];
        Self { least: [-BEYOND, -BEYOND], most }
    }

    /// Whether the box around the points and the frame share something.
    fn meets(&self, points: &[Point]) -> bool {
        (0..2).all(|axis| {
            points.iter().any(|point| point[axis] >= self.least[axis])
                && points.iter().any(|point| point[axis] <= self.most[axis])
        })
    }

    /// The pieces of a line of which every step may be seen; the edge of the drawing cuts the rest.
    fn pieces<'l>(&self, line: &'l [Point]) -> Vec<&'l [Point]> {
        let mut pieces = Vec::new();
        let mut begin = 0;
        for (at, step) in line.windows(2).enumerate() {
            if !self.meets(step) {
                pieces.push(&line[begin..=at]);
                begin = at + 1;
            }
        }
        pieces.push(&line[begin..]);
        pieces
    }

    /// A ring cut at each edge in turn (Sutherland and Hodgman).
    fn clip(&self, ring: Vec<Point>) -> Vec<Point> {
        let edges = [
            (0, self.least[0], 1.0),
            (0, self.most[0], -1.0),
            (1, self.least[1], 1.0),
            (1, self.most[1], -1.0),
        ];
        edges.into_iter().fold(ring, |ring, (axis, edge, sign)| {
            let within = |point: &Point| (point[axis] - edge) * sign >= 0.0;
            let mut cut = Vec::with_capacity(ring.len());
            let next = ring.iter().cycle().skip(1);
            for (one, other) in ring.iter().zip(next) {
                if within(one) {
                    cut.push(*one);
                }
                if within(one) != within(other) {
                    let part = (edge - one[axis]) / (other[axis] - one[axis]);
                    let along = |axis: usize| one[axis] + (other[axis] - one[axis]) * part;
                    cut.push([along(0), along(1)]);
                }
            }
            cut
        })
    }
}

/// Writes a line in whole units, each point once; says whether it had at least so many.
fn write(path: &mut String, line: &[Point], least: usize) -> bool {
    let rounded = line.iter().map(|point| point.map(|it| it.round() as i64));
    let mut points: Vec<[i64; 2]> = rounded.collect();
    points.dedup();
    if points.len() < least {
        return false;
    }
    let mut last = points[0];
    let _ = write!(path, "M{} {}l", last[0], last[1]);
    for (number, point) in points[1..].iter().enumerate() {
        let [x, y] = [point[0] - last[0], point[1] - last[1]];
        // A minus parts numbers as well as a space does.
        let space = |value: i64| if value < 0 { "" } else { " " };
        let before = if number == 0 { "" } else { space(x) };
        let _ = write!(path, "{before}{x}{}{y}", space(y));
        last = *point;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::atlas::Atlas;

    fn around(written: &[(f64, f64)]) -> Window {
        let position = |&(latitude, longitude)| Coordinates { latitude, longitude };
        Window::around(&written.iter().map(position).collect::<Vec<_>>())
    }

    #[test]
    fn rings_are_cut_beyond_the_edge() {
        let frame = Frame { least: [0.0, 0.0], most: [10.0, 10.0] };
        let square = |from: f64, to: f64| vec![[from, from], [to, from], [to, to], [from, to]];
        let cases = [
            (square(2.0, 8.0), square(2.0, 8.0)),
            (square(-5.0, 15.0), square(0.0, 10.0)),
            (square(20.0, 30.0), vec![]),
        ];
        for (ring, expected) in cases {
            let mut cut = frame.clip(ring);
            cut.sort_by(|one, other| one.partial_cmp(other).unwrap());
            let mut expected = expected;
            expected.sort_by(|one, other| one.partial_cmp(other).unwrap());
            assert_eq!(cut, expected);
        }
    }

    #[test]
    fn of_lines_the_steps_that_may_be_seen_are_kept() {
        let frame = Frame { least: [0.0, 0.0], most: [10.0, 10.0] };
        let line = [[-9.0, 5.0], [-5.0, 5.0], [5.0, 5.0], [15.0, 5.0], [20.0, 5.0]];
        let pieces: Vec<_> = frame.pieces(&line).into_iter().filter(|it| it.len() > 1).collect();
        assert_eq!(pieces, [&line[1..4]]);
    }

    #[test]
    fn points_are_written_as_steps_and_once() {
        let mut path = String::new();
        assert!(write(&mut path, &[[0.2, 0.0], [0.4, 0.1], [5.0, -3.0], [4.0, 2.0]], 2));
        assert_eq!(path, "M0 0l5-3-1 5");
        assert!(!write(&mut path, &[[1.0, 1.0], [1.2, 1.2]], 2));
    }

    #[test]
    fn only_what_is_seen_is_written() {
        let world = Atlas::world();
        let size = |window: &Window| {
            land(window, &world.land).len() + borders(window, &world.borders).len()
        };
        let gulf = around(&[(33.26, 44.23), (25.12, 51.31)]);
        assert!((500..10_000).contains(&size(&gulf)), "{}", size(&gulf));
        let whole = around(&[]);
        assert!((20_000..90_000).contains(&size(&whole)), "{}", size(&whole));
        // Fiji is seen whole over the date line, and a line that is cut there from both sides.
        let fiji = around(&[(-17.0, 178.0), (-17.0, -179.0)]);
        assert!(land(&fiji, &world.land).matches('M').count() > 2);
    }
}
