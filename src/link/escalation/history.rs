//! A threshold's history: its status from day to day, as segments with the events that made them.

use jiff::civil;

use crate::link::backlinks::ThresholdTouch;
use crate::model::threshold::Status;

/// A threshold's statuses over time.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// In the order of time, from before the first event until today; never empty.
    pub segments: Vec<Segment>,
    /// Groups of effects whose order decides the status, and is not settled by their dates. A group
    /// of one leaves open whether the line stood already, by `since`.
    pub unsettled: Vec<Vec<ThresholdTouch>>,
    /// Effects on a line that did not stand yet, or no longer.
    pub without_line: Vec<ThresholdTouch>,
    /// Enforcements that no crossing came before.
    pub without_crossing: Vec<ThresholdTouch>,
}

/// A stretch of time in which the status is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// One status, or all that are possible.
    pub statuses: Vec<Status>,
    /// The day on which it begins; `None` for the first.
    pub since: Option<civil::Date>,
    /// What made the status, or may have.
    pub causes: Vec<Cause>,
}

impl Segment {
    /// What made the status: of several things that may have, the last in their order.
    pub fn cause(&self) -> Cause {
        self.causes.last().copied().unwrap_or(Cause::Nothing)
    }

    /// The status, where it is certain.
    pub fn settled(&self) -> Option<Status> {
        match self.statuses[..] {
            [status] => Some(status),
            _ => None,
        }
    }
}

/// What made a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Nothing happened yet.
    Nothing,
    /// The day from which its document says it stands.
    Since,
    Event(ThresholdTouch),
    /// No answer to this crossing within the window.
    Suppression(ThresholdTouch),
}

impl Cause {
    /// Every term.
    pub const TERMS: [&str; 4] = ["nothing", "since", "event", "silence"];

    /// The term in data files.
    pub fn term(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Since => "since",
            Self::Event(_) => "event",
            Self::Suppression(_) => "silence",
        }
    }

    /// The effect that made the status, or the crossing that had no answer.
    pub fn touch(self) -> Option<ThresholdTouch> {
        match self {
            Self::Event(touch) | Self::Suppression(touch) => Some(touch),
            Self::Nothing | Self::Since => None,
        }
    }
}

impl History {
    /// The statuses that are possible at the end of a day.
    pub fn on(&self, day: civil::Date) -> &[Status] {
        let after = self.segments.partition_point(|it| it.since.is_none_or(|since| since <= day));
        self.segments.get(after.saturating_sub(1)).map_or(&[], |segment| &segment.statuses)
    }

    /// The segment that today lies in.
    pub fn now(&self) -> &Segment {
        self.segments.last().expect("a history begins with a segment")
    }
}
