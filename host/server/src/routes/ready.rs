//! Whether the process answers, and whether everything it depends on is there.

use crate::app::App;
use axum::Router;

/// Paths outside `/api/v1`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
}
