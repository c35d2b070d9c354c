//! Which hosts a request may name. A page of another origin can have its own name resolved to this
//! machine (DNS rebinding) and would then read the site, drafts included; its requests bear that name.

use std::net::IpAddr;

/// The hosts that the server answers to: this machine's own names, and the one it was bound to.
#[derive(Debug, Clone)]
pub struct Hosts {
    bound: String,
    /// Whether it listens on every address of the machine.
    is_open: bool,
}

impl Hosts {
    /// Those of a server that was asked to listen at `bound`, a name or an address.
    pub fn bound_to(bound: &str) -> Self {
        let bound = bound.trim_start_matches('[').trim_end_matches(']').to_lowercase();
        let is_open = bound.parse().is_ok_and(|address: IpAddr| address.is_unspecified());
        Self { bound, is_open }
    }

    /// Whether a `Host` header, with or without a port, may be answered. An address instead of a name
    /// cannot be rebound, so that any is allowed where the machine listens on all of its own.
    pub fn allow(&self, header: &str) -> bool {
        let Some(host) = without_port(header) else { return false };
        let host = host.to_lowercase();
        if host == self.bound || host == "localhost" || host.ends_with(".localhost") {
            return true;
        }
        let address: Result<IpAddr, _> = host.parse();
        address.is_ok_and(|address| address.is_loopback() || self.is_open)
    }
}

/// The host of `host`, `host:port`, `[v6]` or `[v6]:port`.
fn without_port(header: &str) -> Option<&str> {
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|it| it.is_ascii_digit());
    if let Some(rest) = header.strip_prefix('[') {
        let (host, port) = rest.split_once(']')?;
        let sound = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return sound.then_some(host);
    }
    match header.split_once(':') {
        Some((host, port)) => is_port(port).then_some(host),
        None => Some(header),
    }
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    #[test]
    fn only_own_hosts_are_answered() {
        let cases = [
            ("127.0.0.1", "127.0.0.1:1111", true),
            ("127.0.0.1", "localhost:1111", true),
            ("127.0.0.1", "LOCALHOST", true),
            ("127.0.0.1", "desk.localhost", true),
            ("127.0.0.1", "127.8.0.1", true),
            ("127.0.0.1", "[::1]:1111", true),
            ("127.0.0.1", "evil.example", false),
            ("127.0.0.1", "evil.example:1111", false),
            ("127.0.0.1", "localhost.evil.example", false),
            ("127.0.0.1", "127.0.0.1.evil.example", false),
            ("127.0.0.1", "192.168.1.5", false),
            ("127.0.0.1", "localhost:1111:1111", false),
            ("127.0.0.1", "localhost:", false),
            ("127.0.0.1", "user@localhost", false),
            ("127.0.0.1", "[::1", false),
            ("127.0.0.1", "", false),
            ("0.0.0.0", "192.168.1.5:1111", true),
            ("0.0.0.0", "[fe80::1]:1111", true),
            ("0.0.0.0", "evil.example", false),
            ("::", "192.168.1.5", true),
            ("desk.example", "Desk.example:1111", true),
            ("desk.example", "evil.example", false),
            ("192.168.1.5", "192.168.1.5:80", true),
            ("192.168.1.5", "192.168.1.6:80", false),
        ];
        for (bound, header, expected) in cases {
            assert_eq!(Hosts::bound_to(bound).allow(header), expected, "{header} at {bound}");
        }
    }
}
