//! Names beside marks: each stands where it covers no mark and no other name, or not at all.

/// How far a mark reaches from its middle, in pixels.
const MARK: f64 = 10.0;

/// How high a line is, and what a name leaves free at both ends, in pixels.
const LINE: f64 = 15.0;
const SPACE: f64 = 2.0;

/// A name beside a mark.
#[derive(Debug, Clone)]
pub struct Name {
    pub text: String,
    /// The term of the width that it is laid out for, or `hidden` where it has no room.
    pub room: &'static str,
    pub beside: Beside,
}

/// On which side of its mark a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    Right,
    Left,
    Above,
    Below,
}

impl Beside {
    const ALL: [Self; 4] = [Self::Right, Self::Left, Self::Above, Self::Below];

    /// From the mark's middle to the text's: across, down, and how the text is anchored there.
    pub fn offset(self) -> (i32, i32, &'static str) {
        match self {
            Self::Right => (12, 4, "start"),
            Self::Left => (-12, 4, "end"),
            Self::Above => (0, -15, "middle"),
            Self::Below => (0, 21, "middle"),
        }
    }

    /// The box of a text beside a mark, of a width in pixels.
    fn area(self, mark: Point, width: f64) -> Area {
        let (across, down, anchor) = self.offset();
        let left = mark.0 + f64::from(across)
            - match anchor {
                "start" => 0.0,
                "end" => width,
                _ => width / 2.0,
            };
        let bottom = mark.1 + f64::from(down) + 4.0;
        Area { left: left - SPACE, right: left + width + SPACE, top: bottom - LINE, bottom }
    }
}

/// A box in pixels.
#[derive(Debug, Clone, Copy)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether a line from one point to another passes through it: what the box leaves of the line
    /// (Liang and Barsky, 1984) is more than nothing.
    fn is_crossed(&self, from: Point, to: Point) -> bool {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let bounds = [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ];
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (step, room) in bounds {
            if step == 0.0 && room < 0.0 {
                return false;
            }
            if step < 0.0 {
                enters = enters.max(room / step);
            } else if step > 0.0 {
                leaves = leaves.min(room / step);
            }
        }
        enters < leaves
    }
}

/// A place in a drawing, in pixels.
pub type Point = (f64, f64);

/// Finds a side for each name, the first ones first, on a drawing of this size in pixels. Marks come
/// with their places on it and the widths of their names in pixels. Of the sides that are free, a name
/// takes one that the fewest lines cross.
pub fn arrange(
    marks: &[(Point, f64)],
    lines: &[(Point, Point)],
    (width, height): Point,
) -> Vec<Option<Beside>> {
    let around = |&((x, y), _): &(Point, f64)| Area {
        left: x - MARK,
        right: x + MARK,
        top: y - MARK,
        bottom: y + MARK,
    };
    let mut taken: Vec<Area> = marks.iter().map(around).collect();
    let mut arranged = Vec::with_capacity(marks.len());
    for (mark, name_width) in marks {
        let free = Beside::ALL.into_iter().filter_map(|side| {
            let area = side.area(*mark, *name_width);
            let inside =
                area.left >= 0.0 && area.right <= width && area.top >= 0.0 && area.bottom <= height;
            (inside && !taken.iter().any(|other| other.meets(&area))).then_some((side, area))
        });
        // Of equals it is the first.
        let crossing =
            |area: &Area| lines.iter().filter(|(from, to)| area.is_crossed(*from, *to)).count();
        let free = free.min_by_key(|(_, area)| crossing(area));
        taken.extend(free.map(|(_, area)| area));
        arranged.push(free.map(|(side, _)| side));
    }
    arranged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_where_there_is_room() {
        type Case = (&'static [(Point, f64)], &'static [Option<Beside>]);
        use Beside::{Above, Below, Left, Right};
        let cases: [Case; 6] = [
            (&[((100.0, 100.0), 54.0)], &[Some(Right)]),
            // At the edges.
            (&[((280.0, 100.0), 54.0)], &[Some(Left)]),
            (&[((150.0, 100.0), 204.0)], &[Some(Above)]),
            (&[((150.0, 10.0), 204.0)], &[Some(Below)]),
            (&[((150.0, 100.0), 408.0)], &[None]),
            // Neighbours: the second's name gives way to the first's mark and name.
            (&[((100.0, 100.0), 54.0), ((80.0, 100.0), 54.0)], &[Some(Right), Some(Left)]),
        ];
        for (marks, expected) in cases {
            assert_eq!(arrange(marks, &[], (288.0, 200.0)), expected, "{marks:?}");
        }
    }

    #[test]
    fn names_give_way_to_lines() {
        let mark = ((100.0, 100.0), 54.0);
        let to_the_right = ((100.0, 100.0), (200.0, 100.0));
        let across = ((100.0, 100.0), (20.0, 99.0));
        let cases = [
            (vec![], Beside::Right),
            (vec![to_the_right], Beside::Left),
            (vec![to_the_right, across], Beside::Above),
            (vec![((0.0, 180.0), (280.0, 180.0))], Beside::Right),
        ];
        for (lines, expected) in cases {
            assert_eq!(arrange(&[mark], &lines, (288.0, 200.0)), [Some(expected)], "{lines:?}");
        }
    }

    #[test]
    fn of_many_marks_on_a_small_map_few_are_named() {
        let marks: Vec<_> =
            (0..100).map(|it| ((f64::from(it % 10 * 20), f64::from(it / 10 * 20)), 41.0)).collect();
        let named = arrange(&marks, &[], (200.0, 200.0)).into_iter().flatten().count();
        assert!(named < 30, "{named}");
    }
}
