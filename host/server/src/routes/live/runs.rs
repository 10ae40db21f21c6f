//! Runs: started, looked at, paused, stopped, given other versions, compared with their backtest.

use crate::app::App;
use crate::caller::Caller;
use crate::clock::now_ms;
use crate::extract::{Json, Path};
use crate::live;
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use craftstrat_api::studio::live::{
    LiveChange, LiveComparison, LiveRun, LiveRunSummary, LiveStart, RunState, Switch,
};
use craftstrat_api::studio::{ApiProblem, BASE};
use craftstrat_live::{Command, Version};
use craftstrat_storage::Owner;
use craftstrat_storage::live as rows;

/// The run as it is now, of one that was just looked up.
async fn now(app: &App, owner: &Owner, id: &str) -> Answer<axum::Json<LiveRunSummary>> {
    live::summary(app, owner, id).await?.map(axum::Json).ok_or_else(|| Refusal::not_found("run"))
}

/// A run that the desk can still be told something about.
async fn at_work(app: &App, owner: &Owner, id: &str) -> Answer<()> {
    let axum::Json(run) = now(app, owner, id).await?;
    match run.state {
        RunState::Failed if app.live.snapshot().await.is_none() => Err(app.live.unavailable()),
        RunState::Failed | RunState::Stopped => {
            Err(Refusal::conflict("run_over", "This run is over: start the strategy again."))
        }
        _ => Ok(()),
    }
}

/// Has the desk do something with a run, and answers with what became of it.
async fn told(app: &App, owner: &Owner, id: &str, command: Command) -> Answer<axum::Json<LiveRunSummary>> {
    at_work(app, owner, id).await?;
    app.live.command(command).await?;
    now(app, owner, id).await
}

/// Gives a run another version by a command, and answers with what became of it.
async fn given(
    app: &App,
    owner: &Owner,
    id: &str,
    wanted: LiveChange,
    command: fn(String, Version) -> Command,
) -> Answer<axum::Json<LiveRunSummary>> {
    at_work(app, owner, id).await?;
    let version = live::version(app, owner, id, wanted).await?;
    app.live.command(command(id.to_owned(), version)).await?;
    now(app, owner, id).await
}

/// Starts a strategy on paper. The strategy is frozen: later changes of it do not reach the run.
#[utoipa::path(post, path = "/live/runs", tag = "live", request_body = LiveStart, responses(
    (status = 201, body = LiveRunSummary),
    (status = 503, body = ApiProblem, content_type = "application/problem+json"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(super) async fn start(
    State(app): State<App>,
    Caller(owner): Caller,
    Json(request): Json<LiveStart>,
) -> Answer<Response> {
    let id = live::start(&app, &owner, request).await?;
    let run = now(&app, &owner, &id).await?;
    let mut response = (StatusCode::CREATED, run).into_response();
    if let Ok(location) = HeaderValue::from_str(&format!("{BASE}/live/runs/{id}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// A run with everything.
#[utoipa::path(get, path = "/live/runs/{id}", tag = "live", params(("id" = String, Path)), responses(
    (status = 200, body = LiveRun),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(super) async fn find(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<LiveRun>> {
    live::detail(&app, &owner, &id).await?.map(axum::Json).ok_or_else(|| Refusal::not_found("run"))
}

/// Takes a run that is over, or never began, out of the list. Its log stays.
#[utoipa::path(delete, path = "/live/runs/{id}", tag = "live", params(("id" = String, Path)), responses(
    (status = 204),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(super) async fn remove(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    let axum::Json(run) = now(&app, &owner, &id).await?;
    match run.state {
        RunState::Failed if app.live.snapshot().await.is_none() => return Err(app.live.unavailable()),
        RunState::Failed | RunState::Stopped => {}
        _ => {
            let detail = "This run is not over: stop it first, and wait until it holds nothing.";
            return Err(Refusal::conflict("still_running", detail));
        }
    }
    rows::remove(&app.db, &owner, &id, now_ms()).await?;
    app.live.touch();
    Ok(StatusCode::NO_CONTENT)
}

/// Stops a run: it is asked no more, and what it holds runs out under its stops and targets.
#[utoipa::path(post, path = "/live/runs/{id}/stop", tag = "live", params(("id" = String, Path)), responses(
    (status = 200, body = LiveRunSummary),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(super) async fn stop(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<LiveRunSummary>> {
    told(&app, &owner, &id, Command::Stop { run: id.clone() }).await
}

/// Pauses a run, or lets it go on: while its kill switch is on, it may only get out.
#[utoipa::path(put, path = "/live/runs/{id}/kill", tag = "live", request_body = Switch,
    params(("id" = String, Path)), responses(
    (status = 200, body = LiveRunSummary),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(super) async fn kill(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    Json(switch): Json<Switch>,
) -> Answer<axum::Json<LiveRunSummary>> {
    told(&app, &owner, &id, Command::Kill { run: Some(id.clone()), on: switch.on }).await
}

/// Runs another version beside a run, from its state where that fits, without trading, and compares what they decide.
#[utoipa::path(post, path = "/live/runs/{id}/shadow", tag = "live", request_body = LiveChange,
    params(("id" = String, Path)), responses(
    (status = 200, body = LiveRunSummary),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(super) async fn shadow(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    Json(wanted): Json<LiveChange>,
) -> Answer<axum::Json<LiveRunSummary>> {
    given(&app, &owner, &id, wanted, |run, version| Command::Shadow { run, version }).await
}

/// Lets another version take over, with everything that is held. The one that traded stays beside it.
#[utoipa::path(post, path = "/live/runs/{id}/change", tag = "live", request_body = LiveChange,
    params(("id" = String, Path)), responses(
    (status = 200, body = LiveRunSummary),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(super) async fn change(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    Json(wanted): Json<LiveChange>,
) -> Answer<axum::Json<LiveRunSummary>> {
    given(&app, &owner, &id, wanted, |run, version| Command::Change { run, version }).await
}

/// Lets the version beside a run take over; done again, that is a rollback.
#[utoipa::path(post, path = "/live/runs/{id}/swap", tag = "live", params(("id" = String, Path)), responses(
    (status = 200, body = LiveRunSummary),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(super) async fn swap(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<LiveRunSummary>> {
    told(&app, &owner, &id, Command::Swap { run: id.clone() }).await
}

/// Drops the version beside a run.
#[utoipa::path(post, path = "/live/runs/{id}/discard", tag = "live", params(("id" = String, Path)), responses(
    (status = 200, body = LiveRunSummary),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(super) async fn discard(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<LiveRunSummary>> {
    told(&app, &owner, &id, Command::Discard { run: id.clone() }).await
}

/// A run beside the backtest of the ticks that were recorded meanwhile: settled markets only.
#[utoipa::path(get, path = "/live/runs/{id}/comparison", tag = "live", params(("id" = String, Path)), responses(
    (status = 200, body = LiveComparison),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(super) async fn comparison(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<LiveComparison>> {
    let row = rows::find(&app.db, &owner, &id).await?.ok_or_else(|| Refusal::not_found("run"))?;
    Ok(axum::Json(live::compare(&app, &owner, row).await?))
}
