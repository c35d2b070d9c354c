//! Marks of events: those that would lie on each other are gathered to one, and of too many the most
//! important are drawn.

use crate::link::Dossier;
use crate::model::date::{Date, Days};
use crate::model::event::{Effect, Event};
use crate::model::table::Index;
use crate::render::figure::arrow::MarkPlace;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::scale::Scale;

/// Marks closer than this would touch each other on the narrowest page, in percent.
const NEAREST: f64 = 3.8;

/// The same beside a mark of several events, which is wider.
const NEAREST_TO_MANY: f64 = 5.4;

/// How many marks a figure draws without thinning them.
pub const MOST: usize = 300;

/// How many it draws where there would be more.
const KEPT: usize = 200;

/// How important an event is where its author does not say.
const MIDDLING: u8 = 5;

/// An event that is to be marked.
#[derive(Debug, Clone)]
pub struct Spot {
    pub event: Index<Event>,
    pub days: Days,
    /// The number of its side.
    pub side: u8,
    pub effect: Option<Effect>,
}

/// What a mark looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Of the side with this number.
    OfSide(u8),
    /// Of what the event did to the threshold, on lanes.
    OfEffect(Effect),
}

/// A mark of one event or several.
#[derive(Debug, Clone)]
pub struct Mark {
    /// In percent of the width.
    pub x: f64,
    /// In pixels from the top.
    pub y: i32,
    pub shape: Shape,
    /// Whether the page is about it.
    pub is_own: bool,
    /// Where its date is not one day, the stretch among which it lies.
    pub spread: Option<(f64, f64)>,
    /// The event's page, or for several the figure's table.
    pub url: String,
    /// Its name for readers who do not see it: date, title and what it did.
    pub label: String,
    /// The events that it stands for.
    pub events: Vec<Index<Event>>,
    /// That of its most important event.
    importance: u8,
}

impl Mark {
    /// A mark of one event, of the side with this number.
    pub fn of_one(
        drawing: &Drawing<'_>,
        event: Index<Event>,
        (x, y): MarkPlace,
        side: u8,
        label: String,
    ) -> Self {
        Self {
            x,
            y,
            shape: Shape::OfSide(side),
            is_own: drawing.figure.event == Some(event),
            spread: None,
            url: drawing.url(event),
            label,
            importance: importance(drawing.dossier(), &[event]),
            events: vec![event],
        }
    }

    /// What its figure thins by: marks of a higher rank stay.
    fn rank(&self) -> (u8, usize) {
        (self.importance, self.events.len())
    }
}

/// The marks of a strip of a figure, along its axis of time.
pub fn gather(drawing: &Drawing<'_>, scale: &Scale, mut spots: Vec<Spot>, y: i32) -> Vec<Mark> {
    spots.sort_by_key(|spot| (spot.days, spot.event));
    let mut groups: Vec<(f64, Vec<Spot>)> = Vec::new();
    for spot in spots {
        let x = place(drawing, scale, &spot);
        match groups.last_mut() {
            Some((begin, group)) if x - *begin < nearest(group) => group.push(spot),
            _ => groups.push((x, vec![spot])),
        }
    }
    groups.into_iter().map(|(x, group)| mark(drawing, scale, x, y, &group)).collect()
}

/// How far from a group the next mark has to lie, in percent.
fn nearest(group: &[Spot]) -> f64 {
    let is_one = group.iter().all(|spot| spot.event == group[0].event);
    if is_one { NEAREST } else { NEAREST_TO_MANY }
}

/// What lasts is marked where it begins; what fell on an unknown day, in the middle.
fn place(drawing: &Drawing<'_>, scale: &Scale, spot: &Spot) -> f64 {
    let first = scale.x(spot.days.first);
    match drawing.dossier().events[spot.event].date.is_interval() {
        true => first,
        false => (first + scale.x(spot.days.last)) / 2.0,
    }
}

fn mark(drawing: &Drawing<'_>, scale: &Scale, x: f64, y: i32, group: &[Spot]) -> Mark {
    let dossier = drawing.dossier();
    let mut events: Vec<Index<Event>> = group.iter().map(|spot| spot.event).collect();
    events.dedup();
    let first = &dossier.events[events[0]];
    let last = &dossier.events[events[events.len() - 1]];
    // Of several effects the gravest is shown; the label says how many events there are.
    let effect = group.iter().filter_map(|spot| spot.effect).max_by_key(|effect| gravity(*effect));
    let (url, label) = match events[..] {
        [event] => {
            let effects: Vec<String> = group
                .iter()
                .filter_map(|spot| Some(spot.effect?.participle().to_lowercase()))
                .collect();
            let title = &first.header.title;
            let label = event_label(&first.date, title);
            let label = match effects.is_empty() {
                true => label,
                false => format!("{label} ({})", effects.join(", ")),
            };
            (drawing.url(event), label)
        }
        _ => {
            let (from, to) = (first.date.words(), last.date.words());
            let when = if from == to { from.to_owned() } else { format!("{from} to {to}") };
            (drawing.table_url(), format!("{} events, {when}", events.len()))
        }
    };
    let days = group[0].days;
    let spread = (events.len() == 1 && !days.is_settled())
        .then(|| (scale.x(days.first), scale.x(days.last)));
    Mark {
        x,
        y,
        shape: effect.map_or(Shape::OfSide(group[0].side), Shape::OfEffect),
        is_own: drawing.figure.event.is_some_and(|own| events.contains(&own)),
        spread,
        url,
        label,
        importance: importance(dossier, &events),
        events,
    }
}

/// How important the most important of some events is.
fn importance(dossier: &Dossier, events: &[Index<Event>]) -> u8 {
    let importance =
        events.iter().map(|it| dossier.events[*it].facts.importance.unwrap_or(MIDDLING));
    importance.max().unwrap_or(MIDDLING)
}

/// How much an effect says of what became of the line.
fn gravity(effect: Effect) -> u8 {
    match effect {
        Effect::Crosses => 7,
        Effect::Enforces => 6,
        Effect::Waives => 5,
        Effect::Withdraws => 4,
        Effect::Declares => 3,
        Effect::Revises => 2,
        Effect::Reaffirms => 1,
        Effect::Tests => 0,
    }
}

/// Leaves the most important marks of a figure; says what was done to its marks.
pub fn thin<'m>(strips: impl IntoIterator<Item = &'m mut Vec<Mark>>) -> Vec<String> {
    let mut strips: Vec<&mut Vec<Mark>> = strips.into_iter().collect();
    let mut ranks: Vec<(u8, usize)> =
        strips.iter().flat_map(|strip| strip.iter().map(Mark::rank)).collect();
    let mut remarks = Vec::new();
    let all = ranks.len();
    if all > MOST {
        ranks.sort_unstable();
        let least = ranks[all - KEPT];
        // Of marks as important as the least, the first ones stay.
        let mut spare = KEPT - ranks.iter().filter(|rank| **rank > least).count();
        for strip in &mut strips {
            strip.retain(|mark| {
                let ties = mark.rank() == least && spare > 0;
                spare -= usize::from(ties);
                mark.rank() > least || ties
            });
        }
        remarks.push(format!(
            "Of {all} marks the {KEPT} most important are drawn. The table has every event."
        ));
    }
    let gathered =
        strips.iter().flat_map(|strip| strip.iter()).filter(|mark| mark.events.len() > 1);
    if gathered.count() > 0 {
        remarks.push(
            "Events that lie too close together share a mark with their number, which leads to \
             the table."
                .to_owned(),
        );
    }
    remarks
}

/// "27 December 2019: Rocket attack on …".
pub fn event_label(date: &Date, title: &str) -> String {
    [date.words(), ": ", title].concat()
}
