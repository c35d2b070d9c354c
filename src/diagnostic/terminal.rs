//! Diagnostics as people read them: excerpts with carets, drawn by rustc's own renderer.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use crate::diagnostic::policy::Finding;
use crate::diagnostic::problem::{Diagnostic, Place, Severity};
use crate::source::{FileId, SourceMap, Span};

/// Draws one finding, without a final line break. `styled` adds terminal colours.
pub fn draw(finding: &Finding, texts: &SourceMap, styled: bool) -> String {
    let diagnostic = &finding.diagnostic;
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group =
        Group::with_title(level.primary_title(&*diagnostic.message).id(diagnostic.code.name()));
    group = match &diagnostic.place {
        Place::Span(span) => excerpts(group, diagnostic, *span, texts),
        Place::Path(path) => group.element(Origin::path(path)),
        Place::Nowhere => group,
    };
    let patch = patch(diagnostic, texts);
    if let (Some(help), None) = (&diagnostic.help, &patch) {
        group = group.element(Level::HELP.message(&**help));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let groups: Vec<Group<'_>> = std::iter::once(group).chain(patch).collect();
    renderer.render(&groups)
}

/// What would mend it, as the lines would read; of a fix in several places the first.
fn patch<'a>(diagnostic: &'a Diagnostic, texts: &'a SourceMap) -> Option<Group<'a>> {
    let replacements = diagnostic.fix.as_ref()?.replacements(texts)?;
    let first = replacements.first()?;
    let span = Span::new(first.file, first.range.clone());
    let (window, first_line) = window(std::iter::once(span), texts, first.file);
    let source = texts.get(first.file);
    let help = diagnostic.help.as_deref().unwrap_or("write this");
    let title = match replacements.len() {
        1 => help.to_owned(),
        more => format!("{help} (in {more} places)"),
    };
    let range = drawable(span, &source.content[window.clone()], window.start);
    let snippet = Snippet::source(&source.content[window]).path(&*source.path);
    let snippet = snippet.line_start(first_line).patch(Patch::new(range, first.instead.clone()));
    Some(Group::with_title(Level::HELP.secondary_title(title)).element(snippet))
}

/// The primary place and the further ones: one excerpt a file, the primary file's first.
fn excerpts<'a>(
    mut group: Group<'a>,
    diagnostic: &'a Diagnostic,
    primary: Span,
    texts: &'a SourceMap,
) -> Group<'a> {
    let mut files = vec![primary.file];
    for label in &diagnostic.labels {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    for file in files {
        let primary = drawn(primary, texts);
        let is_primary = file == primary.file;
        let labels = diagnostic.labels.iter().filter(|label| label.span.file == file);
        let spans = is_primary.then_some(primary).into_iter();
        let spans = spans.chain(labels.clone().map(|label| label.span));
        let (window, first_line) = window(spans, texts, file);
        let text = &texts.get(file).content[window.clone()];
        // Only the lines that matter are drawn: a report of thousands of problems in one file must
        // not read the file thousands of times.
        let mut snippet = Snippet::source(text).path(&*texts.get(file).path).line_start(first_line);
        if is_primary {
            let span = drawable(primary, text, window.start);
            let annotation = AnnotationKind::Primary.span(span);
            snippet = snippet.annotation(match diagnostic.caption.as_ref() {
                "" => annotation,
                caption => annotation.label(caption),
            });
        }
        for label in labels {
            let span = drawable(label.span, text, window.start);
            snippet = snippet.annotation(AnnotationKind::Context.span(span).label(&*label.text));
        }
        group = group.element(snippet);
    }
    group
}

/// A place after the last line is drawn at that line's end.
fn drawn(span: Span, texts: &SourceMap) -> Span {
    let content = &texts.get(span.file).content;
    let end = content.trim_end_matches(['\r', '\n']).len() as u32;
    if span.start as usize >= content.len() { Span { start: end, end, ..span } } else { span }
}

/// The lines from the first span's to the last one's, and the number of the first.
fn window(
    spans: impl Iterator<Item = Span> + Clone,
    texts: &SourceMap,
    file: FileId,
) -> (Range<usize>, usize) {
    let line = |offset: u32| texts.locate(file, offset as usize).line;
    let first = spans.clone().map(|span| line(span.start)).min().unwrap_or(1);
    let last = spans.map(|span| line(span.start)).max().unwrap_or(first);
    (texts.line(file, first).start..texts.line(file, last).end, first)
}

/// A span within the text that begins at `offset`, on character boundaries, and at most to the end
/// of its first line: a span over a whole paragraph says less than its beginning.
fn drawable(span: Span, text: &str, offset: usize) -> Range<usize> {
    let start = span.range().start.saturating_sub(offset);
    let start = text.floor_char_boundary(start.min(text.len()));
    let end = span.range().end.saturating_sub(offset);
    let end = text.ceil_char_boundary(end.clamp(start, text.len()));
    let line = text[start..end].find(['\r', '\n']).map_or(end, |length| start + length);
    start..line
}
