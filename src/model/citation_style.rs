//! The citation style of a site: a CSL style and the language of its terms.

use hayagriva::citationberg::{IndependentStyle, LocaleCode};

/// A style that is ready to format citations with.
#[derive(Debug, Clone)]
pub struct CitationStyle {
    pub style: IndependentStyle,
    /// The language of the style's own words ("edited by"): the site's.
    pub locale: LocaleCode,
}
