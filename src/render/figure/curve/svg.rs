//! The markup of the curve: rungs and firebreaks as lines, levels as paths, marks and arrows over them.

use std::fmt::Write as _;

use maud::{Markup, Render, html};

use crate::render::figure::arrow::Arrow;
use crate::render::figure::curve::firebreak::{FirebreakLine, FirebreakName};
use crate::render::figure::curve::rung_rows::RungLine;
use crate::render::figure::curve::step::StepLine;
use crate::render::figure::mark::Mark;
use crate::render::figure::svg::{arrows, marks, side_shapes};
use crate::render::figure::text::SvgText;
use crate::render::views::SideView;

/// What is drawn.
pub struct Curve<'a> {
    /// In pixels.
    pub height: i32,
    /// What its marks are of.
    pub sides: &'a [SideView],
    pub rungs: &'a [RungLine<'a>],
    pub firebreaks: Vec<FirebreakLine<'a>>,
    pub series: Vec<Series>,
    /// The highest of all.
    pub joint_steps: Vec<StepLine>,
    /// Marks that stand for events of several sides.
    pub joint_marks: Vec<Mark>,
    pub arrows: Vec<Arrow>,
}

/// The levels of a side.
pub struct Series {
    pub side: u8,
    pub steps: Vec<StepLine>,
    pub marks: Vec<Mark>,
}

/// From the line of a rung to the baseline of its number, in pixels.
const BASELINE: i32 = 4;

/// The curve of a figure with this id.
pub fn body(id: &str, curve: &Curve<'_>) -> Markup {
    html! {
        (side_shapes(id, curve.sides))
        @for rung in curve.rungs {
            line.rung-line x1="0" x2="100%" y1=(rung.y) y2=(rung.y) {}
            @if rung.is_labelled {
                text.rung-tick x="-8" y=(rung.y + BASELINE) text-anchor="end" { (rung.number) title { (SvgText(rung.name)) } }
            }
        }
        @for firebreak in &curve.firebreaks {
            line.firebreak-line x1="0" x2="100%" y1=(firebreak.y) y2=(firebreak.y) {
                title { "Firebreak: " (SvgText(firebreak.name)) }
            }
        }
        // Lines are drawn in a space of 100 by the height, stretched to the width.
        svg width="100%" height=(curve.height) viewBox={ "0 0 100 " (curve.height) } preserveAspectRatio="none" {
            @if curve.series.len() > 1 {
                path.joint d=(Path(&curve.joint_steps, whole)) {}
            }
            @for line in &curve.series {
                g.{ "side-" (line.side) } {
                    path.level d=(Path(&line.steps, held)) {}
                    path.riser d=(Path(&line.steps, riser)) {}
                    path.fading d=(Path(&line.steps, fading)) {}
                }
            }
        }
        (arrows(id, &curve.arrows))
        @for label in curve.firebreaks.iter().filter_map(|it| it.label.as_ref()) {
            (name(label))
        }
        @for line in &curve.series {
            (marks(id, &line.marks))
        }
        (marks(id, &curve.joint_marks))
    }
}

fn name(label: &FirebreakName) -> Markup {
    let x = if label.anchor == "end" { "100%" } else { "0" };
    html! {
        text.firebreak-name x=(x) y=(label.line.y) text-anchor=(label.anchor) { (label.line.text) }
    }
}

/// A part of each step as a stroke from one point to another, where it has that part.
type Part = fn(&StepLine) -> Option<((f64, i32), Stroke)>;

/// To where a stroke leads, across or down.
enum Stroke {
    Across(f64),
    Down(i32),
}

/// The parts of steps as the data of a path.
struct Path<'a>(&'a [StepLine], Part);

impl Render for Path<'_> {
    fn render_to(&self, markup: &mut String) {
        for ((x, y), stroke) in self.0.iter().filter_map(self.1) {
            let _ = match stroke {
                Stroke::Across(to) => write!(markup, "M{x} {y}H{to}"),
                Stroke::Down(to) => write!(markup, "M{x} {y}V{to}"),
            };
        }
    }
}

fn whole(step: &StepLine) -> Option<((f64, i32), Stroke)> {
    Some(((step.x, step.y), Stroke::Across(step.to)))
}

fn held(step: &StepLine) -> Option<((f64, i32), Stroke)> {
    Some(((step.x, step.y), Stroke::Across(step.fades)))
}

fn riser(step: &StepLine) -> Option<((f64, i32), Stroke)> {
    Some(((step.x, step.from_y?), Stroke::Down(step.y)))
}

fn fading(step: &StepLine) -> Option<((f64, i32), Stroke)> {
    (step.to > step.fades).then_some(((step.fades, step.y), Stroke::Across(step.to)))
}
