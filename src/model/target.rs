//! What a link leads to: one document of any kind.

use crate::model::actor::Actor;
use crate::model::brief::Brief;
use crate::model::event::Event;
use crate::model::identity::Kind;
use crate::model::ladder::Ladder;
use crate::model::page::Page;
use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::tag::Tag;
use crate::model::threshold::Threshold;

/// Declares the kinds of target: a variant for each noun, named as its [`Kind`] is.
macro_rules! targets {
    ($($noun:ident),*) => {
        /// A document of any kind. Ordered by kind, then by the kind's own order.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Target {
            $( $noun(Index<$noun>), )*
        }

        impl Target {
            pub fn kind(self) -> Kind {
                match self {
                    $( Self::$noun(_) => Kind::$noun, )*
                }
            }

            /// The position in the table of its kind.
            pub fn position(self) -> usize {
                match self {
                    $( Self::$noun(index) => index.position(), )*
                }
            }
        }

        $(
            impl From<Index<$noun>> for Target {
                fn from(index: Index<$noun>) -> Self {
                    Self::$noun(index)
                }
            }
        )*
    };
}
targets!(Brief, Actor, Event, Threshold, Ladder, Source, Tag, Page);
