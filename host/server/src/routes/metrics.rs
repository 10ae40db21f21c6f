//! Figures for Prometheus.

use crate::app::App;
use axum::Router;

/// Paths outside `/api/v1`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
}
