//! Markdown to [`Body`]: pulldown-cmark's events become standoff markup, and redlines' own
//! constructs (passages and notes, references, embeds, citations) are told apart.

mod anchor;
mod builder;
mod citation;
mod document;
mod event;
mod figure;
mod note;
mod passage;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::Body;
use crate::model::note::WrittenNote;
use crate::parse::comment::{self, Stripped};
use crate::parse::placeholder;

pub use document::Markdown;
pub use event::Located;

/// Parses a document's body and the notes that it defines, in the order of their definitions. Comments are no part of
/// either.
pub fn parse(markdown: &Markdown<'_>, problems: &mut Vec<Diagnostic>) -> (Body, Vec<WrittenNote>) {
    let find_code = |text: &str| event::code(&Markdown { text, ..*markdown });
    let (stripped, faults) = comment::strip(markdown.text, markdown.start, find_code);
    problems.extend(faults.into_iter().map(|fault| {
        let span = markdown.span(&fault.range);
        Diagnostic::at(Code::UnclosedComment, span, fault.kind.message()).help(fault.kind.help())
    }));
    match &stripped {
        Some(Stripped { text, cuts }) => {
            parse_without_comments(&Markdown { text, cuts: Some(cuts), ..*markdown }, problems)
        }
        None => parse_without_comments(markdown, problems),
    }
}

fn parse_without_comments(
    markdown: &Markdown<'_>,
    problems: &mut Vec<Diagnostic>,
) -> (Body, Vec<WrittenNote>) {
    let events = event::collect(markdown);
    placeholder::check_body(&events, markdown, problems);
    let notes = note::labels(&events, markdown, problems);
    let passages = passage::find(&events, markdown, problems);
    builder::build(&events, &notes, passages, markdown, problems)
}
