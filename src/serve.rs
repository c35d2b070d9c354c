//! The author's server: the site as it is on disk at this moment, in a browser.
//!
//! Beside the stages it has three parts. `follow` watches the folder and runs the stages after every
//! change; a run becomes a `Snapshot`, which holds the last sound site and the latest problems.
//! `answer` answers requests out of a snapshot: a page is rendered when it is asked for. `events` tells
//! open pages when theirs is another than they show. The stages know nothing of all this.

mod answer;
mod events;
mod follow;
mod host;
mod inject;
mod listen;
mod live_site;
mod rendered;
mod route;
mod server;
mod site;
mod snapshot;
mod watch;

use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::Router;
use futures_util::future::{Either, select};
use tokio::net::TcpListener as Listener;
use tokio::runtime::Builder;
use tokio::signal;
use tokio::sync::watch as shared;

use crate::serve::host::Hosts;
use crate::serve::server::Server;
use crate::serve::snapshot::Snapshot;

pub use listen::listen;
pub use site::{Notice, SiteServer};

/// How long open connections may take to end after the server was told to stop.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_millis(500);

/// Serves a site until the process is told to stop (an interrupt, or a termination).
///
/// # Errors
/// The system refuses what a server needs, in one sentence.
pub fn serve(site: SiteServer, listener: TcpListener, host: &str) -> Result<(), String> {
    let refused = |error: std::io::Error| format!("the server cannot start: {error}");
    let (publish, snapshots) = shared::channel(Arc::new(Snapshot::default()));
    let (stop, stopped) = shared::channel(false);
    let server = Server { hosts: Hosts::bound_to(host), snapshots, stopped };
    thread::Builder::new()
        .name("follow".to_owned())
        .spawn(move || follow::follow(&site, &publish))
        .map_err(refused)?;
    let runtime = Builder::new_current_thread().enable_all().build().map_err(refused)?;
    let done = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = Listener::from_std(listener)?;
        let router = Router::new().fallback(answer::answer).with_state(Arc::new(server));
        let mut farewell = stop.subscribe();
        let told = async move {
            shutdown_signal().await;
            // Streams of events end, and with them their connections.
            stop.send_replace(true);
        };
        let serving = axum::serve(listener, router).with_graceful_shutdown(told).into_future();
        let patience = async {
            let _ = farewell.wait_for(|stopped| *stopped).await;
            tokio::time::sleep(SHUTDOWN_TIMEOUT).await;
        };
        match select(pin!(serving), pin!(patience)).await {
            Either::Left((done, _)) => done,
            Either::Right(_) => Ok(()),
        }
    });
    // A search index that is being made is not waited for.
    runtime.shutdown_background();
    done.map_err(refused)
}

/// Where a browser finds a server that listens at an address. From there it is led to the site.
pub fn url(address: SocketAddr) -> String {
    let shown = match address.ip() {
        ip if ip.is_unspecified() && ip.is_ipv4() => format!("127.0.0.1:{}", address.port()),
        ip if ip.is_unspecified() => format!("[::1]:{}", address.port()),
        _ => address.to_string(),
    };
    format!("http://{shown}/")
}

async fn shutdown_signal() {
    #[cfg(unix)]
    {
        use signal::unix::{SignalKind, signal};
        if let Ok(mut termination) = signal(SignalKind::terminate()) {
            select(pin!(signal::ctrl_c()), pin!(termination.recv())).await;
            return;
        }
    }
    let _ = signal::ctrl_c().await;
}
