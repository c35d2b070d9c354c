//! What addresses answered in earlier runs, as a text that an author can commit: one line for each address, in
//! alphabetical order, so that a difference shows what changed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::external::address::Addresses;
use crate::external::visit::{Answer, VisitOutcome};

/// After how many days an address that was good, or is dead, is asked again.
const SETTLED_DAYS: i32 = 7;

/// After how many days one of which nothing certain is known is asked again.
const UNSETTLED_DAYS: i32 = 1;

/// What is known of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkState {
    Good,
    /// It answered 404 or 410, on one day so far: servers make mistakes.
    Missing,
    /// It answered 404 or 410 on two days, and nothing good in between.
    Dead,
    /// Nothing that tells: it refuses programs, has errors of its own, or does not answer.
    Unknown,
}

/// What is remembered of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkEntry {
    pub state: LinkState,
    /// The day on which it was last asked.
    pub asked: Date,
    /// The day on which it last answered well.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub good: Option<Date>,
    /// The status that the state rests on, or why there was none.
    pub answer: String,
    /// How often in a row it has not answered well.
    pub failed: u32,
}

/// Everything that is remembered, by address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkHistory {
    entries: BTreeMap<String, LinkEntry>,
}

/// How many addresses are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LinkTally {
    pub good: usize,
    pub missing: usize,
    pub dead: usize,
    pub unknown: usize,
}

impl LinkHistory {
    /// Reads what [`LinkHistory::text`] gave.
    ///
    /// # Errors
    /// The text is something else; with its line and column, from 1.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The text of a JSON object, an entry in each line.
    pub fn text(&self) -> String {
        let line = |(address, entry): (&String, &LinkEntry)| {
            let address = serde_json::Value::from(address.as_str());
            serde_json::to_string(entry).map(|entry| format!("{address}: {entry}"))
        };
        // A struct of texts, days and numbers has a form in JSON.
        let lines: Vec<String> = self.entries.iter().filter_map(|it| line(it).ok()).collect();
        if lines.is_empty() {
            "{}\n".to_owned()
        } else {
            format!("{{\n{}\n}}\n", lines.join(",\n"))
        }
    }

    /// What is known of an address.
    pub fn get(&self, address: &str) -> Option<&LinkEntry> {
        self.entries.get(address)
    }

    /// Whether an address is to be asked on a day: it never was, or long enough ago.
    pub fn is_due(&self, address: &str, today: Date) -> bool {
        self.get(address).is_none_or(|known| {
            let days = (today - known.asked).get_days();
            let rest = match known.state {
                LinkState::Good | LinkState::Dead => SETTLED_DAYS,
                LinkState::Missing | LinkState::Unknown => UNSETTLED_DAYS,
            };
            !(0..rest).contains(&days)
        })
    }

    /// Takes in what an address answered on a day. An answer that tells nothing leaves a suspicion, or a
    /// certainty, as it was.
    pub fn learn(&mut self, address: &str, answer: &Answer, today: Date) {
        let before = self.entries.get(address);
        let is_suspect =
            before.filter(|it| matches!(it.state, LinkState::Missing | LinkState::Dead));
        let state = match (answer.outcome, is_suspect) {
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
        let told = match is_suspect {
            Some(it) if answer.outcome == VisitOutcome::Unknown => it.answer.clone(),
            _ => answer.told.clone(),
        };
        let entry = LinkEntry {
            state,
            asked: today,
            good: if is_good { Some(today) } else { before.and_then(|it| it.good) },
            answer: told,
            failed: if is_good { 0 } else { before.map_or(1, |it| it.failed.saturating_add(1)) },
        };
        self.entries.insert(address.to_owned(), entry);
    }

    /// Forgets the addresses that no longer stand on the site.
    pub fn keep_only(&mut self, addresses: &Addresses) {
        self.entries.retain(|address, _| addresses.has(address));
    }

    /// How many addresses are in which state.
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
