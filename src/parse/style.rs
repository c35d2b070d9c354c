//! Citation styles: one of those that are built in, by name, or a CSL file of the site.

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{IndependentStyle, LocaleCode, Style};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::citation_style::CitationStyle;
use crate::model::site::{Site, StyleName};
use crate::source::{FileId, Span, Text};

/// The style of a site that names none.
pub const DEFAULT: &str = "chicago-author-date";

/// A style that was found.
#[derive(Debug)]
pub enum FoundStyle {
    BuiltIn(ArchivedStyle),
    OfSite(Box<IndependentStyle>),
}

/// A style with the site's language. Where the one that was asked for is missing, which is reported
/// as an error, the default stands in, so that the rest of the site can be checked.
pub fn citation_style(site: &Site, found: Option<FoundStyle>) -> CitationStyle {
    let default = || ArchivedStyle::by_name(DEFAULT).map(FoundStyle::BuiltIn);
    let found = found.or_else(default).expect("the default style is built in");
    let decode = move || match found {
        FoundStyle::OfSite(style) => *style,
        FoundStyle::BuiltIn(style) => match style.get() {
            Style::Independent(style) => style,
            Style::Dependent(_) => unreachable!("every style that is built in has its own rules"),
        },
    };
    CitationStyle::new(decode, LocaleCode(site.language.clone()))
}

/// One of the styles that are built in. `None` stands for a reported problem.
pub fn by_name(name: &StyleName, problems: &mut Vec<Diagnostic>) -> Option<FoundStyle> {
    let style = ArchivedStyle::by_name(&name.name).map(FoundStyle::BuiltIn);
    if style.is_none() {
        let message = format!("there is no citation style `{}`", name.name);
        let problem = match name.span {
            Some(span) => Diagnostic::at(Code::UnknownStyle, span, message),
            None => Diagnostic::of_run(Code::UnknownStyle, message),
        };
        let names = ArchivedStyle::all().iter().flat_map(|style| style.names());
        let problem = problem.suggest(&name.name, names.copied());
        problems.push(match problem.help {
            Some(_) => problem,
            None => problem.help(
                "name one of hayagriva's styles, such as `chicago-author-date` or `apa`, or a CSL \
                 file of the site, such as `styles/desk.csl`",
            ),
        });
    }
    style
}

/// A CSL file of the site. `None` stands for a reported problem.
pub fn from_file(id: FileId, text: &Text, problems: &mut Vec<Diagnostic>) -> Option<FoundStyle> {
    let message = match Style::from_xml(&text.content) {
        Ok(Style::Independent(style)) => return Some(FoundStyle::OfSite(Box::new(style))),
        Ok(Style::Dependent(style)) => format!(
            "this style only refers to `{}`, which has the rules: use that one",
            style.parent_link.href
        ),
        Err(error) => format!("this is no CSL style: {error}"),
    };
    problems.push(Diagnostic::at(Code::MalformedStyle, Span::new(id, 0..0), message));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_that_is_built_in_has_its_own_rules() {
        for style in ArchivedStyle::all() {
            assert!(matches!(style.get(), Style::Independent(_)), "{style:?}");
        }
    }
}
