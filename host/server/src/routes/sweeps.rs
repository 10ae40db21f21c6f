//! Sweeps: asked for and kept.

use super::discard;
use crate::access::Requester;
use crate::app::{App, Studio};
use crate::caller::Caller;
use crate::extract::{Json, Path, Query};
use crate::jobs::{self, Request, grid, split};
use crate::paging::PageQuery;
use crate::plan::{Plan, freeze};
use crate::plans;
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use craftstrat_api::studio::{ApiProblem, Deleted, Job, Page, SweepDetail, SweepRequest, SweepSummary};
use craftstrat_runs::RunError;
use craftstrat_storage::Owner;
use craftstrat_storage::{sweeps, trash};

/// Sweeps, the newest first.
#[utoipa::path(get, path = "/sweeps", tag = "sweeps", params(PageQuery), responses(
    (status = 200, body = Page<SweepSummary>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn list(
    State(app): State<App>,
    Caller(owner): Caller,
    Query(query): Query<PageQuery>,
) -> Answer<axum::Json<Page<SweepSummary>>> {
    Ok(axum::Json(sweeps::page(&app.db, &owner, &query.asked()?).await?))
}

/// Queues a sweep. Everything that can be refused is refused now.
#[utoipa::path(post, path = "/sweeps", tag = "sweeps", request_body = SweepRequest, responses(
    (status = 202, body = Job),
    (status = 429, body = ApiProblem, content_type = "application/problem+json"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn create(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Json(mut request): Json<SweepRequest>,
) -> Answer<(StatusCode, axum::Json<Job>)> {
    plans::hold_history(&app, &requester, &mut request.settings)?;
    let frozen = freeze(&app, &owner, &request.strategy).await?;
    request.strategy = frozen.reference.clone();
    let (strategy, wanted) = (frozen.strategy.clone(), request.clone());
    let plan = move |studio: &Studio| {
        let plan = Plan::make(studio, &frozen, &wanted.settings)?;
        grid(&plan, &wanted)?;
        if let Some(share) = wanted.in_sample {
            split(&plan, share)?;
        }
        Ok::<_, RunError>(plan.name(&frozen))
    };
    let name = app.heavy(plan).await?;
    let request = Request::Sweep { strategy, name: name.clone(), request };
    let job = jobs::enqueue(&app, &owner, name, &request).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(job)))
}

async fn present(app: &App, owner: &Owner, id: &str) -> Answer<SweepDetail> {
    sweeps::find(&app.db, owner, id).await?.ok_or_else(|| Refusal::not_found("sweep"))
}

/// A sweep with everything, rows in the grid's order.
#[utoipa::path(get, path = "/sweeps/{id}", tag = "sweeps", params(("id" = String, Path)), responses(
    (status = 200, body = SweepDetail),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn find(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<SweepDetail>> {
    Ok(axum::Json(present(&app, &owner, &id).await?))
}

/// Deletes a sweep; it can be brought back for a day.
#[utoipa::path(delete, path = "/sweeps/{id}", tag = "sweeps", params(("id" = String, Path)), responses(
    (status = 200, body = Deleted),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn delete(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Deleted>> {
    let name = present(&app, &owner, &id).await?.summary.name;
    discard(&app, &owner, trash::Kind::Sweep, &id, &name).await
}
