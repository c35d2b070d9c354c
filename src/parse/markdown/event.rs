//! The events of a body, with their places, and the options under which they are read.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser};

use crate::parse::markdown::comment::FILLER;
use crate::parse::markdown::{Markdown, citation};
use crate::source::Span;

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
    let events = Parser::new_with_broken_link_callback(body, options, Some(citations))
        .into_offset_iter()
        .map(|(event, range)| (event, range.start + markdown.start..range.end + markdown.start));
    if !body.contains(FILLER) {
        return events.collect();
    }
    events.flat_map(|(event, range)| without_comments(event, range, markdown.text)).collect()
}

/// An event without what stands for comments. A text is divided around them, so that its parts keep their places.
fn without_comments<'a>(event: Event<'a>, range: Range<usize>, text: &'a str) -> Vec<Located<'a>> {
    let is_clean = |text: &CowStr<'_>| !text.contains(FILLER);
    let clean = |text: CowStr<'_>| CowStr::from(text.replace(FILLER, ""));
    match event {
        Event::Text(part) if !is_clean(&part) => {
            if text.get(range.clone()) != Some(&*part) {
                return vec![(Event::Text(clean(part)), range)];
            }
            let words = text[range.clone()].split(FILLER).filter(|word| !word.is_empty());
            let base = text.as_ptr() as usize;
            let place = |word: &str| word.as_ptr() as usize - base;
            words
                .map(|word| (Event::Text(word.into()), place(word)..place(word) + word.len()))
                .collect()
        }
        Event::Html(html) if !is_clean(&html) => vec![(Event::Html(clean(html)), range)],
        Event::InlineHtml(html) if !is_clean(&html) => {
            vec![(Event::InlineHtml(clean(html)), range)]
        }
        Event::Code(code) if !is_clean(&code) => vec![(Event::Code(clean(code)), range)],
        _ => vec![(event, range)],
    }
}

impl Markdown<'_> {
    /// The span of a range of the file.
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.clone())
    }

    /// Whether the character at `offset` has a backslash before it that escapes it.
    pub fn is_escaped(&self, offset: usize) -> bool {
        let before = &self.text.as_bytes()[self.start..offset];
        before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
    }
}
