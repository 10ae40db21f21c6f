//! Strategies on paper: what runs, what it holds, what happened.

mod runs;
mod stream;

use crate::app::App;
use crate::caller::Caller;
use crate::extract::{Json, Query};
use crate::live::{self, guard};
use crate::paging::EventQuery;
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use craftstrat_api::studio::live::{LiveEvent, LiveLimits, LiveOverview, Switch};
use craftstrat_api::studio::{ApiProblem, Page};
use craftstrat_live::Command;
use craftstrat_storage::live::events;
use craftstrat_storage::live::was;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(overview))
        .routes(routes!(stream::stream))
        .routes(routes!(kill))
        .routes(routes!(limits, limit))
        .routes(routes!(happened))
        .routes(routes!(runs::start))
        .routes(routes!(runs::find, runs::remove))
        .routes(routes!(runs::stop))
        .routes(routes!(runs::kill))
        .routes(routes!(runs::shadow))
        .routes(routes!(runs::change))
        .routes(routes!(runs::swap))
        .routes(routes!(runs::discard))
        .routes(routes!(runs::comparison))
}

/// What runs on paper, and how everything it depends on is.
#[utoipa::path(get, path = "/live", tag = "live", responses(
    (status = 200, body = LiveOverview),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn overview(State(app): State<App>, Caller(owner): Caller) -> Answer<axum::Json<LiveOverview>> {
    Ok(axum::Json(live::overview(&app, &owner).await?))
}

/// Turns the kill switch of all: while it is on nothing enters anywhere, now, later and after a restart.
#[utoipa::path(put, path = "/live/kill", tag = "live", request_body = Switch, responses(
    (status = 200, body = LiveOverview),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn kill(
    State(app): State<App>,
    Caller(owner): Caller,
    Json(switch): Json<Switch>,
) -> Answer<axum::Json<LiveOverview>> {
    app.live.command(Command::Kill { run: None, on: switch.on }).await?;
    Ok(axum::Json(live::overview(&app, &owner).await?))
}

/// Limits over all runs together.
#[utoipa::path(get, path = "/live/limits", tag = "live", responses(
    (status = 200, body = LiveLimits),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn limits(State(app): State<App>, _: Caller) -> Answer<axum::Json<LiveLimits>> {
    let seen = app.live.snapshot().await.ok_or_else(|| app.live.unavailable())?;
    Ok(axum::Json(seen.guard.into()))
}

/// Sets the limits over all runs together. Drawdown counts from now on.
#[utoipa::path(put, path = "/live/limits", tag = "live", request_body = LiveLimits, responses(
    (status = 200, body = LiveLimits),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn limit(
    State(app): State<App>,
    _: Caller,
    Json(wanted): Json<LiveLimits>,
) -> Answer<axum::Json<LiveLimits>> {
    app.live.command(Command::Limit(guard(&wanted)?)).await?;
    Ok(axum::Json(wanted))
}

/// What happened, the newest first: of the owner's runs, and what belongs to no run.
#[utoipa::path(get, path = "/live/events", tag = "live", params(EventQuery), responses(
    (status = 200, body = Page<LiveEvent>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn happened(
    State(app): State<App>,
    Caller(owner): Caller,
    Query(asked): Query<EventQuery>,
) -> Answer<axum::Json<Page<LiveEvent>>> {
    if let Some(run) = &asked.run
        && !was(&app.db, &owner, run).await?
    {
        return Err(Refusal::not_found("run"));
    }
    Ok(axum::Json(events::page(&app.db, &owner, &asked.filter()?).await?))
}
