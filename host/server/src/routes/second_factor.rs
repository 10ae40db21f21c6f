//! The second factor: set up, turned on, shown, turned off.

use super::people::{limit, with_accounts};
use crate::access::Requester;
use crate::app::App;
use crate::caller::Caller;
use crate::clock::now_ms;
use crate::extract::Json;
use crate::people::Letter;
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use craftstrat_accounts::email::Email;
use craftstrat_accounts::entropy::Os;
use craftstrat_accounts::qr;
use craftstrat_accounts::rate::Class;
use craftstrat_accounts::recovery::RecoveryCode;
use craftstrat_accounts::totp::TotpSecret;
use craftstrat_api::studio::ApiProblem;
use craftstrat_api::studio::people::{RecoveryCodes, SecondFactorCode, SecondFactorOffer};
use craftstrat_model::TimeMs;
use craftstrat_storage::Owner;
use craftstrat_storage::people;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(offer, disable)).routes(routes!(enable))
}

/// Offers a second factor. It is on once a code of it was shown.
#[utoipa::path(post, path = "/second-factor", tag = "account", responses(
    (status = 200, body = SecondFactorOffer),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn offer(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
) -> Answer<axum::Json<SecondFactorOffer>> {
    with_accounts(&app)?;
    let email = Email::parse(requester.email.as_deref().unwrap_or_default()).map_err(Refusal::internal)?;
    let secret = TotpSecret::generate(&mut Os).map_err(Refusal::internal)?;
    let kept = app.people.sealer.seal(&owner, secret.as_bytes())?;
    if !people::offer(&app.db, &owner, &kept, now_ms()).await? {
        let detail = "A second factor is on already: turn it off first to set up another one.";
        return Err(Refusal::conflict("second_factor_on", detail));
    }
    let uri = secret.uri(&email);
    let qr = qr::svg(&uri).map_err(Refusal::internal)?;
    Ok(axum::Json(SecondFactorOffer { secret: secret.to_base32().to_string(), uri: uri.to_string(), qr }))
}

/// Turns it on.
#[utoipa::path(post, path = "/second-factor/enable", tag = "account", request_body = SecondFactorCode, responses(
    (status = 200, body = RecoveryCodes),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn enable(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Json(asked): Json<SecondFactorCode>,
) -> Answer<axum::Json<RecoveryCodes>> {
    with_accounts(&app)?;
    limit(&app, &requester, Class::Login, Some(owner.as_str()))?;
    let factor = people::factor(&app.db, &owner).await?;
    let offered = factor.filter(|factor| factor.totp_at.is_none()).and_then(|factor| factor.totp);
    let Some(offered) = offered else {
        let detail = "No second factor waits to be turned on: ask for one first.";
        return Err(Refusal::conflict("no_offer", detail));
    };
    let secret = opened(&app, &owner, &offered)?;
    let now = now_ms();
    let step = secret.check(asked.code.trim(), None, TimeMs(now));
    let step = step.map_err(|e| Refusal::unprocessable(e.code(), e.to_string()))?;
    let codes = RecoveryCode::set(&mut Os).map_err(Refusal::internal)?;
    let hashes: Vec<[u8; 32]> = codes.iter().map(|code| *code.hashed().as_bytes()).collect();
    if !people::enable(&app.db, &owner, step, &hashes, now).await? {
        return Err(Refusal::conflict("no_offer", "Another window turned it on or off meanwhile."));
    }
    let codes = codes.iter().map(|code| code.expose().to_owned()).collect();
    Ok(axum::Json(RecoveryCodes { codes }))
}

/// Turns it off.
#[utoipa::path(delete, path = "/second-factor", tag = "account", responses(
    (status = 204, description = "signing in takes the password alone"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn disable(State(app): State<App>, Caller(owner): Caller, requester: Requester) -> Answer<StatusCode> {
    with_accounts(&app)?;
    let found = people::find(&app.db, &owner).await?.ok_or_else(Refusal::sign_in)?.person;
    people::disable(&app.db, &owner, now_ms()).await?;
    let email = Email::parse(&found.email).map_err(Refusal::internal)?;
    app.people.post(&email, &found.language, &Letter::SecondFactorDisabled(requester.address));
    Ok(StatusCode::NO_CONTENT)
}

fn opened(app: &App, owner: &Owner, kept: &[u8]) -> Answer<TotpSecret> {
    let bytes = app.people.sealer.open_for(owner, kept)?;
    TotpSecret::from_bytes(&bytes).map_err(Refusal::internal)
}

/// Shows six digits or a recovery code: each is used up.
pub(super) async fn show(app: &App, owner: &Owner, code: &str) -> Answer<()> {
    let refuse = || Refusal::unprocessable("bad_code", "This code is not right, or was used already.");
    if let Some(code) = RecoveryCode::parse(code) {
        let used = people::recover(&app.db, owner, code.hashed().as_bytes()).await?;
        return if used { Ok(()) } else { Err(refuse()) };
    }
    let factor = people::factor(&app.db, owner).await?.ok_or_else(refuse)?;
    let last = factor.last_step();
    let kept = factor.totp.ok_or_else(refuse)?;
    let step = opened(app, owner, &kept)?.check(code, last, TimeMs(now_ms())).map_err(|_| refuse())?;
    // Of two requests with the same code one is let in.
    if people::use_step(&app.db, owner, step).await? { Ok(()) } else { Err(refuse()) }
}
