//! Wallets, what they hold, and where to pay in.

pub(crate) mod withdrawals;

use crate::access::Requester;
use crate::app::App;
use crate::caller::Caller;
use crate::extract::{Json, Path, Query};
use crate::paging::PageQuery;
use crate::people::Mode;
use crate::problem::Answer;
use crate::{plans, wallets};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use craftstrat_api::studio::people::Usage;
use craftstrat_api::studio::wallets::{Balances, DepositAddress, NewWallet, Wallet, WalletChange, Wallets};
use craftstrat_api::studio::{ApiProblem, BASE};
use craftstrat_storage::wallets as rows;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, change, delete))
        .routes(routes!(balances))
        .routes(routes!(deposit))
        .merge(withdrawals::routes())
}

/// Wallets, the newest first.
#[utoipa::path(get, path = "/wallets", tag = "wallets", params(PageQuery), responses(
    (status = 200, body = Wallets),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn list(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Query(query): Query<PageQuery>,
) -> Answer<axum::Json<Wallets>> {
    let page = rows::page(&app.db, &owner, &query.asked()?).await?;
    let used = rows::count(&app.db, &owner).await?;
    Ok(axum::Json(Wallets {
        items: page.items.iter().map(wallets::shown).collect(),
        next: page.next,
        usage: Usage { used, limit: plans::wallets_most(&app, &requester) },
        chain: app.wallets.chain_id(),
        keys: app.people.mode == Mode::Accounts,
    }))
}

/// Makes a wallet.
#[utoipa::path(post, path = "/wallets", tag = "wallets", request_body = NewWallet, responses(
    (status = 201, body = Wallet),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn create(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Json(asked): Json<NewWallet>,
) -> Answer<Response> {
    let id = wallets::create(&app, &owner, &requester, &asked).await?;
    let made = wallets::shown(&wallets::present(&app, &owner, &id).await?);
    let location = format!("{BASE}/wallets/{id}");
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], axum::Json(made)).into_response())
}

/// A wallet.
#[utoipa::path(get, path = "/wallets/{id}", tag = "wallets", params(("id" = String, Path)), responses(
    (status = 200, body = Wallet),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn find(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Wallet>> {
    Ok(axum::Json(wallets::shown(&wallets::present(&app, &owner, &id).await?)))
}

/// Gives a wallet another name, pauses or resumes it.
#[utoipa::path(patch, path = "/wallets/{id}", tag = "wallets", request_body = WalletChange,
    params(("id" = String, Path)), responses(
    (status = 200, body = Wallet),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn change(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    Json(asked): Json<WalletChange>,
) -> Answer<axum::Json<Wallet>> {
    Ok(axum::Json(wallets::shown(&wallets::change(&app, &owner, &id, &asked).await?)))
}

/// What somebody typed to delete a wallet.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Typed {
    /// The wallet's label.
    #[serde(default)]
    confirm: String,
}

/// Deletes a wallet that is empty, with its key.
#[utoipa::path(delete, path = "/wallets/{id}", tag = "wallets", params(("id" = String, Path), Typed), responses(
    (status = 204, description = "there is no such wallet any more"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn delete(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Path(id): Path<String>,
    Query(typed): Query<Typed>,
) -> Answer<StatusCode> {
    wallets::delete(&app, &owner, &requester, &id, &typed.confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which outcomes are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Outcomes {
    /// Their tokens, decimal numbers with commas between; at most 500.
    #[serde(default)]
    tokens: String,
}

/// What a wallet holds on the chain now.
#[utoipa::path(get, path = "/wallets/{id}/balances", tag = "wallets", params(("id" = String, Path), Outcomes),
    responses(
    (status = 200, body = Balances),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn balances(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    Query(outcomes): Query<Outcomes>,
) -> Answer<axum::Json<Balances>> {
    let wallet = wallets::present(&app, &owner, &id).await?;
    Ok(axum::Json(wallets::balances(&app, &owner, &wallet, &outcomes.tokens).await?))
}

/// Where to pay in. Answered only when the chain's own factory says the same address.
#[utoipa::path(get, path = "/wallets/{id}/deposit", tag = "wallets", params(("id" = String, Path)), responses(
    (status = 200, body = DepositAddress),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn deposit(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<DepositAddress>> {
    let wallet = wallets::present(&app, &owner, &id).await?;
    Ok(axum::Json(wallets::deposit(&app, &owner, &wallet).await?))
}
