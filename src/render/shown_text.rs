//! The text that a browser shows of HTML that redlines wrote, with the places of passages in it.

use std::collections::HashMap;
use std::ops::Range;

/// The text content of an element. Positions count characters, as Web Annotations do.
pub struct ShownText {
    text: Vec<char>,
    /// By the name of the passage's first note.
    passages: HashMap<String, Range<usize>>,
}

impl ShownText {
    /// Reads HTML that redlines wrote: attributes are quoted, and `<` is nothing but markup. Raw HTML
    /// of an author may be otherwise; positions after it may then be off, quotations are not.
    pub fn from_html(html: &str) -> Self {
        let mut shown = Self { text: Vec::new(), passages: HashMap::new() };
        // The names of the passages that each open `span` is; other elements are not counted.
        let mut spans: Vec<Option<(String, usize)>> = Vec::new();
        let mut rest = html;
        while let Some((text, after)) = rest.split_once('<') {
            shown.push(text);
            let Some((tag, after)) = after.split_once('>') else { break };
            if tag.starts_with("span") {
                let name = tag.split(" id=\"passage-").nth(1).and_then(|it| it.split('"').next());
                spans.push(name.map(|name| (unescape(name), shown.text.len())));
            } else if tag == "/span"
                && let Some(Some((name, start))) = spans.pop()
            {
                shown.passages.insert(name, start..shown.text.len());
            }
            rest = after;
        }
        shown.push(rest);
        shown
    }

    fn push(&mut self, escaped: &str) {
        self.text.extend(unescape(escaped).chars());
    }

    /// Where a passage stands.
    pub fn passage(&self, name: &str) -> Option<Range<usize>> {
        self.passages.get(name).cloned()
    }

    /// A stretch of the text, as far as there is one.
    pub fn slice(&self, range: Range<usize>) -> String {
        let end = range.end.min(self.text.len());
        self.text[range.start.min(end)..end].iter().collect()
    }
}

/// The character references that redlines and its templates write.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::ShownText;

    #[test]
    fn passages_are_found_in_the_text_that_is_shown() {
        let html = "<p>A &amp; <span class=\"passage\" id=\"passage-a\">é <span class=\"x\">&lt;b&gt;\
                    </span>, <span class=\"passage\" id=\"passage-b\">c</span></span>.</p>";
        let shown = ShownText::from_html(html);
        let passage = |name: &str| shown.passage(name).map(|range| shown.slice(range));
        assert_eq!(passage("a").as_deref(), Some("é <b>, c"));
        assert_eq!(passage("b").as_deref(), Some("c"));
        assert_eq!(shown.passage("a"), Some(4..12));
        assert_eq!(passage("c"), None);
    }
}
