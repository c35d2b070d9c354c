//! Checks all URLs that are due, several hosts in parallel, each with a queue.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use url::Url;

use crate::external::client::Client;
use crate::external::host::{Hosts, host};
use crate::external::request_policy::RequestPolicy;
use crate::external::visit::{Answer, Visitor};

/// URLs of one host.
type Queue = Vec<Url>;

/// Checks each URL once, and calls `on_answer` for each result, in any order. If a host responds with 429, or
/// repeatedly not at all, its remaining URLs are skipped until the next run.
pub fn ask(
    addresses: &[&str],
    request_policy: &RequestPolicy,
    mut on_answer: impl FnMut(&str, Answer),
) {
    let queues = Mutex::new(queues(addresses));
    let visitor = Visitor {
        client: Client::new(request_policy),
        hosts: Hosts::new(request_policy.delay),
        request_policy,
    };
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..request_policy.hosts {
            let (sender, visitor, queues) = (sender.clone(), &visitor, &queues);
            scope.spawn(move || {
                let next = || queues.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                while let Some(queue) = next() {
                    check_queue(visitor, queue, &sender);
                }
            });
        }
        drop(sender);
        for (url, answer) in receiver {
            on_answer(url.as_str(), answer);
        }
    });
}

/// Groups URLs by host. The longest queues come first, because they decide how long the check takes.
fn queues(addresses: &[&str]) -> VecDeque<Queue> {
    let mut by_host: BTreeMap<String, Queue> = BTreeMap::new();
    for url in addresses.iter().filter_map(|address| Url::parse(address).ok()) {
        by_host.entry(host(&url)).or_default().push(url);
    }
    let mut queues: Vec<Queue> = by_host.into_values().collect();
    queues.sort_by_key(|queue| std::cmp::Reverse(queue.len()));
    queues.into()
}

fn check_queue(visitor: &Visitor<'_>, queue: Queue, sender: &mpsc::Sender<(Url, Answer)>) {
    let mut failures = 0;
    for url in queue {
        let answer = visitor.visit(&url);
        let is_overtaxed = answer.is_overtaxed;
        failures = if answer.was_heard { 0 } else { failures + 1 };
        // Cannot fail: the receiver lives until all senders are dropped.
        let _ = sender.send((url, answer));
        if is_overtaxed || failures >= visitor.request_policy.patience {
            return;
        }
    }
}
