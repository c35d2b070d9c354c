//! Finds dead links. Each external URL of the site is requested at a polite rate, and the results are kept in a
//! history from run to run.
//!
//! Requests are made only for `redlines check --external`. The module does no file access and no printing: the
//! history is passed as text.

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
