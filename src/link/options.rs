//! What a run decides beside the site's own texts.

use jiff::civil;

/// The decisions of a run that are not in the site's own texts.
#[derive(Debug, Clone, Copy)]
pub struct LinkOptions {
    /// Whether drafts, and briefs dated after `as_of`, are part of the site.
    pub drafts: bool,
    /// The day that counts as today.
    pub as_of: civil::Date,
    /// The day of the run.
    pub today: civil::Date,
}
