//! Text in figures: SVG does not break lines, so they are broken here, for the narrowest page.

use crate::render::views::LineView;

/// How many characters fit a line on the narrowest page.
pub const LINE: usize = 40;

/// The height of a line in pixels.
pub const LINE_HEIGHT: i32 = 17;

/// A text in at most two lines from a baseline on, the second cut where it would be too long.
pub fn lines(text: &str, baseline: i32) -> Vec<LineView> {
    let lines = wrapped(text, LINE, 2).into_iter().enumerate();
    lines
        .map(|(number, text)| LineView { y: baseline + number as i32 * LINE_HEIGHT, text })
        .collect()
}

/// Breaks a text between words; what is beyond the last line becomes an ellipsis.
fn wrapped(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let word = cut(word, width);
        if !line.is_empty() && cells(&line) + 1 + cells(&word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}…", cut(last, width - 1).trim_end_matches([' ', ',', '…']));
        }
    }
    lines
}

/// As much of a text as fits, with an ellipsis where that is not all.
pub fn cut(text: &str, width: usize) -> String {
    if cells(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        if cells(&kept) + cell(character) >= width {
            break;
        }
        kept.push(character);
    }
    kept + "…"
}

/// How wide a text is: ideographs count twice.
pub fn cells(text: &str) -> usize {
    text.chars().map(cell).sum()
}

fn cell(character: char) -> usize {
    if matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{ffdc}') { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn texts_are_broken_between_words_and_cut_at_the_end() {
        let cases: [(&str, &[&str]); 5] = [
            ("short", &["short"]),
            ("two words here", &["two words", "here"]),
            ("one two three four five six", &["one two", "three fou…"]),
            ("incomprehensibilities", &["incompreh…"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let lines = wrapped(text, 10, 2);
            assert_eq!(lines.len(), expected.len(), "{lines:?}");
            assert!(lines.iter().all(|line| line.chars().count() <= 10), "{lines:?}");
            assert_eq!(lines.first().map(String::as_str), expected.first().copied());
        }
    }
}
