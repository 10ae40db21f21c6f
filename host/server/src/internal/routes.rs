//! What services ask: handlers over what people ask of themselves.

use super::BASE;
use crate::access::{Requester, acting_for};
use crate::app::App;
use crate::clock::now_ms;
use crate::extract::{Json, Path, Query};
use crate::problem::{Answer, Refusal};
use crate::routes::backtests;
use crate::{assignments, live, wallets};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use craftstrat_accounts::access::{Action, allowed};
use craftstrat_api::studio::assignments::Activation;
use craftstrat_api::studio::internal::{BacktestFor, EngineStatus, StrategyFor};
use craftstrat_api::studio::wallets::Wallet;
use craftstrat_api::studio::{ApiProblem, Job};
use craftstrat_storage::system::people as everybody;
use craftstrat_storage::{Engine, Owner};
use serde::Deserialize;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{OpenApi as OpenApiDocument, RefOr};
use utoipa::{IntoParams, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Bytes of a body: a document may have one MiB, and JSON may escape every byte of it.
const BODY_MAX: usize = 8 << 20;

#[derive(OpenApi)]
#[openapi(info(
    title = "CraftStrat, for the other processes of an installation",
    description = "On a listener of its own, with service tokens. Errors are `application/problem+json` with a stable `code`. \
                   Times are milliseconds since the Unix epoch, amounts decimal strings."
))]
struct Document;

/// Every path.
pub(super) fn api() -> OpenApiRouter<App> {
    let all = OpenApiRouter::new()
        .routes(routes!(activate))
        .routes(routes!(deactivate))
        .routes(routes!(wallet))
        .routes(routes!(backtest))
        .routes(routes!(engine))
        .layer(DefaultBodyLimit::max(BODY_MAX));
    OpenApiRouter::with_openapi(Document::openapi()).nest(BASE, all)
}

/// Says what the routes themselves cannot.
pub(super) fn described(mut document: OpenApiDocument) -> OpenApiDocument {
    let token = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    document
        .components
        .get_or_insert_default()
        .security_schemes
        .insert("service".to_owned(), RefOr::T(token));
    document
}

/// Whose something is.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Whose {
    /// Whose.
    person: String,
}

/// Somebody a service acts for.
async fn person(app: &App, id: &str) -> Answer<(Owner, Requester)> {
    let requester = acting_for(app, id).await?.ok_or_else(|| Refusal::not_found("person"))?;
    let owner = requester.owner.clone().ok_or_else(|| Refusal::not_found("person"))?;
    Ok((owner, requester))
}

/// Somebody who may do that themselves.
async fn person_who_may(app: &App, id: &str, action: Action) -> Answer<(Owner, Requester)> {
    let (owner, requester) = person(app, id).await?;
    allowed(&requester.actor, action).map_err(Refusal::denied)?;
    Ok((owner, requester))
}

/// Activates a strategy on every wallet it is assigned to. What keeps one of them is in its result.
#[utoipa::path(post, path = "/strategy/activate", tag = "internal", request_body = StrategyFor,
    security(("service" = [])), responses(
    (status = 200, body = Activation),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn activate(State(app): State<App>, Json(asked): Json<StrategyFor>) -> Answer<axum::Json<Activation>> {
    let (owner, _) = person_who_may(&app, &asked.person, Action::AssignmentsRun).await?;
    Ok(axum::Json(assignments::activate_all(&app, &owner, &asked.strategy).await?))
}

/// Deactivates a strategy on every wallet. That is never held up by what its owner may.
#[utoipa::path(post, path = "/strategy/deactivate", tag = "internal", request_body = StrategyFor,
    security(("service" = [])), responses(
    (status = 200, body = Activation),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn deactivate(
    State(app): State<App>,
    Json(asked): Json<StrategyFor>,
) -> Answer<axum::Json<Activation>> {
    let (owner, _) = person(&app, &asked.person).await?;
    Ok(axum::Json(assignments::deactivate_all(&app, &owner, &asked.strategy).await?))
}

/// A wallet as its owner sees it.
#[utoipa::path(get, path = "/wallet/{id}/state", tag = "internal", params(("id" = String, Path), Whose),
    security(("service" = [])), responses(
    (status = 200, body = Wallet),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn wallet(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(whose): Query<Whose>,
) -> Answer<axum::Json<Wallet>> {
    let (owner, _) = person(&app, &whose.person).await?;
    Ok(axum::Json(wallets::shown(&wallets::present(&app, &owner, &id).await?)))
}

/// Queues a backtest. Everything that can be refused is refused now.
#[utoipa::path(post, path = "/backtest/run", tag = "internal", request_body = BacktestFor,
    security(("service" = [])), responses(
    (status = 202, body = Job),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn backtest(
    State(app): State<App>,
    Json(asked): Json<BacktestFor>,
) -> Answer<(StatusCode, axum::Json<Job>)> {
    let (owner, requester) = person_who_may(&app, &asked.person, Action::BacktestsRun).await?;
    let job = backtests::queue(&app, &owner, &requester, asked.request).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(job)))
}

/// The engine and everything it depends on.
#[utoipa::path(get, path = "/engine/status", tag = "internal", security(("service" = [])), responses(
    (status = 200, body = EngineStatus),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn engine(State(app): State<App>) -> Answer<axum::Json<EngineStatus>> {
    let counts = everybody::counts(&app.db, now_ms()).await?;
    let seen = app.live.snapshot().await;
    let seen = seen.as_deref();
    Ok(axum::Json(EngineStatus {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        up_s: app.began.elapsed().as_secs(),
        database: match app.db.engine() {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
        .to_owned(),
        venue: app.live.venue,
        now_ms: seen.and_then(|seen| seen.now),
        killed: seen.is_some_and(|seen| seen.killed),
        trouble: app.live.trouble(),
        following: seen.map(|seen| seen.following.clone()).unwrap_or_default(),
        sources: seen.map(|seen| seen.sources.clone()).unwrap_or_default(),
        runs: live::running(&app).await,
        jobs_open: counts.jobs_open(),
    }))
}
