//! How politely addresses are asked.

use std::time::Duration;

/// How politely addresses are asked.
#[derive(Debug, Clone, Copy)]
pub struct RequestPolicy {
    /// How many hosts are asked at once; each by one request at a time.
    pub hosts: usize,
    /// How long a host is left alone between two requests.
    pub delay: Duration,
    /// How long a connection may take.
    pub connect: Duration,
    /// How long an answer may take in all, its redirects included.
    pub whole: Duration,
    /// How often a request is made again after an error of the server or the connection.
    pub retries: u32,
    /// How long to wait before the first of these; before each further one twice as long.
    pub backoff: Duration,
    /// After how many addresses in a row without an answer a host is left alone for this run.
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
