//! Rate limit per host: one request at a time, with a pause between two.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use url::Url;

/// The end of the last request to a host. It is locked during a request.
type LastRequest = Arc<Mutex<Option<Instant>>>;

/// Every host with a request in this run.
#[derive(Debug)]
pub struct Hosts {
    delay: Duration,
    last_requests: Mutex<HashMap<String, LastRequest>>,
}

impl Hosts {
    /// Limits each host to one request at a time, with a pause of `delay` between two.
    pub fn new(delay: Duration) -> Self {
        Self { delay, last_requests: Mutex::default() }
    }

    /// Calls `request` as soon as the host of a URL may be contacted.
    pub fn in_turn<T>(&self, url: &Url, request: impl FnOnce() -> T) -> T {
        let host_lock = Arc::clone(lock(&self.last_requests).entry(host(url)).or_default());
        let mut last = lock(&host_lock);
        if let Some(last) = *last {
            thread::sleep(self.delay.saturating_sub(last.elapsed()));
        }
        let result = request();
        *last = Some(Instant::now());
        result
    }
}

/// The host of a URL with its port. Each port counts as a host of its own.
pub fn host(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or_default();
    format!("{}:{port}", url.host_str().unwrap_or_default())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // The values are valid even after a panic, so a poisoned lock can be used.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
