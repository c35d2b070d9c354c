//! Hosts, and whose turn it is to ask each: one request at a time, with a pause between two.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use url::Url;

/// When a host was last asked; locked while somebody asks it.
type Turn = Arc<Mutex<Option<Instant>>>;

/// Every host that was asked in this run.
#[derive(Debug)]
pub struct Hosts {
    delay: Duration,
    turns: Mutex<HashMap<String, Turn>>,
}

impl Hosts {
    /// Hosts that are left alone for `delay` between two requests.
    pub fn new(delay: Duration) -> Self {
        Self { delay, turns: Mutex::default() }
    }

    /// Asks the host of an address when its turn has come.
    pub fn in_turn<T>(&self, url: &Url, ask: impl FnOnce() -> T) -> T {
        let turn = Arc::clone(lock(&self.turns).entry(host(url)).or_default());
        let mut last = lock(&turn);
        if let Some(last) = *last {
            thread::sleep(self.delay.saturating_sub(last.elapsed()));
        }
        let asked = ask();
        *last = Some(Instant::now());
        asked
    }
}

/// The host of an address with its port: servers on two ports are two.
pub fn host(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or_default();
    format!("{}:{port}", url.host_str().unwrap_or_default())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is kept is a time, which a panic elsewhere leaves whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
