//! An S3-compatible server on loopback, which checks signatures: s3s with s3s-fs. The tests run it in their own
//! process; by itself it serves `scripts/bench-publish`, for the user and secret of the environment.

use std::net::TcpListener;
use std::path::Path;
use std::thread::{self, JoinHandle};

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;

/// Serves a folder, whose folders are its buckets, to one user. The port, and the thread, which never ends.
pub fn serve(folder: &Path, user: &str, secret: &str) -> (u16, JoinHandle<()>) {
    let files = s3s_fs::FileSystem::new(folder).expect("a folder");
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(user, secret));
    let service = service.build();
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("a port").port();
    let serve = async move {
        listener.set_nonblocking(true).expect("a listener");
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        let server = Builder::new(TokioExecutor::new());
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            let requests = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
                let service = service.clone();
                // A request goes on when whoever sent it is killed: s3s-fs, cut off between an object and its
                // checksum, would keep one that does not match the other.
                let answer = async move { service.call(request.map(s3s::Body::from)).await };
                async { tokio::spawn(answer).await.expect("an answer") }
            });
            let connection = server.serve_connection(TokioIo::new(socket), requests);
            tokio::spawn(connection.into_owned());
        }
    };
    let thread = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        runtime.expect("a runtime").block_on(serve);
    });
    (port, thread)
}

#[allow(dead_code)]
fn main() {
    let variable = |name| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let folder = std::env::args().nth(1).expect("a folder");
    let (user, secret) = (variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"));
    let (port, thread) = serve(Path::new(&folder), &user, &secret);
    println!("{port}");
    thread.join().expect("the server goes on");
}
