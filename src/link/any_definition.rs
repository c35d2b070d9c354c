//! What definitions of all kinds have in common.

use crate::link::definition::{Definition, Definitions};
use crate::model::body::Body;
use crate::model::target::Target;

/// A definition of any kind.
pub trait AnyDefinition {
    /// The id, unique within the kind.
    fn id(&self) -> &str;

    /// The text.
    fn body(&self) -> &Body;
}

impl<F> AnyDefinition for Definition<F> {
    fn id(&self) -> &str {
        &self.id
    }

    fn body(&self) -> &Body {
        &self.body
    }
}

impl Definitions {
    /// The definition of a document; tags have none.
    pub fn get(&self, target: Target) -> Option<&dyn AnyDefinition> {
        let at = target.position();
        Some(match target {
            Target::Brief(_) => &self.briefs[at],
            Target::Actor(_) => &self.actors[at],
            Target::Event(_) => &self.events[at],
            Target::Threshold(_) => &self.thresholds[at],
            Target::Ladder(_) => &self.ladders[at],
            Target::Source(_) => &self.sources[at],
            Target::Page(_) => &self.pages[at],
            Target::Tag(_) => return None,
        })
    }
}
