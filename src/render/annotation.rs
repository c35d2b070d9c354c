//! A brief's notes as W3C Web Annotations (2017): one collection a brief, each target a stretch of the
//! page's text by quotation and by position.

use std::ops::Range;

use serde_json::{Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::model::brief::Brief;
use crate::model::identity::slug;
use crate::model::note::NoteKind;
use crate::model::table::Index;
use crate::model::vocabulary::Vocabulary;
use crate::plan::Page;
use crate::render::citation::PageCitations;
use crate::render::page::document;
use crate::render::renderer::Renderer;
use crate::render::shown_text::ShownText;
use crate::render::views::NoteView;

/// How many characters of context a quotation has on either side.
const CONTEXT: usize = 32;

/// What a fragment of an HTML page means.
const HTML_FRAGMENT: &str = "http://tools.ietf.org/rfc/rfc3236";

/// The collection of a brief's annotations.
pub fn collection(
    renderer: &Renderer<'_>,
    page: &Page,
    index: Index<Brief>,
) -> Result<Vec<u8>, Diagnostic> {
    let brief = &renderer.dossier.briefs[index];
    let citations =
        PageCitations::new(renderer.site, renderer.style, renderer.dossier, &brief.header);
    let (html, notes) = document::written(renderer, page, &brief.header, &citations)?;
    let source = renderer.permalink(&brief.header.address);
    let shown = ShownText::from_html(&html);
    let notes = notes.iter().map(|note| annotation(brief, &note.view, &shown, &source));
    let items: Vec<Json> = notes.collect();
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": renderer.permalink(&page.address),
        "type": "AnnotationCollection",
        "label": brief.header.title,
        "total": items.len(),
        "first": {
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    });
    Ok(serde_json::to_vec_pretty(&collection).unwrap_or_default())
}

fn annotation(brief: &Brief, note: &NoteView, shown: &ShownText, source: &str) -> Json {
    let name = note.anchor.strip_prefix("note-").unwrap_or(&note.anchor);
    let passage = shown.passage(name).or_else(|| shared_passage(brief, name, shown));
    let selector = match passage {
        Some(range) => json!({
            "type": "FragmentSelector",
            "conformsTo": HTML_FRAGMENT,
            "value": "part-text",
            // Either finds the passage in that element.
            "refinedBy": [
                {
                    "type": "TextQuoteSelector",
                    "exact": shown.slice(range.clone()),
                    "prefix": shown.slice(range.start.saturating_sub(CONTEXT)..range.start),
                    "suffix": shown.slice(range.end..range.end + CONTEXT),
                },
                { "type": "TextPositionSelector", "start": range.start, "end": range.end },
            ],
        }),
        // A note on a point hangs on its reference.
        None => json!({
            "type": "FragmentSelector",
            "conformsTo": HTML_FRAGMENT,
            "value": note.references.first().map(|it| it.anchor.as_str()),
        }),
    };
    json!({
        "id": note.permalink,
        "type": "Annotation",
        "motivation": motivation(note.kind.term),
        "creator": brief.authors,
        "created": brief.date.html(),
        "body": {
            "type": "TextualBody",
            "format": "text/html",
            "value": note.html.as_str().map(str::trim),
        },
        "target": { "source": source, "selector": selector },
    })
}

/// The passage of a note that shares one with another: it bears the name of its first note.
fn shared_passage(brief: &Brief, name: &str, shown: &ShownText) -> Option<Range<usize>> {
    let header = &brief.header;
    let is_named = |position: &u32| {
        let note = header.notes.get(*position as usize);
        note.is_some_and(|note| slug(&note.label) == name)
    };
    let passage = header.body.body.passages.iter().find(|it| it.notes.iter().any(is_named))?;
    let first = header.notes.get(*passage.notes.first()? as usize)?;
    shown.passage(&slug(&first.label))
}

/// The motivation of a kind of note, in the standard's terms.
fn motivation(kind: &str) -> &'static str {
    match NoteKind::from_term(kind).unwrap_or(NoteKind::Plain) {
        NoteKind::Source => "linking",
        NoteKind::Context | NoteKind::Definition => "describing",
        NoteKind::Dispute | NoteKind::Question => "questioning",
        NoteKind::Correction => "editing",
        NoteKind::Assessment => "assessing",
        NoteKind::Plain => "commenting",
    }
}
