//! The markup of lanes: under each threshold's name a band of its statuses, with marks above and below it.

use maud::{Markup, html};

use crate::model::event::Effect;
use crate::model::threshold::Status;
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::lanes::lane::{BAND, Lane, LaneBand};
use crate::render::figure::svg::{Percent, effect_path, lines, marks};
use crate::render::figure::text::SvgText;

/// From the top of a band to the baseline of its names, in pixels.
const BASELINE: i32 = 12;

/// The lanes of a figure with this id, and the shapes of their marks.
pub fn body(id: &str, lanes: &[Lane], effects: &[Effect]) -> Markup {
    html! {
        defs {
            @for effect in effects {
                path id={ (id) "-mark-" (effect.term()) } d=(effect_path(*effect)) {}
            }
            pattern id={ (id) "-hatch" } width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect.hatch-ground width="6" height="6" {}
                rect.hatch-line width="2.5" height="6" {}
            }
        }
        @for lane in lanes {
            a.figure-link href=(SvgText(&lane.url)) {
                title { (SvgText(&lane.label)) }
                (lines(&lane.lines, "lane-name", 0.0))
            }
            line.lane-line x2="100%" y1=(lane.band_y + BAND / 2) y2=(lane.band_y + BAND / 2) {}
            g.bands transform={ "translate(0 " (lane.band_y) ")" } {
                @for stretch in &lane.stretches {
                    (band(id, stretch))
                }
            }
            (marks(id, &lane.marks))
        }
    }
}

fn band(id: &str, stretch: &LaneBand) -> Markup {
    let term = stretch.term();
    let hatch = matches!(stretch.status, None | Some(Status::Tested));
    html! {
        rect.{ "band-" (term) } x=(Percent(stretch.x)) width=(Percent(stretch.width)) fill=[hatch.then(|| format!("url(#{id}-hatch)"))] {}
        @if let Some(label) = &stretch.label {
            text.{ "band-name-" (term) } x=(Percent(stretch.x + stretch.width / 2.0)) y=(BASELINE) { (label) }
        }
    }
}
