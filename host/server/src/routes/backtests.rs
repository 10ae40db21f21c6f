//! Backtests: asked for, kept, explained.

use super::discard;
use crate::access::Requester;
use crate::app::{App, Studio};
use crate::caller::Caller;
use crate::extract::{Json, Path, Query};
use crate::jobs::{self, Request};
use crate::paging::PageQuery;
use crate::plan::{Plan, freeze};
use crate::plans;
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use craftstrat_api::studio::{
    ApiProblem, BacktestDetail, BacktestRequest, BacktestSummary, Deleted, ExplainRequest, Job, Page,
};
use craftstrat_api::{ExplainResult, Report};
use craftstrat_data::Silent;
use craftstrat_model::{StrategyFactory, TickSource, TimeMs};
use craftstrat_runs::RunError;
use craftstrat_runs::explain::{RowAt, explain as explained};
use craftstrat_storage::Owner;
use craftstrat_storage::{backtests, trash};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Backtests, the newest first.
#[utoipa::path(get, path = "/backtests", tag = "backtests", params(PageQuery), responses(
    (status = 200, body = Page<BacktestSummary>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn list(
    State(app): State<App>,
    Caller(owner): Caller,
    Query(query): Query<PageQuery>,
) -> Answer<axum::Json<Page<BacktestSummary>>> {
    Ok(axum::Json(backtests::page(&app.db, &owner, &query.asked()?).await?))
}

/// Queues a backtest. Everything that can be refused is refused now.
#[utoipa::path(post, path = "/backtests", tag = "backtests", request_body = BacktestRequest, responses(
    (status = 202, body = Job),
    (status = 429, body = ApiProblem, content_type = "application/problem+json"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn create(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Json(request): Json<BacktestRequest>,
) -> Answer<(StatusCode, axum::Json<Job>)> {
    Ok((StatusCode::ACCEPTED, axum::Json(queue(&app, &owner, &requester, request).await?)))
}

/// Queues a backtest for somebody, held to their plan.
///
/// # Errors
/// When it is refused.
pub(crate) async fn queue(
    app: &App,
    owner: &Owner,
    requester: &Requester,
    mut request: BacktestRequest,
) -> Answer<Job> {
    plans::hold_history(app, requester, &mut request.settings)?;
    let frozen = freeze(app, owner, &request.strategy).await?;
    request.strategy = frozen.reference.clone();
    let (strategy, settings) = (frozen.strategy.clone(), request.settings.clone());
    let plan =
        move |studio: &Studio| Ok::<_, RunError>(Plan::make(studio, &frozen, &settings)?.name(&frozen));
    let name = app.heavy(plan).await?;
    let request = Request::Backtest { strategy, name: name.clone(), request };
    jobs::enqueue(app, owner, name, &request).await
}

async fn present(app: &App, owner: &Owner, id: &str) -> Answer<BacktestDetail> {
    backtests::find(&app.db, owner, id).await?.ok_or_else(|| Refusal::not_found("backtest"))
}

/// A backtest with everything.
#[utoipa::path(get, path = "/backtests/{id}", tag = "backtests", params(("id" = String, Path)), responses(
    (status = 200, body = BacktestDetail),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn find(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<BacktestDetail>> {
    Ok(axum::Json(present(&app, &owner, &id).await?))
}

/// Deletes a backtest; it can be brought back for a day.
#[utoipa::path(delete, path = "/backtests/{id}", tag = "backtests", params(("id" = String, Path)), responses(
    (status = 200, body = Deleted),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn delete(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Deleted>> {
    let name = present(&app, &owner, &id).await?.summary.name;
    discard(&app, &owner, trash::Kind::Backtest, &id, &name).await
}

/// Every node's value on one row, with the account as the backtest had it then.
#[utoipa::path(post, path = "/backtests/{id}/explain", tag = "backtests", request_body = ExplainRequest,
    params(("id" = String, Path)), responses(
    (status = 200, body = ExplainResult),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn explain(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    Json(asked): Json<ExplainRequest>,
) -> Answer<axum::Json<ExplainResult>> {
    let BacktestDetail { request, report, .. } = present(&app, &owner, &id).await?;
    let frozen = freeze(&app, &owner, &request.strategy).await?;
    let stop = Arc::new(AtomicBool::new(false));
    let _on_leaving = StopOnDrop(Arc::clone(&stop));
    let result = app.heavy(move |studio: &Studio| {
        let plan = Plan::make(studio, &frozen, &request.settings)?;
        let markets = to_replay(&plan, &report, &asked.market);
        let work = plan.work(studio, &Silent, &stop);
        let row_at = RowAt { market: &asked.market, at: TimeMs(asked.at_ms) };
        explained(&work, row_at, &plan.parameters, &plan.settings, &markets)
    });
    Ok(axum::Json(result.await?))
}

/// Ends a replay whose asker went away.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The markets that shaped what the strategy saw in this one: the one itself when nothing carries over.
fn to_replay(plan: &Plan, report: &Report, market: &str) -> Vec<usize> {
    let markets = plan.chosen.source.markets();
    let chosen = plan.chosen.markets.iter().copied();
    let Some(asked) = markets.iter().find(|m| m.slug == market) else { return chosen.collect() };
    let description = plan.loaded.factory.description();
    let short_of_cash = report.denials.iter().any(|d| d.code == "insufficient_cash");
    if description.carries_state || description.account.crosses_markets() || short_of_cash {
        return chosen.filter(|m| markets[*m].start < asked.end).collect();
    }
    chosen.filter(|m| markets[*m].slug == market).collect()
}
