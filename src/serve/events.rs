//! Events: what an open page is told of itself, as server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{self, Stream, StreamExt as _};
use percent_encoding::percent_decode_str;
use tokio::sync::watch::Receiver;
use tokio::task::spawn_blocking;

use crate::serve::server::Server;
use crate::serve::snapshot::Snapshot;

/// How soon a browser asks again when the server went away.
const RETRY: Duration = Duration::from_millis(300);

/// The states of the page that the query names (`page=/briefs/veto/`, encoded): now, and whenever they
/// change, until the server stops.
pub fn stream(server: &Server, query: &str) -> Response {
    let page = query.strip_prefix("page=").unwrap_or_default();
    let page: Arc<str> = percent_decode_str(page).decode_utf8_lossy().into();
    let mut stopped = server.stopped.clone();
    let over = async move {
        let _ = stopped.wait_for(|stopped| *stopped).await;
    };
    let states = states(server.snapshots.clone(), page).take_until(Box::pin(over));
    Sse::new(states).keep_alive(KeepAlive::default()).into_response()
}

fn states(
    mut snapshots: Receiver<Arc<Snapshot>>,
    page: Arc<str>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    // The present snapshot counts as one that was not seen.
    snapshots.mark_changed();
    stream::unfold((snapshots, String::new()), move |(mut snapshots, mut told)| {
        let page = Arc::clone(&page);
        async move {
            loop {
                snapshots.changed().await.ok()?;
                let snapshot = Arc::clone(&snapshots.borrow_and_update());
                if !snapshot.is_ready {
                    continue;
                }
                let page = Arc::clone(&page);
                let state = spawn_blocking(move || {
                    serde_json::to_string(&snapshot.state(&page)).unwrap_or_default()
                });
                let state = state.await.ok()?;
                if state != told {
                    told.clone_from(&state);
                    let event = Event::default().event("state").retry(RETRY).data(state);
                    return Some((Ok(event), (snapshots, told)));
                }
            }
        }
    })
}
