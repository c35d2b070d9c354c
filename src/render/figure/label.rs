//! Text in figures: SVG does not break lines, so they are broken here, for the narrowest page. Fonts differ
//! from reader to reader, so widths are estimates, and rather too wide than too narrow.

/// How wide a figure is on the narrowest page, in pixels.
const NARROWEST: f64 = 284.0;

/// What numbers beside a drawing take of that, in pixels.
pub const GUTTER: f64 = 28.0;

/// The height of a line in pixels.
pub const LINE_HEIGHT: i32 = 17;

/// Where the text of a row begins that has a number before it, in pixels.
pub const INSET: f64 = 38.0;

/// A line of text.
#[derive(Debug, Clone)]
pub struct Line {
    /// Where its baseline lies, in pixels from the top.
    pub y: i32,
    pub text: String,
}

/// How a text is set, with its size in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Names beside marks.
    Text,
    /// The same in bold.
    Bold,
    /// Along axes, in bands, at firebreaks.
    Small,
}

impl Style {
    /// The pixels that a text of one em takes.
    fn size(self) -> f64 {
        match self {
            Self::Text => 13.0,
            Self::Bold => 13.0 * 1.08,
            Self::Small => 11.0,
        }
    }
}

/// A text in at most two lines from a baseline on, the second cut where it would be too long. `inset` is
/// how far from the edge they begin, in pixels.
pub fn lines(text: &str, style: Style, inset: f64, baseline: i32) -> Vec<Line> {
    let room = (NARROWEST - inset) / style.size();
    let lines = wrapped(text, room, 2).into_iter().enumerate();
    lines.map(|(number, text)| Line { y: baseline + number as i32 * LINE_HEIGHT, text }).collect()
}

/// A text in one line that fits any drawing on the narrowest page.
pub fn line(text: &str, style: Style) -> String {
    cut(text, (NARROWEST - GUTTER) / style.size())
}

/// How wide a text is, in percent of the narrowest drawing.
pub fn share(text: &str, style: Style) -> f64 {
    ems(text) * style.size() / (NARROWEST - GUTTER) * 100.0
}

/// Breaks a text between words to lines of at most `width` ems; what is beyond the last becomes an
/// ellipsis. Where words are not divided by spaces it is broken anywhere.
fn wrapped(text: &str, width: f64, most: usize) -> Vec<String> {
    let text = text.trim();
    if ems(text) <= width {
        return if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    }
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let gap = if line.is_empty() { "" } else { " " };
        let wider = used + ems(gap) + ems(word);
        if wider <= width {
            line.push_str(gap);
            line.push_str(word);
            used = wider;
            continue;
        }
        let mut rest = word.to_owned();
        if word.chars().any(is_ideograph) {
            rest = std::mem::take(&mut line) + gap + word;
        } else if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut pieces = broken(&rest, width);
        line = pieces.pop().unwrap_or_default();
        used = ems(&line);
        lines.append(&mut pieces);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}…", kept(last, width - em('…')).trim_end_matches([' ', ',', '…']));
        }
    }
    lines
}

/// A word in pieces that each fit a line.
fn broken(word: &str, width: f64) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let (piece, after) = rest.split_at(kept(rest, width).len().max(first));
        pieces.push(piece.to_owned());
        rest = after;
    }
    pieces
}

/// As much of a text as fits a width in ems, with an ellipsis where that is not all.
pub fn cut(text: &str, width: f64) -> String {
    if ems(text) <= width {
        return text.to_owned();
    }
    kept(text, width - em('…')).to_owned() + "…"
}

/// As much of the beginning of a text as fits a width.
fn kept(text: &str, width: f64) -> &str {
    let mut used = 0.0;
    let end = text.char_indices().find(|(_, character)| {
        used += em(*character);
        used > width
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// How wide a text is, in ems.
pub fn ems(text: &str) -> f64 {
    text.chars().map(em).sum()
}

/// How wide a character is in common sans-serif fonts, in ems.
fn em(character: char) -> f64 {
    ASCII.get(character as usize).copied().unwrap_or_else(|| match character {
        // Marks that combine with the character before them.
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5bd}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' => 0.0,
        '’' | '‘' => NARROW,
        '·' => THIN,
        '—' | '…' => WIDE,
        '\u{c0}'..='\u{de}' | '\u{391}'..='\u{42f}' => CAPITAL,
        _ if is_ideograph(character) => 1.0,
        _ => COMMON,
    })
}

/// Widths that many characters have, in ems.
const NARROW: f64 = 0.29;
const THIN: f64 = 0.36;
const COMMON: f64 = 0.57;
const CAPITAL: f64 = 0.72;
const WIDE: f64 = 0.95;

/// The widths of ASCII, which most labels are of.
static ASCII: [f64; 128] = {
    let mut widths = [COMMON; 128];
    let mut code = 0;
    while code < 128 {
        widths[code] = match code as u8 {
            b'i' | b'j' | b'l' | b'I' | b'.' | b',' | b':' | b';' | b'\'' | b'|' | b'!' => NARROW,
            b' ' | b'f' | b't' | b'r' | b'(' | b')' | b'[' | b']' | b'/' | b'-' => THIN,
            b'm' | b'w' | b'M' | b'W' | b'@' | b'%' => WIDE,
            b'A'..=b'Z' => CAPITAL,
            _ => COMMON,
        };
        code += 1;
    }
    widths
};

/// Scripts of square characters, most of which put no spaces between words.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_broken_between_words_and_cut_at_the_end() {
        let cases: [(&str, &[&str]); 6] = [
            ("short", &["short"]),
            ("two words here", &["two words", "here"]),
            ("one two three four five six", &["one two", "three fou…"]),
            ("abcdefghknop", &["abcdefghkn", "op"]),
            ("红线任何一方红线", &["红线任何一", "方红线"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(wrapped(text, 5.5, 2), expected, "{text}");
        }
    }

    #[test]
    fn every_line_fits_whatever_it_is_made_of() {
        let words = ["WWWWMMMM", "iiiillll", "红线任何一方在会谈期间", "Unbreakable", "الخط", "a"];
        for times in 1..12 {
            for separator in ["", " "] {
                let text = words.repeat(times).join(separator);
                let lines = wrapped(&text, 10.0, 2);
                assert!(
                    lines.len() <= 2 && lines.iter().all(|line| ems(line) <= 10.0),
                    "{lines:?}"
                );
            }
        }
    }

    #[test]
    fn marks_that_combine_take_no_room() {
        assert_eq!(ems("e\u{301}"), ems("e"));
        assert_eq!(ems("شدّ"), ems("شد"));
    }
}
