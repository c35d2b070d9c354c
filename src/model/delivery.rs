//! Delivery: what a host should say of a file of the site, by the file's path. `_headers`, the recipes for
//! hosts, the server and whatever uploads a site follow these rules.

use std::borrow::Cow;

use crate::model::site::SearchEngine;
use crate::model::vocabulary::vocabulary;

/// How long a file may be kept whose path bears its content: for ever, as browsers count it (a year).
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A page is asked for anew each time. Where it is the same, which its entity tag tells, it is not sent again.
const ASKED_ANEW: &str = "public, max-age=0, must-revalidate";

/// The characters of a fingerprint: 64 bits as hexadecimal digits.
pub const FINGERPRINT_LENGTH: usize = 16;

/// Endings that the registry of media types lacks or names otherwise than these files are meant.
const MEDIA_TYPES: [(&str, &str); 5] = [
    ("bib", "text/x-bibtex"),
    ("graphml", "application/graphml+xml"),
    ("mjs", "text/javascript"),
    ("ndjson", "application/x-ndjson"),
    ("woff", "font/woff"),
];

/// Names without an ending that are text.
const PLAIN_NAMES: [&str; 4] = ["_headers", "_redirects", "CNAME", "LICENSE"];

/// Endings of files that shrink: texts, and what is written as text.
const COMPRESSIBLE: [&str; 22] = [
    "atom",
    "bib",
    "css",
    "csv",
    "geojson",
    "graphml",
    "htm",
    "html",
    "ics",
    "js",
    "json",
    "jsonld",
    "map",
    "md",
    "mjs",
    "ndjson",
    "svg",
    "tsv",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
];

/// What a host should say of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The media type (RFC 9110, section 8.3), for a text with its `charset`.
    pub content_type: Cow<'static, str>,
    /// RFC 9111, section 5.2.
    pub cache_control: &'static str,
    /// The coding of a compressed copy, which bears the type of what it is a copy of. `None` for a file as it is.
    pub content_encoding: Option<&'static str>,
}

vocabulary! {
    /// A coding that compressed copies of files are in.
    Encoding is "coding" {
        Gzip = "gzip" "gzip",
        Brotli = "brotli" "Brotli",
    }
}

impl Encoding {
    /// Its name in HTTP.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// The ending of a copy, behind that of its file: `index.html.gz`.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }
}

impl Delivery {
    /// Of a file, by its path in the output folder: `briefs/veto/index.html`. A `.gz` is an archive here: whether
    /// it is a copy of a file beside it, only somebody who knows all files can tell.
    pub fn for_path(path: &str) -> Self {
        Self {
            content_type: content_type(path),
            cache_control: if in_fingerprinted_folder(path) { FOR_EVER } else { ASKED_ANEW },
            content_encoding: None,
        }
    }

    /// Of the compressed copy of a file, by the path of the file that it is a copy of.
    pub fn of_copy(path: &str, encoding: Encoding) -> Self {
        Self { content_encoding: Some(encoding.name()), ..Self::for_path(path) }
    }
}

/// What a host should say with every file of a site: that nothing is loaded from elsewhere and nothing runs that does
/// not come as a file of the site, that types are not guessed, and that other sites learn the origin of a reader and
/// no more.
pub fn headers_of_all(search: SearchEngine) -> [(&'static str, String); 3] {
    // The engine of the search is WebAssembly, which a policy counts among scripts that are made on the way.
    let engine = match search {
        SearchEngine::Pagefind => " 'wasm-unsafe-eval'",
        SearchEngine::Off => "",
    };
    let policy = format!(
        "default-src 'self'; script-src 'self'{engine}; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'self'"
    );
    [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
    ]
}

/// Whether a compressed copy of a file is worth having.
pub fn is_compressible(path: &str) -> bool {
    ending(path).is_some_and(|it| COMPRESSIBLE.contains(&it.as_str()))
}

/// Whether a path lies in a folder that is named by the content of all its files: `assets/3f2a9c1b3f2a9c1b/`.
fn in_fingerprinted_folder(path: &str) -> bool {
    let below = path.strip_prefix("assets/").and_then(|it| it.split_once('/'));
    below.is_some_and(|(folder, name)| {
        let is_digit = |it: u8| matches!(it, b'0'..=b'9' | b'a'..=b'f');
        folder.len() == FINGERPRINT_LENGTH && folder.bytes().all(is_digit) && !name.is_empty()
    })
}

/// The media type of a file, by the ending of its path and without parameters: `text/csv`.
pub fn media_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if PLAIN_NAMES.contains(&name) {
        return "text/plain";
    }
    let own = ending(path).and_then(|it| MEDIA_TYPES.iter().find(|(known, _)| *known == it));
    match own {
        Some((_, own)) => own,
        None => mime_guess::from_path(path).first_raw().unwrap_or("application/octet-stream"),
    }
}

/// The same as a host says it. Every text of a site is UTF-8; one of another encoding that is only copied would
/// be said to be.
fn content_type(path: &str) -> Cow<'static, str> {
    let media_type = media_type(path);
    match media_type.starts_with("text/") {
        true => format!("{media_type}; charset=utf-8").into(),
        false => media_type.into(),
    }
}

fn ending(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.')?;
    (!stem.is_empty()).then(|| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocabulary::Vocabulary as _;

    #[test]
    fn endings_have_their_media_types() {
        let cases = [
            ("briefs/veto/index.html", "text/html; charset=utf-8"),
            ("style.css", "text/css; charset=utf-8"),
            ("script.js", "text/javascript; charset=utf-8"),
            ("SCRIPT.MJS", "text/javascript; charset=utf-8"),
            ("data/thresholds.json", "application/json"),
            ("data/thresholds.csv", "text/csv; charset=utf-8"),
            ("data/entities.ndjson", "application/x-ndjson"),
            ("data/network.graphml", "application/graphml+xml"),
            ("data/events.ics", "text/calendar; charset=utf-8"),
            ("favicon.svg", "image/svg+xml"),
            ("fonts/source-serif-4.woff2", "font/woff2"),
            ("sitemap.xml", "text/xml; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("_headers", "text/plain; charset=utf-8"),
            ("_redirects", "text/plain; charset=utf-8"),
            ("manifest.webmanifest", "application/manifest+json"),
            ("pagefind/wasm.en.pagefind", "application/octet-stream"),
            ("briefs/veto/map.png", "image/png"),
            ("data.csv.gz", "application/gzip"),
            ("a.b/LICENSE", "text/plain; charset=utf-8"),
            ("a.b/README", "application/octet-stream"),
            (".nojekyll", "application/octet-stream"),
            (".html", "application/octet-stream"),
        ];
        for (path, expected) in cases {
            assert_eq!(Delivery::for_path(path).content_type, expected, "{path}");
        }
    }

    #[test]
    fn what_is_named_by_its_content_is_kept() {
        let cases = [
            ("assets/0123456789abcdef/style.css", true),
            ("assets/0123456789abcdef/fonts/a.woff2", true),
            ("assets/0123456789abcdef", false),
            ("assets/0123456789abcdef/", false),
            ("assets/0123456789abcde/style.css", false),
            ("assets/0123456789ABCDEF/style.css", false),
            ("assets/photographs-of-x/a.jpg", false),
            ("a/assets/0123456789abcdef/style.css", false),
            ("pagefind/pagefind.js", false),
            // Seven digits: too few for ever.
            ("pagefind/fragment/en_1a2b3c4.pf_fragment", false),
            ("pagefind/pagefind-entry.json", false),
            ("pagefind/wasm.en.pagefind", false),
            ("index.html", false),
            ("data/thresholds.json", false),
        ];
        for (path, is_kept) in cases {
            let cache = Delivery::for_path(path).cache_control;
            assert_eq!(cache, if is_kept { FOR_EVER } else { ASKED_ANEW }, "{path}");
        }
    }

    #[test]
    fn a_copy_is_of_the_type_of_its_file() {
        for encoding in Encoding::ALL.iter().copied() {
            let (file, copy) =
                (Delivery::for_path("a/b.css"), Delivery::of_copy("a/b.css", encoding));
            assert_eq!(file.content_encoding, None);
            assert_eq!(copy.content_encoding, Some(encoding.name()));
            assert_eq!(
                (copy.content_type, copy.cache_control),
                (file.content_type, file.cache_control)
            );
        }
    }

    #[test]
    fn texts_shrink_and_pictures_do_not() {
        let shrinks = ["index.html", "A.SVG", "data/a.ndjson", "manifest.webmanifest"];
        let stays = ["a.png", "a.woff2", "a.gz", "a.pf_index", "README", ".html", "a/html"];
        for (path, expected) in
            shrinks.map(|it| (it, true)).into_iter().chain(stays.map(|it| (it, false)))
        {
            assert_eq!(is_compressible(path), expected, "{path}");
        }
    }
}
