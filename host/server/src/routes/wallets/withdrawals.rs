//! The way out of a wallet.

use crate::access::Requester;
use crate::app::App;
use crate::caller::Caller;
use crate::clock::now_ms;
use crate::extract::{Json, Path, Query};
use crate::paging::PageQuery;
use crate::problem::{Answer, Refusal};
use crate::wallets;
use axum::extract::State;
use axum::http::StatusCode;
use craftstrat_api::studio::wallets::{
    AllowedAddress, Keystore, KeystoreRequest, NewAllowedAddress, NewWithdrawal, Withdrawal,
};
use craftstrat_api::studio::{ApiProblem, Page};
use craftstrat_storage::wallets::{addresses, withdrawals as rows};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(allowed, allow))
        .routes(routes!(forbid))
        .routes(routes!(list, create))
        .routes(routes!(cancel))
        .routes(routes!(export))
}

/// Addresses that may be withdrawn to.
#[utoipa::path(get, path = "/wallets/{id}/allowed", tag = "wallets", params(("id" = String, Path)), responses(
    (status = 200, body = Vec<AllowedAddress>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn allowed(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Vec<AllowedAddress>>> {
    wallets::present(&app, &owner, &id).await?;
    Ok(axum::Json(addresses::all(&app.db, &owner, &id).await?))
}

/// Puts an address on the list; it holds a day later.
#[utoipa::path(post, path = "/wallets/{id}/allowed", tag = "wallets", request_body = NewAllowedAddress,
    params(("id" = String, Path)), responses(
    (status = 201, body = AllowedAddress),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn allow(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Path(id): Path<String>,
    Json(asked): Json<NewAllowedAddress>,
) -> Answer<(StatusCode, axum::Json<AllowedAddress>)> {
    let allowed = wallets::allow(&app, &owner, &requester, &id, &asked).await?;
    Ok((StatusCode::CREATED, axum::Json(allowed)))
}

/// Takes an address off the list, at once.
#[utoipa::path(delete, path = "/wallets/{id}/allowed/{address}", tag = "wallets",
    params(("id" = String, Path), ("address" = String, Path)), responses(
    (status = 204, description = "nothing can be withdrawn there any more"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn forbid(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Path((id, address)): Path<(String, String)>,
) -> Answer<StatusCode> {
    wallets::forbid(&app, &owner, &requester, &id, &address).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Withdrawals of a wallet, the newest first.
#[utoipa::path(get, path = "/wallets/{id}/withdrawals", tag = "wallets", params(("id" = String, Path), PageQuery),
    responses(
    (status = 200, body = Page<Withdrawal>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn list(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    Query(query): Query<PageQuery>,
) -> Answer<axum::Json<Page<Withdrawal>>> {
    wallets::present(&app, &owner, &id).await?;
    Ok(axum::Json(rows::page(&app.db, &owner, &id, &query.asked()?).await?))
}

/// Asks for a withdrawal to an address of the list.
#[utoipa::path(post, path = "/wallets/{id}/withdrawals", tag = "wallets", request_body = NewWithdrawal,
    params(("id" = String, Path)), responses(
    (status = 201, body = Withdrawal),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn create(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    Json(asked): Json<NewWithdrawal>,
) -> Answer<(StatusCode, axum::Json<Withdrawal>)> {
    let made = wallets::withdraw(&app, &owner, &id, &asked).await?;
    Ok((StatusCode::CREATED, axum::Json(made)))
}

/// Takes a withdrawal back that waits.
#[utoipa::path(delete, path = "/wallets/{id}/withdrawals/{withdrawal}", tag = "wallets",
    params(("id" = String, Path), ("withdrawal" = String, Path)), responses(
    (status = 200, body = Withdrawal),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn cancel(
    State(app): State<App>,
    Caller(owner): Caller,
    Path((id, withdrawal)): Path<(String, String)>,
) -> Answer<axum::Json<Withdrawal>> {
    let canceled = rows::cancel(&app.db, &owner, &id, &withdrawal, now_ms()).await?;
    let found = rows::find(&app.db, &owner, &id, &withdrawal).await?;
    let found = found.ok_or_else(|| Refusal::not_found("withdrawal"))?;
    if canceled {
        return Ok(axum::Json(found));
    }
    Err(Refusal::conflict("not_waiting", "Only a withdrawal that waits can be canceled: this one does not."))
}

/// The wallet's key, encrypted with a password of its owner's.
#[utoipa::path(post, path = "/wallets/{id}/keystore", tag = "wallets", request_body = KeystoreRequest,
    params(("id" = String, Path)), responses(
    (status = 200, body = Keystore),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn export(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Path(id): Path<String>,
    Json(asked): Json<KeystoreRequest>,
) -> Answer<axum::Json<Keystore>> {
    Ok(axum::Json(wallets::export(&app, &owner, &requester, &id, asked).await?))
}
