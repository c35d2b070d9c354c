//! The lint of dead links.

use crate::diagnostic::{Code, Diagnostic};
use crate::external::address::Addresses;
use crate::external::link_history::{LinkHistory, LinkState};

/// Reports each dead URL at every place that links to it.
pub fn broken(addresses: &Addresses, history: &LinkHistory) -> Vec<Diagnostic> {
    let dead = addresses.iter().filter_map(|(address, places)| {
        let entry = history.get(address).filter(|entry| entry.state == LinkState::Dead)?;
        let name_it = if addresses.is_of_source(address) {
            ", and name it by `redlines archive`"
        } else {
            ""
        };
        let help = match (addresses.copy(address), entry.good) {
            (Some(copy), _) => format!("a source names a copy: {copy}"),
            (None, Some(day)) => {
                format!(
                    "it was there on {day}: look for a copy of that time in an archive{name_it}"
                )
            }
            (None, None) => format!("look for a copy of it in an archive{name_it}"),
        };
        let message = format!("nothing is at `{address}` any more");
        let caption = format!("answered {} on {} and before", entry.answer, entry.asked);
        Some(places.iter().map(move |place| {
            let problem = Diagnostic::at(Code::BrokenExternalLink, *place, message.clone());
            problem.caption(caption.clone()).help(help.clone())
        }))
    });
    dead.flatten().collect()
}
