//! What every document's page has: body, notes, sources, and who names it.

use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::link::{InboundReference, Point, sentence_around};
use crate::model::address::Address;
use crate::model::body::{Heading, LinkedBody};
use crate::model::identity::{Header, Origin};
use crate::model::note::{self, NoteKind};
use crate::model::page::Page as TextPage;
use crate::model::source::{Source, SourceUse};
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::plan::{Content, Page};
use crate::render::citation::{BodyOf, PageCitations};
use crate::render::html::{HtmlWriter, PlacedNote};
use crate::render::renderer::Renderer;
use crate::render::view;
use crate::render::views::{
    BodyView, DocumentView, HeadingView, MentionView, NoteCountView, SourceUseView, TextView,
};

/// What every document's page has.
pub fn document(
    renderer: &Renderer<'_>,
    page: &Page,
    header: &Header,
) -> Result<DocumentView, Diagnostic> {
    let citations = PageCitations::new(renderer.site, renderer.style, renderer.dossier, header);
    Ok(DocumentView {
        id: header.id.clone(),
        title: header.title.clone(),
        aliases: header.aliases.clone(),
        tags: view::links(renderer.site, renderer.dossier, &header.tags),
        draft: header.draft,
        updated: view::optional_date(header.updated.as_ref()),
        language: header.language.clone(),
        body: body(renderer, page, header, &citations)?,
        sources: sources(renderer, header, &citations),
        origin: match header.origin {
            Origin::Document => "document",
            Origin::Inline => "inline",
            Origin::Stub => "stub",
            Origin::BuiltIn => "built-in",
        },
        extra: header.extra.clone(),
    })
}

/// The author's own text of an index, or an ordinary page.
pub fn text(
    renderer: &Renderer<'_>,
    page: &Page,
    index: Index<TextPage>,
) -> Result<TextView, Diagnostic> {
    let text = &renderer.dossier.pages[index];
    let children = match (&text.index_of, &page.content) {
        (Some(folder), Content::Page(_)) => children(renderer, folder, index),
        _ => Vec::new(),
    };
    let document = document(renderer, page, &text.header)?;
    Ok(TextView { document, children })
}

/// The pages directly in a folder.
fn children(renderer: &Renderer<'_>, folder: &str, own: Index<TextPage>) -> Vec<Value> {
    let parent = Address::of_folder(folder);
    let is_child = |index: &Index<TextPage>| {
        let address = renderer.dossier.pages[*index].header.address.as_str();
        let rest = address.strip_prefix(parent.as_str()).unwrap_or_default();
        *index != own && rest.trim_end_matches('/').split('/').count() == 1 && !rest.is_empty()
    };
    renderer.cards.all(renderer.dossier.pages.indexes().filter(is_child))
}

fn body(
    renderer: &Renderer<'_>,
    page: &Page,
    header: &Header,
    citations: &PageCitations,
) -> Result<BodyView, Diagnostic> {
    let (html, notes) = written(renderer, page, header, citations)?;
    Ok(BodyView {
        html: Value::safe_string(&html),
        contents: contents(renderer, &header.body),
        note_counts: note_counts(&notes),
        notes: notes.into_iter().map(|note| note.value).collect(),
    })
}

/// A document's text as HTML, and its notes in the order in which the text refers to them.
pub fn written(
    renderer: &Renderer<'_>,
    page: &Page,
    header: &Header,
    citations: &PageCitations,
) -> Result<(String, Vec<PlacedNote>), Diagnostic> {
    let mut writer = HtmlWriter::new(renderer, page, header, citations);
    let html = writer.write(&header.body, BodyOf::Document)?;
    let mut notes = writer.placed;
    notes.sort_by_key(|note| note.view.number);
    Ok((html, notes))
}

fn note_counts(notes: &[PlacedNote]) -> Vec<NoteCountView> {
    let count = |kind: NoteKind| {
        let count = notes.iter().filter(|note| note.view.kind.term == kind.term()).count();
        (count > 0).then(|| NoteCountView { kind: view::term(kind), count })
    };
    NoteKind::ALL.iter().copied().filter_map(count).collect()
}

/// Headings of the levels 2 and 3, the latter under the former.
fn contents(renderer: &Renderer<'_>, linked: &LinkedBody) -> Vec<HeadingView> {
    let mut contents: Vec<HeadingView> = Vec::new();
    for heading in linked.body.headings.iter().filter(|it| matches!(it.level, 2 | 3)) {
        let entry = entry(renderer, linked, heading);
        match contents.last_mut() {
            Some(parent) if heading.level == 3 => parent.children.push(entry),
            _ => contents.push(entry),
        }
    }
    contents
}

fn entry(renderer: &Renderer<'_>, linked: &LinkedBody, heading: &Heading) -> HeadingView {
    let range = heading.text.start as usize..heading.text.end as usize;
    HeadingView {
        title: renderer.plain_text(linked, range),
        anchor: heading.anchor.clone(),
        children: Vec::new(),
    }
}

/// The sources that a document lists or cites, in the order of the citation style.
fn sources(
    renderer: &Renderer<'_>,
    header: &Header,
    citations: &PageCitations,
) -> Vec<SourceUseView> {
    let entries = citations.bibliography.iter();
    let mut uses: Vec<SourceUseView> = entries
        .map(|(source, reference)| {
            let used = header.sources.iter().find(|used| used.source == *source);
            source_use(renderer, *source, used, Some(reference))
        })
        .collect();
    // A style without a bibliography leaves the list to the document.
    if citations.bibliography.is_empty() {
        let listed = header.sources.iter();
        uses.extend(listed.map(|used| listed_source(renderer, used)));
    }
    uses
}

/// A source that something lists, outside a bibliography.
pub fn listed_source(renderer: &Renderer<'_>, used: &SourceUse) -> SourceUseView {
    source_use(renderer, used.source, Some(used), None)
}

fn source_use(
    renderer: &Renderer<'_>,
    source: Index<Source>,
    used: Option<&SourceUse>,
    reference: Option<&String>,
) -> SourceUseView {
    SourceUseView {
        source: renderer.cards.get(source),
        reference: match reference {
            Some(html) => Value::safe_string(html),
            None => renderer.cards.reference(source),
        },
        credibility: used.and_then(|used| used.credibility).map(view::credibility),
        pages: used.and_then(|used| used.pages.clone()),
        note: used.and_then(|used| used.note.clone()),
    }
}

/// What names a document, with the sentence around each mention.
pub fn mentions(
    renderer: &Renderer<'_>,
    target: Target,
    is_wanted: impl Fn(Target) -> bool,
) -> Vec<MentionView> {
    let namings = renderer.dossier.backlinks.namings.get(target).iter();
    namings.filter(|naming| is_wanted(naming.by)).map(|it| mention(renderer, it)).collect()
}

/// Whether a document is a brief.
pub fn is_brief(target: Target) -> bool {
    matches!(target, Target::Brief(_))
}

/// The briefs that name a document, as cards.
pub fn briefs_naming(renderer: &Renderer<'_>, target: impl Into<Target>) -> Vec<Value> {
    let namings = renderer.dossier.backlinks.namings.get(target.into()).iter();
    renderer.cards.all(namings.map(|naming| naming.by).filter(|by| is_brief(*by)))
}

fn mention(renderer: &Renderer<'_>, naming: &InboundReference) -> MentionView {
    MentionView {
        by: renderer.cards.get(naming.by),
        listed: naming.listed,
        sentence: naming.at.and_then(|it| sentence(renderer, naming.by, it)),
        url: sentence_url(renderer, naming.by, naming.at),
    }
}

/// The sentence around a point of a document's text or of one of its notes. A withdrawn brief's text
/// is gone.
pub fn sentence(renderer: &Renderer<'_>, by: Target, point: Point) -> Option<String> {
    if renderer.dossier.is_withdrawn(by) {
        return None;
    }
    let header = renderer.dossier.header(by)?;
    let body = match point.note {
        Some(note) => &header.notes.get(note as usize)?.body,
        None => &header.body,
    };
    let text = renderer.plain_text(body, sentence_around(&body.body.text, point.at as usize));
    (!text.is_empty()).then_some(text)
}

/// Where a sentence stands: the document's page, or the note in it.
pub fn sentence_url(renderer: &Renderer<'_>, by: Target, point: Option<Point>) -> String {
    let url = renderer.dossier.address(by).href(&renderer.site.base_path);
    let note = point
        .and_then(|point| point.note)
        .and_then(|note| renderer.dossier.header(by)?.notes.get(note as usize));
    match note {
        Some(note) => format!("{url}#{}", note::anchor(&note.label)),
        None => url,
    }
}
