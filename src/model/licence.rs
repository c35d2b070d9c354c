//! Licences: under what terms a site's data may be used.

/// A licence, by its SPDX identifier or by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence(String);

impl Licence {
    /// Reads `CC-BY-4.0` or `https://…`; `None` for anything else. Whether SPDX lists an identifier is not
    /// asked: its list grows, and `LicenseRef-…` is never on it.
    pub fn parse(written: &str) -> Option<Self> {
        let written = written.trim();
        let of_identifier = |byte: u8| byte.is_ascii_alphanumeric() || b"-.+".contains(&byte);
        let is_identifier = !written.is_empty() && written.bytes().all(of_identifier);
        let is_address = || {
            url::Url::parse(written)
                .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        };
        (is_identifier || is_address()).then(|| Self(written.to_owned()))
    }

    /// As written.
    pub fn written(&self) -> &str {
        &self.0
    }

    /// Where it can be read; an author's own `LicenseRef-…` nowhere.
    pub fn url(&self) -> Option<String> {
        match self.0.contains("://") {
            true => Some(self.0.clone()),
            false if self.0.starts_with("LicenseRef-") => None,
            false => Some(format!("https://spdx.org/licenses/{}.html", self.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Licence;

    #[test]
    fn licences_are_identifiers_or_addresses() {
        let cases = [
            ("CC-BY-4.0", Some(Some("https://spdx.org/licenses/CC-BY-4.0.html"))),
            ("LicenseRef-desk", Some(None)),
            ("https://example.org/terms", Some(Some("https://example.org/terms"))),
            ("javascript:alert(1)", None),
            ("all rights reserved", None),
            ("", None),
        ];
        for (written, expected) in cases {
            let url = Licence::parse(written).map(|licence| licence.url());
            assert_eq!(url.as_ref().map(Option::as_deref), expected, "{written}");
        }
    }
}
