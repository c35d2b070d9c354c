//! What responds to what: the order that `responds_to` gives where dates give none, and chains of
//! act and answer.

use std::collections::{HashMap, HashSet};

use crate::link::nouns::Nouns;
use crate::model::date::Days;
use crate::model::event::Event;
use crate::model::table::{Index, Table};

/// Chains of `responds_to`: events that are linked by act and answer, directly or through others.
#[derive(Debug, Clone, Default)]
pub struct Chains {
    /// By date of their first events; each holds its events by date, two or more.
    pub chains: Vec<Vec<Index<Event>>>,
    /// Which chain an event belongs to.
    of_event: Table<Option<u32>>,
}

impl Chains {
    /// Finds the chains of a site.
    pub fn find(nouns: &Nouns) -> Self {
        let mut groups = Groups::new(nouns.events.len());
        for (index, event) in nouns.events.entries() {
            for cause in &event.responds_to {
                groups.join(index.position(), cause.position());
            }
        }
        let mut of_event: Table<Option<u32>> = (0..nouns.events.len()).map(|_| None).collect();
        let roots: Vec<usize> = (0..nouns.events.len()).map(|at| groups.root(at)).collect();
        let mut lengths = vec![0_u32; roots.len()];
        roots.iter().for_each(|root| lengths[*root] += 1);
        let mut by_root: HashMap<usize, Vec<Index<Event>>> = HashMap::new();
        // Most events are alone.
        for (index, root) in nouns.events.indexes().zip(roots) {
            if lengths[root] > 1 {
                by_root.entry(root).or_default().push(index);
            }
        }
        let mut chains: Vec<Vec<Index<Event>>> = by_root.into_values().collect();
        // Events stand in the order of their dates, and so do the chains by their first.
        chains.sort_unstable();
        for (number, chain) in chains.iter().enumerate() {
            for event in chain {
                *of_event.beside_index_mut(*event) = Some(number as u32);
            }
        }
        Self { chains, of_event }
    }

    /// The chain that an event belongs to.
    pub fn around(&self, event: Index<Event>) -> Option<&[Index<Event>]> {
        let number = self.of_event.beside_index(event).as_ref()?;
        Some(&self.chains[*number as usize])
    }
}

/// Disjoint groups that are joined pair by pair.
struct Groups(Vec<usize>);

impl Groups {
    fn new(length: usize) -> Self {
        Self((0..length).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        // The earlier event leads, so that paths stay short where answers follow acts.
        self.0[one.max(other)] = one.min(other);
    }
}

/// Whether `later` responds to `earlier`, directly or through other events.
pub fn leads_to(nouns: &Nouns, earlier: Index<Event>, later: Index<Event>) -> bool {
    if nouns.events[later].responds_to.is_empty() {
        return false;
    }
    let Some(begin) = nouns.events[earlier].date.days() else { return false };
    let mut seen = HashSet::new();
    let mut open = vec![later];
    while let Some(event) = open.pop() {
        for cause in &nouns.events[event].responds_to {
            if *cause == earlier {
                return true;
            }
            // What lies wholly before the earlier event cannot lead on to it.
            let days = nouns.events[*cause].date.days();
            let is_before = days.is_some_and(|days: Days| days.precede(begin));
            if !is_before && seen.insert(*cause) {
                open.push(*cause);
            }
        }
    }
    false
}

/// The nearest of certain events that an event responds to, on every path.
pub struct Nearest<'a> {
    nouns: &'a Nouns,
    /// Events with what stands for them: themselves, or what they were found to respond to.
    known: HashMap<Index<Event>, Vec<usize>>,
}

impl<'a> Nearest<'a> {
    /// `wanted`: the events with the numbers that stand for them.
    pub fn new(nouns: &'a Nouns, wanted: HashMap<Index<Event>, Vec<usize>>) -> Self {
        Self { nouns, known: wanted }
    }

    /// The numbers of the nearest wanted events; later questions go through this one's answer.
    pub fn to(&mut self, event: Index<Event>) -> Vec<usize> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![event];
        while let Some(event) = open.pop() {
            for cause in &self.nouns.events[event].responds_to {
                match self.known.get(cause) {
                    Some(numbers) => found.extend(numbers),
                    None if seen.insert(*cause) => open.push(*cause),
                    None => {}
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        self.known.entry(event).or_insert_with(|| found.clone());
        found
    }
}
