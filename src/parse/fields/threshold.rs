//! Fields of thresholds.

use crate::model::actor::Actor;
use crate::model::date::Date;
use crate::model::ladder::Ladder;
use crate::model::source::Source;
use crate::model::threshold::{Basis, Clarity};
use crate::parse::fields::event::RungNumber;
use crate::parse::record::record;
use crate::parse::scalar::code::Language;
use crate::parse::scalar::{Reference, Term};
use crate::source::Located;

record! {
    /// Fields of a threshold. It has no status: that follows from the events that touch it.
    pub struct ThresholdFields is "threshold" {
        /// What it is called.
        required title: String = "\"Killing of an American\"",
        /// Who would react: one actor or more.
        list holder: Reference<Actor> = "[\"united-states\"]",
        /// Who is warned.
        list addressed_to: Reference<Actor> = "[\"iran\"]",
        /// What act it forbids.
        optional condition: String = "\"The killing of an American.\"",
        /// What is threatened.
        optional consequence: String = "\"A strike on those held responsible.\"",
        /// How plainly it is drawn.
        optional clarity: Term<Clarity> = "\"ambiguous\"",
        /// What it rests on.
        optional basis: Term<Basis> = "\"practice\"",
        /// From when it stands without a declaration.
        optional since: Date = "\"2003\"",
        /// What was said, in the language it was said in.
        list wording: WordingFields = "[{ text = \"…\", lang = \"fa\", translation = \"…\", date = 2025-06-18, source = \"reuters-2025-06-18\" }]",
        /// The ladder that it stands on, where it is not the site's default.
        optional ladder: Reference<Ladder> = "\"regional\"",
        /// The rung where the forbidden act sits.
        optional rung: Located<RungNumber> = "6",
    }
}

record! {
    /// What was said.
    pub struct WordingFields is "wording" {
        /// The words.
        required text: Located<String> = "\"…\"",
        /// The language they were said in (BCP 47).
        optional lang: Language = "\"fa\"",
        /// A translation into the site's language.
        optional translation: String = "\"…\"",
        /// When they were said.
        optional date: Date = "2025-06-18",
        /// The key of the source that quotes them.
        optional source: Reference<Source> = "\"reuters-2025-06-18\"",
    }
}
