//! Springs: tied bodies pull each other, and all push each other apart, in steps of time.
//!
//! The forces of a spring embedder (Eades, 1984): a pull that grows with the distance, and a push that falls with
//! its square, each cut where it would throw a body far. The order of all sums is fixed, so that the same
//! bodies end at the same places on every machine.

/// The pull between tied bodies, for each unit between them.
const PULL: f32 = 0.15;

/// The push between two bodies that are one unit apart.
const PUSH: f32 = 1_200_000.0;

/// Bodies nearer than the root of this are at one place.
const NOTHING: f32 = 1e-12;

/// How far apart two tied bodies come to rest: there pull and push are equal.
pub const REST: f32 = 200.0;

/// The most that a force counts for along either axis.
const MOST: f32 = 280.0;

/// How fast a force moves a body.
const SPEED: f32 = 7000.0;

/// What is left of a body's speed after a step. With little momentum bodies settle near to where they began, and
/// do not swing past each other.
const KEPT: f32 = 0.6;

/// How much time passes in a step.
const STEP: f32 = 0.016;

/// A place, a speed or a force, along both axes.
type Pair = (f32, f32);

/// A body, and what moves it.
struct Body {
    place: Pair,
    speed: Pair,
    force: Pair,
    is_fixed: bool,
    /// Others that pull it.
    tied: Vec<usize>,
}

/// Bodies between springs.
pub struct Springs {
    bodies: Vec<Body>,
    /// Whether the middle pulls all.
    is_held: bool,
}

impl Springs {
    /// Bodies at places; `fixed` is the one that never moves. Where there is none, all are tied to the middle
    /// at (0, 0), which keeps parts that are not tied to each other from drifting away.
    pub fn new(places: impl Iterator<Item = Pair>, fixed: Option<usize>) -> Self {
        let body = |(number, place)| Body {
            place,
            speed: (0.0, 0.0),
            force: (0.0, 0.0),
            is_fixed: fixed == Some(number),
            tied: Vec::new(),
        };
        Self { bodies: places.enumerate().map(body).collect(), is_held: fixed.is_none() }
    }

    /// Ties two bodies, of which neither is the other.
    pub fn tie(&mut self, one: usize, other: usize) {
        debug_assert_ne!(one, other, "a body is not tied to itself");
        self.bodies[one].tied.push(other);
        self.bodies[other].tied.push(one);
    }

    /// Lets a step of time pass. Each body moves before the next is looked at.
    pub fn step(&mut self) {
        for number in 0..self.bodies.len() {
            let (before, after) = self.bodies.split_at_mut(number);
            let Some((body, after)) = after.split_first_mut() else { return };
            for other in &body.tied {
                let at = match other.checked_sub(number + 1) {
                    Some(later) => after[later].place,
                    None => before[*other].place,
                };
                add(&mut body.force, pull(body.place, at));
            }
            if self.is_held {
                add(&mut body.force, pull(body.place, (0.0, 0.0)));
            }
            for other in after {
                let (x, y) = push(body.place, other.place);
                add(&mut body.force, (x, y));
                add(&mut other.force, (-x, -y));
            }
            body.advance();
        }
    }

    /// Where the bodies are.
    pub fn places(&self) -> impl Iterator<Item = Pair> {
        self.bodies.iter().map(|body| body.place)
    }
}

impl Body {
    fn advance(&mut self) {
        let (x, y) = std::mem::take(&mut self.force);
        if !self.is_fixed {
            self.speed.0 = (self.speed.0 + x * STEP * SPEED) * KEPT;
            self.speed.1 = (self.speed.1 + y * STEP * SPEED) * KEPT;
            self.place.0 += self.speed.0 * STEP;
            self.place.1 += self.speed.1 * STEP;
        }
    }
}

fn add(sum: &mut Pair, (x, y): Pair) {
    sum.0 += x.clamp(-MOST, MOST) * STEP;
    sum.1 += y.clamp(-MOST, MOST) * STEP;
}

/// What draws a body towards another.
fn pull(one: Pair, other: Pair) -> Pair {
    ((other.0 - one.0) * PULL, (other.1 - one.1) * PULL)
}

/// What drives a body away from another; nothing tells where to from the same place.
fn push(one: Pair, other: Pair) -> Pair {
    let (x, y) = (one.0 - other.0, one.1 - other.1);
    let square = x * x + y * y;
    let strength = if square > NOTHING { PUSH / (square * square.sqrt()) } else { 0.0 };
    (x * strength, y * strength)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(mut springs: Springs, steps: usize) -> Vec<Pair> {
        (0..steps).for_each(|_| springs.step());
        springs.places().collect()
    }

    fn distance((ax, ay): Pair, (bx, by): Pair) -> f32 {
        ((ax - bx).powi(2) + (ay - by).powi(2)).sqrt()
    }

    #[test]
    fn two_that_are_tied_rest_where_pull_and_push_are_equal() {
        let mut springs = Springs::new([(0.0, 0.0), (30.0, 40.0)].into_iter(), Some(0));
        springs.tie(0, 1);
        let places = after(springs, 400);
        assert_eq!(places[0], (0.0, 0.0));
        assert!((distance(places[0], places[1]) - REST).abs() < 0.5, "{places:?}");
    }

    #[test]
    fn it_does_not_matter_from_which_end_two_are_tied() {
        let tied = |one, other| {
            let starts = [(0.0, 0.0), (90.0, 10.0), (-70.0, 50.0)];
            let mut springs = Springs::new(starts.into_iter(), None);
            springs.tie(one, other);
            after(springs, 50)
        };
        assert_eq!(tied(0, 2), tied(2, 0));
        assert_ne!(tied(0, 2), tied(0, 1));
    }

    #[test]
    fn bodies_at_one_place_stay_numbers() {
        let springs = Springs::new([(5.0, 5.0), (5.0, 5.0)].into_iter(), None);
        assert!(after(springs, 10).iter().all(|(x, y)| x.is_finite() && y.is_finite()));
    }
}
