//! Addresses of pages and files within the site, and what they are called on disk and in links.

use std::borrow::Borrow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::model::identity::Kind;

/// What a path of an address must not hold as it is (RFC 3986, section 3.3); `/` separates.
const NOT_IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A path from the site's root, unescaped, beginning with `/`. A page's ends with `/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(String);

impl Borrow<str> for Address {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Address {
    /// The home page.
    pub fn home() -> Self {
        Self("/".to_owned())
    }

    /// An address that [`Self::as_str`] gave.
    pub fn of_known(address: &str) -> Self {
        Self(address.to_owned())
    }

    /// The page of a document: `/actors/donald-trump/`.
    pub fn of_document(kind: Kind, id: &str) -> Self {
        match kind.folder() {
            Some(folder) => Self(format!("/{folder}/{id}/")),
            None => Self(format!("/{id}/")),
        }
    }

    /// A folder's index page: `/actors/`; `""` is the home page.
    pub fn of_folder(folder: &str) -> Self {
        if folder.is_empty() { Self::home() } else { Self(format!("/{folder}/")) }
    }

    /// The `number`th page of an index: the first is the index itself.
    pub fn numbered(&self, number: usize) -> Self {
        if number <= 1 { self.clone() } else { Self(format!("{}page/{number}/", self.0)) }
    }

    /// A file under this folder.
    pub fn file(&self, name: &str) -> Self {
        Self(format!("{}{name}", self.0))
    }

    /// An address that somebody wrote. It must begin with `/` and must not climb (`..`), hold an
    /// empty segment, a backslash or a control character. A last segment without a dot is a page.
    pub fn parse(written: &str) -> Option<Self> {
        let path = written.strip_prefix('/')?;
        if path.is_empty() {
            return Some(Self::home());
        }
        let inner = path.strip_suffix('/').unwrap_or(path);
        let sound = |segment: &str| {
            !segment.is_empty()
                && segment != "."
                && segment != ".."
                && segment.len() <= 255
                && !segment.contains(|c: char| c == '\\' || c.is_control())
        };
        if !inner.split('/').all(sound) {
            return None;
        }
        let is_page = path.ends_with('/') || !inner.rsplit('/').next()?.contains('.');
        Some(Self(if is_page { format!("/{inner}/") } else { format!("/{inner}") }))
    }

    /// The address as it stands, unescaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file in the output folder: a page is a folder with `index.html`.
    pub fn output_path(&self) -> String {
        let path = &self.0[1..];
        if path.is_empty() || path.ends_with('/') {
            [path, "index.html"].concat()
        } else {
            path.to_owned()
        }
    }

    /// How links name it behind `base`: the path that the site lives under (`""` or `/folder`) for links within
    /// it, its base address for permalinks.
    pub fn href(&self, base: &str) -> String {
        let mut href = String::with_capacity(base.len() + self.0.len());
        href.push_str(base);
        let stays = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.');
        // Most addresses have nothing to escape, and are written in every link: many bytes are looked at together.
        match self.0.bytes().fold(true, |all, byte| all & stays(byte)) {
            true => href.push_str(&self.0),
            false => href.extend(utf8_percent_encode(&self.0, NOT_IN_PATH)),
        }
        href
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_addresses_are_confined() {
        let cases = [
            ("/", Some("/")),
            ("/old", Some("/old/")),
            ("/old/", Some("/old/")),
            ("/old/page.html", Some("/old/page.html")),
            ("old", None),
            ("//host/x", None),
            ("/../x", None),
            ("/a/./b", None),
            ("/a\\b", None),
            ("/a\0", None),
        ];
        for (written, expected) in cases {
            let parsed = Address::parse(written);
            assert_eq!(parsed.as_ref().map(Address::as_str), expected, "{written}");
        }
    }

    #[test]
    fn addresses_have_files_and_links() {
        let page = Address::of_document(Kind::Actor, "علی");
        assert_eq!(page.output_path(), "actors/علی/index.html");
        assert_eq!(page.href("/site"), "/site/actors/%D8%B9%D9%84%DB%8C/");
        assert_eq!(Address::home().output_path(), "index.html");
        assert_eq!(Address::of_folder("briefs").numbered(3).as_str(), "/briefs/page/3/");
    }
}
