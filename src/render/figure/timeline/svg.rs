//! The markup of a timeline: bars of parts on a ground line, and lines below it for what is dated vaguely.

use maud::{Markup, html};

use crate::render::figure::svg::Percent;
use crate::render::figure::text::SvgText;
use crate::render::figure::timeline::bar::{BARS, Bar, UncertainSpan};

/// Bars and lines.
pub fn body(bars: &[Bar], spreads: &[UncertainSpan]) -> Markup {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    html! {
        line.bars-ground x2="100%" y1=(BARS) y2=(BARS) {}
        text.tick x="0" y="10" { (most) }
        @for bar in bars {
            a.bar href=(SvgText(&bar.url)) data-first=(bar.first) data-last=(bar.last) {
                title { (SvgText(&bar.period)) ": " (bar.count) @if bar.count == 1 { " event (" } @else { " events (" } (SvgText(&bar.types)) ")" }
                rect.bar-field x=(Percent(bar.x)) y="0" width=(Percent(bar.width)) height=(BARS) {}
                @for part in &bar.parts {
                    rect.{ "bar-" (part.number) } x=(Percent(bar.x)) y=(part.y) width=(Percent(bar.width)) height=(part.height) {}
                }
            }
        }
        @for spread in spreads {
            a.mark href=(SvgText(&spread.url)) {
                title { (SvgText(&spread.label)) }
                line.vague x1=(Percent(spread.x)) x2=(Percent(spread.to)) y1=(spread.y) y2=(spread.y) {}
            }
        }
    }
}
