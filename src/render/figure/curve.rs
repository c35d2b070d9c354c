//! The curve: the level of each side over time as steps, with arrows from act to answer.

use std::collections::HashMap;

use jiff::{ToSpan as _, civil};

use crate::link::{Level, Side, Step, levels};
use crate::model::actor::Actor;
use crate::model::event::{Event, Role};
use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::render::figure::mark::{self, MOST, Mark, Spot};
use crate::render::figure::scale::{Scale, rounded};
use crate::render::figure::label::{self, Style};
use crate::render::figure::{Drawing, NO_SIDE, side_number};
use crate::render::view;
use crate::render::views::{
    ArrowView, CurveFigure, CurveRungView, LevelRowView, LineView, SeriesView, StepView,
};

/// Heights in pixels: of the whole drawing at most, of a rung at most and at least.
const HEIGHT: f64 = 420.0;
const HIGHEST_ROW: f64 = 34.0;
const LOWEST_ROW: f64 = 7.0;
const AXIS: f64 = 24.0;

/// The least height of a row in which the number of its rung has room.
const LABELLED_ROW: f64 = 14.0;

/// How far the lines of different sides are kept apart, in pixels.
const APART: f64 = 3.0;

/// How many steps a series draws at most, and how many where there would be more: levels between are
/// drawn as the highest of them.
const MOST_STEPS: usize = 75;
const DENSE_STEPS: usize = 28;

/// How many arrows are drawn at most.
const MOST_ARROWS: usize = 100;

/// Draws the figure.
pub fn draw(drawing: &Drawing<'_>) -> CurveFigure {
    let mut figure = drawing.frame(
        "The highest rung that each side reached, from left to right in the order of time. A line \
         fades where no event is known to have held the level; arrows lead from an act to its answer.",
    );
    let blank = SeriesView { side: NO_SIDE, steps: Vec::new(), marks: Vec::new() };
    let Some(ladder) = drawing.ladder() else {
        figure.empty = Some("No ladder is in use.");
        return CurveFigure {
            figure,
            rungs: Vec::new(),
            firebreaks: Vec::new(),
            series: Vec::new(),
            joint: blank,
            arrows: Vec::new(),
            levels: Vec::new(),
        };
    };
    let shown = Shown::of(drawing, ladder);
    let scale = shown.scale(drawing);
    let rows = RungRows::of(drawing, ladder);
    let mut series: Vec<(Option<Side>, Vec<StepView>, Vec<Mark>)> = Vec::new();
    for (number, (side, levels)) in shown.sides.iter().enumerate() {
        // Sides on one rung at one time are drawn a little apart.
        let lift = ((number as f64 - (shown.sides.len() as f64 - 1.0) / 2.0) * APART) as i32;
        let steps = steps(drawing, &scale, &rows, levels, lift);
        series.push((*side, steps, marks(drawing, &scale, &rows, *side, levels, lift)));
    }
    let arrows = arrows(drawing, &series);
    figure.remarks = mark::thin(series.iter_mut().map(|(_, _, marks)| marks));
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
    figure.sides = drawing.legend(shown.sides.iter().map(|(side, _)| *side));
    figure.height = (rows.height + AXIS) as u32;
    figure.axis = Some(scale.axis());
    if shown.joint.is_empty() {
        figure.empty = Some("No event stands on this ladder yet.");
    }
    let joint = steps(drawing, &scale, &rows, &shown.joint, 0);
    let series = series.into_iter().map(|(side, steps, marks)| SeriesView {
        side: side_number(side),
        steps,
        marks: mark::views(marks),
    });
    CurveFigure {
        figure,
        series: series.collect(),
        joint: SeriesView { steps: joint, ..blank },
        arrows,
        levels: table(drawing, ladder, &shown),
        rungs: rows.rungs,
        firebreaks: rows.firebreaks,
    }
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
            let levels = kept(&of_actor(drawing, ladder, actor));
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
fn of_actor(drawing: &Drawing<'_>, ladder: Index<Ladder>, actor: Index<Actor>) -> Vec<Level> {
    let dossier = drawing.dossier();
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
struct RungRows {
    rungs: Vec<CurveRungView>,
    firebreaks: Vec<LineView>,
    height: f64,
}

impl RungRows {
    fn of(drawing: &Drawing<'_>, ladder: Index<Ladder>) -> Self {
        let ladder = &drawing.dossier().ladders[ladder];
        let count = ladder.rungs.len().max(1) as f64;
        let row = (HEIGHT / count).clamp(LOWEST_ROW, HIGHEST_ROW);
        let height = row * count + row / 2.0;
        let y = |position: usize| (height - row * (position as f64 + 0.75)).round() as i32;
        let every = (LABELLED_ROW / row).ceil().max(1.0) as usize;
        let rungs: Vec<CurveRungView> = ladder
            .rungs
            .iter()
            .enumerate()
            .map(|(position, rung)| CurveRungView {
                number: rung.number,
                name: rung.name.clone(),
                y: y(position),
                labelled: position % every == 0,
            })
            .collect();
        let mut firebreaks: Vec<LineView> = Vec::new();
        for (position, rung) in ladder.rungs.iter().enumerate() {
            if let Some(firebreak) = ladder.firebreak_above(rung.number) {
                let y = (height - row * (position as f64 + 1.25)).round() as i32;
                // Names that would run into each other are left to the ladder's own figure.
                let has_room = firebreaks.last().is_none_or(|below| {
                    below.text.is_empty() || f64::from(below.y - y) >= LABELLED_ROW
                });
                let text = match has_room {
                    true => label::line(&format!("Firebreak: {}", firebreak.name), Style::Small),
                    false => String::new(),
                };
                firebreaks.push(LineView { y, text });
            }
        }
        Self { rungs, firebreaks, height }
    }

    fn y(&self, rung: u32) -> i32 {
        let position = self.rungs.binary_search_by_key(&rung, |row| row.number);
        position.map_or(0, |position| self.rungs[position].y)
    }
}

fn steps(
    drawing: &Drawing<'_>,
    scale: &Scale,
    rows: &RungRows,
    levels: &[Level],
    lift: i32,
) -> Vec<StepView> {
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
        StepView { x, to: next.max(x), y, from_y: before.replace(y), fades }
    };
    levels.iter().zip(next).map(step).collect()
}

/// A level whose day is not known begins in the middle of what it may be.
fn middle(scale: &Scale, level: &Level) -> f64 {
    rounded((scale.x(level.from.first) + scale.x(level.from.last)) / 2.0)
}

/// The events that reached the levels of a side.
fn marks(
    drawing: &Drawing<'_>,
    scale: &Scale,
    rows: &RungRows,
    side: Option<Side>,
    levels: &[Level],
    lift: i32,
) -> Vec<Mark> {
    let mut by_rung: HashMap<u32, Vec<Spot>> = HashMap::new();
    for level in levels {
        let spots = by_rung.entry(level.rung).or_default();
        for event in &level.events {
            if spots.last().is_none_or(|last: &Spot| last.event != *event) {
                let side = side_number(side);
                spots.push(Spot { event: *event, days: level.from, side, effect: None });
            }
        }
    }
    let mut rungs: Vec<(u32, Vec<Spot>)> = by_rung.into_iter().collect();
    rungs.sort_unstable_by_key(|(rung, _)| *rung);
    let strip = |(rung, spots)| mark::gather(drawing, scale, spots, rows.y(rung) + lift);
    rungs.into_iter().flat_map(strip).collect()
}

/// Arrows between marks of which one answers the other, the most important first.
fn arrows(
    drawing: &Drawing<'_>,
    series: &[(Option<Side>, Vec<StepView>, Vec<Mark>)],
) -> Vec<ArrowView> {
    let dossier = drawing.dossier();
    let mut place: HashMap<Index<Event>, (f64, i32)> = HashMap::new();
    for mark in series.iter().flat_map(|(_, _, marks)| marks) {
        for event in &mark.events {
            place.entry(*event).or_insert((mark.view.x, mark.view.y));
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
    answers.truncate(MOST_ARROWS.min(MOST));
    answers.sort_unstable();
    let arrow = |(cause, answer): (Index<Event>, Index<Event>)| {
        let title = |event: Index<Event>| &dossier.events[event].header.title;
        let ((x, y), (to_x, to_y)) = (place[&cause], place[&answer]);
        let label = format!("{} – answered by: {}", title(cause), title(answer));
        ArrowView { x, y, to_x, to_y, label }
    };
    answers.into_iter().map(arrow).collect()
}

/// Every level that is drawn, by date.
fn table(drawing: &Drawing<'_>, ladder: Index<Ladder>, levels: &Shown) -> Vec<LevelRowView> {
    let sides = levels.sides.iter();
    let mut rows: Vec<(civil::Date, Option<Side>, &Level)> = sides
        .flat_map(|(side, levels)| levels.iter().map(|level| (level.from.first, *side, level)))
        .collect();
    rows.sort_by_key(|(day, side, level)| (*day, *side, level.from.last));
    let row = |(_, side, level): (civil::Date, Option<Side>, &Level)| LevelRowView {
        date: date(drawing, level),
        side: side.map(|side| drawing.escalation().sides.name(side).to_owned()),
        rung: view::rung(drawing.renderer.site, drawing.dossier(), ladder, level.rung),
        events: drawing.links(&level.events),
    };
    rows.into_iter().map(row).collect()
}

/// A level whose day is not known is dated as its event is.
fn date(drawing: &Drawing<'_>, level: &Level) -> crate::render::views::DateView {
    let event = level.events.first().filter(|_| !level.from.is_settled());
    match event {
        Some(event) => view::date(&drawing.dossier().events[*event].date),
        None => view::day(level.from.first),
    }
}
