//! The results of earlier link checks, as a text file that can be committed. It has one line per URL in
//! alphabetical order, so that a diff shows the changes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::external::address::Addresses;
use crate::external::visit::{Answer, VisitOutcome};

/// Days until a good or dead URL is checked again.
const SETTLED_DAYS: i32 = 7;

/// Days until a missing or unknown URL is checked again.
const UNSETTLED_DAYS: i32 = 1;

/// The state of a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkState {
    Good,
    /// Status 404 or 410 on one day, which may be a mistake of the server.
    Missing,
    /// Status 404 or 410 on two days, without a good response in between.
    Dead,
    /// No certain result: the server refuses programs, has an error, or does not respond.
    Unknown,
}

/// The history of a URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkEntry {
    pub state: LinkState,
    /// The day of the last request.
    pub asked: Date,
    /// The day of the last good response.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub good: Option<Date>,
    /// The status that led to the state, or the reason why there was none.
    pub answer: String,
    /// Consecutive checks without a good response.
    pub failed: u32,
}

/// The history of every URL.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkHistory {
    entries: BTreeMap<String, LinkEntry>,
}

/// The number of URLs in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LinkTally {
    pub good: usize,
    pub missing: usize,
    pub dead: usize,
    pub unknown: usize,
}

impl LinkHistory {
    /// Parses the output of [`LinkHistory::text`].
    ///
    /// # Errors
    /// The text is invalid. The error has its line and column, from 1.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// A JSON object with one entry per line.
    pub fn text(&self) -> String {
        let line = |(address, entry): (&String, &LinkEntry)| {
            let address = serde_json::Value::from(address.as_str());
            serde_json::to_string(entry).map(|entry| format!("{address}: {entry}"))
        };
        // Serialization cannot fail: entries hold only strings, dates and numbers.
        let lines: Vec<String> = self.entries.iter().filter_map(|it| line(it).ok()).collect();
        if lines.is_empty() {
            "{}\n".to_owned()
        } else {
            format!("{{\n{}\n}}\n", lines.join(",\n"))
        }
    }

    /// The history of a URL.
    pub fn get(&self, address: &str) -> Option<&LinkEntry> {
        self.entries.get(address)
    }

    /// Whether a URL is due on a day: it was never checked, or long enough ago.
    pub fn is_due(&self, address: &str, today: Date) -> bool {
        self.get(address).is_none_or(|entry| {
            let days = (today - entry.asked).get_days();
            let interval = match entry.state {
                LinkState::Good | LinkState::Dead => SETTLED_DAYS,
                LinkState::Missing | LinkState::Unknown => UNSETTLED_DAYS,
            };
            !(0..interval).contains(&days)
        })
    }

    /// Records a result. An unknown result does not change the state of a missing or dead URL.
    pub fn learn(&mut self, address: &str, answer: &Answer, today: Date) {
        let before = self.entries.get(address);
        let suspect = before.filter(|it| matches!(it.state, LinkState::Missing | LinkState::Dead));
        let state = match (answer.outcome, suspect) {
            (VisitOutcome::Good, _) => LinkState::Good,
            (VisitOutcome::Missing, Some(it))
                if it.state == LinkState::Dead || it.asked < today =>
            {
                LinkState::Dead
            }
            (VisitOutcome::Missing, _) => LinkState::Missing,
            (VisitOutcome::Unknown, Some(it)) => it.state,
            (VisitOutcome::Unknown, None) => LinkState::Unknown,
        };
        let is_good = state == LinkState::Good;
        let reason = match suspect {
            Some(it) if answer.outcome == VisitOutcome::Unknown => it.answer.clone(),
            _ => answer.told.clone(),
        };
        let entry = LinkEntry {
            state,
            asked: today,
            good: if is_good { Some(today) } else { before.and_then(|it| it.good) },
            answer: reason,
            failed: if is_good { 0 } else { before.map_or(1, |it| it.failed.saturating_add(1)) },
        };
        self.entries.insert(address.to_owned(), entry);
    }

    /// Removes URLs that the site no longer links to.
    pub fn keep_only(&mut self, addresses: &Addresses) {
        self.entries.retain(|address, _| addresses.has(address));
    }

    /// Counts the URLs in each state.
    pub fn tally(&self) -> LinkTally {
        let mut tally = LinkTally::default();
        for entry in self.entries.values() {
            *match entry.state {
                LinkState::Good => &mut tally.good,
                LinkState::Missing => &mut tally.missing,
                LinkState::Dead => &mut tally.dead,
                LinkState::Unknown => &mut tally.unknown,
            } += 1;
        }
        tally
    }
}
