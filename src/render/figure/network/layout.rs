//! Where the actors of a network stand. Springs pull those together that are tied, and all push each
//! other apart. What moves them is arithmetic that is the same on every machine, and each begins at a
//! place that its id gives: so a network is the same in every build, and changes little with a change.

use crate::render::figure::network::springs::{REST, Springs};

/// How many steps there are. More of them would let actors travel far from where they began, and a small change
/// send them elsewhere.
const STEPS: usize = 120;

/// Shares of the width and the height, from 0 to 1.
pub type NodePosition = (f64, f64);

/// The places of actors with these ids; `ties` are positions among them. An actor in the `middle` is
/// what the others stand around.
pub fn places(ids: &[&str], ties: &[(usize, usize)], middle: Option<usize>) -> Vec<NodePosition> {
    let start = |(number, id): (usize, &&str)| match middle {
        Some(middle) if middle == number => (0.0, 0.0),
        _ => beginning(id, ids.len()),
    };
    let mut springs = Springs::new(ids.iter().enumerate().map(start), middle);
    for (one, other) in ties {
        springs.tie(*one, *other);
    }
    for _ in 0..STEPS {
        springs.step();
    }
    let mut places: Vec<NodePosition> =
        springs.places().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
    fill(&mut places);
    places
}

/// A place that an id alone gives, in a square with room for all.
fn beginning(id: &str, all: usize) -> (f32, f32) {
    let hash = blake3::hash(id.as_bytes());
    let [a, b, c, d, ..] = *hash.as_bytes();
    let share = |high: u8, low: u8| f32::from(u16::from_be_bytes([high, low])) / 65535.0 - 0.5;
    let side = REST * (all as f32).sqrt();
    (share(a, b) * side, share(c, d) * side)
}

/// Stretches places to fill the frame: by their spread and not by the outermost, since one that moves
/// would move all others with it. What would lie outside is put on the edge.
fn fill(places: &mut [NodePosition]) {
    let across = AxisSpread::measure(places.iter().map(|place| place.0));
    let down = AxisSpread::measure(places.iter().map(|place| place.1));
    for (x, y) in places {
        (*x, *y) = (across.share(*x), down.share(*y));
    }
}

/// How numbers are spread around their middle.
struct AxisSpread {
    mean: f64,
    /// Half the length that fills the frame.
    reach: f64,
}

impl AxisSpread {
    fn measure(values: impl ExactSizeIterator<Item = f64> + Clone) -> Self {
        /// Of numbers spread evenly, this many standard deviations reach their end.
        const DEVIATIONS: f64 = 1.75;
        let count = values.len().max(1) as f64;
        let mean = values.clone().sum::<f64>() / count;
        let variance = values.map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        Self { mean, reach: variance.sqrt() * DEVIATIONS }
    }

    /// Where in the frame a number lies; in its middle where there is no spread.
    fn share(&self, value: f64) -> f64 {
        let outward = if self.reach < 1.0 { 0.0 } else { (value - self.mean) / self.reach };
        (0.5 + outward / 2.0).clamp(0.0, 1.0)
    }
}

/// Moves places in pixels apart until they are this far from each other, as far as the frame lets them.
pub fn separate(
    places: &mut [NodePosition],
    apart: f64,
    (width, height): (f64, f64),
    fixed: Option<usize>,
) {
    const ROUNDS: usize = 60;
    for _ in 0..ROUNDS {
        let mut moved = false;
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                let (dx, dy) = (places[other].0 - places[one].0, places[other].1 - places[one].1);
                let distance = (dx * dx + dy * dy).sqrt();
                if distance >= apart {
                    continue;
                }
                moved = true;
                // Two in one place part downwards.
                let (ux, uy) =
                    if distance > 0.0 { (dx / distance, dy / distance) } else { (0.0, 1.0) };
                let push = (apart - distance) / 2.0;
                for (at, sign) in [(one, -1.0), (other, 1.0)] {
                    if fixed != Some(at) {
                        let (x, y) = &mut places[at];
                        *x = (*x + sign * ux * push).clamp(0.0, width);
                        *y = (*y + sign * uy * push).clamp(0.0, height);
                    }
                }
            }
        }
        if !moved {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forty actors in five groups, each tied within its group and some to the next one.
    fn graph() -> (Vec<String>, Vec<(usize, usize)>) {
        let ids: Vec<String> = (0..40).map(|number| format!("actor-{number}")).collect();
        let within = (0..40).filter(|it| it % 8 != 0).map(|it| (it / 8 * 8, it));
        let beside = (0..39).filter(|it| it % 3 == 0).map(|it| (it, it + 1));
        (ids.clone(), within.chain(beside).collect())
    }

    fn laid(ids: &[String], ties: &[(usize, usize)]) -> Vec<NodePosition> {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        places(&ids, ties, None)
    }

    fn distance(one: NodePosition, other: NodePosition) -> f64 {
        ((one.0 - other.0).powi(2) + (one.1 - other.1).powi(2)).sqrt()
    }

    #[test]
    fn places_are_the_same_each_time_and_fill_the_frame() {
        let (ids, ties) = graph();
        let places = laid(&ids, &ties);
        assert_eq!(places, laid(&ids, &ties));
        let within = |share: f64| (0.0..=1.0).contains(&share);
        assert!(places.iter().all(|(x, y)| within(*x) && within(*y)));
        for of in [|place: &NodePosition| place.0, |place: &NodePosition| place.1] {
            let least = places.iter().map(of).fold(1.0, f64::min);
            let most = places.iter().map(of).fold(0.0, f64::max);
            assert!(least < 0.1 && most > 0.9, "{least} {most}");
        }
    }

    #[test]
    fn a_new_actor_or_tie_moves_the_others_little() {
        let (ids, ties) = graph();
        let before = laid(&ids, &ties);
        let mut more_ids = ids.clone();
        more_ids.push("newcomer".to_owned());
        let joined: Vec<_> = ties.iter().copied().chain([(3, 40), (11, 40)]).collect();
        let tied: Vec<_> = ties.iter().copied().chain([(2, 35)]).collect();
        for after in [laid(&more_ids, &joined), laid(&ids, &tied)] {
            let mut moved: Vec<f64> =
                before.iter().zip(&after).map(|(one, other)| distance(*one, *other)).collect();
            moved.sort_by(f64::total_cmp);
            assert!(moved[20] < 0.06, "half of them moved by {}", moved[20]);
        }
    }

    #[test]
    fn few_actors_and_unconnected_parts_stay_in_the_frame() {
        let ids = ["a", "b", "c", "d"].map(str::to_owned);
        assert_eq!(laid(&ids[..1], &[]), [(0.5, 0.5)]);
        assert_eq!(laid(&[], &[]), []);
        let halves = laid(&ids, &[(0, 1), (2, 3)]);
        let tied = distance(halves[0], halves[1]).max(distance(halves[2], halves[3]));
        let apart = distance(halves[0], halves[2]).min(distance(halves[1], halves[3]));
        assert!(tied < apart, "{halves:?}");
    }

    #[test]
    fn what_would_lie_on_each_other_is_moved_apart() {
        let mut places = vec![(50.0, 50.0), (50.0, 50.0), (52.0, 50.0), (0.0, 0.0)];
        separate(&mut places, 20.0, (100.0, 100.0), Some(3));
        for (at, one) in places.iter().enumerate() {
            for other in &places[at + 1..] {
                assert!(distance(*one, *other) > 19.0, "{places:?}");
            }
        }
        assert_eq!(places[3], (0.0, 0.0));
    }
}
