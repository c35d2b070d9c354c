//! Text in figures: SVG does not break lines, so they are broken here, for the narrowest page.

use crate::render::figure::width::{Font, Weight};

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

/// Names beside marks of acts and rungs.
pub const TEXT: Font = Font::new(13.0, Weight::Regular);

/// Names of lanes.
pub const LANE_NAME: Font = Font::new(13.0, Weight::Semibold);

/// Along axes, in bands, at firebreaks.
pub const SMALL: Font = Font::new(11.0, Weight::Regular);

/// Names beside the marks of maps and networks.
pub const MARK_NAME: Font = Font::new(11.0, Weight::Medium);

/// A text in at most two lines from a baseline on, the second cut where it would be too long. `inset` is
/// how far from the edge they begin, in pixels.
pub fn lines(text: &str, font: Font, inset: f64, baseline: i32) -> Vec<Line> {
    let lines = wrapped(text, font, NARROWEST - inset, 2).into_iter().enumerate();
    lines.map(|(number, text)| Line { y: baseline + number as i32 * LINE_HEIGHT, text }).collect()
}

/// A text in one line that fits any drawing on the narrowest page.
pub fn line(text: &str, font: Font) -> String {
    cut(text, font, NARROWEST - GUTTER)
}

/// How wide a text is, in percent of the narrowest drawing.
pub fn share(text: &str, font: Font) -> f64 {
    font.width(text) / (NARROWEST - GUTTER) * 100.0
}

/// Breaks a text between words to lines of at most `width` pixels; what is beyond the last becomes an
/// ellipsis. Where words are not divided by spaces it is broken anywhere.
fn wrapped(text: &str, font: Font, width: f64, most: usize) -> Vec<String> {
    let text = text.trim();
    if font.width(text) <= width {
        return if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    }
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let gap = if line.is_empty() { "" } else { " " };
        let wider = used + font.width(gap) + font.width(word);
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
        let mut pieces = broken(&rest, font, width);
        line = pieces.pop().unwrap_or_default();
        used = font.width(&line);
        lines.append(&mut pieces);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = format!(
                "{}…",
                kept(last, font, width - font.width("…")).trim_end_matches([' ', ',', '…'])
            );
        }
    }
    lines
}

/// A word in pieces that each fit a line.
fn broken(word: &str, font: Font, width: f64) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let (piece, after) = rest.split_at(kept(rest, font, width).len().max(first));
        pieces.push(piece.to_owned());
        rest = after;
    }
    pieces
}

/// As much of a text as fits a width in pixels, with an ellipsis where that is not all.
pub fn cut(text: &str, font: Font, width: f64) -> String {
    if font.width(text) <= width {
        return text.to_owned();
    }
    kept(text, font, width - font.width("…")).to_owned() + "…"
}

/// As much of the beginning of a text as fits a width in pixels.
fn kept(text: &str, font: Font, width: f64) -> &str {
    let mut used = 0.0;
    let end = text.char_indices().find(|(_, character)| {
        used += font.character_width(*character);
        used > width
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

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
            assert_eq!(wrapped(text, TEXT, 65.0, 2), expected, "{text}");
        }
    }

    #[test]
    fn every_line_fits_whatever_it_is_made_of() {
        let words = ["WWWWMMMM", "iiiillll", "红线任何一方在会谈期间", "Unbreakable", "الخط", "a"];
        for times in 1..12 {
            for separator in ["", " "] {
                let text = words.repeat(times).join(separator);
                let lines = wrapped(&text, TEXT, 130.0, 2);
                assert!(
                    lines.len() <= 2 && lines.iter().all(|line| TEXT.width(line) <= 130.0),
                    "{lines:?}"
                );
            }
        }
    }
}
