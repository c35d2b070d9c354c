//! The markup that all drawings share: SVG without a `viewBox`, whose widths are in percent and whose heights are in
//! pixels, so that a drawing is as wide as its column while its text and marks keep their size. Classes
//! say what everything is; the style sheet colours it.

use std::fmt::{Display, Write as _};

use maud::{Markup, Render, html};

use crate::model::event::{Effect, EventType};
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::arrow::Arrow;
use crate::render::figure::label::Line;
use crate::render::figure::mark::{Mark, Shape};
use crate::render::figure::scale::Axis;
use crate::render::figure::text::{SvgText, safe};
use crate::render::views::{FigureView, SideView};

/// The height of an axis below what is drawn, in pixels.
pub const AXIS: i32 = 24;

/// How far below what is drawn the lines of an axis end, the baseline of its text lies, and gaps end, in pixels.
pub const LINE_END: i32 = 4;
pub const TICK_BASELINE: i32 = 18;
const GAP_END: i32 = 2;

/// A share of the width, from 0 to 100, to the hundredth.
pub struct Percent(pub f64);

impl Render for Percent {
    fn render_to(&self, markup: &mut String) {
        // Of an `f64` the shortest form that reads the same would be searched. Less than 0 is 0.
        let hundredths = (self.0 * 100.0).round() as u32;
        let (tenth, hundredth) = (hundredths / 10 % 10, hundredths % 10);
        let digit = |value: u32| char::from(b'0' + value as u8);
        (hundredths / 100).render_to(markup);
        if tenth > 0 || hundredth > 0 {
            markup.extend(['.', digit(tenth)]);
        }
        if hundredth > 0 {
            markup.push(digit(hundredth));
        }
        markup.push('%');
    }
}

/// A drawing: a body so many pixels high over its axis.
pub fn drawing(figure: &FigureView, height: i32, axis: Option<&Axis>, body: Markup) -> Markup {
    let ticks = html! {
        @if let Some(axis) = axis {
            @for gap in &axis.gaps {
                rect.gap x=(Percent(gap.x)) y="0" width=(Percent(gap.width)) height=(height + GAP_END) {
                    title { (gap.label) " without an event" }
                }
            }
            @for tick in &axis.ticks {
                line.grid x1=(Percent(tick.x)) x2=(Percent(tick.x)) y1="0" y2=(height + LINE_END) {}
                text.tick x=(Percent(tick.x)) y=(height + TICK_BASELINE) text-anchor=(tick.anchor) { (tick.label) }
            }
        }
        (body)
    };
    let height = height + if axis.is_some() { AXIS } else { 0 };
    named(figure, "drawing", &height, ticks)
}

/// The SVG of a drawing, which the caption of its figure names.
pub fn named(figure: &FigureView, class: &str, height: &dyn Display, content: Markup) -> Markup {
    let id = figure.id.as_str();
    html! {
        svg class=(class) width="100%" height=(height) role="group" aria-labelledby={ (id) "-name" } aria-describedby={ (id) "-description" } {
            (content)
        }
    }
}

/// Marks along an axis: links with names, and for several events together their number.
pub fn marks(id: &str, marks: &[Mark]) -> Markup {
    html! {
        @for mark in marks {
            a.mark.(mark.shape) href=(SvgText(&mark.url)) {
                title { (SvgText(&mark.label)) }
                @if let Some((from, to)) = mark.spread {
                    line.spread x1=(Percent(from)) x2=(Percent(to)) y1=(mark.y) y2=(mark.y) {}
                }
                @if mark.is_own {
                    circle.halo cx=(Percent(mark.x)) cy=(mark.y) r="10" {}
                }
                @if mark.events.len() > 1 {
                    circle.many cx=(Percent(mark.x)) cy=(mark.y) r=(if mark.events.len() > 99 { 11 } else { 8 }) {}
                    text x=(Percent(mark.x)) y=(mark.y) dy="3.5" { (mark.events.len()) }
                } @else {
                    use href={ "#" (id) "-" (mark.shape) } x=(Percent(mark.x)) y=(mark.y) {}
                }
            }
        }
    }
}

/// The shapes of marks of sides.
pub fn side_shapes(id: &str, sides: &[SideView]) -> Markup {
    html! {
        @if !sides.is_empty() {
            defs {
                @for side in sides {
                    path id={ (id) "-side-" (side.number) } d=(side_path(side.number)) {}
                }
            }
        }
    }
}

/// Lines of text that begin so many pixels from the edge.
pub fn lines(lines: &[Line], class: &str, inset: f64) -> Markup {
    html! {
        @for line in lines {
            text class=(class) x=(inset) y=(line.y) { (SvgText(&line.text)) }
        }
    }
}

/// Arrows from acts to their answers, and their head.
pub fn arrows(id: &str, arrows: &[Arrow]) -> Markup {
    html! {
        @if !arrows.is_empty() {
            defs {
                (arrow_head(&format!("{id}-head"), "arrow-head", 13))
            }
        }
        @for arrow in arrows {
            line.arrow x1=(Percent(arrow.from.0)) y1=(arrow.from.1) x2=(Percent(arrow.to.0)) y2=(arrow.to.1) marker-end={ "url(#" (id) "-head)" } {
                title { (SvgText(&arrow.label)) }
            }
        }
    }
}

/// The head of arrows that end so many pixels before what they point to.
pub fn arrow_head(id: &str, class: &str, before: u32) -> Markup {
    html! {
        marker id=(id) viewBox="0 0 8 8" refX=(before) refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto" {
            path class=(class) d="M0 0L8 4L0 8z" {}
        }
    }
}

impl Render for Shape {
    /// The class of its colour, and the end of the id of its path.
    fn render_to(&self, markup: &mut String) {
        let _ = match self {
            Self::OfSide(number) => write!(markup, "side-{number}"),
            Self::OfEffect(effect) => write!(markup, "mark-{}", effect.term()),
        };
    }
}

/// The shape of a side's marks.
pub fn side_path(number: u8) -> &'static str {
    match number {
        0 => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
        1 => "M-4.5-4.5h9v9h-9z",
        2 => "M0-6.2L6.2 0L0 6.2L-6.2 0z",
        3 => "M0-5.5L5.8 4.5H-5.8z",
        4 => "M0 5.5L5.8-4.5H-5.8z",
        5 => "M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z",
        _ => "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
    }
}

/// The shape of an effect's marks.
pub fn effect_path(effect: Effect) -> &'static str {
    match effect {
        Effect::Crosses => "M-5-5L5 5M5-5L-5 5",
        Effect::Enforces => "M-5-5H5V5H-5z",
        Effect::Waives => "M-4.5-4.5H4.5V4.5H-4.5zM-4.5 4.5L4.5-4.5",
        Effect::Tests => "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0",
        Effect::Withdraws => "M-5 0H5",
        Effect::Declares | Effect::Reaffirms => "M-4 6V-6L5-2L-4 2",
        Effect::Revises => "M0-5.5L5.5 0L0 5.5L-5.5 0z",
    }
}

/// The shape of a type's marks.
pub fn type_path(kind: EventType) -> &'static str {
    match kind {
        EventType::Strike => "M0-6L1.8-1.8L6 0L1.8 1.8L0 6L-1.8 1.8L-6 0L-1.8-1.8z",
        EventType::Campaign => {
            "M0-6L2-3.4L5.2-3L3.9 0L5.2 3L2 3.4L0 6L-2 3.4L-5.2 3L-3.9 0L-5.2-3L-2-3.4z"
        }
        EventType::Proxy => "M0-5.5L5.4 4.2H-5.4z",
        EventType::Covert => "M0 5.5L5.4-4.2H-5.4z",
        EventType::Cyber => "M-2.8-4.9H2.8L5.6 0L2.8 4.9H-2.8L-5.6 0z",
        EventType::Diplomatic => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
        EventType::Statement => "M-5.2-4.6H5.2V2.4H0.4L-3 5.6V2.4H-5.2z",
        EventType::Agreement => "M0-5.6L5.6 0L0 5.6L-5.6 0z",
        EventType::Economic => "M-4.5-4.5H4.5V4.5H-4.5z",
        EventType::Legal => "M-1.9-5.6H1.9V-1.9H5.6V1.9H1.9V5.6H-1.9V1.9H-5.6V-1.9H-1.9z",
        _ => "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
    }
}

/// Gives a figure its drawing: a body so many pixels high, and below it the axis of time if there is one.
pub fn draw_into(figure: &mut FigureView, height: i32, axis: Option<&Axis>, body: Markup) {
    if axis.is_some_and(|axis| !axis.gaps.is_empty()) {
        figure.remarks.push("Shaded stretches were longer than they are drawn.".to_owned());
    }
    figure.drawing = Some(safe(drawing(figure, height, axis, body)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_to_the_hundredth() {
        let cases = [
            (0.0, "0%"),
            (5.05, "5.05%"),
            (12.5, "12.5%"),
            (38.886, "38.89%"),
            (99.999, "100%"),
            (-1.0, "0%"),
        ];
        for (place, expected) in cases {
            assert_eq!(Percent(place).render().0, expected, "{place}");
        }
    }
}
