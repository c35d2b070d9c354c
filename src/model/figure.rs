//! Figures: what authors can place in a text with `![[figure:…]]`.

use jiff::civil;

use crate::model::actor::Actor;
use crate::model::brief::Brief;
use crate::model::event::Event;
use crate::model::ladder::Ladder;
use crate::model::table::Index;
use crate::model::tag::Tag;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::vocabulary;
use crate::source::{Located, Span};

vocabulary! {
    /// What a figure shows.
    FigureKind is "figure" {
        /// The rungs of a ladder, with thresholds and events on them.
        Ladder = "ladder" "The ladder",
        /// All thresholds by holder, with their status and record.
        Board = "board" "The board",
        /// The status of each threshold over time.
        Lanes = "lanes" "Thresholds over time",
        /// The level of each side over time.
        Curve = "curve" "Levels over time",
        /// Acts and answers, with the change of rung.
        Chain = "chain" "Act and answer",
        /// Which thresholds an act would touch.
        Touch = "touch" "What would this touch?",
        /// How many events there were over time.
        Timeline = "timeline" "Events over time",
        /// Where events took place.
        Map = "map" "The map",
        /// Who stands how to whom.
        Network = "network" "The network",
    }
}

vocabulary! {
    /// What a figure can be confined to.
    FigureOption is "option" {
        Ladder = "ladder" "Ladder",
        Side = "side" "Side",
        Actor = "actor" "Actor",
        Threshold = "threshold" "Threshold",
        Event = "event" "Event",
        Tag = "tag" "Tag",
        From = "from" "From",
        Until = "until" "Until",
    }
}

impl FigureKind {
    /// The explainer's figures, in the order in which they stand where the author places none.
    pub const EXPLAINER: [Self; 6] =
        [Self::Ladder, Self::Board, Self::Lanes, Self::Curve, Self::Chain, Self::Touch];

    /// The options that it takes.
    pub fn options(self) -> &'static [FigureOption] {
        use FigureOption::{Actor, Event, From, Ladder, Side, Tag, Threshold, Until};
        match self {
            Self::Ladder => &[Ladder, Side, Event, From, Until],
            Self::Curve => &[Ladder, Side, Actor, From, Until],
            Self::Board | Self::Touch => &[Actor, Threshold],
            Self::Lanes => &[Actor, Threshold, From, Until],
            Self::Timeline => &[Actor, Tag, Threshold, From, Until],
            Self::Chain => &[Ladder, Threshold, Event, From, Until],
            Self::Map => &[Actor, Tag, Event, From, Until],
            Self::Network => &[Actor, From, Until],
        }
    }
}

/// A figure as it is written.
#[derive(Debug, Clone)]
pub struct WrittenFigure {
    pub kind: FigureKind,
    pub options: Vec<(FigureOption, Located<String>)>,
    pub span: Span,
}

/// A figure, with what it is confined to.
#[derive(Debug, Clone)]
pub struct Figure {
    pub kind: FigureKind,
    pub ladder: Option<Index<Ladder>>,
    pub side: Option<String>,
    /// The holder of the thresholds that are shown, or the initiator of the events; on a map, any
    /// actor of theirs; in a network, the one in the middle.
    pub actor: Option<Index<Actor>>,
    pub threshold: Option<Index<Threshold>>,
    /// What the events that are shown are tagged with.
    pub tag: Option<Index<Tag>>,
    /// The event whose chain is shown, or that is pointed out.
    pub event: Option<Index<Event>>,
    /// The brief whose events are shown.
    pub brief: Option<Index<Brief>>,
    /// The first and the last day that are shown.
    pub from: Option<civil::Date>,
    pub until: Option<civil::Date>,
}

impl Figure {
    /// A figure of everything there is.
    pub fn new(kind: FigureKind) -> Self {
        Self {
            kind,
            ladder: None,
            side: None,
            actor: None,
            threshold: None,
            tag: None,
            event: None,
            brief: None,
            from: None,
            until: None,
        }
    }
}
