//! The markup of a network: ties as lines between actors, who stand at their places in drawings of their own.

use std::fmt::Write as _;

use maud::{Markup, Render, html};

use crate::render::figure::network::edge::Period;
use crate::render::figure::network::node::Node;
use crate::render::figure::network::tie::TieLine;
use crate::render::figure::svg::{Percent, arrow_head, side_path, side_shapes};
use crate::render::figure::text::SvgText;
use crate::render::views::FigureView;

/// How far from the middle of an actor arrows to it end, in pixels.
const BEFORE: u32 = 18;

/// Lines and nodes of a figure, and the shapes of its legend. `most` is how many events the widest line stands for.
pub fn body(figure: &FigureView, most: usize, lines: &[TieLine], nodes: &[Node]) -> Markup {
    let id = figure.id.as_str();
    html! {
        (side_shapes(id, &figure.sides))
        g.ties data-most=(most) {
            @for line in lines {
                (tie(id, line, nodes))
            }
        }
        defs {
            @for class in ["relation", "threshold"] {
                (arrow_head(&format!("{id}-{class}-head"), &format!("head-{class}"), BEFORE))
            }
        }
        @for (number, node) in nodes.iter().enumerate() {
            (actor(number, node))
        }
    }
}

fn tie(id: &str, line: &TieLine, nodes: &[Node]) -> Markup {
    let class = line.edge.class;
    let [(x, y), (to_x, to_y)] = line.ends;
    let (dx, dy) = line.aside;
    let aside = (dx != 0 || dy != 0).then(|| format!("translate({dx} {dy})"));
    let width = (class == "events").then_some(line.width);
    let head = line.edge.directed.then(|| format!("url(#{id}-{class}-head)"));
    html! {
        a.tie.{ "tie-" (class) } href=(SvgText(&line.edge.url)) tabindex="-1" data-from=(line.from) data-to=(line.to) data-kinds=(line.edge.kinds.join(" ")) data-periods=(Periods(&line.edge.periods)) transform=[aside] {
            title { (SvgText(&nodes[line.from].title)) " – " (SvgText(&nodes[line.to].title)) ": " (SvgText(&line.edge.words)) }
            line.tie-field x1=(Percent(x)) y1=(y) x2=(Percent(to_x)) y2=(to_y) {}
            line.tie-line x1=(Percent(x)) y1=(y) x2=(Percent(to_x)) y2=(to_y) stroke-width=[width] marker-end=[head] {}
        }
    }
}

fn actor(number: usize, node: &Node) -> Markup {
    let (x, y) = node.place;
    html! {
        svg.place x=(Percent(x)) y=(y) {
            a.node.{ "side-" (node.side) } href=(SvgText(&node.url)) data-number=(number) {
                title { (SvgText(&node.label)) }
                @if node.is_own {
                    circle.halo r="13" {}
                }
                path d=(side_path(node.side)) transform={ "scale(" (node.size) ")" } {}
                @for name in &node.names {
                    @let (dx, dy, anchor) = name.beside.offset();
                    @let is_double = name.room != "hidden";
                    text.mark-name.{ "mark-name-" (name.room) } x=(dx) y=(dy) text-anchor=(anchor) aria-hidden=[is_double.then_some("true")] { (SvgText(&name.text)) }
                }
            }
        }
    }
}

/// Periods as the script of networks reads them: "1979//1 2019/2021/4 ".
struct Periods<'a>(&'a [Period]);

impl Render for Periods<'_> {
    fn render_to(&self, markup: &mut String) {
        let year = |year: Option<i16>| year.map(|year| year.to_string()).unwrap_or_default();
        for Period { first, last, count } in self.0 {
            let _ = write!(markup, "{}/{}/{count} ", year(*first), year(*last));
        }
    }
}
