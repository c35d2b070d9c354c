//! Fields of ladders, which are plain data files.

use crate::parse::fields::event::RungNumber;
use crate::parse::fields::source::SourceEntry;
use crate::parse::record::record;
use crate::parse::scalar::ChosenId;
use crate::source::Located;

record! {
    /// Fields of a ladder.
    pub struct LadderFields is "ladder" {
        /// What it is called.
        required title: String = "\"A regional ladder\"",
        /// The id, where it is not the file's name without its ending.
        optional id: ChosenId = "\"regional\"",
        /// What it is for, and where its rungs come from.
        optional description: String = "\"Ten rungs, from signals to leadership.\"",
        /// What it rests on.
        list sources: SourceEntry = "[\"kahn-1965\"]",
        /// The rungs, lowest first.
        list rungs: RungFields = "[{ n = 1, name = \"Signals and warnings\" }, { n = 2, name = \"Sanctions\" }]",
        /// The lines between rungs that change what kind of conflict it is.
        list firebreaks: FirebreakFields = "[{ above = 1, name = \"Words\" }]",
    }
}

record! {
    /// A rung.
    pub struct RungFields is "rung" {
        /// Its number; each is higher than the one before.
        required n: Located<RungNumber> = "1",
        /// What it is called.
        required name: String = "\"Signals and warnings\"",
        /// What belongs on it.
        optional description: String = "\"Public statements and messages through others.\"",
    }
}

record! {
    /// A firebreak.
    pub struct FirebreakFields is "firebreak" {
        /// The rung that it stands directly above.
        required above: Located<RungNumber> = "3",
        /// What it is called.
        required name: String = "\"Deniability\"",
    }
}
