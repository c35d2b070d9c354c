//! The HTTP client of the link check.

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

/// The user agent. Servers can recognize the link check, and refuse it.
const USER_AGENT: &str = concat!("redlines/", env!("CARGO_PKG_VERSION"), " (link check)");

/// The request method. The body of a `GET` response is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Head,
    Get,
}

/// The head of a response.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// The `Location` header of a redirect, unparsed.
    pub location: Option<String>,
}

/// The reason why there was no response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    TimedOut,
    /// The connection broke or was refused. A retry may succeed.
    Connection(String),
    /// A retry would fail, too.
    Lasting(&'static str),
}

/// A client that does not follow redirects.
#[derive(Debug)]
pub struct Client {
    client: blocking::Client,
}

impl Client {
    /// Creates a client with the timeouts of a policy.
    ///
    /// # Panics
    /// The TLS settings are invalid.
    pub fn new(request_policy: &RequestPolicy) -> Self {
        let client = http::blocking_client()
            .user_agent(USER_AGENT)
            .redirect(Policy::none())
            .connect_timeout(request_policy.connect)
            .pool_max_idle_per_host(0)
            .build();
        Self { client: client.expect("the settings of TLS are sound") }
    }

    /// Sends one request, with `timeout` for the whole response.
    ///
    /// # Errors
    /// No HTTP response arrived in time.
    pub fn send(&self, method: Method, url: &Url, timeout: Duration) -> Result<Reply, Failure> {
        let request = match method {
            Method::Head => self.client.head(url.clone()),
            Method::Get => self.client.get(url.clone()),
        };
        // Dropping the response closes the connection without reading the body.
        let response = request.timeout(timeout).send();
        response.map(|response| reply(&response)).map_err(|error| failure(&error))
    }
}

fn reply(response: &Response) -> Reply {
    let location = response.headers().get(LOCATION);
    let location = location.map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
    Reply { status: response.status().as_u16(), location }
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
    // The resolver's error has no public type.
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

/// The chain of causes of an error.
fn causes(error: &Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    successors(error.source(), |&cause| {
        // `source` of an I/O error skips the error that it wraps.
        match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => cause.source(),
        }
    })
}
