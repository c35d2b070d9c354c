//! Paths with forward slashes.

use std::borrow::Cow;
use std::path::{MAIN_SEPARATOR, Path};

/// The path with forward slashes. `None` if it is not UTF-8.
pub fn slashes(path: &Path) -> Option<String> {
    path.to_str().map(with_slashes).map(Cow::into_owned)
}

/// The path with forward slashes.
pub fn with_slashes(path: &str) -> Cow<'_, str> {
    match MAIN_SEPARATOR {
        '/' => path.into(),
        separator => path.replace(separator, "/").into(),
    }
}
