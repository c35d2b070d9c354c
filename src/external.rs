//! Links that rot: each address of the site that leads elsewhere is asked, politely, and what it answered is
//! remembered from run to run.
//!
//! This is the only place where redlines asks anything of the network, and it does so only for
//! `redlines check --external`. It knows nothing of disk and of printing: what is remembered comes and goes
//! as text.

mod address;
mod client;
mod host;
mod link_history;
mod lint;
mod request_policy;
mod round;
mod visit;

pub use address::{Addresses, plain};
pub use link_history::{LinkHistory, LinkTally};
pub use lint::broken;
pub use request_policy::RequestPolicy;
pub use round::ask;
#[cfg(feature = "internals")]
pub use visit::{Answer, VisitOutcome};
