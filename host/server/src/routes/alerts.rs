//! Alerts and where they are sent.

use crate::app::App;
use utoipa_axum::router::OpenApiRouter;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
