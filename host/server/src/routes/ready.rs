//! Whether the process answers, and whether everything it depends on is there.

use crate::app::App;
use crate::metrics::what_is_missing;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

/// Paths outside `/api/v1`.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/health", get(health)).route("/ready", get(ready))
}

/// `GET /ready`.
#[derive(Debug, Serialize)]
struct Ready {
    /// Everything is there.
    ready: bool,
    /// What is not.
    missing: Vec<String>,
}

/// The process answers.
async fn health() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ok")
}

/// Whether everything is there: 200 or 503.
async fn ready(State(app): State<App>) -> Response {
    let missing = what_is_missing(&app).await;
    let status = if missing.is_empty() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let answer = Ready { ready: missing.is_empty(), missing };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response()
}
