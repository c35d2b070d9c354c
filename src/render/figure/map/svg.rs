//! The markup of a map: outlines with a `viewBox`, which give the figure its height, and over them marks with both
//! places in percent, which keep their size.

use maud::{Markup, html};

use crate::model::event::EventType;
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::map::mark::MapMark;
use crate::render::figure::svg::{Percent, named, type_path};
use crate::render::figure::text::SvgText;
use crate::render::views::FigureView;

/// What lies under the marks.
pub struct Outlines {
    /// The size of the `viewBox`.
    pub size: (u32, u32),
    /// The data of paths.
    pub land: String,
    pub borders: String,
}

/// The two drawings of a map.
pub fn body(
    figure: &FigureView,
    outlines: &Outlines,
    marks: &[MapMark],
    types: &[EventType],
) -> Markup {
    let (width, height) = outlines.size;
    let over = html! {
        defs {
            @for kind in types {
                path id={ (figure.id) "-" (kind.term()) } d=(type_path(*kind)) {}
            }
        }
        @for it in marks {
            (mark(&figure.id, it))
        }
    };
    html! {
        svg.map-land viewBox={ "0 0 " (width) " " (height) } aria-hidden="true" {
            path.land d=(outlines.land) {}
            path.border d=(outlines.borders) {}
        }
        (named(figure, "drawing map-marks", &"100%", over))
    }
}

fn mark(id: &str, mark: &MapMark) -> Markup {
    let (x, y) = (Percent(mark.x), Percent(mark.y));
    let kind = mark.kind.term();
    html! {
        a.spot href=(SvgText(&mark.url)) {
            title { (SvgText(&mark.label)) }
            @for name in &mark.names {
                @let (dx, dy, anchor) = name.beside.offset();
                text.mark-name.{ "mark-name-" (name.room) } x=(x) y=(y) dx=(dx) dy=(dy) text-anchor=(anchor) { (SvgText(&name.text)) }
            }
            @if mark.is_own {
                circle.halo cx=(x) cy=(y) r="11" {}
            }
            @if mark.country_only {
                circle.somewhere cx=(x) cy=(y) r="8.5" {}
            }
            @if mark.is_one() {
                use.sign.{ "sign-" (kind) }.{ "sign-" (mark.status.term()) } href={ "#" (id) "-" (kind) } x=(x) y=(y) {}
            } @else {
                @if !mark.country_only {
                    circle.many cx=(x) cy=(y) r="8.5" {}
                }
                (number(mark))
            }
        }
    }
}

/// How many events a mark stands for, in at most three characters.
fn number(mark: &MapMark) -> Markup {
    let (x, y) = (Percent(mark.x), Percent(mark.y));
    html! {
        @if mark.count < 100 {
            text.number x=(x) y=(y) dy="3.5" text-anchor="middle" { (mark.count) }
        } @else {
            text.number.number-long x=(x) y=(y) dy="3.5" text-anchor="middle" { "99+" }
        }
    }
}
