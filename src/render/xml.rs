//! Text in XML: escaped, and without the characters that XML cannot hold.

use std::borrow::Cow;

use pulldown_cmark_escape::escape_html;

/// Appends a text, fit for an element or a quoted attribute.
pub fn escape(xml: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = escape_html(xml, &without_controls(text));
}

/// A text without the characters that XML 1.0 has no form for, not even as a reference: controls other than
/// tab and line breaks, and two that are none (section 2.2).
pub fn without_controls(text: &str) -> Cow<'_, str> {
    let is_sound = |c: char| {
        matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    match text.chars().all(is_sound) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.chars().filter(|c| is_sound(*c)).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_so_that_xml_can_hold_them() {
        let cases = [
            ("a ]]> b", "a ]]&gt; b"),
            ("<a href=\"x\">&", "&lt;a href=&quot;x&quot;&gt;&amp;"),
            ("bell\u{7} nul\0 escape\u{1b}", "bell nul escape"),
            ("tab\tline\n", "tab\tline\n"),
            ("\u{fffe}\u{ffff}\u{10ffff}", "\u{10ffff}"),
        ];
        for (text, expected) in cases {
            let mut xml = String::new();
            escape(&mut xml, text);
            assert_eq!(xml, expected, "{text:?}");
        }
    }
}
