//! The citation style of a site: a CSL style and the language of its terms.

use std::fmt;
use std::sync::LazyLock;

use hayagriva::citationberg::{IndependentStyle, LocaleCode};

type Decode = Box<dyn FnOnce() -> IndependentStyle + Send>;

/// A style to format citations with, decoded when something is cited for the first time.
pub struct CitationStyle {
    style: LazyLock<IndependentStyle, Decode>,
    /// The language of the style's own words ("edited by"): the site's.
    pub locale: LocaleCode,
}

impl CitationStyle {
    /// The style that `decode` gives.
    pub fn new(
        decode: impl FnOnce() -> IndependentStyle + Send + 'static,
        locale: LocaleCode,
    ) -> Self {
        Self { style: LazyLock::new(Box::new(decode)), locale }
    }

    /// Its rules.
    pub fn rules(&self) -> &IndependentStyle {
        &self.style
    }
}

impl fmt::Debug for CitationStyle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CitationStyle")
            .field("locale", &self.locale)
            .finish_non_exhaustive()
    }
}
