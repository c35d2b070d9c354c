//! A round of all addresses that are due: a few hosts at once, each in its own queue.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use url::Url;

use crate::external::client::Client;
use crate::external::host::{Hosts, host};
use crate::external::request_policy::RequestPolicy;
use crate::external::visit::{Answer, Visitor};

/// Addresses of one host.
type Queue = Vec<Url>;

/// Asks each address once, and tells of each answer as it comes, in no order. Of a host that asks to be left alone, or
/// that is silent, the rest is not asked: nothing is told of it, and the next run asks.
pub fn ask(
    addresses: &[&str],
    request_policy: &RequestPolicy,
    mut heard: impl FnMut(&str, Answer),
) {
    let queues = Mutex::new(queues(addresses));
    let visitor = Visitor {
        client: Client::new(request_policy),
        hosts: Hosts::new(request_policy.delay),
        request_policy,
    };
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..request_policy.hosts {
            let (tell, visitor, queues) = (tell.clone(), &visitor, &queues);
            scope.spawn(move || {
                let next = || queues.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                while let Some(queue) = next() {
                    work_off(visitor, queue, &tell);
                }
            });
        }
        drop(tell);
        for (url, answer) in told {
            heard(url.as_str(), answer);
        }
    });
}

/// The longest queues first: they decide how long the round takes.
fn queues(addresses: &[&str]) -> VecDeque<Queue> {
    let mut by_host: BTreeMap<String, Queue> = BTreeMap::new();
    for url in addresses.iter().filter_map(|address| Url::parse(address).ok()) {
        by_host.entry(host(&url)).or_default().push(url);
    }
    let mut queues: Vec<Queue> = by_host.into_values().collect();
    queues.sort_by_key(|queue| std::cmp::Reverse(queue.len()));
    queues.into()
}

fn work_off(visitor: &Visitor<'_>, queue: Queue, tell: &mpsc::Sender<(Url, Answer)>) {
    let mut silent = 0;
    for url in queue {
        let answer = visitor.visit(&url);
        let is_overtaxed = answer.is_overtaxed;
        silent = if answer.was_heard { 0 } else { silent + 1 };
        // Whoever listens stays until the last answer.
        let _ = tell.send((url, answer));
        if is_overtaxed || silent >= visitor.request_policy.patience {
            return;
        }
    }
}
