//! What went wrong in a template: the engine's errors as diagnostics at their lines.

use tera::{Error, ErrorKind, ReportError};

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Page;
use crate::render::removed_fields::{RemovedField, find_replacement};
use crate::render::template::Templates;

/// A template that neither the theme nor redlines has.
pub fn missing(name: &str, templates: &Templates, page: &Page) -> Diagnostic {
    let message = format!("there is no template `{name}` for `{}`", page.address.as_str());
    let problem = match &page.template {
        Some((_, span)) => Diagnostic::at(Code::TemplateMissing, *span, message),
        None => Diagnostic::of_run(Code::TemplateMissing, message),
    };
    problem.suggest(name, templates.names())
}

/// A removed field that a template names.
pub fn removed_field(template: &str, field: &RemovedField, templates: &Templates) -> Diagnostic {
    let RemovedField { range, name, function } = field;
    let message = format!("`{name}` is now the function `{function}`");
    match templates.span(template, range.clone()) {
        Some(span) => Diagnostic::at(Code::RemovedField, span, message),
        None => Diagnostic::of_run(Code::RemovedField, message),
    }
}

/// An engine's error; `page` is what was being rendered.
pub fn describe(error: &Error, templates: &Templates, page: Option<&Page>) -> Diagnostic {
    let problem = match error.kind() {
        ErrorKind::SyntaxError(report) => at(report, Code::TemplateSyntax, templates),
        ErrorKind::RenderingError(report) => {
            let problem = at(report, Code::TemplateFailed, templates);
            match find_replacement(report.message()) {
                Some(help) => problem.help(help),
                None => problem,
            }
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("the template `{current}` extends `{parent}`, which is missing");
            of_template(current, Code::TemplateMissing, message, templates)
        }
        ErrorKind::TemplateNotFound(name) => {
            let message = format!("there is no template `{name}`");
            of_template(name, Code::TemplateMissing, message, templates)
                .suggest(name, templates.names())
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let message = format!("templates extend each other: {}", inheritance_chain.join(", "));
            of_template(tpl, Code::TemplateSyntax, message, templates)
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let message = format!("templates include each other: {}", include_chain.join(", "));
            of_template(tpl, Code::TemplateSyntax, message, templates)
        }
        _ => {
            let code = if page.is_some() { Code::TemplateFailed } else { Code::TemplateSyntax };
            let problem = from_text(&error.to_string(), code, templates);
            match unknown_component(&problem.message) {
                Some(name) => problem
                    .help(format!("built-in components have a prefix, as in `<default.{name} />`")),
                None => problem,
            }
        }
    };
    match page {
        Some(page) => {
            let rendered = format!("while rendering `{}`", page.address.as_str());
            // The page is named last: how many others fail is added to it.
            let help = problem.help.as_ref().map(|help| format!("{help}\n{rendered}"));
            problem.help(help.unwrap_or(rendered))
        }
        None => problem,
    }
}

/// The component without a prefix that a message says to be unknown.
fn unknown_component(message: &str) -> Option<String> {
    let (name, _) = message.strip_prefix("Unknown component `")?.split_once('`')?;
    (!name.contains('.')).then(|| name.to_owned())
}

fn at(report: &ReportError, code: Code, templates: &Templates) -> Diagnostic {
    match templates.span(report.filename(), report.span().range.clone()) {
        Some(span) => Diagnostic::at(code, span, report.message().to_owned()),
        None => Diagnostic::of_run(code, report.message().to_owned()),
    }
}

fn of_template(name: &str, code: Code, message: String, templates: &Templates) -> Diagnostic {
    match templates.span(name, 0..0) {
        Some(span) => Diagnostic::at(code, span, message),
        None => Diagnostic::of_run(code, message),
    }
}

/// Some errors carry their place in their text only: `error: … --> file:line:column`.
fn from_text(text: &str, code: Code, templates: &Templates) -> Diagnostic {
    let message = text.lines().next().unwrap_or_default();
    let message = message.strip_prefix("error: ").unwrap_or(message).to_owned();
    let place = text.lines().find_map(|line| line.split_once("--> ")).map(|(_, it)| it.trim());
    let span = place.and_then(|place| {
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        templates.line_span(parts.next()?, line, column)
    });
    match span {
        Some(span) => Diagnostic::at(code, span, message),
        None => Diagnostic::of_run(code, message),
    }
}

/// One problem for each fault of a template, however many pages it spoils.
pub fn merge_failures(failures: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut merged: Vec<(Diagnostic, usize)> = Vec::new();
    for failure in failures {
        let same = |known: &&mut (Diagnostic, usize)| {
            let known = &known.0;
            (known.code, &known.place, &known.message)
                == (failure.code, &failure.place, &failure.message)
        };
        match merged.iter_mut().find(same) {
            Some((_, others)) => *others += 1,
            None => merged.push((failure, 0)),
        }
    }
    let describe = |(problem, others): (Diagnostic, usize)| match (others, &problem.help) {
        (0, _) | (_, None) => problem,
        (1, Some(help)) => {
            let help = format!("{help}, and one other page");
            problem.help(help)
        }
        (_, Some(help)) => {
            let help = format!("{help}, and {others} other pages");
            problem.help(help)
        }
    };
    merged.into_iter().map(describe).collect()
}
