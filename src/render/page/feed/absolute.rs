//! Links and pictures of a text that is read away from its page: each with the site's address in front.

/// Attributes that hold an address.
const ADDRESSES: [&str; 4] = ["href", "src", "poster", "cite"];

/// HTML in which every address holds anywhere. `page` is where it stands, with a final slash. What cannot be read
/// as a tag is left as it is.
pub fn links(html: &str, page: &str) -> String {
    let mut absolute = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        absolute.push_str(text);
        // Before anything but a letter, the sign stands for itself, or for what has no addresses.
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic());
        let end = if is_tag { end_of_tag(tag) } else { 1 };
        write_tag(&mut absolute, &tag[..end], page);
        rest = &tag[end..];
    }
    absolute.push_str(rest);
    absolute
}

/// Behind a tag, in which quoted values may hold what else ends it.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn write_tag(absolute: &mut String, tag: &str, page: &str) {
    let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    // A shape that a drawing uses is read along with it, and from no other place.
    let is_shape = |value: &str| name.eq_ignore_ascii_case("use") && value.starts_with('#');
    let mut rest = tag;
    while let Some((before, quote, value, after)) = next_value(rest) {
        absolute.push_str(before);
        absolute.push(quote);
        if is_address(before) && !is_shape(value) {
            absolute.push_str(&prefix(value, page));
        }
        absolute.push_str(value);
        absolute.push(quote);
        rest = after;
    }
    absolute.push_str(rest);
}

/// The next quoted value of a tag, with what stands before and after it.
fn next_value(tag: &str) -> Option<(&str, char, &str, &str)> {
    let at = tag.find(['"', '\''])?;
    let quote = char::from(tag.as_bytes()[at]);
    let (value, after) = tag[at + 1..].split_once(quote)?;
    Some((&tag[..at], quote, value, after))
}

/// Whether what stands before a value is the name of an attribute that holds an address.
fn is_address(before: &str) -> bool {
    let name = before.trim_end().strip_suffix('=').unwrap_or_default().trim_end();
    let name = name.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    ADDRESSES.iter().any(|address| name.eq_ignore_ascii_case(address))
}

/// What an address lacks.
fn prefix(value: &str, page: &str) -> String {
    let host = page.find("://").map_or(0, |at| at + 3);
    let (scheme, origin) = (page.split("//").next().unwrap_or_default(), page[host..].find('/'));
    let origin = origin.map_or(page, |at| &page[..host + at]);
    let scheme_end = value.find(':').filter(|at| !value[..*at].contains(['/', '?', '#']));
    match value {
        _ if scheme_end.is_some() => String::new(),
        _ if value.starts_with("//") => scheme.to_owned(),
        _ if value.starts_with('/') => origin.to_owned(),
        _ => page.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::links;

    #[test]
    fn every_address_holds_anywhere() {
        let page = "https://example.org/folder/briefs/veto/";
        let cases = [
            ("<a href=\"/folder/a/\">", "<a href=\"https://example.org/folder/a/\">"),
            (
                "<a class='x' HREF = '#note'>",
                "<a class='x' HREF = 'https://example.org/folder/briefs/veto/#note'>",
            ),
            (
                "<img src=\"map.png\" alt=\"a > b\">",
                "<img src=\"https://example.org/folder/briefs/veto/map.png\" alt=\"a > b\">",
            ),
            ("<use href=\"#figure-side-0\" x=\"3%\"/>", "<use href=\"#figure-side-0\" x=\"3%\"/>"),
            ("<a href=\"//host/x\">", "<a href=\"https://host/x\">"),
            ("<a href=\"mailto:a@b\">m</a>", "<a href=\"mailto:a@b\">m</a>"),
            ("<a href=\"https://e.com/?a=1&amp;b\">", "<a href=\"https://e.com/?a=1&amp;b\">"),
            ("<p data-href=\"x\" title=\"href=\">", "<p data-href=\"x\" title=\"href=\">"),
            ("text < 3 & href=\"x\"", "text < 3 & href=\"x\""),
            ("<a href=\"unclosed", "<a href=\"unclosed"),
            ("no tags", "no tags"),
        ];
        for (html, expected) in cases {
            assert_eq!(links(html, page), expected, "{html}");
        }
    }
}
