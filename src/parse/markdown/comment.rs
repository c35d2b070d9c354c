//! Comments: what an author hides in a text, as `<!-- … -->` or, as in Obsidian, `%%…%%`. They are taken out before
//! Markdown is parsed, so that nothing of them can reach a page, a feed, the search index or the data.
//!
//! The masked text has the length and the lines of the original, so that every place in it stays true. Where it is
//! not certain whether something is code or a comment, it is a comment: what is hidden must not be published.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// What stands for each byte of a comment inside a line. It is a control character, which no text has.
pub const FILLER: char = '\u{1}';

/// The text with its comments masked, from the byte where the body begins. A comment that is not closed hides the rest
/// of the text, and is reported.
pub fn mask<'a>(
    text: &'a str,
    start: usize,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) -> Cow<'a, str> {
    if !text[start..].contains("<!--") && !text[start..].contains("%%") {
        return text.into();
    }
    let comments = find(text, start, file, problems);
    if comments.is_empty() {
        return text.into();
    }
    let mut masked = String::with_capacity(text.len());
    let mut done = start;
    masked.push_str(&text[..start]);
    for comment in comments {
        masked.push_str(&text[done..comment.start]);
        done = comment.end;
        let stand_in = |c: char| std::iter::repeat_n(FILLER, c.len_utf8());
        for c in text[comment].chars() {
            if matches!(c, '\n' | '\r') { masked.push(c) } else { masked.extend(stand_in(c)) }
        }
    }
    masked.push_str(&text[done..]);
    clear_lines(&masked, start).into()
}

/// The text with spaces on lines that hold nothing but comments. Elsewhere the filler stays: spaces at the start of a line
/// would make code of the text behind them.
fn clear_lines(masked: &str, start: usize) -> String {
    let is_comment = |line: &str| {
        line.contains(FILLER)
            && line.chars().all(|c| matches!(c, FILLER | '>') || c.is_whitespace())
    };
    let lines = masked[start..].split_inclusive('\n').map(|line| match is_comment(line) {
        true => Cow::from(line.replace(FILLER, " ")),
        false => Cow::from(line),
    });
    std::iter::once(Cow::from(&masked[..start])).chain(lines).collect()
}

/// Where the comments are, in order.
fn find(
    text: &str,
    start: usize,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = start;
    while at < text.len() {
        let is_line_start = at == start || bytes[at - 1] == b'\n';
        if is_line_start && let Some(end) = fenced_code(text, at) {
            at = end;
            continue;
        }
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => at = code_span(text, at),
            b'<' if text[at..].starts_with("<!--") => {
                // `<!-->` and `<!--->` are comments, too.
                let close = text[at + 2..].find("-->").map(|close| at + 2 + close + 3);
                at = take(at, close, "`-->`", text, file, &mut found, problems);
            }
            b'%' if opens(text, start, at) => {
                let close = text[at + 2..].find("%%").map(|close| at + 2 + close + 2);
                at = take(at, close, "`%%`", text, file, &mut found, problems);
            }
            b'%' if text[at..].starts_with("%%") => at += 2,
            _ => at += 1,
        }
    }
    found
}

/// Notes a comment, and gives its end.
fn take(
    at: usize,
    close: Option<usize>,
    closing: &str,
    text: &str,
    file: FileId,
    found: &mut Vec<Range<usize>>,
    problems: &mut Vec<Diagnostic>,
) -> usize {
    let mut end = close.unwrap_or_else(|| {
        let opening = if closing == "`%%`" { at..at + 2 } else { at..at + 4 };
        let message = format!("this comment is not closed by {closing}");
        let problem = Diagnostic::at(Code::UnclosedComment, Span::new(file, opening), message);
        problems.push(problem.help(
            "close it; where no comment is meant, write a backslash before it: `\\%%` or `\\<!--`",
        ));
        text.len()
    });
    // Of the spaces on both sides of a comment, one stays.
    let bytes = text.as_bytes();
    let follows_space = at == 0 || bytes[at - 1].is_ascii_whitespace();
    if follows_space && bytes.get(end) == Some(&b' ') {
        end += 1;
    }
    found.push(at..end);
    end
}

/// Whether `%%` opens a comment. After a digit it is a percentage, and in an address or a path a part of it.
fn opens(text: &str, start: usize, at: usize) -> bool {
    if !text[at..].starts_with("%%") {
        return false;
    }
    let word = text[start..at].rsplit(char::is_whitespace).next().unwrap_or_default();
    !word.ends_with(|c: char| c.is_ascii_digit()) && !word.contains("://")
}

/// The end of the fenced code that begins at a line, where it does and is closed.
fn fenced_code(text: &str, line_start: usize) -> Option<usize> {
    let mut lines = text[line_start..].split_inclusive('\n');
    let first = lines.next()?;
    let opening = first.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
    let mark = opening.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = opening.chars().take_while(|c| *c == mark).count();
    if length < 3 || (mark == '`' && opening[length..].contains('`')) {
        return None;
    }
    let mut end = line_start + first.len();
    for line in lines {
        end += line.len();
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        if line.len() >= length && line.chars().all(|c| c == mark) {
            return Some(end);
        }
    }
    None
}

/// The end of the code span that begins at a backtick, or of the backticks where there is none.
fn code_span(text: &str, at: usize) -> usize {
    let run = |from: usize| text[from..].bytes().take_while(|byte| *byte == b'`').count();
    let length = run(at);
    // A span ends in its paragraph.
    let paragraph = text[at..].find("\n\n").map_or(text.len(), |end| at + end);
    let mut next = at + length;
    while let Some(found) = text[next..paragraph].find('`') {
        let from = next + found;
        let closing = run(from);
        next = from + closing;
        if closing == length {
            return next;
        }
    }
    at + length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Text, Texts};

    /// The text without its comments, and how many problems there are.
    fn shown(text: &str) -> (String, usize) {
        let file = Texts::default().add(Text { path: "a.md".into(), content: text.into() });
        let mut problems = Vec::new();
        let masked = mask(text, 0, file, &mut problems);
        assert_eq!(masked.len(), text.len());
        let breaks = |text: &str| text.match_indices('\n').map(|it| it.0).collect::<Vec<_>>();
        assert_eq!(breaks(&masked), breaks(text), "{text}");
        (masked.replace(FILLER, ""), problems.len())
    }

    #[test]
    fn comments_are_hidden_and_all_else_stays() {
        let cases = [
            ("a <!-- secret --> b", "a b"),
            ("<!-- secret -->text", "text"),
            ("a\n<!-- secret\n\nsecret -->\nb", "a\n           \n\n          \nb"),
            ("a %%secret%% b", "a b"),
            ("%%secret%% %%secret%%\n> %%secret%%", "                     \n>           "),
            ("word%%secret%%", "word"),
            ("%%\nsecret\n\nsecret\n%%\nb", "  \n      \n\n      \n  \nb"),
            ("- a %%secret\n- secret%% b", "- a \nb"),
            ("<!-->a", "a"),
            ("<!-- `secret -->a`", "a`"),
            ("%% `secret %% a ` b", "a ` b"),
            // What is no comment.
            ("`<!-- code -->` and ``%% ` code %%``", "`<!-- code -->` and ``%% ` code %%``"),
            ("```\n%% code %%\n```\n%%secret%%", "```\n%% code %%\n```\n          "),
            ("> ~~~\n> <!-- code -->\n> ~~~", "> ~~~\n> <!-- code -->\n> ~~~"),
            ("100%% sure and 50%% not", "100%% sure and 50%% not"),
            ("https://example.org/%%20a%%", "https://example.org/%%20a%%"),
            ("\\%% a \\<!-- b", "\\%% a \\<!-- b"),
            ("a < b -- c % d", "a < b -- c % d"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), (expected.to_owned(), 0), "{text}");
        }
    }

    #[test]
    fn what_is_not_closed_hides_the_rest_and_is_reported() {
        for text in ["a <!-- secret\n\nsecret", "a %% secret\n\nsecret"] {
            let (shown, problems) = shown(text);
            assert!(!shown.contains("secret"), "{shown}");
            assert_eq!(problems, 1, "{text}");
        }
        // A fence that nothing closes may end with its list: what follows may be a comment.
        assert!(!shown("- ```\n  code\n\n%%secret%%").0.contains("secret"));
    }
}
