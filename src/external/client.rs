//! One request of a link check, and its answer.

use std::error::Error as _;
use std::io;
use std::iter::successors;
use std::time::Duration;

use reqwest::Error;
use reqwest::blocking::{self, Response};
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use url::Url;

use crate::external::request_policy::RequestPolicy;
use crate::http;

/// Who asks. Whoever runs a site can tell redlines from a reader, and refuse it.
const USER_AGENT: &str = concat!("redlines/", env!("CARGO_PKG_VERSION"), " (link check)");

/// What is asked for: the head of an answer, or all of it, of which no more is read than came with the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Head,
    Get,
}

/// The head of an answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// Where a redirect leads, as the server wrote it.
    pub location: Option<String>,
}

/// Why there was no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    TimedOut,
    /// The connection broke or was refused, which may pass.
    Connection(String),
    /// Asking again would give the same.
    Lasting(&'static str),
}

/// Asks, and follows nothing by itself.
#[derive(Debug)]
pub struct Client {
    client: blocking::Client,
}

impl Client {
    /// A client that is as patient as the request_policy say.
    ///
    /// # Panics
    /// The TLS library refuses its own settings.
    pub fn new(request_policy: &RequestPolicy) -> Self {
        let client = http::blocking_client()
            .user_agent(USER_AGENT)
            .redirect(Policy::none())
            .connect_timeout(request_policy.connect)
            .pool_max_idle_per_host(0)
            .build();
        Self { client: client.expect("the settings of TLS are sound") }
    }

    /// Asks an address once, for at most `left`.
    ///
    /// # Errors
    /// Nothing that is HTTP came in time.
    pub fn send(&self, method: Method, url: &Url, left: Duration) -> Result<Reply, Failure> {
        let request = match method {
            Method::Head => self.client.head(url.clone()),
            Method::Get => self.client.get(url.clone()),
        };
        // The body goes unread: the connection is closed with it.
        request.timeout(left).send().map(|answer| reply(&answer)).map_err(|error| failure(&error))
    }
}

fn reply(answer: &Response) -> Reply {
    let location = answer.headers().get(LOCATION);
    let location = location.map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
    Reply { status: answer.status().as_u16(), location }
}

fn failure(error: &Error) -> Failure {
    if error.is_timeout() {
        return Failure::TimedOut;
    }
    if error.is_builder() {
        return Failure::Lasting("no address that can be asked");
    }
    if causes(error).any(|cause| cause.is::<rustls::Error>()) {
        return Failure::Lasting("no secure connection");
    }
    // The resolver's error has no type of its own.
    if causes(error).any(|cause| cause.to_string() == "dns error") {
        return Failure::Connection("no such host".to_owned());
    }
    if let Some(error) = causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).last()
    {
        return match error.kind() {
            io::ErrorKind::TimedOut => Failure::TimedOut,
            kind => Failure::Connection(kind.to_string()),
        };
    }
    match causes(error).find_map(|cause| cause.downcast_ref::<hyper::Error>()) {
        Some(error) if error.is_parse() => Failure::Lasting("no answer in HTTP"),
        _ => Failure::Connection("the connection was closed".to_owned()),
    }
}

/// What led to an error, the cause of each after it.
fn causes(error: &Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    successors(error.source(), |&cause| {
        // `source` of an I/O error leaves out the error that it wraps.
        match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => cause.source(),
        }
    })
}
