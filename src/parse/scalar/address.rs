//! Addresses and paths in front matter.

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::address::Address;
use crate::parse::destination::{REMOTE_IMAGE, is_remote, refused_scheme};
use crate::parse::node::Node;
use crate::parse::record::{Decode, Shape, bad_value};
use crate::parse::scalar::verbatim;
use crate::source::{Located, Span};

/// A path within the site that used to lead to a document.
#[derive(Debug, Clone)]
pub struct OldPath(pub Address, pub Span);

impl Decode for OldPath {
    fn shape() -> Shape {
        Shape::Form { words: "a path that begins with `/`", pattern: r"^\s*/[^?#]*$" }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let path = verbatim(node, problems)?;
        let decoded = percent_decode_str(&path).decode_utf8().ok();
        let address = decoded.filter(|_| !path.contains(['?', '#']));
        match address.and_then(|decoded| Address::parse(&decoded)) {
            Some(address) => Some(Self(address, node.span)),
            None => {
                let message = format!("`{path}` is not a path within the site");
                let help =
                    "write it from the site's root and without `?` and `#`, as in `/old/path/`";
                problems.push(Diagnostic::at(Code::BadPath, node.span, message).help(help));
                None
            }
        }
    }
}

/// An `http` or `https` address, and where it stands.
#[derive(Debug, Clone)]
pub struct WebAddress(pub Located<String>);

impl Decode for WebAddress {
    fn shape() -> Shape {
        Shape::Form {
            words: "an `http` or `https` address",
            pattern: r"^\s*[Hh][Tt][Tt][Pp][Ss]?://.",
        }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let address = verbatim(node, problems)?;
        let parsed = url::Url::parse(&address);
        match parsed {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => {
                Some(Self(Located { value: address, span: node.span }))
            }
            Ok(url) if !matches!(url.scheme(), "http" | "https") => {
                let message = format!("an address with `{}:` is refused", url.scheme());
                let problem = Diagnostic::at(Code::RefusedAddress, node.span, message);
                problems.push(problem.help("it must begin with `https://` or `http://`"));
                None
            }
            Ok(_) => bad_value(node, "the address names no host", problems),
            Err(_) => {
                let message = format!("`{address}` is no address");
                let problem = Diagnostic::at(Code::BadValue, node.span, message);
                problems.push(
                    problem.help(
                        "an address begins with `https://`, as in `https://www.example.org/`",
                    ),
                );
                None
            }
        }
    }
}

/// The path of a picture of the site.
#[derive(Debug, Clone)]
pub struct PicturePath(pub Located<String>);

impl Decode for PicturePath {
    fn shape() -> Shape {
        Shape::Form { words: "the path of a picture", pattern: r"\S" }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let path = verbatim(node, problems)?;
        if is_remote(&path) {
            let problem = Diagnostic::at(Code::RemoteImage, node.span, REMOTE_IMAGE);
            problems.push(problem.help("save it beside the document and name the file"));
            return None;
        }
        if let Some(scheme) = refused_scheme(&path) {
            let message = format!("an address with `{scheme}:` is refused");
            let problem = Diagnostic::at(Code::RefusedAddress, node.span, message);
            problems.push(problem.help("save the picture beside the document and name the file"));
            return None;
        }
        Some(Self(Located { value: path, span: node.span }))
    }
}
