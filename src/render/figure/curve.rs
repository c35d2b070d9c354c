//! The curve: the level of each side over time as steps, with arrows from act to answer.

mod svg;
mod table;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::ToSpan as _;

use crate::link::{Dossier, Level, Side, Step, levels};
use crate::model::actor::Actor;
use crate::model::event::{Event, Role};
use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::render::figure::arrow::{Arrow, MarkPlace};
use crate::render::figure::drawing::Drawing;
use crate::render::figure::label::{self, Line};
use crate::render::figure::mark::{self, Mark, Shape, Spot};
use crate::render::figure::scale::{Scale, rounded};
use crate::render::figure::side::{NO_SIDE, legend, side_number};
use crate::render::figure::svg::draw_into;
use crate::render::views::{CurveFigure, SideView};

/// Heights in pixels: of the whole drawing at most, of a rung at most and at least.
const HEIGHT: f64 = 420.0;
const HIGHEST_ROW: f64 = 34.0;
const LOWEST_ROW: f64 = 7.0;

/// The least height of a row in which the number of its rung has room.
const LABELLED_ROW: f64 = 14.0;

/// How far firebreaks lie from each other that both bear their names, above or below, in pixels.
const NAMED_APART: f64 = 30.0;

/// How far the lines of different sides are kept apart, and the first from the last at most, in pixels.
const APART: f64 = 3.0;
const MOST_APART: f64 = 12.0;

/// What marks take above the highest rung and below the lowest, in pixels.
const EDGE: f64 = 8.0;

/// How far the baseline of a firebreak's name lies above the line, or below it, in pixels.
const ABOVE: i32 = 3;
const BELOW: i32 = 12;

/// The height of a firebreak's name and of a mark around its middle, in pixels, and the width of a mark on
/// the narrowest page, in percent.
const NAME: i32 = 12;
const MARK: i32 = 8;
const MARK_WIDTH: f64 = 4.0;

/// How many steps a series draws at most, and how many where there would be more: levels between are
/// drawn as the highest of them.
const MOST_STEPS: usize = 75;
const DENSE_STEPS: usize = 28;

/// How many arrows are drawn at most.
const MOST_ARROWS: usize = 100;

/// Draws the figure.
pub fn draw(drawing: &Drawing<'_>) -> CurveFigure {
    let mut figure = drawing.frame(&description(drawing));
    let Some(ladder) = drawing.ladder() else {
        figure.empty = Some("No ladder is in use.");
        return CurveFigure { figure, joint: false };
    };
    let shown = Shown::of(drawing, ladder);
    let scale = shown.scale(drawing);
    let rows = RungRows::of(drawing, ladder);
    let mut marks = Marks::of(drawing, &scale, &rows, &shown);
    let arrows = arrows(drawing, marks.every());
    figure.remarks.extend(mark::thin(marks.of_sides.iter_mut().chain([&mut marks.joint])));
    let firebreaks = rows.firebreaks(drawing, ladder, &marks);
    if shown.is_gathered {
        figure.remarks.push(
            "Levels closer in time than can be drawn are shown as the highest of them; the data has \
             every day."
                .to_owned(),
        );
    }
    let ladder_title = &drawing.dossier().ladders[ladder].header.title;
    figure.title = match drawing.figure.actor {
        Some(actor) => format!("{}: {ladder_title}", drawing.dossier().actors[actor].header.title),
        None => format!("Levels: {ladder_title}"),
    };
    figure.ladder = drawing.ladder_link(ladder);
    let sides = drawing.sides_of(shown.sides.iter().map(|(side, _)| *side));
    if shown.joint.is_empty() {
        figure.empty = Some("No event stands on this ladder yet.");
    } else {
        let series = shown.sides.iter().zip(marks.of_sides).enumerate();
        let series = series.map(|(number, ((side, levels), marks))| Series {
            side: side_number(*side),
            steps: steps(drawing, &scale, &rows, levels, lift(number, shown.sides.len())),
            marks,
        });
        let curve = Curve {
            height: rows.height as i32,
            sides: &sides,
            series: series.collect(),
            joint_steps: steps(drawing, &scale, &rows, &shown.joint, 0),
            joint_marks: marks.joint,
            rungs: &rows.rungs,
            firebreaks,
            arrows,
        };
        let body = svg::body(&drawing.id, &curve);
        draw_into(&mut figure, curve.height, Some(&scale.axis()), body);
        figure.table = Some(table::of(drawing, &shown));
    }
    figure.sides = legend(sides);
    CurveFigure { figure, joint: shown.sides.len() > 1 }
}

/// What is drawn.
struct Curve<'a> {
    /// In pixels.
    height: i32,
    /// What its marks are of.
    sides: &'a [SideView],
    rungs: &'a [RungLine<'a>],
    firebreaks: Vec<FirebreakLine<'a>>,
    series: Vec<Series>,
    /// The highest of all.
    joint_steps: Vec<StepLine>,
    /// Marks that stand for events of several sides.
    joint_marks: Vec<Mark>,
    arrows: Vec<Arrow>,
}

/// A rung on the axis of levels.
struct RungLine<'a> {
    number: u32,
    name: &'a str,
    y: i32,
    /// Whether there is room for its number.
    is_labelled: bool,
}

/// A firebreak between two rungs.
struct FirebreakLine<'a> {
    name: &'a str,
    y: i32,
    /// Its name, where marks leave room for it.
    label: Option<FirebreakName>,
}

/// A firebreak's name, and at which end of the line it has room.
struct FirebreakName {
    line: Line,
    anchor: &'static str,
}

/// The levels of a side.
struct Series {
    side: u8,
    steps: Vec<StepLine>,
    marks: Vec<Mark>,
}

/// A level that holds for a while.
struct StepLine {
    x: f64,
    to: f64,
    y: i32,
    /// From where the step before leads to it.
    from_y: Option<i32>,
    /// Where the window after its last event ends: beyond, nothing is known to have held it.
    fades: f64,
}

/// What the lines show, and of whom.
fn description(drawing: &Drawing<'_>) -> String {
    let whose = match (drawing.figure.actor, &drawing.figure.side) {
        (Some(actor), _) => {
            let title = &drawing.dossier().actors[actor].header.title;
            format!("that {title} reached by what it initiated itself")
        }
        (None, Some(side)) => format!("that {side} reached"),
        (None, None) => "that each side reached".to_owned(),
    };
    format!(
        "The highest rung {whose}, from left to right in the order of time. A line fades where no \
         event is known to have held the level; arrows lead from an act to its answer."
    )
}

/// Sides on one rung at one time are drawn a little apart: how far a side's line lies below the middle,
/// in pixels.
fn lift(number: usize, count: usize) -> i32 {
    let last = count.saturating_sub(1) as f64;
    let apart = APART.min(MOST_APART / last.max(1.0));
    ((number as f64 - last / 2.0) * apart).round() as i32
}

/// The levels that the figure shows.
struct Shown {
    /// An actor's own levels may be of no side.
    sides: Vec<(Option<Side>, Vec<Level>)>,
    joint: Vec<Level>,
    /// Whether some were gathered.
    is_gathered: bool,
}

impl Shown {
    fn of(drawing: &Drawing<'_>, ladder: Index<Ladder>) -> Self {
        let levels = drawing.escalation().levels.beside_index(ladder);
        let shows = |level: &&Level| drawing.shows(level.from) && level.from.first <= drawing.end();
        let kept = |levels: &[Level]| levels.iter().filter(shows).cloned().collect::<Vec<_>>();
        let sides = &drawing.escalation().sides;
        let wanted = |side: Side| match &drawing.figure.side {
            Some(name) => sides.name(side) == name,
            None => true,
        };
        let of_sides = levels.sides.iter().filter(|(side, _)| wanted(*side));
        if let Some(actor) = drawing.figure.actor {
            let levels = kept(&levels_of(drawing.dossier(), ladder, actor));
            let is_gathered = levels.len() > MOST_STEPS;
            let levels = gathered(levels);
            let sides = match levels.is_empty() {
                true => Vec::new(),
                false => vec![(sides.of_actor(actor), levels.clone())],
            };
            return Self { sides, joint: levels, is_gathered };
        }
        let mut shown = Self {
            sides: of_sides.map(|(side, levels)| (Some(*side), kept(levels))).collect(),
            joint: if drawing.figure.side.is_some() { Vec::new() } else { kept(&levels.joint) },
            is_gathered: false,
        };
        shown.sides.retain(|(_, levels)| !levels.is_empty());
        // Where no actor is of a side, what all of them reached is one line.
        if shown.sides.is_empty() && !shown.joint.is_empty() {
            shown.sides.push((None, shown.joint.clone()));
        }
        if drawing.figure.side.is_some() {
            shown.joint = shown.sides.iter().flat_map(|(_, levels)| levels.clone()).collect();
        }
        let every = shown.sides.iter_mut().map(|(_, levels)| levels).chain([&mut shown.joint]);
        for levels in every {
            shown.is_gathered |= levels.len() > MOST_STEPS;
            *levels = gathered(std::mem::take(levels));
        }
        shown
    }

    fn scale(&self, drawing: &Drawing<'_>) -> Scale {
        let sides = self.sides.iter().flat_map(|(_, levels)| levels);
        let days = sides.chain(&self.joint).flat_map(|level| [level.from.first, level.from.last]);
        Scale::of(days.chain([drawing.end()]))
    }
}

/// The levels that an actor reached by what it initiated itself.
pub fn levels_of(dossier: &Dossier, ladder: Index<Ladder>, actor: Index<Actor>) -> Vec<Level> {
    let timeline = dossier.backlinks.actors.beside_index(actor).timeline.iter();
    let initiated = timeline.filter(|(_, roles)| roles.contains(&Role::Initiator));
    let steps = initiated
        .filter_map(|(event, _)| Step::of(*event, &dossier.events[*event], ladder, dossier.as_of));
    levels(&steps.collect::<Vec<_>>())
}

/// Where there are too many, neighbours become one, the highest of them.
fn gathered(levels: Vec<Level>) -> Vec<Level> {
    if levels.len() <= MOST_STEPS {
        return levels;
    }
    let each = levels.len().div_ceil(DENSE_STEPS);
    let highest = |group: &[Level]| {
        let mut highest = group.iter().max_by_key(|level| level.rung).cloned()?;
        highest.from.first = group.first()?.from.first;
        highest.from.last = highest.from.first;
        Some(highest)
    };
    levels.chunks(each).filter_map(highest).collect()
}

/// Where each rung lies.
struct RungRows<'a> {
    rungs: Vec<RungLine<'a>>,
    row: f64,
    height: f64,
}

impl<'a> RungRows<'a> {
    fn of(drawing: &Drawing<'a>, ladder: Index<Ladder>) -> Self {
        let ladder = &drawing.dossier().ladders[ladder];
        let count = ladder.rungs.len().max(1) as f64;
        let row = (HEIGHT / count).clamp(LOWEST_ROW, HIGHEST_ROW);
        let height = row * count + row / 2.0 + 2.0 * EDGE;
        let y = |position: usize| (height - EDGE - row * (position as f64 + 0.75)).round() as i32;
        let every = (LABELLED_ROW / row).ceil().max(1.0) as usize;
        let rungs = ladder.rungs.iter().enumerate().map(|(position, rung)| RungLine {
            number: rung.number,
            name: &rung.name,
            y: y(position),
            is_labelled: position % every == 0,
        });
        Self { rungs: rungs.collect(), row, height }
    }

    /// The firebreaks, with their names where these run neither into each other nor into marks; the
    /// ladder's own figure has them all.
    fn firebreaks(
        &self,
        drawing: &Drawing<'a>,
        ladder: Index<Ladder>,
        marks: &Marks,
    ) -> Vec<FirebreakLine<'a>> {
        let ladder = &drawing.dossier().ladders[ladder];
        let mut firebreaks: Vec<FirebreakLine<'a>> = Vec::new();
        for rung in &ladder.rungs {
            let Some(firebreak) = ladder.firebreak_above(rung.number) else { continue };
            let y = self.y(rung.number) - (self.row / 2.0).round() as i32;
            let label = label::line(&format!("Firebreak: {}", firebreak.name), label::SMALL);
            let below = firebreaks.iter().rev().find(|it| it.label.is_some());
            let has_room = below.is_none_or(|it| f64::from(it.y - y) >= NAMED_APART);
            let place = free_place(&label, y, marks).filter(|_| has_room);
            let label = place.map(|(y, anchor)| {
                let line = Line { y, text: label };
                FirebreakName { line, anchor }
            });
            firebreaks.push(FirebreakLine { name: &firebreak.name, y, label });
        }
        firebreaks
    }

    fn y(&self, rung: u32) -> i32 {
        let position = self.rungs.binary_search_by_key(&rung, |row| row.number);
        position.map_or(0, |position| self.rungs[position].y)
    }
}

fn steps(
    drawing: &Drawing<'_>,
    scale: &Scale,
    rows: &RungRows<'_>,
    levels: &[Level],
    lift: i32,
) -> Vec<StepLine> {
    let window = i64::from(drawing.renderer.site.window_days).days();
    let mut before: Option<i32> = None;
    let next =
        levels.iter().skip(1).map(|level| middle(scale, level)).chain([scale.x(drawing.end())]);
    let step = |(level, next): (&Level, f64)| {
        let x = middle(scale, level);
        let y = rows.y(level.rung) + lift;
        // What lasts holds its level to its end.
        let ends = level.events.iter().filter_map(|event| {
            let date = &drawing.dossier().events[*event].date;
            date.days().filter(|_| date.is_interval()).map(|days| days.last)
        });
        let held = ends.max().map_or(level.from.last, |end| end.max(level.from.last));
        let fades = scale.x(held.saturating_add(window)).min(next).max(x);
        StepLine { x, to: next.max(x), y, from_y: before.replace(y), fades }
    };
    levels.iter().zip(next).map(step).collect()
}

/// A level whose day is not known begins in the middle of what it may be.
fn middle(scale: &Scale, level: &Level) -> f64 {
    rounded((scale.x(level.from.first) + scale.x(level.from.last)) / 2.0)
}

/// A place above or below a firebreak's line, at its start or end, where its name lies on no mark: the name's
/// baseline, and what of it stands at the edge.
fn free_place(label: &str, y: i32, marks: &Marks) -> Option<(i32, &'static str)> {
    let reach = label::share(label, label::SMALL) + MARK_WIDTH;
    [y - ABOVE, y + BELOW].into_iter().find_map(|baseline| {
        let near = (baseline - NAME - MARK)..(baseline + MARK);
        let near = marks.every().filter(|mark| near.contains(&mark.y));
        let places: Vec<f64> = near.map(|mark| mark.x).collect();
        if places.iter().all(|x| *x > reach) {
            Some((baseline, "start"))
        } else if places.iter().all(|x| *x < 100.0 - reach) {
            Some((baseline, "end"))
        } else {
            None
        }
    })
}

/// The marks of the events that reached levels.
struct Marks {
    /// Beside the sides that the figure shows.
    of_sides: Vec<Vec<Mark>>,
    /// Those that stand for events of several sides.
    joint: Vec<Mark>,
}

impl Marks {
    fn of(drawing: &Drawing<'_>, scale: &Scale, rows: &RungRows<'_>, shown: &Shown) -> Self {
        let mut by_rung: BTreeMap<u32, Vec<(usize, Spot)>> = BTreeMap::new();
        for (number, (side, levels)) in shown.sides.iter().enumerate() {
            for level in levels {
                let side = side_number(*side);
                let spot = |event: &Index<Event>| {
                    (number, Spot { event: *event, days: level.from, side, effect: None })
                };
                by_rung.entry(level.rung).or_default().extend(level.events.iter().map(spot));
            }
        }
        let mut marks = Self { of_sides: vec![Vec::new(); shown.sides.len()], joint: Vec::new() };
        for (rung, mut spots) in by_rung {
            // What reached a rung and held it is one event still.
            spots.sort_by_key(|(number, spot)| (*number, spot.event, spot.days));
            spots.dedup_by_key(|(number, spot)| (*number, spot.event));
            let all = spots.iter().map(|(_, spot)| spot.clone()).collect();
            for mark in mark::gather(drawing, scale, all, rows.y(rung)) {
                let own = spots.iter().filter(|(_, spot)| mark.events.contains(&spot.event));
                let sides = own.map(|(number, _)| *number).collect();
                marks.add(mark, sides);
            }
        }
        marks
    }

    /// Puts a mark on the line of its side, or between them.
    fn add(&mut self, mut mark: Mark, sides: BTreeSet<usize>) {
        match sides.first() {
            Some(side) if sides.len() == 1 || mark.events.len() == 1 => {
                mark.y += lift(*side, self.of_sides.len());
                self.of_sides[*side].push(mark);
            }
            _ => {
                mark.shape = Shape::OfSide(NO_SIDE);
                self.joint.push(mark);
            }
        }
    }

    fn every(&self) -> impl Iterator<Item = &Mark> {
        self.of_sides.iter().flatten().chain(&self.joint)
    }
}

/// Arrows between marks of which one answers the other, the most important first.
fn arrows<'m>(drawing: &Drawing<'_>, marks: impl Iterator<Item = &'m Mark>) -> Vec<Arrow> {
    let dossier = drawing.dossier();
    let mut place: HashMap<Index<Event>, MarkPlace> = HashMap::new();
    for mark in marks {
        for event in &mark.events {
            place.entry(*event).or_insert((mark.x, mark.y));
        }
    }
    let mut answers: Vec<(Index<Event>, Index<Event>)> = place
        .keys()
        .flat_map(|answer| {
            let causes = dossier.events[*answer].responds_to.iter();
            causes.filter(|cause| place.contains_key(cause)).map(|cause| (*cause, *answer))
        })
        .filter(|(cause, answer)| place[cause] != place[answer])
        .collect();
    let importance = |event: Index<Event>| dossier.events[event].importance.unwrap_or(0);
    answers.sort_unstable_by_key(|(cause, answer)| {
        (std::cmp::Reverse(importance(*answer)), *answer, *cause)
    });
    answers.truncate(MOST_ARROWS);
    answers.sort_unstable();
    let arrow = |(cause, answer): (Index<Event>, Index<Event>)| {
        drawing.arrow((cause, place[&cause]), (answer, place[&answer]))
    };
    answers.into_iter().map(arrow).collect()
}

#[cfg(test)]
mod tests {
    use super::lift;

    #[test]
    fn lines_lie_apart_around_their_rung_and_never_far_from_it() {
        assert_eq!(lift(0, 1), 0);
        assert_eq!([lift(0, 3), lift(1, 3), lift(2, 3)], [-3, 0, 3]);
        for count in 1..20 {
            let lifts: Vec<i32> = (0..count).map(|number| lift(number, count)).collect();
            assert!(lifts.is_sorted() && lifts.iter().all(|lift| lift.abs() <= 6), "{lifts:?}");
        }
    }
}
