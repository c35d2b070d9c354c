//! Texts of the site in the markup of figures.

use maud::{Markup, Render};
use pulldown_cmark_escape::escape_html;
use tera::Value;

/// A text of the site or an address, escaped as in pages. Whatever else is written is escaped, too, but byte by byte.
pub struct SvgText<'a>(pub &'a str);

impl Render for SvgText<'_> {
    fn render_to(&self, markup: &mut String) {
        // Writing to a string cannot fail.
        let _ = escape_html(markup, self.0);
    }
}

/// Markup as templates get it.
pub fn safe(markup: Markup) -> Value {
    Value::safe_string(markup.0.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_site_are_no_markup() {
        let text = SvgText("<b> & \"Iran's\"").render().0;
        assert_eq!(text, "&lt;b&gt; &amp; &quot;Iran&#39;s&quot;");
    }
}
