//! Every request: a span with an id that is also in the answer, and a count by route and status.

use crate::app::App;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing::Instrument;

/// The id of a request, made here: one that comes with a request is somebody else's.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The route of what no route matches: files of the page, and paths that are not there.
const UNMATCHED: &str = "unmatched";

/// Gives a request its id, follows it, and counts how it was answered.
pub(crate) async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = uuid::Uuid::new_v4().simple().to_string();
    let method = known(request.method());
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or(UNMATCHED, MatchedPath::as_str).to_owned();
    // At the highest level, so that whatever is logged in it has the id.
    let span = tracing::error_span!("request", request_id = %id, method, route);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    let elapsed_us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status = status.as_u16(), elapsed_us, "answered"));
    app.metrics.requests.add([method, &route, status.as_str()], 1);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// A client may make up methods; they are not told apart.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => super::tally::OTHER,
    }
}
