//! The ladder: rungs from the highest down with their thresholds, firebreaks between them, and events
//! as marks along an axis of time.

mod placed;
mod row;
mod svg;
mod table;

use std::collections::BTreeMap;

use crate::link::Side;
use crate::model::ladder::{Ladder, Rung};
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::render::escalation::{status_now, status_words};
use crate::render::figure::drawing::Drawing;
use crate::render::figure::label::{self, INSET, LINE_HEIGHT, Line};
use crate::render::figure::ladder::placed::{Placed, placed};
use crate::render::figure::ladder::row::{LadderRow, RungRow, ThresholdLabel};
use crate::render::figure::mark::{self, Spot};
use crate::render::figure::scale::Scale;
use crate::render::figure::side::legend;
use crate::render::figure::svg::draw_into;
use crate::render::views::FigureView;

/// Ladders of more rungs draw those on which nothing stands together.
const FEW_RUNGS: usize = 12;

/// Heights in pixels.
const STRIP: i32 = 18;
const SPACE: i32 = 10;
const FIREBREAK: i32 = 26;

/// What stands on a rung.
struct Holding<'a> {
    rung: &'a Rung,
    thresholds: Vec<Index<Threshold>>,
    by_side: BTreeMap<(bool, Option<Side>), Vec<Spot>>,
}

impl Holding<'_> {
    fn is_empty(&self) -> bool {
        self.thresholds.is_empty() && self.by_side.is_empty()
    }
}

/// Leaves the rungs from the highest that holds something to the lowest.
fn keep_used(holdings: &mut Vec<Holding<'_>>) {
    let end = holdings.iter().rposition(|it| !it.is_empty()).map_or(0, |last| last + 1);
    holdings.truncate(end);
    let first = holdings.iter().position(|it| !it.is_empty()).unwrap_or(0);
    holdings.drain(..first);
}

/// Draws the figure.
pub fn draw(drawing: &Drawing<'_>) -> FigureView {
    let mut figure = drawing.frame(match drawing.figure.event {
        None => {
            "The rungs of the ladder from the highest down, with the thresholds that stand on them, and \
             events as marks from left to right in the order of time."
        }
        Some(_) => {
            "The rungs on which the event and its neighbours stand, from the highest down, with the \
             thresholds that were at stake, and events as marks from left to right in the order of time."
        }
    });
    let Some(ladder) = drawing.ladder() else {
        figure.empty = Some("No ladder is in use.");
        return figure;
    };
    let dossier = drawing.dossier();
    let placed = placed(drawing, ladder);
    let scale = Scale::new(placed.iter().flat_map(|it| [it.spot.days.first, it.spot.days.last]));
    let mut holdings = holdings(drawing, ladder, &placed);
    let sides = drawing.sides_of(placed.iter().map(|it| it.sides.first().copied()));
    // Beside one event, what stands elsewhere matters less.
    let is_of_event = drawing.figure.event.is_some();
    let gather_empty = holdings.len() > FEW_RUNGS || is_of_event;
    if is_of_event {
        keep_used(&mut holdings);
    }
    let mut drawn = Rows { drawing, scale: &scale, top: 0, rows: Vec::new() };
    let mut waiting: Vec<Holding<'_>> = Vec::new();
    for holding in holdings {
        let is_empty = holding.is_empty();
        let firebreak = dossier.ladders[ladder].firebreak_above(holding.rung.number);
        // What lies above all that is shown divides nothing.
        let firebreak = firebreak.filter(|_| !(is_of_event && drawn.rows.is_empty()));
        if firebreak.is_some() || !(is_empty && gather_empty) {
            drawn.gathered(std::mem::take(&mut waiting));
        }
        if let Some(firebreak) = firebreak {
            drawn.firebreak(&firebreak.name);
        }
        if is_empty && gather_empty {
            waiting.push(holding);
        } else {
            drawn.rung(holding);
        }
    }
    drawn.gathered(waiting);
    let (height, mut rows) = (drawn.top, drawn.rows);
    figure.title = dossier.ladders[ladder].header.title.clone();
    figure.remarks.extend(mark::thin(rows.iter_mut().filter_map(LadderRow::marks)));
    figure.ladder = drawing.ladder_link(ladder);
    let axis = (!placed.is_empty()).then(|| scale.axis());
    let body = svg::body(&drawing.id, &sides, &rows);
    draw_into(&mut figure, height, axis.as_ref(), body);
    figure.sides = legend(sides);
    figure.table = (!placed.is_empty()).then(|| table::ladder_table(drawing, &placed));
    figure
}

/// Whether a threshold is drawn: beside one event, only those that were at stake.
fn is_drawn(drawing: &Drawing<'_>, threshold: Index<Threshold>) -> bool {
    drawing.figure.event.is_none_or(|event| {
        let stakes = drawing.escalation().stakes.beside_index(event);
        stakes.iter().any(|stake| stake.threshold == threshold)
    })
}

/// What stands on each rung, from the highest down.
fn holdings<'a>(
    drawing: &Drawing<'a>,
    ladder: Index<Ladder>,
    placed: &[Placed],
) -> Vec<Holding<'a>> {
    let dossier = drawing.dossier();
    let rungs = &dossier.ladders[ladder].rungs;
    let holding = |rung| Holding { rung, thresholds: Vec::new(), by_side: BTreeMap::new() };
    let mut holdings: Vec<Holding<'a>> = rungs.iter().map(holding).collect();
    let position = |number: u32| rungs.binary_search_by_key(&number, |rung| rung.number).ok();
    let links = dossier.backlinks.ladders.beside_index(ladder);
    for threshold in links.thresholds.iter().filter(|it| is_drawn(drawing, **it)) {
        if let Some(at) = dossier.thresholds[*threshold].rung.and_then(position) {
            holdings[at].thresholds.push(*threshold);
        }
    }
    for Placed { spot, rung, sides } in placed {
        if let Some(at) = position(*rung) {
            let side = sides.first().copied();
            let side = holdings[at].by_side.entry((side.is_none(), side));
            side.or_default().push(spot.clone());
        }
    }
    holdings.reverse();
    holdings
}

/// Rows from the top down.
struct Rows<'a> {
    drawing: &'a Drawing<'a>,
    scale: &'a Scale,
    top: i32,
    rows: Vec<LadderRow>,
}

impl Rows<'_> {
    fn firebreak(&mut self, name: &str) {
        let text = label::line(&format!("Firebreak: {name}"), label::SMALL);
        self.rows.push(LadderRow::Firebreak(Line { y: self.top + FIREBREAK / 2, text }));
        self.top += FIREBREAK;
    }

    fn rung(&mut self, holding: Holding<'_>) {
        let top = self.top;
        let lines = self.lines(&holding.rung.name);
        let thresholds =
            holding.thresholds.iter().map(|threshold| self.threshold(*threshold)).collect();
        let mut marks = Vec::new();
        for spots in holding.by_side.into_values() {
            let y = self.top + STRIP / 2 + 2;
            marks.extend(mark::gather(self.drawing, self.scale, spots, y));
            self.top += STRIP;
        }
        self.top += SPACE;
        let number = Some(holding.rung.number);
        self.rows.push(LadderRow::Rung(RungRow { number, lines, top, thresholds, marks }));
    }

    fn threshold(&mut self, index: Index<Threshold>) -> ThresholdLabel {
        let Drawing { renderer, .. } = self.drawing;
        let status = status_now(renderer.site, renderer.dossier, index);
        let status = status_words(&status.statuses);
        let threshold = &renderer.dossier.thresholds[index];
        let title = &threshold.header.title;
        let holders: Vec<&str> = threshold
            .holders
            .iter()
            .map(|holder| renderer.dossier.actors[*holder].header.title.as_str())
            .collect();
        let text = match holders.is_empty() {
            true => format!("{status}: {title}"),
            false => format!("{status}: {title} ({})", holders.join(", ")),
        };
        ThresholdLabel { url: self.drawing.url(index), lines: self.lines(&text), text }
    }

    /// A text from here on, and some space.
    fn lines(&mut self, text: &str) -> Vec<Line> {
        let lines = label::lines(text, label::TEXT, INSET, self.top + LINE_HEIGHT);
        self.top += lines.len() as i32 * LINE_HEIGHT + 4;
        lines
    }

    /// Rungs on which nothing stands, as one row.
    fn gathered(&mut self, mut holdings: Vec<Holding<'_>>) {
        let [highest, .., lowest] = &holdings[..] else {
            // One rung has its name.
            if let Some(holding) = holdings.pop() {
                self.rung(holding);
            }
            return;
        };
        let text = format!("Nothing on rungs {}–{}", lowest.rung.number, highest.rung.number);
        self.rows.push(LadderRow::Rung(RungRow {
            number: None,
            lines: vec![Line { y: self.top + LINE_HEIGHT, text }],
            top: self.top,
            thresholds: Vec::new(),
            marks: Vec::new(),
        }));
        self.top += LINE_HEIGHT + SPACE;
    }
}
