//! The events of a body, with their places, and the options under which they are read.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

use crate::parse::markdown::citation;
use crate::parse::markdown::document::Markdown;

/// An event and the bytes of the file that it comes from.
pub type Located<'a> = (Event<'a>, Range<usize>);

/// Reads all events of the body. Ranges are those of the whole file.
pub fn collect<'a>(markdown: &Markdown<'a>) -> Vec<Located<'a>> {
    let body = &markdown.text[markdown.start..];
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    if markdown.settings.smart_punctuation {
        options |= Options::ENABLE_SMART_PUNCTUATION;
    }
    // A bracket that refers to nothing is a citation or just brackets. Saying yes to citations
    // only leaves the brackets of passages alone.
    let citations = |link: BrokenLink<'a>| -> Option<(CowStr<'a>, CowStr<'a>)> {
        let is_citation = link.link_type == LinkType::Shortcut && citation::is_one(&link.reference);
        is_citation.then(|| ("".into(), "".into()))
    };
    Parser::new_with_broken_link_callback(body, options, Some(citations))
        .into_offset_iter()
        .map(|(event, range)| (event, range.start + markdown.start..range.end + markdown.start))
        .collect()
}

/// Where the code of a body is, in order: blocks and spans.
pub fn code(markdown: &Markdown<'_>) -> Vec<Range<usize>> {
    let is_code =
        |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    collect(markdown)
        .into_iter()
        .filter(|(event, _)| is_code(event))
        .map(|(_, range)| range)
        .collect()
}
