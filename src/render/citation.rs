//! Citations in running text, in a plain author–date form.

use pulldown_cmark_escape::escape_html;

use crate::model::body::{Citation, CitationItem};
use crate::model::source::Source;
use crate::model::table::Index;
use crate::render::Renderer;

/// Writes a citation: `(Reuters 2025, p. 3; Kahn 1965)`, or `Kahn (1965)` in running text.
pub fn write(
    html: &mut String,
    citation: &Citation,
    cited: &[Index<Source>],
    renderer: &Renderer<'_>,
) {
    html.push_str("<span class=\"citation\">");
    if !citation.in_text {
        html.push('(');
    }
    for (number, (item, source)) in citation.items.iter().zip(cited).enumerate() {
        if number > 0 {
            html.push_str("; ");
        }
        write_item(html, citation, item, *source, renderer);
    }
    if !citation.in_text {
        html.push(')');
    }
    html.push_str("</span>");
}

fn write_item(
    html: &mut String,
    citation: &Citation,
    item: &CitationItem,
    index: Index<Source>,
    renderer: &Renderer<'_>,
) {
    let source = &renderer.dossier.sources[index];
    let (author, year) = (short_author(source), short_year(source));
    if !item.prefix.is_empty() {
        escape(html, &item.prefix);
        html.push(' ');
    }
    html.push_str("<a href=\"");
    escape(html, &source.header.address.href(&renderer.site.base_path));
    html.push_str("\">");
    match (item.suppress_author, citation.in_text) {
        (true, _) => escape(html, &year),
        (false, true) => escape(html, &format!("{author} ({year})")),
        (false, false) => escape(html, &format!("{author} {year}")),
    }
    html.push_str("</a>");
    if !item.locator.is_empty() {
        html.push_str(", ");
        escape(html, &item.locator);
    }
}

fn escape(html: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = escape_html(html, text);
}

/// The family names of up to two authors; without authors the publisher, or the title.
fn short_author(source: &Source) -> String {
    let people = source.record.authors().unwrap_or_default();
    match people {
        [] => source.publisher().unwrap_or_else(|| source.header.title.clone()),
        [one] => one.name.clone(),
        [one, other] => format!("{} and {}", one.name, other.name),
        [one, ..] => format!("{} et al.", one.name),
    }
}

/// The year; "n.d." where there is none.
fn short_year(source: &Source) -> String {
    match &source.date {
        Some(date) => date.edtf().get(..4).unwrap_or(date.edtf()).to_owned(),
        None => "n.d.".to_owned(),
    }
}
