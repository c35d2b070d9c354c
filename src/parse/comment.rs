//! Comments of authors, `<!-- … -->` and Obsidian's `%%…%%`: cut from a text before anything else reads it.
//!
//! The rest reads as if the comment had never been written. Offsets in it are mapped back by [`Cuts`]. Where it is not
//! certain what is a comment, that is a fault: a comment must not be published.

use std::ops::Range;

/// How many comments of a text may change what is code around them. Each costs another look at the whole text.
const MAX_ROUNDS: usize = 256;

/// The signs around a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `<!--` and `-->`.
    Html,
    /// `%%` on both sides.
    Percent,
}

impl Delimiter {
    fn opening(self) -> &'static str {
        match self {
            Self::Html => "<!--",
            Self::Percent => "%%",
        }
    }
}

/// Signs of a comment that cannot be cut with certainty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub range: Range<usize>,
    pub kind: FaultKind,
}

/// Why a comment cannot be cut with certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    Unclosed(Delimiter),
    /// Without the comments before it, it may be another comment, or code.
    InDoubt,
}

impl FaultKind {
    /// The fault in a sentence.
    pub fn message(self) -> &'static str {
        match self {
            Self::Unclosed(Delimiter::Html) => "this comment is not closed",
            Self::Unclosed(Delimiter::Percent) => "this comment is not closed in its paragraph",
            Self::InDoubt => "it is not certain whether this is a comment",
        }
    }

    /// How to close the comment, or to write its signs as text.
    pub fn help(self) -> &'static str {
        match self {
            Self::Unclosed(Delimiter::Html) => {
                "close it with `-->`, or write `\\<!--` for the signs as text"
            }
            Self::Unclosed(Delimiter::Percent) => {
                "close it with `%%`, begin one of several paragraphs on a line of its own, or write `\\%%` for the \
                 signs as text"
            }
            Self::InDoubt => "put the comments around it on lines of their own, away from code",
        }
    }
}

/// A text without its comments.
#[derive(Debug, Default, PartialEq)]
pub struct Stripped {
    pub text: String,
    pub cuts: Cuts,
}

/// Where bytes were cut from a text, in order.
#[derive(Debug, Default, PartialEq)]
pub struct Cuts(Vec<Cut>);

#[derive(Debug, PartialEq)]
struct Cut {
    /// The offset in the text without comments.
    at: usize,
    /// How many bytes were cut here and before.
    total: usize,
}

impl Cuts {
    /// The range of the whole text, for one of the text without comments. Comments at its ends are no part of it.
    pub fn restore(&self, range: &Range<usize>) -> Range<usize> {
        let cut_before = |number: usize| number.checked_sub(1).map_or(0, |it| self.0[it].total);
        let start = range.start + cut_before(self.0.partition_point(|cut| cut.at <= range.start));
        let end = range.end + cut_before(self.0.partition_point(|cut| cut.at < range.end));
        start..end.max(start)
    }
}

/// Cuts the comments that begin at `start` or later, but for those in code. `find_code` gives the code of a text
/// without comments, in order. `None` where there is no comment.
pub fn strip(
    text: &str,
    start: usize,
    find_code: impl Fn(&str) -> Vec<Range<usize>>,
) -> (Option<Stripped>, Vec<Fault>) {
    if !may_have_comments(&text[start..]) {
        return (None, Vec::new());
    }
    let mut finder = Finder::new(text, start);
    let mut code = find_code(text);
    for _ in 0..MAX_ROUNDS {
        if finder.find(&code, |comment| has_code_sign(text, comment)) {
            break;
        }
        // Few comments change what is code after them.
        let Stripped { text, cuts } = cut(text, &finder.comments);
        code = find_code(&text).iter().map(|it| cuts.restore(it)).collect();
    }
    let stripped = cut(text, &finder.comments);
    let mut faults = finder.unclosed;
    if faults.is_empty() {
        let doubt = first_doubt(&stripped, start, &find_code(&stripped.text));
        faults.extend(doubt.map(|range| Fault { range, kind: FaultKind::InDoubt }));
    }
    ((!finder.comments.is_empty()).then_some(stripped), faults)
}

/// A value of front matter without its comments; it has no code. `None` where there is no comment.
pub fn strip_value(text: &str) -> (Option<String>, Vec<Fault>) {
    let (stripped, faults) = strip(text, 0, |_| Vec::new());
    (stripped.map(|it| it.text), faults)
}

fn may_have_comments(text: &str) -> bool {
    text.contains("<!--") || text.contains("%%")
}

/// Whether a comment, or the characters on both sides of it, can change what is code when it is cut.
fn has_code_sign(text: &str, comment: &Range<usize>) -> bool {
    let is_sign = |c: char| matches!(c, '`' | '~');
    text[comment.clone()].contains(is_sign)
        || (text[..comment.start].ends_with(is_sign) && text[comment.end..].starts_with(is_sign))
}

/// Where a text without comments still looks like one that has some: signs that stand together only now, or a cut that
/// is inside of code now. The place is that in the whole text.
fn first_doubt(stripped: &Stripped, start: usize, code: &[Range<usize>]) -> Option<Range<usize>> {
    let Stripped { text, cuts } = stripped;
    let mut rest = Finder::new(text, start);
    rest.find(code, |_| false);
    let signs = rest.comments.into_iter().chain(rest.unclosed.into_iter().map(|it| it.range));
    let is_in_code = |at: usize| {
        let before = code.partition_point(|it| it.start < at);
        before > 0 && at < code[before - 1].end
    };
    let cut = cuts.0.iter().find(|cut| is_in_code(cut.at)).map(|cut| cut.at..cut.at);
    signs.chain(cut).min_by_key(|it| it.start).map(|it| cuts.restore(&it))
}

/// The comments of a text, as far as they were found.
struct Finder<'a> {
    text: &'a str,
    /// Where the part of the text begins that may have comments.
    start: usize,
    /// Up to where it was searched.
    at: usize,
    comments: Vec<Range<usize>>,
    unclosed: Vec<Fault>,
    has_unclosed_html: bool,
}

impl<'a> Finder<'a> {
    fn new(text: &'a str, start: usize) -> Self {
        let (comments, unclosed) = (Vec::new(), Vec::new());
        Self { text, start, at: start, comments, unclosed, has_unclosed_html: false }
    }

    /// Finds further comments outside of code, until one after which the search `stops`; whether these are all.
    fn find(&mut self, code: &[Range<usize>], stops: impl Fn(&Range<usize>) -> bool) -> bool {
        let text = self.text;
        let mut code = code.iter().peekable();
        while let Some((from, delimiter)) = next_delimiter(text, self.at) {
            while code.next_if(|it| it.end <= from).is_some() {}
            if let Some(code) = code.peek().filter(|it| it.start <= from) {
                self.at = code.end;
                continue;
            }
            self.at = from + 2;
            if is_escaped(&text[self.start..from]) {
                continue;
            }
            // Where one was not closed, the next is not closed either, and would search all of the rest again.
            let is_lost = delimiter == Delimiter::Html && self.has_unclosed_html;
            match if is_lost { None } else { end_of(text, from, delimiter) } {
                Some(end) => {
                    self.at = end;
                    self.add(from..end);
                    if stops(&(from..end)) {
                        return false;
                    }
                }
                None if is_lost => {}
                None => {
                    self.has_unclosed_html |= delimiter == Delimiter::Html;
                    self.at = from + delimiter.opening().len();
                    let kind = FaultKind::Unclosed(delimiter);
                    self.unclosed.push(Fault { range: from..self.at, kind });
                }
            }
        }
        true
    }

    fn add(&mut self, comment: Range<usize>) {
        match self.comments.last_mut() {
            // Comments that follow each other are one, so that what is around them is seen.
            Some(last) if is_one_gap(&self.text[last.end..comment.start]) => last.end = comment.end,
            _ => self.comments.push(comment),
        }
    }
}

fn next_delimiter(text: &str, at: usize) -> Option<(usize, Delimiter)> {
    let rest = &text.as_bytes()[at..];
    let found = rest.iter().enumerate().find_map(|(offset, byte)| match byte {
        b'<' if rest[offset..].starts_with(b"<!--") => Some((offset, Delimiter::Html)),
        b'%' if rest.get(offset + 1) == Some(&b'%') => Some((offset, Delimiter::Percent)),
        _ => None,
    });
    found.map(|(offset, delimiter)| (at + offset, delimiter))
}

/// Whether a backslash at the end of `before` stands for the next character as text.
fn is_escaped(before: &str) -> bool {
    before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// Where the comment that opens at an offset ends.
fn end_of(text: &str, from: usize, delimiter: Delimiter) -> Option<usize> {
    let rest = &text[from..];
    match delimiter {
        Delimiter::Html => {
            // By the standard, these are whole.
            let short = ["<!-->", "<!--->"].into_iter().find(|it| rest.starts_with(it));
            let long = || Some("<!--".len() + rest["<!--".len()..].find("-->")? + "-->".len());
            Some(from + short.map(str::len).or_else(long)?)
        }
        Delimiter::Percent => {
            let length = rest["%%".len()..].find("%%")?;
            let inner = &rest["%%".len()..][..length];
            // Within a line, a sign that somebody forgot must not take paragraphs away.
            let is_block = is_line_start(text, from);
            (is_block || !has_empty_line(inner)).then_some(from + length + 2 * "%%".len())
        }
    }
}

/// Whether only marks of quotes and lists, and spaces, stand before an offset on its line.
fn is_line_start(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|c: char| " \t>-+*.)0123456789".contains(c));
    before.is_empty() || before.ends_with('\n')
}

/// Whether a line between the first and the last, which hold a comment's signs, is empty.
fn has_empty_line(text: &str) -> bool {
    let Some((_, lines)) = text.split_once('\n') else { return false };
    let Some((lines, _)) = lines.rsplit_once('\n') else { return false };
    lines.split('\n').any(|line| line.bytes().all(|byte| b" \t\r>".contains(&byte)))
}

/// Whether only spaces, and at most one line break, are between two comments.
fn is_one_gap(gap: &str) -> bool {
    gap.bytes().all(|byte| b" \t\r\n".contains(&byte))
        && gap.bytes().filter(|byte| *byte == b'\n').count() <= 1
}

/// Cuts comments, and the spaces and lines that only they needed.
fn cut(text: &str, comments: &[Range<usize>]) -> Stripped {
    let mut stripped = Stripped { text: String::with_capacity(text.len()), cuts: Cuts::default() };
    let (mut done, mut total) = (0, 0);
    for comment in comments {
        let range = widened(text, comment);
        stripped.text.push_str(&text[done..range.start]);
        total += range.len();
        stripped.cuts.0.push(Cut { at: stripped.text.len(), total });
        done = range.end;
    }
    stripped.text.push_str(&text[done..]);
    stripped
}

/// A comment with the space on one side of it. Spaces at the ends of lines go: two would break the line, four would be
/// code. Between two rows of a table or items of a list, where an empty line would part them, its line goes as well.
fn widened(text: &str, comment: &Range<usize>) -> Range<usize> {
    let is_space = |c: char| c == ' ' || c == '\t';
    let (mut start, mut end) = (comment.start, comment.end);
    let before = text[..start].trim_end_matches(is_space);
    let is_first = before.is_empty() || before.ends_with('\n');
    if is_first || before.len() < start {
        end = text.len() - text[end..].trim_start_matches(is_space).len();
    }
    let rest = text[end..].trim_start_matches(is_space);
    let line_break = ["\r\n", "\n"].into_iter().find(|it| rest.starts_with(it));
    if line_break.is_none() && !rest.is_empty() {
        return start..end;
    }
    (start, end) = (before.len(), text.len() - rest.len());
    if let (true, Some(line_break)) = (is_first, line_break) {
        let above = before.strip_suffix('\n').unwrap_or(before);
        let above = above.rsplit('\n').next().unwrap_or_default();
        let below = rest[line_break.len()..].split('\n').next().unwrap_or_default();
        if go_together(above, below) {
            end += line_break.len();
        }
    }
    start..end
}

/// Whether two lines are rows of a table, or the second is an item after one.
fn go_together(above: &str, below: &str) -> bool {
    let is_row = |line: &str| line.trim_start().starts_with('|');
    let is_indented = |line: &str| line.starts_with([' ', '\t']) && !line.trim().is_empty();
    let is_item = |line: &str| {
        let line = line.trim_start();
        let line = match line.trim_start_matches(|c: char| c.is_ascii_digit()) {
            rest if rest.len() < line.len() => rest.strip_prefix(['.', ')']),
            _ => line.strip_prefix(['-', '+', '*']),
        };
        line.is_some_and(|rest| rest.starts_with([' ', '\t']))
    };
    (is_row(above) && is_row(below)) || (is_item(below) && (is_item(above) || is_indented(above)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(text: &str) -> (String, usize) {
        let (stripped, unclosed) = strip(text, 0, |_| Vec::new());
        (stripped.map_or_else(|| text.to_owned(), |it| it.text), unclosed.len())
    }

    #[test]
    fn the_rest_reads_as_if_there_had_been_no_comment() {
        let cases = [
            ("a <!-- x --> b", "a b"),
            ("a<!-- x -->b", "ab"),
            ("a %%x%% b", "a b"),
            ("a, %%x%%, b", "a, , b"),
            ("<!-- x --> a", "a"),
            ("  %% x %%  a", "  a"),
            ("a  <!-- x -->\nb", "a\nb"),
            ("a\n\n%%\nx\n\ny\n%%\n\nb", "a\n\n\n\nb"),
            ("a <!-- x\n\ny --> b", "a b"),
            ("a\n<!-- x -->\nb", "a\n\nb"),
            ("- a\n<!-- x -->\n- b", "- a\n- b"),
            ("- a\n%%x%%\n%%y%%\n- b", "- a\n- b"),
            ("1. a\r\n<!-- x -->\r\n2. b", "1. a\r\n2. b"),
            ("| a |\n<!-- | x | -->\n| b |", "| a |\n| b |"),
            ("- a\n\n<!-- x -->\n- b", "- a\n\n\n- b"),
            ("> a <!-- x\n> y --> b", "> a b"),
            ("<!--> a <!---> b", "a b"),
            ("a %%%% b", "a b"),
            ("a %%x <!-- %% b", "a b"),
            ("a <!-- %% --> b", "a b"),
            ("in 2024%%by whom%%.", "in 2024."),
            ("100%% x 5%% of", "100 of"),
            ("(https://example.org)%%x%%", "(https://example.org)"),
            ("https://example.org/%%x%%", "https://example.org/"),
            // Signs that open nothing.
            (r"a \%% b \<!-- c", r"a \%% b \<!-- c"),
            (r"a \\%%x%%", r"a \\"),
            ("50 % %", "50 % %"),
        ];
        for (text, expected) in cases {
            assert_eq!(stripped(text), (expected.to_owned(), 0), "{text:?}");
        }
    }

    #[test]
    fn what_nothing_closes_is_told() {
        let cases = [
            "a <!-- x",
            "a %% x",
            "%%\na",
            "a %% x\n\ny %% b",
            "%%x%% y %%",
            "<!-- x --!>",
            "a %% b <!-- c",
            "100%% sure",
            "see https://example.org/a%%20b",
        ];
        for text in cases {
            let (_, unclosed) = stripped(text);
            assert!(unclosed > 0, "{text:?}");
        }
        let fault = Fault { range: 2..4, kind: FaultKind::Unclosed(Delimiter::Percent) };
        assert_eq!(strip("a %% x", 0, |_| Vec::new()).1, [fault]);
    }

    #[test]
    fn offsets_are_those_of_the_whole_text() {
        let text = "a %%x%% b <!-- é --> c";
        let (stripped, _) = strip(text, 0, |_| Vec::new());
        let Stripped { text: rest, cuts } = stripped.unwrap();
        assert_eq!(rest, "a b c");
        for (range, expected) in [(0..1, "a"), (2..3, "b"), (4..5, "c"), (2..5, &text[8..])] {
            assert_eq!(&text[cuts.restore(&range)], expected, "{range:?}");
        }
        assert_eq!(cuts.restore(&(2..2)), 8..8);
    }

    /// A stand-in for Markdown: code is what is between two backticks.
    fn backticks(text: &str) -> Vec<Range<usize>> {
        let signs: Vec<usize> = text.match_indices('`').map(|(at, _)| at).collect();
        signs.chunks_exact(2).map(|pair| pair[0]..pair[1] + 1).collect()
    }

    #[test]
    fn code_is_told_from_comments_and_comments_from_code() {
        let cases = [
            ("`%%` and %%x%% `<!--`", "`%%` and `<!--`"),
            ("%%x`%% a `%% b` %%y%%", "a `%% b`"),
            ("a <!-- ` --> b %%x `%% c `%%` d", "a b c `%%` d"),
        ];
        for (text, expected) in cases {
            let (stripped, unclosed) = strip(text, 0, backticks);
            assert_eq!(stripped.unwrap().text, expected, "{text}");
            assert!(unclosed.is_empty(), "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_told() {
        let cases = [
            // Signs that only a cut brings together.
            "b <%%x%%!-- secret --> c",
            "c %<!-- x -->%secret%% d",
            "a <!-<!-- x -->- secret -->",
            // More comments with signs of code than are looked at.
            &"%%x`%% a ".repeat(2 * MAX_ROUNDS),
        ];
        for text in cases {
            let (_, faults) = strip(text, 0, backticks);
            assert!(!faults.is_empty(), "{text}");
        }
    }

    #[test]
    fn many_comments_cost_few_looks_at_the_text() {
        let looks = std::cell::Cell::new(0);
        let text = "%%x%%\n\nA paragraph.\n\n".repeat(10_000) + "`%%d`";
        let (stripped, faults) = strip(&text, 0, |text| {
            looks.set(looks.get() + 1);
            backticks(text)
        });
        let rest = stripped.unwrap().text;
        assert!(rest.ends_with("`%%d`") && !rest.contains('x') && faults.is_empty());
        assert!(looks.get() <= 3, "{}", looks.get());
    }
}
