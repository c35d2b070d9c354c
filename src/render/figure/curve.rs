//! The curve: the level of each side over time as steps, with arrows from act to answer.

mod firebreak;
mod levels;
mod marks;
mod rung_rows;
mod step;
mod svg;
mod table;

use crate::render::figure::curve::levels::Shown;
use crate::render::figure::curve::marks::{Marks, arrows, lift};
use crate::render::figure::curve::rung_rows::RungRows;
use crate::render::figure::curve::step::steps;
use crate::render::figure::curve::svg::{Curve, Series};
use crate::render::figure::drawing::Drawing;
use crate::render::figure::mark;
use crate::render::figure::side::{legend, side_number};
use crate::render::figure::svg::draw_into;
use crate::render::views::CurveFigure;

pub use levels::levels_of;

/// Draws the figure.
pub fn draw(drawing: &Drawing<'_>) -> CurveFigure {
    let mut figure = drawing.frame(&description(drawing));
    let Some(ladder) = drawing.ladder() else {
        figure.empty = Some("No ladder is in use.");
        return CurveFigure { figure, joint: false };
    };
    let shown = Shown::new(drawing, ladder);
    let scale = shown.scale(drawing);
    let rows = RungRows::new(drawing, ladder);
    let mut marks = Marks::new(drawing, &scale, &rows, &shown);
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
        figure.table = Some(table::curve_table(drawing, &shown));
    }
    figure.sides = legend(sides);
    CurveFigure { figure, joint: shown.sides.len() > 1 }
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
