//! Strategies on wallets.

use crate::app::App;
use crate::assignments;
use crate::caller::Caller;
use crate::extract::{Json, Path, Query};
use crate::paging::PageQuery;
use crate::problem::Answer;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use craftstrat_api::studio::assignments::{
    Activation, Assignment, AssignmentChange, NewAssignment, Preflight,
};
use craftstrat_api::studio::{ApiProblem, BASE, Page};
use craftstrat_storage::assignments::Filter;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, change, delete))
        .routes(routes!(preflight))
        .routes(routes!(activate))
        .routes(routes!(deactivate))
        .routes(routes!(activate_all))
        .routes(routes!(deactivate_all))
}

/// Which assignments are asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AssignmentQuery {
    /// Only on this wallet.
    wallet: Option<String>,
    /// Only of this strategy.
    strategy: Option<String>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
    /// Items of the page, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Strategies on wallets, the newest first.
#[utoipa::path(get, path = "/assignments", tag = "assignments", params(AssignmentQuery), responses(
    (status = 200, body = Page<Assignment>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn list(
    State(app): State<App>,
    Caller(owner): Caller,
    Query(query): Query<AssignmentQuery>,
) -> Answer<axum::Json<Page<Assignment>>> {
    let AssignmentQuery { wallet, strategy, cursor, limit } = query;
    let asked = PageQuery { cursor, limit, ..PageQuery::default() }.asked()?;
    Ok(axum::Json(assignments::list(&app, &owner, &asked, &Filter { wallet, strategy }).await?))
}

/// Assigns a strategy to a wallet and markets. It does not run yet.
#[utoipa::path(post, path = "/assignments", tag = "assignments", request_body = NewAssignment, responses(
    (status = 201, body = Assignment),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn create(
    State(app): State<App>,
    Caller(owner): Caller,
    Json(new): Json<NewAssignment>,
) -> Answer<Response> {
    let made = assignments::create(&app, &owner, new).await?;
    let location = HeaderValue::from_str(&format!("{BASE}/assignments/{}", made.id));
    let mut response = (StatusCode::CREATED, axum::Json(made)).into_response();
    if let Ok(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// A strategy on a wallet, with the run that carries it.
#[utoipa::path(get, path = "/assignments/{id}", tag = "assignments", params(("id" = String, Path)), responses(
    (status = 200, body = Assignment),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn find(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Assignment>> {
    Ok(axum::Json(assignments::find(&app, &owner, &id).await?))
}

/// Gives an assignment that is stopped other markets, cash, limits or parameters.
#[utoipa::path(patch, path = "/assignments/{id}", tag = "assignments", params(("id" = String, Path)),
    request_body = AssignmentChange, responses(
    (status = 200, body = Assignment),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn change(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    Json(wanted): Json<AssignmentChange>,
) -> Answer<axum::Json<Assignment>> {
    Ok(axum::Json(assignments::change(&app, &owner, &id, wanted).await?))
}

/// Takes a strategy off a wallet, once it is stopped. What its runs brought stays the wallet's.
#[utoipa::path(delete, path = "/assignments/{id}", tag = "assignments", params(("id" = String, Path)), responses(
    (status = 204),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn delete(State(app): State<App>, Caller(owner): Caller, Path(id): Path<String>) -> Answer<StatusCode> {
    assignments::delete(&app, &owner, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an assignment needs to run, what of it is missing, and what to do about that.
#[utoipa::path(get, path = "/assignments/{id}/preflight", tag = "assignments", params(("id" = String, Path)),
    responses(
    (status = 200, body = Preflight),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn preflight(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Preflight>> {
    Ok(axum::Json(assignments::preflight(&app, &owner, &id).await?))
}

/// Lets an assignment run: its strategy as it is now, on paper. 409 with the code of the first thing that is missing.
#[utoipa::path(post, path = "/assignments/{id}/activate", tag = "assignments", params(("id" = String, Path)),
    responses(
    (status = 200, body = Assignment),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn activate(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Assignment>> {
    Ok(axum::Json(assignments::activate(&app, &owner, &id).await?))
}

/// Stops an assignment: its run is asked no more, and what it holds runs out under its stops and targets.
#[utoipa::path(post, path = "/assignments/{id}/deactivate", tag = "assignments", params(("id" = String, Path)),
    responses(
    (status = 200, body = Assignment),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn deactivate(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Assignment>> {
    Ok(axum::Json(assignments::deactivate(&app, &owner, &id).await?))
}

/// Activates a strategy on every wallet it is assigned to.
#[utoipa::path(post, path = "/strategies/{id}/activate", tag = "assignments", params(("id" = String, Path)),
    responses(
    (status = 200, body = Activation),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn activate_all(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Activation>> {
    Ok(axum::Json(assignments::activate_all(&app, &owner, &id).await?))
}

/// Deactivates a strategy on every wallet it is assigned to.
#[utoipa::path(post, path = "/strategies/{id}/deactivate", tag = "assignments", params(("id" = String, Path)),
    responses(
    (status = 200, body = Activation),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn deactivate_all(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Activation>> {
    Ok(axum::Json(assignments::deactivate_all(&app, &owner, &id).await?))
}
