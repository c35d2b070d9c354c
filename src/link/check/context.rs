//! A site as checks look at it.

use jiff::civil;

use crate::link::backlinks::Backlinks;
use crate::link::definition::Definitions;
use crate::link::escalation::Escalation;
use crate::link::nouns::Nouns;
use crate::model::site::Site;

/// All that checks look at.
pub struct LintContext<'a> {
    pub nouns: &'a Nouns,
    pub backlinks: &'a Backlinks,
    pub escalation: &'a Escalation,
    pub definitions: &'a Definitions,
    pub site: &'a Site,
    pub as_of: civil::Date,
}
