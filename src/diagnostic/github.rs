//! Diagnostics as workflow commands of GitHub Actions, which shows them beside the lines of a change.

use crate::diagnostic::policy::Finding;
use crate::diagnostic::problem::{Place, Severity};
use crate::source::SourceMap;

/// One finding as a line: `::error file=…,line=…,title=…::message`. Paths get `folder`, the site's
/// folder in the repository, before them.
pub fn describe(finding: &Finding, folder: &str, texts: &SourceMap) -> String {
    let diagnostic = &finding.diagnostic;
    let mut properties: Vec<(&str, String)> = Vec::new();
    match &diagnostic.place {
        Place::Span(span) => {
            let (start, end) = (span.range().start, span.range().end);
            let (start, end) = (texts.locate(span.file, start), texts.locate(span.file, end));
            properties.push(("file", format!("{folder}{}", texts.get(span.file).path)));
            properties.push(("line", start.line.to_string()));
            properties.push(("endLine", end.line.to_string()));
            // Columns over several lines are refused.
            if start.line == end.line {
                properties.push(("col", start.column.to_string()));
                properties.push(("endColumn", end.column.to_string()));
            }
        }
        Place::Path(path) => properties.push(("file", format!("{folder}{path}"))),
        Place::Nowhere => {}
    }
    properties.push(("title", diagnostic.code.name().to_owned()));
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let shown: Vec<String> = properties
        .into_iter()
        .map(|(name, value)| format!("{name}={}", property(&value)))
        .collect();
    let message = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.to_string(),
    };
    format!("::{command} {}::{}", shown.join(","), data(&message))
}

/// A message, with what would end the line or begin an escape written as GitHub reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, which a comma or a colon would end, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::{Span, Text};

    #[test]
    fn nothing_that_an_author_wrote_ends_the_command() {
        let mut texts = SourceMap::default();
        let path = "content/a,b: 100%.md".to_owned();
        let file = texts.add(Text { path, content: "one\ntwo\n".to_owned() });
        let at =
            |range| Diagnostic::at(Code::StubActor, Span::new(file, range), "50% of `::`\r\nx");
        let cases = [
            (
                at(1..3).help("do, this: now"),
                "::warning file=desk/content/a%2Cb%3A 100%25.md,line=1,endLine=1,col=2,endColumn=4,\
                 title=stub-actor::50%25 of `::`%0D%0Ax%0Ado, this: now",
            ),
            (
                at(1..5),
                "::warning file=desk/content/a%2Cb%3A 100%25.md,line=1,endLine=2,\
                 title=stub-actor::50%25 of `::`%0D%0Ax",
            ),
        ];
        for (diagnostic, expected) in cases {
            let finding = Finding { severity: Severity::Warning, diagnostic };
            assert_eq!(describe(&finding, "desk/", &texts), expected);
        }
    }
}
