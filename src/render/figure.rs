//! Figures: what the texts and pages show of thresholds, ladders, events and actors, laid out and drawn while the
//! site is built. Widths are in percent and heights in pixels, so that a drawing is as wide as its column and
//! its text stays legible. Each `svg.rs` writes the markup, the templates show what is said of it, and
//! the style sheet colours.

mod board;
mod chain;
mod curve;
mod label;
mod ladder;
mod lanes;
mod map;
mod mark;
mod name;
mod network;
mod scale;
mod svg;
mod table;
mod text;
mod timeline;
mod touch;
mod width;

use jiff::civil;
use maud::Markup;
use tera::Value;

use crate::link::{Dossier, Escalation, Side};
use crate::model::date::{Date, Days};
use crate::model::event::Event;
use crate::model::figure::{Figure, FigureKind};
use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::scale::Axis;
use crate::render::renderer::Renderer;
use crate::render::view;
use crate::render::views::{self, FigureView, LinkView, SideView};

pub use curve::levels_of;

/// The number that marks of no side are drawn with.
const NO_SIDE: u8 = 6;

/// The view of a figure, under an id that is unique on its page.
pub fn view(renderer: &Renderer<'_>, figure: &Figure, id: String) -> Value {
    let plan = Drawing { renderer, figure, id };
    match figure.kind {
        FigureKind::Ladder => Value::from_serializable(&ladder::draw(&plan)),
        FigureKind::Board => views::extended(&board::draw(&plan)),
        FigureKind::Lanes => views::extended(&lanes::draw(&plan)),
        FigureKind::Curve => views::extended(&curve::draw(&plan)),
        FigureKind::Chain => Value::from_serializable(&chain::draw(&plan)),
        FigureKind::Touch => views::extended(&touch::draw(&plan)),
        FigureKind::Timeline => views::extended(&timeline::draw(&plan)),
        FigureKind::Map => views::extended(&map::draw(&plan)),
        FigureKind::Network => views::extended(&network::draw(&plan)),
    }
}

/// A strip of what a page is about, where there are events enough for one.
pub fn strip(renderer: &Renderer<'_>, figure: &Figure, events: usize) -> Option<Value> {
    const FEW: usize = 3;
    (events >= FEW).then(|| view(renderer, figure, "part-overview".to_owned()))
}

/// The id of the first figure of a kind on a page.
pub fn id(kind: FigureKind) -> String {
    format!("figure-{}", kind.term())
}

/// Where a mark stands: in percent of the width, and in pixels from the top.
type MarkPlace = (f64, i32);

/// An arrow from an act to its answer.
struct Arrow {
    from: MarkPlace,
    to: MarkPlace,
    label: String,
}

/// A figure that is being drawn.
struct Drawing<'a> {
    renderer: &'a Renderer<'a>,
    figure: &'a Figure,
    id: String,
}

impl<'a> Drawing<'a> {
    fn dossier(&self) -> &'a Dossier {
        self.renderer.dossier
    }

    fn escalation(&self) -> &'a Escalation {
        &self.renderer.dossier.escalation
    }

    /// What every figure has; the caller adds what it drew.
    fn frame(&self, description: &str) -> FigureView {
        FigureView {
            kind: self.figure.kind.term(),
            id: self.id.clone(),
            title: self.figure.kind.label().to_owned(),
            description: description.to_owned(),
            empty: None,
            drawing: None,
            remarks: Vec::new(),
            table: None,
            ladder: None,
            sides: Vec::new(),
        }
    }

    fn link(&self, target: impl Into<Target>) -> LinkView {
        view::link(self.renderer.site, self.dossier(), target.into())
    }

    fn url(&self, target: impl Into<Target>) -> String {
        self.dossier().address(target.into()).href(&self.renderer.site.base_path)
    }

    fn links<T>(&self, indexes: &[Index<T>]) -> Vec<LinkView>
    where
        Target: From<Index<T>>,
    {
        view::links(self.renderer.site, self.dossier(), indexes)
    }

    /// The ladder that the figure names, or the site's default, or one that is in use.
    fn ladder(&self) -> Option<Index<Ladder>> {
        let dossier = self.dossier();
        let of_threshold = self.figure.threshold.and_then(|it| dossier.thresholds[it].ladder);
        self.figure.ladder.or(of_threshold).or_else(|| {
            let in_use = |ladder: &Index<Ladder>| dossier.is_ladder_in_use(*ladder);
            dossier.default_ladder.filter(in_use).or_else(|| dossier.ladders.indexes().find(in_use))
        })
    }

    /// A link to a ladder that has a page.
    fn ladder_link(&self, ladder: Index<Ladder>) -> Option<LinkView> {
        self.dossier().is_ladder_in_use(ladder).then(|| self.link(ladder))
    }

    /// The days of an event that the figure shows.
    fn days(&self, event: Index<Event>) -> Option<Days> {
        let event = &self.dossier().events[event];
        event.date.days().filter(|days| event.counts() && self.shows(*days))
    }

    fn shows(&self, days: Days) -> bool {
        let Figure { from, until, .. } = self.figure;
        from.is_none_or(|from| days.last >= from) && until.is_none_or(|until| days.first <= until)
    }

    /// The last day that the figure can tell of.
    fn end(&self) -> civil::Date {
        let as_of = self.dossier().as_of;
        self.figure.until.map_or(as_of, |until| until.min(as_of))
    }

    /// The sides that initiated an event, as far as the figure shows them; `None` where it shows
    /// only another.
    fn sides(&self, event: Index<Event>) -> Option<Vec<Side>> {
        let sides = &self.escalation().sides;
        let initiating = sides.initiating(&self.dossier().events[event]);
        let Some(wanted) = &self.figure.side else { return Some(initiating) };
        let shown: Vec<Side> =
            initiating.into_iter().filter(|side| sides.name(*side) == wanted).collect();
        (!shown.is_empty()).then_some(shown)
    }

    fn side_names(&self, sides: &[Side]) -> Vec<String> {
        sides.iter().map(|side| self.escalation().sides.name(*side).to_owned()).collect()
    }

    /// Sides that marks are of, each once; events of no side come last.
    fn sides_of(&self, marks: impl IntoIterator<Item = Option<Side>>) -> Vec<SideView> {
        let mut sides: Vec<Option<Side>> = marks.into_iter().collect();
        sides.sort_unstable_by_key(|side| (side.is_none(), *side));
        sides.dedup();
        let view = |side: Option<Side>| SideView {
            name: side.map_or("no side", |side| self.escalation().sides.name(side)).to_owned(),
            number: side_number(side),
        };
        sides.into_iter().map(view).collect()
    }

    /// The thresholds that the figure shows, in their order.
    fn thresholds(&self) -> Vec<Index<Threshold>> {
        let dossier = self.dossier();
        let shows = |index: &Index<Threshold>| {
            self.figure.threshold.is_none_or(|only| only == *index)
                && self
                    .figure
                    .actor
                    .is_none_or(|holder| dossier.thresholds[*index].holders.contains(&holder))
        };
        dossier.thresholds.indexes().filter(shows).collect()
    }

    /// An arrow from an act to its answer, each with the place of its mark.
    fn arrow(
        &self,
        (act, from): (Index<Event>, MarkPlace),
        (answer, to): (Index<Event>, MarkPlace),
    ) -> Arrow {
        let title = |event: Index<Event>| &self.dossier().events[event].header.title;
        let label = format!("{} – answered by: {}", title(act), title(answer));
        Arrow { from, to, label }
    }

    /// Where a reader finds everything that the drawing gathers.
    fn table_url(&self) -> String {
        format!("#{}-table", self.id)
    }
}

/// Gives a figure its drawing: a body so many pixels high, and below it the axis of time if there is one.
fn draw_into(figure: &mut FigureView, height: i32, axis: Option<&Axis>, body: Markup) {
    if axis.is_some_and(|axis| !axis.gaps.is_empty()) {
        figure.remarks.push("Shaded stretches were longer than they are drawn.".to_owned());
    }
    figure.drawing = Some(safe(svg::drawing(figure, height, axis, body)));
}

/// Markup as templates get it.
fn safe(markup: Markup) -> Value {
    Value::safe_string(markup.0.as_str())
}

/// The legend of some sides; one of nobody's side would say nothing.
fn legend(sides: Vec<SideView>) -> Vec<SideView> {
    let tells = sides.iter().any(|side| side.number != NO_SIDE);
    if tells { sides } else { Vec::new() }
}

/// The number of a side for its colour and shape: sides beyond the sixth share with the first.
fn side_number(side: Option<Side>) -> u8 {
    side.map_or(NO_SIDE, |side| side.0 % NO_SIDE)
}

/// "27 December 2019: Rocket attack on …".
fn told(date: &Date, title: &str) -> String {
    [date.words(), ": ", title].concat()
}
