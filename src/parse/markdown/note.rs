//! Notes: their labels, and the kinds that their bold lead-ins give them.

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::identity::fold_name;
use crate::model::note::NoteKind;
use crate::model::vocabulary::Vocabulary;
use crate::parse::markdown::document::Markdown;
use crate::parse::markdown::event::Located;
use crate::source::Span;

/// The notes that a document defines: their positions by folded label.
#[derive(Default)]
pub struct Labels {
    by_label: HashMap<String, u32>,
    /// The labels as written, with their places, in order.
    pub defined: Vec<(String, Span)>,
}

impl Labels {
    /// The position of the note with this label.
    pub fn position(&self, label: &str) -> Option<u32> {
        self.by_label.get(&*fold_name(label)).copied()
    }

    /// The label that an unknown one was probably meant to be.
    pub fn nearest(&self, label: &str) -> Option<&str> {
        nearest(label, self.defined.iter().map(|(label, _)| label.as_str()))
    }
}

/// Collects the definitions, and reports labels that stand twice, are undefined or unused.
pub fn labels(
    events: &[Located<'_>],
    markdown: &Markdown<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Labels {
    let mut labels = Labels::default();
    for (event, range) in events {
        let Event::Start(Tag::FootnoteDefinition(label)) = event else { continue };
        let span = markdown.span(&(range.start..range.start + label.len() + 3));
        let position = labels.defined.len() as u32;
        match labels.by_label.get(&*fold_name(label)) {
            Some(&first) => {
                let message = format!("the note `{label}` is defined twice");
                let problem = Diagnostic::at(Code::DuplicateNote, span, message);
                problems.push(problem.label(labels.defined[first as usize].1, "first here"));
            }
            None => {
                labels.by_label.insert(fold_name(label).into_owned(), position);
            }
        }
        labels.defined.push((label.to_string(), span));
    }
    report_unused(events, &labels, problems);
    report_undefined(events, &labels, markdown, problems);
    labels
}

/// A note that no text refers to, directly or through other notes, would never be seen.
fn report_unused(events: &[Located<'_>], labels: &Labels, problems: &mut Vec<Diagnostic>) {
    let reached = reached(events, labels);
    for (position, (label, span)) in labels.defined.iter().enumerate() {
        // A second definition is reported as such.
        if !reached[position] && labels.position(label) == Some(position as u32) {
            let message = format!("nothing refers to the note `{label}`");
            let help = format!("write `[the passage][^{label}]` where it belongs, or remove it");
            problems.push(Diagnostic::at(Code::UnusedNote, *span, message).help(help));
        }
    }
}

/// Which notes the text refers to, and which they do in turn.
fn reached(events: &[Located<'_>], labels: &Labels) -> Vec<bool> {
    let mut from_text = Vec::new();
    let mut from_notes: Vec<Vec<u32>> = vec![Vec::new(); labels.defined.len()];
    let mut within: Vec<Option<u32>> = Vec::new();
    for (event, _) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => within.push(labels.position(label)),
            Event::End(TagEnd::FootnoteDefinition) => {
                within.pop();
            }
            Event::FootnoteReference(label) => {
                let Some(position) = labels.position(label) else { continue };
                match within.last() {
                    None => from_text.push(position),
                    Some(Some(note)) => from_notes[*note as usize].push(position),
                    Some(None) => {}
                }
            }
            _ => {}
        }
    }
    let mut reached = vec![false; labels.defined.len()];
    while let Some(position) = from_text.pop() {
        if !std::mem::replace(&mut reached[position as usize], true) {
            from_text.extend(&from_notes[position as usize]);
        }
    }
    reached
}

/// pulldown-cmark gives no event for a reference to a note that is not defined: it is text.
fn report_undefined(
    events: &[Located<'_>],
    labels: &Labels,
    markdown: &Markdown<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let mut in_code = false;
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code && text.starts_with('[') => {
                let Some(label) = undefined_at(markdown, range.start) else { continue };
                let span = markdown.span(&(range.start..range.start + label.len() + 3));
                let message = format!("the note `{label}` is not defined");
                let problem = Diagnostic::at(Code::UndefinedNote, span, message);
                problems.push(match labels.nearest(label) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help(format!(
                        "define it on a line of its own: `[^{label}]: …`, or write `\\[` for a \
                         bracket"
                    )),
                });
            }
            _ => {}
        }
    }
}

fn undefined_at<'a>(markdown: &Markdown<'a>, start: usize) -> Option<&'a str> {
    let label = markdown.text.get(start..)?.strip_prefix("[^")?;
    let label = &label[..label.find(']')?];
    let sound = !label.is_empty() && !label.contains(['\n', '[']) && label.len() <= 200;
    (sound && !markdown.is_escaped(start)).then_some(label)
}

/// The kind of a note by its lead-in, and how many events and bytes of text the lead-in takes.
pub struct LeadIn {
    pub kind: NoteKind,
    /// Events to skip after the paragraph's start.
    pub events: usize,
    /// Bytes of the following text that belong to it: the colon of `**Dispute**:`.
    pub bytes: usize,
}

/// Reads the lead-in of a note whose first paragraph begins before `events`.
pub fn lead_in(
    events: &[Located<'_>],
    markdown: &Markdown<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<LeadIn> {
    let [(Event::Start(Tag::Strong), _), (Event::Text(word), range), (Event::End(_), _), ..] =
        events
    else {
        return None;
    };
    let colon_after =
        matches!(events.get(3), Some((Event::Text(text), _)) if text.starts_with(':'));
    let name = word.strip_suffix(':');
    let has_colon = name.is_some() || colon_after;
    let name = name.unwrap_or(word).trim();
    // `note` is what a note without a lead-in is; as a lead-in it says nothing else.
    match NoteKind::from_term(&name.to_lowercase()) {
        Some(kind) => Some(LeadIn { kind, events: 3, bytes: usize::from(colon_after) }),
        // Bold words without a colon are more likely just bold.
        None if !has_colon => None,
        None => {
            let terms = NoteKind::ALL.iter().map(|kind| kind.label());
            if let Some(near) = nearest(name, terms) {
                let message = format!("`{name}` is no kind of note");
                let span = markdown.span(range);
                let problem = Diagnostic::at(Code::UnknownNoteKind, span, message);
                problems.push(problem.help(format!("did you mean `{near}`?")));
            }
            None
        }
    }
}
