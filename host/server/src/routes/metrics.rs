//! Figures for Prometheus.

use crate::app::App;
use crate::metrics::{CONTENT_TYPE, gather};
use crate::problem::{Answer, Refusal};
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

/// Paths outside `/api/v1`.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/metrics", get(metrics))
}

/// Every figure, as text.
async fn metrics(State(app): State<App>) -> Answer<impl IntoResponse> {
    let pulled = gather(&app).await?;
    let text = app.metrics.text(pulled).map_err(Refusal::internal)?;
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE), (header::CACHE_CONTROL, "no-store")], text))
}
