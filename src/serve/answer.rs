//! Requests and their answers: who may ask, and what they get.

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use tokio::task::spawn_blocking;

use crate::model::delivery::Delivery;
use crate::serve::events;
use crate::serve::host::Hosts;
use crate::serve::inject::{RESERVED, inject};
use crate::serve::live_site::Answer;
use crate::serve::server::Server;
use crate::serve::snapshot::Snapshot;

const HTML: &str = "text/html; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

/// What shows changes and problems in a page. Both files are part of no build.
const SCRIPT: &str = include_str!("client.js");
const STYLE: &str = include_str!("client.css");

/// Stands in for a page that cannot be shown; its script shows why, and waits.
const STAND_IN: &str = include_str!("stand_in.html");

/// The version of what is not there; every page has another.
const NOTHING: &str = "none";

/// Answers a request.
pub async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let (request, _) = request.into_parts();
    let mut response = match refuse(&server.hosts, &request) {
        Some(refused) => refused,
        None => match request.uri.path().strip_prefix(RESERVED) {
            Some("client.js") => {
                of_bytes("text/javascript; charset=utf-8", SCRIPT.as_bytes().into())
            }
            Some("client.css") => of_bytes("text/css; charset=utf-8", STYLE.as_bytes().into()),
            Some("events") => events::stream(&server, request.uri.query().unwrap_or_default()),
            Some(_) => plain(StatusCode::NOT_FOUND, "The server has no such file.\n"),
            None => page(&server, &request.uri).await,
        },
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Drafts are not for the pages of others, which could show their pictures.
    let policy = header::HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("same-origin"));
    response
}

/// The refusal of a request that names another host, or wants to do what nobody can.
fn refuse(hosts: &Hosts, request: &Parts) -> Option<Response> {
    let named = request.headers.get_all(header::HOST);
    let mut named = named.iter().map(|host| host.to_str().unwrap_or_default());
    // A request may name its host in its first line as well, and must name it.
    let of_line = request.uri.authority().map(|it| it.as_str());
    let is_own = named.next().is_some_and(|host| hosts.allow(host))
        && named.next().is_none()
        && of_line.is_none_or(|host| hosts.allow(host));
    if !is_own {
        let text = "This server answers to its own host only. To serve others on your network, start it \
                    with `--host` and the address or name that they use.\n";
        return Some(plain(StatusCode::FORBIDDEN, text));
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let mut refused =
            plain(StatusCode::METHOD_NOT_ALLOWED, "Pages can be read, and no more.\n");
        refused.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(refused);
    }
    None
}

/// What the site has at the request's path; a request that comes before the first run waits for it.
async fn page(server: &Server, uri: &Uri) -> Response {
    let mut snapshots = server.snapshots.clone();
    let Ok(snapshot) =
        snapshots.wait_for(|snapshot| snapshot.is_ready).await.map(|it| Arc::clone(&it))
    else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "The server has stopped.\n");
    };
    let path = uri.path().to_owned();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let rendered = spawn_blocking(move || respond(&snapshot, &path, &query)).await;
    rendered
        .unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "The page was not made.\n"))
}

fn respond(snapshot: &Snapshot, path: &str, query: &str) -> Response {
    let Some(served) = &snapshot.served else {
        return stand_in(StatusCode::SERVICE_UNAVAILABLE, NOTHING);
    };
    let answer = served.answer(path);
    let version = served.version(&answer);
    match answer {
        Answer::Found { name, bytes } => {
            let kind = Delivery::for_path(&name).content_type;
            match kind == HTML {
                true => of_bytes(HTML, inject(bytes.into_owned(), &version).into()),
                false => of_bytes(&kind, bytes),
            }
        }
        Answer::Missing(Some(page)) => {
            (StatusCode::NOT_FOUND, of_bytes(HTML, inject(page, &version).into())).into_response()
        }
        Answer::Missing(None) => stand_in(StatusCode::NOT_FOUND, &version),
        Answer::Moved(to) => {
            let to = HeaderValue::try_from(format!("{to}{query}"));
            let mut moved = plain(StatusCode::TEMPORARY_REDIRECT, "The page is elsewhere.\n");
            if let Ok(to) = to {
                moved.headers_mut().insert(header::LOCATION, to);
            }
            moved
        }
        Answer::Failed(_) => stand_in(StatusCode::INTERNAL_SERVER_ERROR, NOTHING),
        Answer::Broken(reason) => plain(StatusCode::INTERNAL_SERVER_ERROR, &format!("{reason}\n")),
    }
}

fn stand_in(status: StatusCode, version: &str) -> Response {
    let page = inject(STAND_IN.as_bytes().to_vec(), version);
    (status, of_bytes(HTML, page.into())).into_response()
}

fn plain(status: StatusCode, text: &str) -> Response {
    (status, of_bytes(PLAIN, text.as_bytes().to_vec().into())).into_response()
}

fn of_bytes(kind: &str, bytes: Cow<'static, [u8]>) -> Response {
    let mut response = Response::new(Body::from(bytes.into_owned()));
    if let Ok(kind) = HeaderValue::from_str(kind) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}
