//! Diagnostics as people read them: excerpts with carets, drawn by rustc's own renderer.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Finding, Place, Severity};
use crate::source::{Span, Texts};

/// Draws one finding, without a final line break. `styled` adds terminal colours.
pub fn draw(finding: &Finding, texts: &Texts, styled: bool) -> String {
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
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(&**help));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// The primary place and the further ones: one excerpt a file, the primary file's first.
fn excerpts<'a>(
    mut group: Group<'a>,
    diagnostic: &'a Diagnostic,
    primary: Span,
    texts: &'a Texts,
) -> Group<'a> {
    let mut files = vec![primary.file];
    for label in &diagnostic.labels {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    for file in files {
        let text = texts.get(file);
        let mut snippet = Snippet::source(&*text.content).path(&*text.path);
        if file == primary.file {
            let annotation = AnnotationKind::Primary.span(drawable(primary, &text.content));
            snippet = snippet.annotation(match diagnostic.caption.as_str() {
                "" => annotation,
                caption => annotation.label(caption),
            });
        }
        for label in diagnostic.labels.iter().filter(|label| label.span.file == file) {
            let span = drawable(label.span, &text.content);
            snippet = snippet.annotation(AnnotationKind::Context.span(span).label(&*label.text));
        }
        group = group.element(snippet);
    }
    group
}

/// A span within the text, on character boundaries, and at most to the end of its first line:
/// a span over a whole paragraph says less than its beginning.
fn drawable(span: Span, text: &str) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(span.range().start.min(text.len()));
    let end = text.ceil_char_boundary(span.range().end.clamp(start, text.len()));
    let line = text[start..end].find(['\r', '\n']).map_or(end, |length| start + length);
    start..line
}
