//! Names beside marks: each stands where it covers no mark and no other name, or not at all.

/// How far a mark reaches from its middle, in pixels.
const MARK: f64 = 10.0;

/// How wide a character is at most on average, and how high a line, in pixels.
const CHARACTER: f64 = 6.8;
const LINE: f64 = 15.0;

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

    /// The box of a text so many characters wide beside a mark.
    fn area(self, mark: (f64, f64), characters: usize) -> Area {
        let (across, down, anchor) = self.offset();
        let width = characters as f64 * CHARACTER;
        let left = mark.0 + f64::from(across)
            - match anchor {
                "start" => 0.0,
                "end" => width,
                _ => width / 2.0,
            };
        let bottom = mark.1 + f64::from(down) + 4.0;
        Area { left, right: left + width, top: bottom - LINE, bottom }
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
}

/// Finds a side for each name, the first ones first, on a map of this size in pixels. Marks come
/// with their places on it and the lengths of their names in characters.
pub fn arrange(marks: &[((f64, f64), usize)], (width, height): (f64, f64)) -> Vec<Option<Beside>> {
    let around = |&((x, y), _): &((f64, f64), usize)| Area {
        left: x - MARK,
        right: x + MARK,
        top: y - MARK,
        bottom: y + MARK,
    };
    let mut taken: Vec<Area> = marks.iter().map(around).collect();
    let mut arranged = Vec::with_capacity(marks.len());
    for (mark, characters) in marks {
        let free = Beside::ALL.into_iter().find_map(|side| {
            let area = side.area(*mark, *characters);
            let inside =
                area.left >= 0.0 && area.right <= width && area.top >= 0.0 && area.bottom <= height;
            (inside && !taken.iter().any(|other| other.meets(&area))).then_some((side, area))
        });
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
        type Case = (&'static [((f64, f64), usize)], &'static [Option<Beside>]);
        use Beside::{Above, Below, Left, Right};
        let cases: [Case; 6] = [
            (&[((100.0, 100.0), 8)], &[Some(Right)]),
            // At the edges.
            (&[((280.0, 100.0), 8)], &[Some(Left)]),
            (&[((150.0, 100.0), 30)], &[Some(Above)]),
            (&[((150.0, 10.0), 30)], &[Some(Below)]),
            (&[((150.0, 100.0), 60)], &[None]),
            // Neighbours: the second's name gives way to the first's mark and name.
            (&[((100.0, 100.0), 8), ((80.0, 100.0), 8)], &[Some(Right), Some(Left)]),
        ];
        for (marks, expected) in cases {
            assert_eq!(arrange(marks, (288.0, 200.0)), expected, "{marks:?}");
        }
    }

    #[test]
    fn of_many_marks_on_a_small_map_few_are_named() {
        let marks: Vec<_> =
            (0..100).map(|it| ((f64::from(it % 10 * 20), f64::from(it / 10 * 20)), 6)).collect();
        let named = arrange(&marks, (200.0, 200.0)).into_iter().flatten().count();
        assert!(named < 30, "{named}");
    }
}
