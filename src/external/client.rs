//! One request, and what came of it: the one file that knows the HTTP library.

use std::io;
use std::time::Duration;

use ureq::http::Response;
use ureq::http::header::LOCATION;
use ureq::{Agent, Body, Error};
use url::Url;

use crate::external::Manners;

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
    agent: Agent,
}

impl Client {
    /// A client that is as patient as the manners say.
    pub fn new(manners: &Manners) -> Self {
        let config = Agent::config_builder()
            .user_agent(USER_AGENT)
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(manners.connect))
            .max_idle_connections(0)
            .build();
        Self { agent: config.new_agent() }
    }

    /// Asks an address once, for at most `left`.
    ///
    /// # Errors
    /// Nothing that is HTTP came in time.
    pub fn send(&self, method: Method, url: &Url, left: Duration) -> Result<Reply, Failure> {
        let request = match method {
            Method::Head => self.agent.head(url.as_str()),
            Method::Get => self.agent.get(url.as_str()),
        };
        let answer = request.config().timeout_global(Some(left)).build().call();
        // The body goes unread: the connection is closed with it.
        answer.map(|answer| reply(&answer)).map_err(failure)
    }
}

fn reply(answer: &Response<Body>) -> Reply {
    let location = answer.headers().get(LOCATION);
    let location = location.map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
    Reply { status: answer.status().as_u16(), location }
}

fn failure(error: Error) -> Failure {
    match error {
        Error::Timeout(_) => Failure::TimedOut,
        Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => Failure::TimedOut,
        // What TLS says of a certificate, or of an answer that is not TLS, comes in this wrapping.
        Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            Failure::Lasting("no secure connection")
        }
        Error::Io(error) => Failure::Connection(error.kind().to_string()),
        Error::ConnectionFailed => Failure::Connection("no connection".to_owned()),
        Error::HostNotFound => Failure::Lasting("no such host"),
        Error::Tls(_) | Error::Rustls(_) => Failure::Lasting("no secure connection"),
        Error::BadUri(_) | Error::Http(_) => Failure::Lasting("no address that can be asked"),
        _ => Failure::Lasting("no answer in HTTP"),
    }
}
