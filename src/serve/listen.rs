//! The port: the one that was asked for, or the next free one.

use std::io::ErrorKind;
use std::net::{TcpListener, ToSocketAddrs as _};

/// How many ports are tried.
const TRIED: u16 = 100;

/// Listens at a host's first address, at `port` or the next port that is free; 0 is any.
///
/// # Errors
/// The host has no address here, the port is not allowed, or no port is free; in one sentence.
pub fn listen(host: &str, port: u16) -> Result<TcpListener, String> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let unknown = || format!("`--host {host}` is no address of this machine");
    let address = (bare, port).to_socket_addrs().map_err(|_| unknown())?.next();
    let mut address = address.ok_or_else(unknown)?;
    let last = port.saturating_add(TRIED);
    for tried in port..=last {
        address.set_port(tried);
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                return Err(format!(
                    "port {tried} is not allowed: those below 1024 belong to the system; choose \
                     another with `--port`"
                ));
            }
            Err(error) if error.kind() == ErrorKind::AddrNotAvailable => return Err(unknown()),
            Err(error) => return Err(format!("port {tried} cannot be used: {error}")),
        }
    }
    Err(format!("the ports {port} to {last} are taken; choose another with `--port`"))
}

#[cfg(test)]
mod tests {
    use super::listen;

    #[test]
    fn a_taken_port_gives_way_to_the_next_one() {
        let first = listen("127.0.0.1", 0).expect("a port");
        let taken = first.local_addr().expect("an address").port();
        let second = listen("127.0.0.1", taken).expect("another port");
        assert!(second.local_addr().expect("an address").port() > taken);
    }

    #[test]
    fn a_host_that_is_elsewhere_is_refused() {
        let problem = listen("192.0.2.1", 0).expect_err("an address for documentation");
        assert!(problem.contains("192.0.2.1"), "{problem}");
    }
}
