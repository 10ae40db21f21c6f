//! One's plan and what is used of it.

use crate::access::Requester;
use crate::app::App;
use crate::caller::Caller;
use crate::plans;
use crate::problem::Answer;
use axum::extract::State;
use craftstrat_api::studio::ApiProblem;
use craftstrat_api::studio::people::PlanUse;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find))
}

/// One's plan and what is used of it.
#[utoipa::path(get, path = "/plan", tag = "account", responses(
    (status = 200, body = PlanUse),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn find(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
) -> Answer<axum::Json<PlanUse>> {
    Ok(axum::Json(plans::usage(&app, &owner, &requester).await?))
}
