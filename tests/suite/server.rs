//! A server on this machine that answers as a test wants, and remembers what it was asked.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long a server that hangs says nothing; longer than any test waits.
const FOREVER: Duration = Duration::from_secs(60);

/// What a server was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub agent: String,
    pub at: Instant,
}

/// What it does then.
pub enum Reaction {
    /// A status, and headers beside it.
    Status(u16, String),
    /// 200 with a body of so many bytes, though of a `HEAD` it says 405.
    Body(usize),
    /// Nothing at all.
    Hang,
    /// It closes the connection.
    Close,
}

/// A status without further headers.
pub fn status(status: u16) -> Reaction {
    Reaction::Status(status, String::new())
}

/// A redirect.
pub fn redirect(to: &str) -> Reaction {
    Reaction::Status(302, format!("Location: {to}\r\n"))
}

/// The server; it ends with the test's process.
pub struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Serves what `react` says to a method, a path, and how often the path was asked before.
    pub fn new(react: impl Fn(&str, &str, usize) -> Reaction + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (log, react) = (Arc::clone(&asked), Arc::new(react));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, react) = (Arc::clone(&log), Arc::clone(&react));
                // Whoever asks may go at any time.
                thread::spawn(move || answer(stream, &log, &*react));
            }
        });
        Self { port, asked }
    }

    /// An address of it.
    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Everything that it was asked, in order.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The methods by which a path was asked, in order.
    pub fn methods(&self, path: &str) -> Vec<String> {
        self.asked().into_iter().filter(|it| it.path == path).map(|it| it.method).collect()
    }
}

fn answer(
    mut stream: TcpStream,
    log: &Mutex<Vec<Asked>>,
    react: &dyn Fn(&str, &str, usize) -> Reaction,
) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let first = lines.next()?.ok()?;
    let mut words = first.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let headers: Vec<String> =
        lines.map_while(Result::ok).take_while(|it| !it.is_empty()).collect();
    let agent = headers.iter().find_map(|it| {
        let (name, value) = it.split_once(": ")?;
        name.eq_ignore_ascii_case("user-agent").then(|| value.to_owned())
    });
    let before = {
        let mut log = log.lock().unwrap();
        let before = log.iter().filter(|it| it.path == path).count();
        let (method, path) = (method.clone(), path.clone());
        log.push(Asked { method, path, agent: agent.unwrap_or_default(), at: Instant::now() });
        before
    };
    let head = |status: u16, headers: &str, length: usize| {
        format!(
            "HTTP/1.1 {status} It\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
        )
    };
    match react(&method, &path, before) {
        Reaction::Status(status, headers) => {
            stream.write_all(head(status, &headers, 0).as_bytes()).ok()
        }
        Reaction::Body(_) if method == "HEAD" => stream.write_all(head(405, "", 0).as_bytes()).ok(),
        Reaction::Body(length) => {
            stream.write_all(head(200, "", length).as_bytes()).ok()?;
            let part = [b'x'; 65_536];
            (0..length / part.len()).try_for_each(|_| stream.write_all(&part)).ok()
        }
        Reaction::Hang => {
            thread::sleep(FOREVER);
            None
        }
        Reaction::Close => None,
    }
}
