//! Passages: the brackets directly before a note's reference, told from all other brackets.
//!
//! pulldown-cmark yields `Text("[")`, the passage's events, `Text("]")` and the reference. A
//! passage's brackets stand in one block and at one depth of emphasis, so that passages nest.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::markdown::document::Markdown;
use crate::parse::markdown::event::Located;

/// The passages of a body, by the events that open and close them.
#[derive(Default)]
pub struct Passages {
    /// The opening event of each passage: a bracket, or the start of a link.
    pub opens: HashMap<usize, usize>,
    /// The closing event of each passage: a bracket, or the end of a link.
    pub closes: HashMap<usize, usize>,
    pub found: Vec<FoundPassage>,
}

/// A passage.
pub struct FoundPassage {
    /// From its opening to its closing bracket.
    pub range: Range<usize>,
    /// The events of the references that follow it.
    pub references: Range<usize>,
}

/// An opening bracket, or the start of a link, that waits for its end.
struct Waiting {
    event: usize,
    depth: usize,
}

/// Finds the passages, and reports references whose closing bracket closes nothing.
pub fn find(
    events: &[Located<'_>],
    markdown: &Markdown<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Passages {
    let mut passages = Passages::default();
    let mut brackets: Vec<Waiting> = Vec::new();
    let mut inline: Vec<usize> = Vec::new();
    let mut in_code = false;
    for (number, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(tag) if is_inline(tag) => inline.push(number),
            Event::Start(tag) => {
                in_code = matches!(tag, Tag::CodeBlock(_));
                brackets.clear();
            }
            Event::End(end) if is_inline_end(*end) => {
                let start = inline.pop();
                brackets.retain(|bracket| bracket.depth <= inline.len());
                if let Some(start) = start
                    && matches!(end, TagEnd::Link | TagEnd::Image)
                    && is_reference_at(events, number + 1, range.end)
                {
                    passages.add(events, start, number);
                }
            }
            Event::End(_) => {
                in_code = false;
                brackets.clear();
            }
            Event::Text(text)
                if !in_code && text.as_ref() == "[" && !markdown.is_escaped(range.start) =>
            {
                brackets.push(Waiting { event: number, depth: inline.len() });
            }
            Event::Text(text) if !in_code && text.as_ref() == "]" => {
                if markdown.is_escaped(range.start) {
                    continue;
                }
                let opening = brackets.pop_if(|bracket| bracket.depth == inline.len());
                if !is_reference_at(events, number + 1, range.end) {
                    continue;
                }
                match opening {
                    Some(opening) => passages.add(events, opening.event, number),
                    None => problems.push(unpaired(range, markdown)),
                }
            }
            _ => {}
        }
    }
    passages
}

impl Passages {
    fn add(&mut self, events: &[Located<'_>], open: usize, close: usize) {
        let mut end = close + 1;
        while is_reference_at(events, end, events[end - 1].1.end) {
            end += 1;
        }
        self.opens.insert(open, self.found.len());
        self.closes.insert(close, self.found.len());
        self.found.push(FoundPassage {
            range: events[open].1.start..events[close].1.end,
            references: close + 1..end,
        });
    }
}

fn is_reference_at(events: &[Located<'_>], number: usize, start: usize) -> bool {
    matches!(events.get(number), Some((Event::FootnoteReference(_), range)) if range.start == start)
}

fn unpaired(range: &Range<usize>, markdown: &Markdown<'_>) -> Diagnostic {
    Diagnostic::at(Code::UnpairedBracket, markdown.span(range), "this bracket closes no passage")
        .help(
            "a passage opens and closes in one paragraph, list item or table cell, and inside the \
             same emphasis; write `\\]` for a bracket that is just a bracket",
        )
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn is_inline_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
