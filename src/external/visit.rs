//! What an address answers in the end: its redirects followed, its server's moods waited for.

use std::thread;
use std::time::{Duration, Instant};

use url::Url;

use crate::external::client::{Client, Failure, Method, Reply};
use crate::external::host::Hosts;
use crate::external::request_policy::RequestPolicy;

/// How many redirects are followed.
const MOST_REDIRECTS: usize = 10;

/// What an answer says of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitOutcome {
    Good,
    /// The server knows nothing there (404), or nothing any more (410).
    Missing,
    /// Anything else, such as a server that refuses programs, is overtaxed, or does not answer.
    Unknown,
}

/// What an address answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub outcome: VisitOutcome,
    /// The status, or in a few words why there is none.
    pub told: String,
    /// Whether a server answered at all.
    pub was_heard: bool,
    /// Whether the server asked to be left alone.
    pub(super) is_overtaxed: bool,
    again: Again,
}

/// Whether it makes sense to ask again in the same run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    No,
    /// In another way: this one may have been refused.
    Otherwise,
    /// In a moment, when it may have passed.
    Later,
}

impl Answer {
    fn of_status(status: u16) -> Self {
        let outcome = match status {
            200..=299 => VisitOutcome::Good,
            404 | 410 => VisitOutcome::Missing,
            _ => VisitOutcome::Unknown,
        };
        let again = match status {
            200..=299 | 429 => Again::No,
            500..=599 => Again::Later,
            _ => Again::Otherwise,
        };
        let is_overtaxed = status == 429;
        Self { outcome, told: status.to_string(), was_heard: true, is_overtaxed, again }
    }

    fn of_redirects(told: String) -> Self {
        let outcome = VisitOutcome::Unknown;
        Self { outcome, told, was_heard: true, is_overtaxed: false, again: Again::No }
    }

    fn of_failure(failure: Failure) -> Self {
        let (told, again) = match failure {
            Failure::TimedOut => ("timed out".to_owned(), Again::Otherwise),
            Failure::Connection(told) => (told, Again::Later),
            Failure::Lasting(told) => (told.to_owned(), Again::No),
        };
        let outcome = VisitOutcome::Unknown;
        Self { outcome, told, was_heard: false, is_overtaxed: false, again }
    }
}

/// Who goes, and how.
#[derive(Debug)]
pub struct Visitor<'a> {
    pub client: Client,
    pub hosts: Hosts,
    pub request_policy: &'a RequestPolicy,
}

impl Visitor<'_> {
    /// Asks for the head of an answer, and for all of it where the head is refused: not every server knows
    /// how to give it, and some say 404. What may pass is asked again after a while.
    pub fn visit(&self, url: &Url) -> Answer {
        let mut answer = self.follow(Method::Head, url);
        if answer.again == Again::No {
            return answer;
        }
        answer = self.follow(Method::Get, url);
        for retry in 0..self.request_policy.retries {
            if answer.again != Again::Later {
                break;
            }
            thread::sleep(self.request_policy.backoff * 2_u32.saturating_pow(retry));
            answer = self.follow(Method::Get, url);
        }
        answer
    }

    /// Asks an address, and those that it leads to.
    fn follow(&self, method: Method, url: &Url) -> Answer {
        let mut way = vec![url.clone()];
        // Time spent on waiting for a host's turn is not the server's.
        let mut left = self.request_policy.whole;
        loop {
            let here = &way[way.len() - 1];
            let (reply, took) = self.hosts.in_turn(here, || {
                let started = Instant::now();
                (self.client.send(method, here, left), started.elapsed())
            });
            let reply = match reply {
                Ok(reply) => reply,
                Err(failure) => return Answer::of_failure(failure),
            };
            let next = match target(&reply, here) {
                None => return Answer::of_status(reply.status),
                Some(Ok(next)) => next,
                Some(Err(told)) => return Answer::of_redirects(told),
            };
            left = left.saturating_sub(took);
            if left < Duration::from_millis(1) {
                return Answer::of_failure(Failure::TimedOut);
            }
            if way.contains(&next) {
                return Answer::of_redirects("redirects in a circle".to_owned());
            }
            if way.len() > MOST_REDIRECTS {
                return Answer::of_redirects(format!("over {MOST_REDIRECTS} redirects"));
            }
            way.push(next);
        }
    }
}

/// Where an answer redirects to, or why nobody goes there; `None` for one that does not redirect.
fn target(reply: &Reply, here: &Url) -> Option<Result<Url, String>> {
    if !matches!(reply.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = reply.location.as_deref()?;
    Some(match here.join(location) {
        Ok(next) if matches!(next.scheme(), "http" | "https") && next.has_host() => {
            let mut next = next;
            next.set_fragment(None);
            Ok(next)
        }
        Ok(next) => Err(format!("redirects to `{}:`", next.scheme())),
        Err(_) => Err("redirects to no address".to_owned()),
    })
}
