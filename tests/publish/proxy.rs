//! A TCP proxy before a real server: it slows, cuts or answers in the server's place.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// What the proxy does.
#[derive(Debug, Clone, Copy)]
pub enum Manner {
    /// Every answer of the server comes later.
    Slow(Duration),
    /// Some connections are cut after so many bytes of what the client sends.
    Cut { after: usize, times: usize },
    /// Some requests with this method are answered with a status, and never reach the server.
    Answer { method: &'static str, status: &'static str, times: usize },
    /// Some connections get no answer, and are not closed.
    Stall { times: usize },
}

/// Starts a proxy before a port; its own port. It ends with the tests.
pub fn before(port: u16, manner: Manner) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let own = listener.local_addr().unwrap().port();
    let done = Arc::new(AtomicUsize::new(0));
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let done = Arc::clone(&done);
            thread::spawn(move || serve(client, port, manner, &done));
        }
    });
    own
}

/// Whether it is still to be done, counted at once.
fn takes(done: &AtomicUsize, times: usize) -> bool {
    done.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| {
        (count < times).then_some(count + 1)
    })
    .is_ok()
}

fn serve(client: TcpStream, port: u16, manner: Manner, done: &AtomicUsize) {
    if let Manner::Stall { times } = manner
        && takes(done, times)
    {
        thread::sleep(Duration::from_secs(600));
        return;
    }
    let Ok(server) = TcpStream::connect(("127.0.0.1", port)) else { return };
    let delay = if let Manner::Slow(delay) = manner { delay } else { Duration::ZERO };
    let (from_server, to_client) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    let back = thread::spawn(move || copy(from_server, to_client, |_, _| thread::sleep(delay)));
    let mut left = match manner {
        Manner::Cut { after, times } if takes(done, times) => Some(after),
        _ => None,
    };
    let (whole_client, whole_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    copy(client, server, |bytes, _| {
        if let Manner::Answer { method, status, times } = manner
            && bytes.starts_with(method.as_bytes())
            && takes(done, times)
        {
            let answer =
                format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            let _ = (&whole_client).write_all(answer.as_bytes());
            end(&whole_client, &whole_server);
        }
        if let Some(bytes_left) = left {
            left = bytes_left.checked_sub(bytes.len());
            if left.is_none() {
                end(&whole_client, &whole_server);
            }
        }
    });
    let _ = back.join();
}

fn end(client: &TcpStream, server: &TcpStream) {
    let _ = client.shutdown(Shutdown::Both);
    let _ = server.shutdown(Shutdown::Both);
}

fn copy(mut from: TcpStream, mut to: TcpStream, mut before: impl FnMut(&[u8], usize)) {
    let mut part = vec![0; 1 << 14];
    let mut total = 0;
    while let Ok(read) = from.read(&mut part) {
        if read == 0 {
            break;
        }
        before(&part[..read], total);
        total += read;
        if to.write_all(&part[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
