//! The programs that the tests start.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

/// How long a server may take to listen, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where a program of the system is.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Other users than root do not have these on their path.
    let system = ["/usr/sbin".into(), "/usr/local/sbin".into()];
    std::env::split_paths(&path)
        .chain(system)
        .map(|folder| folder.join(name))
        .find(|it| it.is_file())
}

/// A program that the list of tests says is needed.
pub fn program(name: &str) -> PathBuf {
    find(name).unwrap_or_else(|| panic!("`{name}` is not installed: run tests/publish/setup"))
}

/// A program that is stopped when it is dropped.
pub struct Server {
    child: Child,
    pub port: u16,
}

impl Server {
    /// Starts a server and waits until it listens.
    pub fn start(port: u16, command: &mut Command) -> Self {
        let mut child = command.spawn().expect("the server starts");
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(started.elapsed() < PATIENCE, "{command:?} does not listen");
            assert!(child.try_wait().unwrap().is_none(), "{command:?} ended");
            thread::sleep(Duration::from_millis(20));
        }
        Self { child, port }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
