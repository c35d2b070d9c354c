//! Checks one URL, with redirects and retries.

use std::thread;
use std::time::{Duration, Instant};

use url::Url;

use crate::external::client::{Client, Failure, Method, Reply};
use crate::external::host::Hosts;
use crate::external::request_policy::RequestPolicy;

/// Limit of redirects to follow.
const MAX_REDIRECTS: usize = 10;

/// The outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitOutcome {
    Good,
    /// Status 404 (not found) or 410 (gone).
    Missing,
    /// Anything else: the server refuses programs, is overloaded, or does not respond.
    Unknown,
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub outcome: VisitOutcome,
    /// The status, or the reason why there is none.
    pub told: String,
    /// Whether there was a response.
    pub was_heard: bool,
    /// Whether the server responded with 429 (too many requests).
    pub(super) is_overtaxed: bool,
    retry: Retry,
}

/// The retry that may help in the same run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Retry {
    No,
    /// With another method, because this one may have been refused.
    OtherMethod,
    /// After a delay, because the error may be temporary.
    Later,
}

impl Answer {
    fn from_status(status: u16) -> Self {
        let outcome = match status {
            200..=299 => VisitOutcome::Good,
            404 | 410 => VisitOutcome::Missing,
            _ => VisitOutcome::Unknown,
        };
        let retry = match status {
            200..=299 | 429 => Retry::No,
            500..=599 => Retry::Later,
            _ => Retry::OtherMethod,
        };
        let is_overtaxed = status == 429;
        Self { outcome, told: status.to_string(), was_heard: true, is_overtaxed, retry }
    }

    fn from_redirects(told: String) -> Self {
        let outcome = VisitOutcome::Unknown;
        Self { outcome, told, was_heard: true, is_overtaxed: false, retry: Retry::No }
    }

    fn from_failure(failure: Failure) -> Self {
        let (told, retry) = match failure {
            Failure::TimedOut => ("timed out".to_owned(), Retry::OtherMethod),
            Failure::Connection(reason) => (reason, Retry::Later),
            Failure::Lasting(reason) => (reason.to_owned(), Retry::No),
        };
        let outcome = VisitOutcome::Unknown;
        Self { outcome, told, was_heard: false, is_overtaxed: false, retry }
    }
}

/// Checks URLs within the limits of a policy.
#[derive(Debug)]
pub struct Visitor<'a> {
    pub client: Client,
    pub hosts: Hosts,
    pub request_policy: &'a RequestPolicy,
}

impl Visitor<'_> {
    /// Sends a `HEAD` request, and a `GET` request if it fails: some servers reject `HEAD`, even with 404.
    /// Temporary errors are retried after a delay.
    pub fn visit(&self, url: &Url) -> Answer {
        let mut answer = self.follow(Method::Head, url);
        if answer.retry == Retry::No {
            return answer;
        }
        answer = self.follow(Method::Get, url);
        for attempt in 0..self.request_policy.retries {
            if answer.retry != Retry::Later {
                break;
            }
            thread::sleep(self.request_policy.backoff * 2_u32.saturating_pow(attempt));
            answer = self.follow(Method::Get, url);
        }
        answer
    }

    /// Sends a request, and follows redirects.
    fn follow(&self, method: Method, url: &Url) -> Answer {
        let mut chain = vec![url.clone()];
        // Waiting for the rate limit does not count.
        let mut left = self.request_policy.whole;
        loop {
            let current = &chain[chain.len() - 1];
            let (reply, took) = self.hosts.in_turn(current, || {
                let started = Instant::now();
                (self.client.send(method, current, left), started.elapsed())
            });
            let reply = match reply {
                Ok(reply) => reply,
                Err(failure) => return Answer::from_failure(failure),
            };
            let next = match target(&reply, current) {
                None => return Answer::from_status(reply.status),
                Some(Ok(next)) => next,
                Some(Err(reason)) => return Answer::from_redirects(reason),
            };
            left = left.saturating_sub(took);
            if left < Duration::from_millis(1) {
                return Answer::from_failure(Failure::TimedOut);
            }
            if chain.contains(&next) {
                return Answer::from_redirects("redirects in a circle".to_owned());
            }
            if chain.len() > MAX_REDIRECTS {
                return Answer::from_redirects(format!("over {MAX_REDIRECTS} redirects"));
            }
            chain.push(next);
        }
    }
}

/// The target of a redirect, or the reason why it cannot be followed. `None` if the response is no redirect.
fn target(reply: &Reply, current: &Url) -> Option<Result<Url, String>> {
    if !matches!(reply.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = reply.location.as_deref()?;
    Some(match current.join(location) {
        Ok(next) if matches!(next.scheme(), "http" | "https") && next.has_host() => {
            let mut next = next;
            next.set_fragment(None);
            Ok(next)
        }
        Ok(next) => Err(format!("redirects to `{}:`", next.scheme())),
        Err(_) => Err("redirects to no address".to_owned()),
    })
}
