//! Figures: `figure:curve`, or with options `figure:curve|ladder=regional, from=2024`.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::figure::{FigureKind, FigureOption, WrittenFigure};
use crate::model::vocabulary::Vocabulary;
use crate::parse::markdown::document::Markdown;
use crate::source::Located;

/// What the address of a figure begins with.
pub const PREFIX: &str = "figure:";

/// Reads the figure that stands between `![[` and `]]`. Problems are reported; options that cannot
/// be read are left out.
pub fn parse(
    markdown: &Markdown<'_>,
    range: &Range<usize>,
    problems: &mut Vec<Diagnostic>,
) -> Option<WrittenFigure> {
    let inner = range.start + "![[".len()..range.end.saturating_sub("]]".len());
    let written = markdown.text.get(inner.clone())?;
    let (name, options) = written.split_once('|').unwrap_or((written, ""));
    let term = name.trim().strip_prefix(PREFIX)?.trim();
    let span = markdown.span(range);
    let Some(kind) = FigureKind::from_term(term) else {
        let problem =
            Diagnostic::at(Code::UnknownFigure, span, format!("there is no figure `{term}`"));
        let known: Vec<&str> = FigureKind::ALL.iter().map(|kind| kind.term()).collect();
        let problem = problem.suggest(term, known.iter().copied());
        problems.push(match problem.help {
            Some(_) => problem,
            None => problem.help(format!("figures are `{}`", known.join("`, `"))),
        });
        return None;
    };
    let mut figure = WrittenFigure { kind, options: Vec::new(), span };
    let mut at = inner.start + name.len() + 1;
    for part in options.split(',') {
        let place = at..at + part.len();
        at = place.end + 1;
        if part.trim().is_empty() {
            continue;
        }
        match option(kind, part, &place, markdown) {
            Ok((key, _)) if figure.options.iter().any(|(known, _)| *known == key) => {
                let message = format!("`{}` is given twice", key.term());
                problems.push(Diagnostic::at(
                    Code::FigureOption,
                    markdown.span(&trimmed(part, &place)),
                    message,
                ));
            }
            Ok(option) => figure.options.push(option),
            Err(problem) => problems.push(problem),
        }
    }
    Some(figure)
}

fn option(
    kind: FigureKind,
    part: &str,
    place: &Range<usize>,
    markdown: &Markdown<'_>,
) -> Result<(FigureOption, Located<String>), Diagnostic> {
    let span = markdown.span(&trimmed(part, place));
    let known: Vec<&str> = kind.options().iter().map(|option| option.term()).collect();
    let Some((key, value)) = part.split_once('=') else {
        let message = format!("`{}` is no option", part.trim());
        let help =
            format!("write options as `key=value`; the figure takes `{}`", known.join("`, `"));
        return Err(Diagnostic::at(Code::FigureOption, span, message).help(help));
    };
    let key = key.trim();
    let option = FigureOption::from_term(key).filter(|option| kind.options().contains(option));
    let Some(option) = option else {
        let message = format!("the figure `{}` takes no `{key}`", kind.term());
        let problem = Diagnostic::at(Code::FigureOption, span, message);
        let problem = problem.suggest(key, known.iter().copied());
        return Err(match problem.help {
            Some(_) => problem,
            None => problem.help(format!("it takes `{}`", known.join("`, `"))),
        });
    };
    let begin = place.start + part.len() - value.len();
    let value_place = trimmed(value, &(begin..place.end));
    let value = Located { value: value.trim().to_owned(), span: markdown.span(&value_place) };
    Ok((option, value))
}

/// The place of a part without the spaces around it.
fn trimmed(part: &str, place: &Range<usize>) -> Range<usize> {
    let start = place.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}
