//! Places that lie too close together for a mark each are gathered to one.

use std::collections::HashMap;

/// Gathers points that are nearer to each other than `nearest`. Points come the most important
/// first: the first of a group is where its mark stands, so that no two marks are too near.
pub fn gather(points: &[(f64, f64)], nearest: f64) -> Vec<Vec<usize>> {
    let cell = |(x, y): (f64, f64)| ((x / nearest).floor() as i64, (y / nearest).floor() as i64);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // Cells are as wide as marks are apart, so that a near one stands in a cell next to the point's.
    let mut cells: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    for (number, point) in points.iter().enumerate() {
        let (column, row) = cell(*point);
        let around = (column - 1..=column + 1)
            .flat_map(|column| (row - 1..=row + 1).map(move |row| (column, row)))
            .filter_map(|it| cells.get(&it))
            .flatten();
        let distance = |group: usize| {
            let first = points[groups[group][0]];
            (first.0 - point.0).hypot(first.1 - point.1)
        };
        let near = around
            .map(|group| (distance(*group), *group))
            .filter(|(distance, _)| *distance < nearest)
            .min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        match near {
            Some((_, group)) => groups[group].push(number),
            None => {
                cells.entry((column, row)).or_default().push(groups.len());
                groups.push(vec![number]);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::gather;

    #[test]
    fn near_points_share_a_group_with_the_first_of_them() {
        type Case = (&'static [(f64, f64)], &'static [&'static [usize]]);
        let cases: [Case; 5] = [
            (&[], &[]),
            (&[(5.0, 5.0)], &[&[0]]),
            (&[(0.0, 0.0), (9.9, 0.0), (10.0, 0.0)], &[&[0, 1], &[2]]),
            // Over the edge of a cell, both ways.
            (&[(9.0, 9.0), (11.0, 11.0), (-1.0, 9.0)], &[&[0, 1], &[2]]),
            // Nearer to the second.
            (&[(0.0, 0.0), (12.0, 0.0), (7.0, 0.0)], &[&[0], &[1, 2]]),
        ];
        for (points, expected) in cases {
            assert_eq!(gather(points, 10.0), expected, "{points:?}");
        }
    }

    #[test]
    fn ten_thousand_points_are_gathered_so_that_no_two_marks_touch() {
        let points: Vec<(f64, f64)> =
            (0..10_000).map(|it| (f64::from(it * 37 % 288), f64::from(it * 91 % 144))).collect();
        let groups = gather(&points, 18.0);
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), points.len());
        for (at, group) in groups.iter().enumerate() {
            for other in &groups[at + 1..] {
                let ((x, y), (u, v)) = (points[group[0]], points[other[0]]);
                assert!((x - u).hypot(y - v) >= 18.0);
            }
        }
        assert_eq!(gather(&[(3.0, 4.0); 10_000], 18.0).len(), 1);
    }
}
