//! Placeholders: the prose of starters that an author was to replace.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::markdown::{Located, Markdown};
use crate::source::Span;

/// How each placeholder begins. Starters had them as text.
const PLACEHOLDERS: [&str; 8] = [
    // Briefs.
    "Write here.",
    "Where the claim comes from. The other kinds of notes are",
    // Actors.
    "Who this is, in one to three neutral sentences.",
    // Events.
    "What happened, and who says so.",
    // Thresholds.
    "What is known of this line, and how it came to be drawn.",
    // Pages.
    "Your text.",
    "Your text for the home page.",
    // Anything.
    "Lorem ipsum dolor sit amet",
];

/// The placeholder that a text begins with.
fn find(text: &str) -> Option<&'static str> {
    let text = text.trim_start();
    PLACEHOLDERS.into_iter().find(|placeholder| {
        text.strip_prefix(placeholder).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Reports a value of front matter that is a placeholder.
pub fn check_value(text: &str, span: Span, problems: &mut Vec<Diagnostic>) {
    problems.extend(find(text).map(|placeholder| report(placeholder, span)));
}

/// Reports the placeholders of a body and its notes.
pub fn check_body(events: &[Located<'_>], markdown: &Markdown<'_>, problems: &mut Vec<Diagnostic>) {
    let mut in_code = false;
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code => {
                let Some(placeholder) = find(text) else { continue };
                let start = range.start + (text.len() - text.trim_start().len());
                let span = markdown.span(&(start..start + placeholder.len()));
                problems.push(report(placeholder, span));
            }
            _ => {}
        }
    }
}

fn report(placeholder: &str, span: Span) -> Diagnostic {
    let message = format!("`{placeholder}` is the placeholder of a starter");
    let help = "write the text, or remove it: `<!-- … -->` keeps a note to yourself off the page";
    Diagnostic::at(Code::PlaceholderText, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn placeholders_begin_a_text() {
        let placeholders = [
            "Write here.",
            " Write here. Square brackets mark ",
            "Your text.",
            "Your text for the home page. The latest",
            "Who this is, in one to three neutral sentences.",
        ];
        for text in placeholders {
            assert!(find(text).is_some(), "{text}");
        }
        for text in ["Write here what you saw", "They asked: Write here.", "Your texts", ""] {
            assert!(find(text).is_none(), "{text}");
        }
    }
}
