//! Alerts and where they are sent.

use crate::alerts::{WebhookError, WebhookTarget, checked_webhook, in_english, webhook_reach};
use crate::app::App;
use crate::caller::Caller;
use crate::clock::now_ms;
use crate::extract::{Json, Query};
use crate::paging::PageQuery;
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use craftstrat_accounts::entropy::Os;
use craftstrat_accounts::secret::{Kind, Secret};
use craftstrat_api::studio::live::{Alert, AlertKind, AlertTold, WebhookSet, WebhookSettings, WebhookState};
use craftstrat_api::studio::{ApiProblem, Page};
use craftstrat_storage as storage;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(see))
        .routes(routes!(webhook, set_webhook))
        .routes(routes!(test_webhook))
}

/// Alerts, the newest first.
#[utoipa::path(get, path = "/live/alerts", tag = "live", params(PageQuery), responses(
    (status = 200, body = Page<Alert>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn list(
    State(app): State<App>,
    Caller(owner): Caller,
    Query(query): Query<PageQuery>,
) -> Answer<axum::Json<Page<Alert>>> {
    Ok(axum::Json(storage::alerts::page(&app.db, &owner, &query.asked()?).await?))
}

/// Marks every alert as seen.
#[utoipa::path(post, path = "/live/alerts/seen", tag = "live", responses(
    (status = 204, description = "all of them are seen"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn see(State(app): State<App>, Caller(owner): Caller) -> Answer<StatusCode> {
    storage::alerts::see(&app.db, &owner).await?;
    // Overviews in other tabs count them.
    app.live.touch();
    Ok(StatusCode::NO_CONTENT)
}

/// Where alerts are sent, and how that goes.
#[utoipa::path(get, path = "/live/webhook", tag = "live", responses(
    (status = 200, body = WebhookState),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn webhook(State(app): State<App>, Caller(owner): Caller) -> Answer<axum::Json<WebhookState>> {
    Ok(axum::Json(storage::alerts::webhook::state(&app.db, &owner).await?))
}

/// Sets where alerts are sent, and makes what they are signed with. A secret that was made before is nothing any more.
#[utoipa::path(put, path = "/live/webhook", tag = "live", request_body = WebhookSettings, responses(
    (status = 200, body = WebhookSet),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn set_webhook(
    State(app): State<App>,
    Caller(owner): Caller,
    Json(mut settings): Json<WebhookSettings>,
) -> Answer<axum::Json<WebhookSet>> {
    let url = settings.url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    if let Some(url) = url {
        checked_webhook(url, webhook_reach(&app, &owner).await?)
            .map_err(|error| Refusal::unprocessable(error.code(), error.to_string()))?;
    }
    settings.url = url.map(str::to_owned);
    settings.kinds.sort_unstable();
    settings.kinds.dedup();
    let secret = match &settings.url {
        Some(_) => Some(Secret::generate(Kind::Webhook, &mut Os).map_err(Refusal::internal)?),
        None => None,
    };
    let seal = |secret: &Secret| app.people.sealer.seal(&owner, secret.expose().as_bytes());
    let sealed = secret.as_ref().map(seal).transpose()?;
    storage::alerts::webhook::set(&app.db, &owner, &settings, sealed.as_deref()).await?;
    let state = storage::alerts::webhook::state(&app.db, &owner).await?;
    Ok(axum::Json(WebhookSet { state, secret: secret.map(|secret| secret.expose().to_owned()) }))
}

/// Sends an alert that says it is a test, once and at once.
#[utoipa::path(post, path = "/live/webhook/test", tag = "live", responses(
    (status = 204, description = "it was accepted"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn test_webhook(State(app): State<App>, Caller(owner): Caller) -> Answer<StatusCode> {
    let failed = |error: WebhookError| {
        let code = if error == WebhookError::NotPublic { error.code() } else { "webhook_failed" };
        Refusal::unprocessable(code, error.to_string())
    };
    let Some(to) = WebhookTarget::of(&app, &owner).await? else {
        let detail = "No address is set: there is nowhere to send it.";
        return Err(Refusal::unprocessable("webhook_failed", detail));
    };
    let to = to.map_err(failed)?;
    let alert = Alert {
        id: storage::new_id(),
        at_ms: now_ms(),
        kind: AlertKind::Disconnect,
        run_id: None,
        run_name: None,
        subject: "test".to_owned(),
        text: in_english(&AlertTold::Test),
        told: Some(AlertTold::Test),
        seen: true,
    };
    app.alerts.poster.send(&to, &alert, now_ms()).await.map_err(failed)?;
    Ok(StatusCode::NO_CONTENT)
}
