//! What answering needs.

use std::sync::Arc;

use tokio::sync::watch::Receiver;

use crate::serve::host::Hosts;
use crate::serve::snapshot::Snapshot;

/// What answering needs.
pub struct Server {
    pub hosts: Hosts,
    pub snapshots: Receiver<Arc<Snapshot>>,
    /// Whether the server was told to stop.
    pub stopped: Receiver<bool>,
}
