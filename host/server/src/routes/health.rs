//! What runs here, and what authors need of it.

use super::attachment;
use crate::app::App;
use crate::openapi::Binary;
use crate::problem::Answer;
use crate::starter;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use craftstrat_api::studio::{ApiProblem, Health};
use craftstrat_data::{Selection, StoreError};

/// What runs here.
#[utoipa::path(get, path = "/health", tag = "studio", responses(
    (status = 200, body = Health),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn health(State(app): State<App>) -> Answer<Json<Health>> {
    let count = app.heavy(|studio| {
        let found = studio.store.coverage(&Selection::default())?;
        Ok::<_, StoreError>(found.len() as u64)
    });
    Ok(Json(Health {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        // One version for every crate of the workspace.
        compiler_version: env!("CARGO_PKG_VERSION").to_owned(),
        markets: count.await?,
    }))
}

/// The JSON Schema of strategy documents.
#[utoipa::path(get, path = "/schema", tag = "studio", responses(
    (status = 200, body = serde_json::Value),
))]
pub(crate) async fn schema() -> Json<serde_json::Value> {
    Json(craftstrat_compiler::json_schema())
}

/// A Cargo project for authors that builds as it is, with the guest SDK and the world beside it.
#[utoipa::path(get, path = "/starter.zip", tag = "studio", responses(
    (status = 200, body = Binary, content_type = "application/zip"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn starter(State(app): State<App>) -> Answer<Response> {
    let bytes = app.heavy(|_| starter::archive()).await?;
    Ok(attachment(bytes, "application/zip", "craftstrat-starter.zip"))
}
