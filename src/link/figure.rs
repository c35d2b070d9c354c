//! Figures in texts: what they are confined to gets its targets.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::resolve::Context;
use crate::model::date::{Date, Days};
use crate::model::figure::{Figure, FigureOption, WrittenFigure};
use crate::model::identity::Noun;
use crate::model::table::Index;
use crate::parse::scalar::Reference;
use crate::source::Located;

impl Context<'_> {
    /// Links a figure. Problems are reported; an option that does not resolve is left out.
    pub(super) fn figure(&self, written: &WrittenFigure, problems: &mut Vec<Diagnostic>) -> Figure {
        let mut figure = Figure::new(written.kind);
        for (option, value) in &written.options {
            match option {
                FigureOption::Ladder => figure.ladder = self.named(value, problems),
                FigureOption::Actor => figure.actor = self.named(value, problems),
                FigureOption::Threshold => figure.threshold = self.named(value, problems),
                FigureOption::Event => figure.event = self.named(value, problems),
                FigureOption::Tag => figure.tag = self.named(value, problems),
                FigureOption::Side => figure.side = self.side(value, problems),
                FigureOption::From => figure.from = days(value, problems).map(|days| days.first),
                FigureOption::Until => figure.until = days(value, problems).map(|days| days.last),
            }
        }
        if let (Some(from), Some(until)) = (figure.from, figure.until)
            && until < from
        {
            let message = format!("the figure ends ({until}) before it begins ({from})");
            problems.push(Diagnostic::at(Code::FigureOption, written.span, message));
        }
        figure
    }

    fn named<T: Noun>(
        &self,
        value: &Located<String>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Index<T>> {
        self.resolve(&Reference::new(value.value.clone(), value.span), problems)
    }

    fn side(&self, value: &Located<String>, problems: &mut Vec<Diagnostic>) -> Option<String> {
        let actors = self.definitions.actors.iter();
        let sides: Vec<&str> = actors.filter_map(|actor| actor.fields.side.as_deref()).collect();
        if sides.contains(&value.value.as_str()) {
            return Some(value.value.clone());
        }
        let message = format!("no actor is of the side `{}`", value.value);
        let problem = Diagnostic::at(Code::FigureOption, value.span, message);
        problems.push(problem.suggest(&value.value, sides));
        None
    }
}

fn days(value: &Located<String>, problems: &mut Vec<Diagnostic>) -> Option<Days> {
    let date = Date::parse(&value.value);
    let found = date.as_ref().ok().and_then(Date::days);
    if found.is_none() {
        let message = format!("`{}` is not a date", value.value);
        let problem = Diagnostic::at(Code::FigureOption, value.span, message);
        problems.push(problem.help("write `2025`, `2025-06` or `2025-06-15`"));
    }
    found
}
