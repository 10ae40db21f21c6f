//! Uploaded components: checked, and stored when they pass.

use super::attachment;
use crate::app::{App, Studio};
use crate::caller::Caller;
use crate::checks;
use crate::clock::now_ms;
use crate::extract::{Body, Path};
use crate::openapi::Binary;
use crate::problem::{Answer, Refusal};
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use craftstrat_api::studio::{ApiProblem, UploadAnswer};
use craftstrat_runs::RunError;
use craftstrat_storage::components;

/// Checks a component on recorded ticks, within the limits a run has. It is kept when it passes.
#[utoipa::path(post, path = "/components", tag = "components",
    request_body(content = Binary, content_type = "application/wasm"), responses(
    (status = 200, body = UploadAnswer),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn check(
    State(app): State<App>,
    Caller(owner): Caller,
    Body(bytes): Body,
) -> Answer<Json<UploadAnswer>> {
    if bytes.is_empty() {
        return Err(Refusal::bad_request("The file is empty."));
    }
    let component = bytes.clone();
    let answer = app.heavy(move |studio: &Studio| Ok::<_, RunError>(checks::run(studio, &component))).await?;
    if let (true, Some(inspection)) = (answer.accepted, &answer.inspection) {
        components::insert(&app.db, &owner, &bytes, inspection, now_ms()).await?;
    }
    Ok(Json(answer))
}

/// The bytes of a component that passed its checks.
#[utoipa::path(get, path = "/components/{hash}", tag = "components", params(("hash" = String, Path)), responses(
    (status = 200, body = Binary, content_type = "application/wasm"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn find(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(hash): Path<String>,
) -> Answer<Response> {
    let bytes = components::bytes(&app.db, &owner, &hash).await?;
    let bytes = bytes.ok_or_else(|| Refusal::not_found("component"))?;
    let name = format!("{}.wasm", hash.get(..12).unwrap_or("component"));
    Ok(attachment(bytes, "application/wasm", &name))
}
