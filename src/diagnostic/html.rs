//! Diagnostics as a browser shows them: the terminal's excerpts, their colours as classes.

use crate::diagnostic::policy::Finding;
use crate::diagnostic::terminal;
use crate::source::SourceMap;

/// Draws one finding as the text of a `pre`: lines of HTML in which `<b class="…">` are the colours of
/// the terminal (`red`, `yellow`, `blue`, `cyan`, `green`, `bold`).
pub fn draw(finding: &Finding, texts: &SourceMap) -> String {
    of_terminal(&terminal::draw(finding, texts, true))
}

/// The escape sequences of ECMA-48 that set colours (SGR) become elements; all else is escaped.
fn of_terminal(drawn: &str) -> String {
    let mut html = String::with_capacity(drawn.len() * 2);
    let mut is_open = false;
    let mut parts = drawn.split("\u{1b}[");
    escape(parts.next().unwrap_or_default(), &mut html);
    for part in parts {
        let Some((codes, text)) = part.split_once('m') else { continue };
        if is_open {
            html.push_str("</b>");
        }
        let class = codes.split(';').filter_map(colour).next_back();
        is_open = class.is_some();
        if let Some(class) = class {
            html.push_str(&format!("<b class=\"{class}\">"));
        }
        escape(text, &mut html);
    }
    if is_open {
        html.push_str("</b>");
    }
    html
}

/// The class for an SGR code; `None` for one that ends all colours, or is not used here.
fn colour(code: &str) -> Option<&'static str> {
    Some(match code {
        "1" => "bold",
        "31" | "91" => "red",
        "32" | "92" => "green",
        "33" | "93" => "yellow",
        "34" | "94" => "blue",
        "36" | "96" => "cyan",
        _ => return None,
    })
}

fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of_terminal;

    #[test]
    fn colours_become_elements_and_texts_are_escaped() {
        let cases = [
            ("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"),
            (
                "\u{1b}[1m\u{1b}[91merror\u{1b}[0m: x",
                "<b class=\"bold\"></b><b class=\"red\">error</b>: x",
            ),
            ("\u{1b}[1;94m<\u{1b}[0m", "<b class=\"blue\">&lt;</b>"),
            ("\u{1b}[38;5;9munknown\u{1b}[0m", "unknown"),
            ("\u{1b}[31mnever closed", "<b class=\"red\">never closed</b>"),
        ];
        for (drawn, expected) in cases {
            assert_eq!(of_terminal(drawn), expected, "{drawn:?}");
        }
    }
}
