//! A figure that is being drawn, and what drawing any figure asks of the site.

use jiff::civil;

use crate::link::{Dossier, Escalation, Side};
use crate::model::date::Days;
use crate::model::event::Event;
use crate::model::figure::Figure;
use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::arrow::{Arrow, MarkPlace};
use crate::render::figure::side::side_number;
use crate::render::renderer::Renderer;
use crate::render::view;
use crate::render::views::{FigureView, LinkView, SideView};

/// A figure that is being drawn.
pub struct Drawing<'a> {
    pub renderer: &'a Renderer<'a>,
    pub figure: &'a Figure,
    pub id: String,
}

impl<'a> Drawing<'a> {
    pub fn dossier(&self) -> &'a Dossier {
        self.renderer.dossier
    }

    pub fn escalation(&self) -> &'a Escalation {
        &self.renderer.dossier.escalation
    }

    /// What every figure has; the caller adds what it drew.
    pub fn frame(&self, description: &str) -> FigureView {
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

    pub fn link(&self, target: impl Into<Target>) -> LinkView {
        view::link(self.renderer.site, self.dossier(), target.into())
    }

    pub fn url(&self, target: impl Into<Target>) -> String {
        self.dossier().address(target.into()).href(&self.renderer.site.base_path)
    }

    pub fn links<T>(&self, indexes: &[Index<T>]) -> Vec<LinkView>
    where
        Target: From<Index<T>>,
    {
        view::links(self.renderer.site, self.dossier(), indexes)
    }

    /// The ladder that the figure names, or the site's default, or one that is in use.
    pub fn ladder(&self) -> Option<Index<Ladder>> {
        let dossier = self.dossier();
        let of_threshold = self.figure.threshold.and_then(|it| dossier.thresholds[it].ladder);
        self.figure.ladder.or(of_threshold).or_else(|| {
            let in_use = |ladder: &Index<Ladder>| dossier.is_ladder_in_use(*ladder);
            dossier.default_ladder.filter(in_use).or_else(|| dossier.ladders.indexes().find(in_use))
        })
    }

    /// A link to a ladder that has a page.
    pub fn ladder_link(&self, ladder: Index<Ladder>) -> Option<LinkView> {
        self.dossier().is_ladder_in_use(ladder).then(|| self.link(ladder))
    }

    /// The days of an event that the figure shows.
    pub fn days(&self, event: Index<Event>) -> Option<Days> {
        let event = &self.dossier().events[event];
        event.date.days().filter(|days| event.counts() && self.shows(*days))
    }

    pub fn shows(&self, days: Days) -> bool {
        let Figure { from, until, .. } = self.figure;
        from.is_none_or(|from| days.last >= from) && until.is_none_or(|until| days.first <= until)
    }

    /// The last day that the figure can tell of.
    pub fn end(&self) -> civil::Date {
        let as_of = self.dossier().as_of;
        self.figure.until.map_or(as_of, |until| until.min(as_of))
    }

    /// The sides that initiated an event, as far as the figure shows them; `None` where it shows
    /// only another.
    pub fn sides(&self, event: Index<Event>) -> Option<Vec<Side>> {
        let sides = &self.escalation().sides;
        let initiating = sides.initiating(&self.dossier().events[event]);
        let Some(wanted) = &self.figure.side else { return Some(initiating) };
        let shown: Vec<Side> =
            initiating.into_iter().filter(|side| sides.name(*side) == wanted).collect();
        (!shown.is_empty()).then_some(shown)
    }

    pub fn side_names(&self, sides: &[Side]) -> Vec<String> {
        sides.iter().map(|side| self.escalation().sides.name(*side).to_owned()).collect()
    }

    /// Sides that marks are of, each once; events of no side come last.
    pub fn sides_of(&self, marks: impl IntoIterator<Item = Option<Side>>) -> Vec<SideView> {
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
    pub fn thresholds(&self) -> Vec<Index<Threshold>> {
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
    pub fn arrow(
        &self,
        (act, from): (Index<Event>, MarkPlace),
        (answer, to): (Index<Event>, MarkPlace),
    ) -> Arrow {
        let title = |event: Index<Event>| &self.dossier().events[event].header.title;
        let label = format!("{} – answered by: {}", title(act), title(answer));
        Arrow { from, to, label }
    }

    /// Where a reader finds everything that the drawing gathers.
    pub fn table_url(&self) -> String {
        format!("#{}-table", self.id)
    }
}
