//! The script of the server in a page: the one thing in which a served page differs from a built one.

/// Where what belongs to the server lies, and no page of a site.
pub const RESERVED: &str = "/-/redlines/";

/// Puts the script before the end of a page's body. `version` tells whether the page is still what it
/// was; it is letters, digits and hyphens.
pub fn inject(page: Vec<u8>, version: &str) -> Vec<u8> {
    let script =
        format!("<script src=\"{RESERVED}client.js\" data-version=\"{version}\" defer></script>\n");
    let mut page = page;
    let at = end_of_body(&page).unwrap_or(page.len());
    page.splice(at..at, script.into_bytes());
    page
}

fn end_of_body(page: &[u8]) -> Option<usize> {
    const END: &[u8] = b"</body";
    let mut windows = page.windows(END.len());
    windows.rposition(|window| window.eq_ignore_ascii_case(END))
}

#[cfg(test)]
mod tests {
    use super::inject;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let script = "<script src=\"/-/redlines/client.js\" data-version=\"v\" defer></script>\n";
        let cases = [
            ("<body>x</body></html>", format!("<body>x{script}</body></html>")),
            ("<BODY>x</BODY >", format!("<BODY>x{script}</BODY >")),
            ("a page without an end", format!("a page without an end{script}")),
            ("", script.to_owned()),
        ];
        for (page, expected) in cases {
            let injected = inject(page.into(), "v");
            assert_eq!(String::from_utf8(injected).expect("text"), expected, "{page}");
        }
    }
}
