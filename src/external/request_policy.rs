//! Rate limits and timeouts of the link check.

use std::time::Duration;

/// Rate limits and timeouts of the link check.
#[derive(Debug, Clone, Copy)]
pub struct RequestPolicy {
    /// Number of hosts to contact in parallel, each with one request at a time.
    pub hosts: usize,
    /// Pause between two requests to a host.
    pub delay: Duration,
    /// Timeout of a connection.
    pub connect: Duration,
    /// Timeout of a URL with its redirects.
    pub whole: Duration,
    /// Limit of retries after an error of the server or the connection.
    pub retries: u32,
    /// Delay before the first retry. It doubles with each retry.
    pub backoff: Duration,
    /// Number of consecutive URLs without a response after which a host is skipped in this run.
    pub patience: usize,
}

impl Default for RequestPolicy {
    fn default() -> Self {
        Self {
            hosts: 8,
            delay: Duration::from_secs(1),
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(20),
            retries: 2,
            backoff: Duration::from_secs(2),
            patience: 3,
        }
    }
}
