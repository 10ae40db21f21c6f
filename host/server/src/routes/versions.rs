//! Named versions of a strategy.

use super::name;
use crate::app::App;
use crate::caller::Caller;
use crate::clock::now_ms;
use crate::extract::{Json, Path};
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use craftstrat_api::studio::{ApiProblem, NewVersion, Version, VersionSummary};
use craftstrat_storage::{strategies, versions};

/// Versions, the newest first.
#[utoipa::path(get, path = "/strategies/{id}/versions", tag = "strategies", params(("id" = String, Path)), responses(
    (status = 200, body = Vec<VersionSummary>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn list(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Vec<VersionSummary>>> {
    if strategies::find(&app.db, &owner, &id).await?.is_none() {
        return Err(Refusal::not_found("strategy"));
    }
    Ok(axum::Json(versions::list(&app.db, &owner, &id).await?))
}

/// Names the present revision.
#[utoipa::path(post, path = "/strategies/{id}/versions", tag = "strategies", request_body = NewVersion,
    params(("id" = String, Path)), responses(
    (status = 201, body = VersionSummary),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn create(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    Json(new): Json<NewVersion>,
) -> Answer<(StatusCode, axum::Json<VersionSummary>)> {
    let name = name(&new.name)?;
    if let Some(made) = versions::insert(&app.db, &owner, &id, name, now_ms()).await? {
        return Ok((StatusCode::CREATED, axum::Json(made)));
    }
    match strategies::find(&app.db, &owner, &id).await? {
        Some(_) => Err(Refusal::conflict("not_a_document", "A component never changes: it has no versions.")),
        None => Err(Refusal::not_found("strategy")),
    }
}

/// A version with its document.
#[utoipa::path(get, path = "/strategies/{id}/versions/{number}", tag = "strategies",
    params(("id" = String, Path), ("number" = u64, Path)), responses(
    (status = 200, body = Version),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn find(
    State(app): State<App>,
    Caller(owner): Caller,
    Path((id, number)): Path<(String, String)>,
) -> Answer<axum::Json<Version>> {
    let missing = || Refusal::not_found("version");
    let number: i64 = number.parse().map_err(|_| missing())?;
    if strategies::find(&app.db, &owner, &id).await?.is_none() {
        return Err(Refusal::not_found("strategy"));
    }
    versions::find(&app.db, &owner, &id, number).await?.map(axum::Json).ok_or_else(missing)
}
