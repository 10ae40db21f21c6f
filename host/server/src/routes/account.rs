//! One's own account: profile, password, what was done with it, taking everything along, and the end.

use super::people::{checked, checked_language, checked_name, limit, with_accounts};
use crate::access::{Requester, clearing_cookie};
use crate::app::App;
use crate::caller::Caller;
use crate::clock::now_ms;
use crate::export;
use crate::extract::{Json, Query};
use crate::live;
use crate::paging::PageQuery;
use crate::people::{Letter, person, session_of};
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use craftstrat_accounts::email::Email;
use craftstrat_accounts::password::{Password, StoredPassword};
use craftstrat_accounts::rate::Class;
use craftstrat_api::studio::operator::AuditEntry;
use craftstrat_api::studio::people::{
    Confirm, DeleteAccount, PasswordChange, Person, ProfileChange, Session,
};
use craftstrat_api::studio::{ApiProblem, Page};
use craftstrat_storage::Owner;
use craftstrat_storage::people::WithPassword;
use craftstrat_storage::{audit, people, sessions, wallets};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(change))
        .routes(routes!(confirm))
        .routes(routes!(change_password))
        .routes(routes!(history))
        .routes(routes!(take_along))
        .routes(routes!(delete))
}

/// Changes a profile.
#[utoipa::path(patch, path = "/account", tag = "account", request_body = ProfileChange, responses(
    (status = 200, body = Person),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn change(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Json(asked): Json<ProfileChange>,
) -> Answer<axum::Json<Person>> {
    with_accounts(&app)?;
    let name = asked.name.as_deref().map(checked_name).transpose()?;
    let language = asked.language.as_deref().map(checked_language).transpose()?;
    people::change(&app.db, &owner, name, language, now_ms()).await?;
    let found = known(&app, &owner).await?.person;
    Ok(axum::Json(person(&app.people, &found, requester.confirmed_at)))
}

/// Confirms that it is really them; for ten minutes they may do what asks for it.
#[utoipa::path(post, path = "/account/confirm", tag = "account", request_body = Confirm, responses(
    (status = 200, body = Session),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn confirm(
    State(app): State<App>,
    Caller(owner): Caller,
    mut requester: Requester,
    Json(asked): Json<Confirm>,
) -> Answer<axum::Json<Session>> {
    with_accounts(&app)?;
    limit(&app, &requester, Class::Login, requester.email.as_deref())?;
    let session = requester.session.clone().ok_or_else(Refusal::sign_in)?;
    let found = known(&app, &owner).await?;
    show_password(&app, &found, asked.password).await?;
    if found.person.totp_at.is_some() {
        let code = asked.code.as_deref().map(str::trim).filter(|code| !code.is_empty());
        let missing = || Refusal::unprocessable("bad_code", "Enter the code of your authenticator app too.");
        super::second_factor::show(&app, &owner, code.ok_or_else(missing)?).await?;
    }
    let now = now_ms();
    sessions::confirm(&app.db, &owner, &session, now).await?;
    requester.confirmed_at = Some(now);
    Ok(axum::Json(session_of(&app, &requester).await?))
}

/// Sets another password. Every other session ends.
#[utoipa::path(post, path = "/account/password", tag = "account", request_body = PasswordChange, responses(
    (status = 204, description = "it is set"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn change_password(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Json(asked): Json<PasswordChange>,
) -> Answer<StatusCode> {
    with_accounts(&app)?;
    limit(&app, &requester, Class::Login, requester.email.as_deref())?;
    let found = known(&app, &owner).await?;
    let email = Email::parse(&found.person.email).map_err(Refusal::internal)?;
    let password = checked(asked.password, &email)?;
    show_password(&app, &found, asked.current).await?;
    let hash = app.people.hash(password).await?;
    people::set_password(&app.db, &owner, hash.as_str(), requester.session.as_deref(), now_ms()).await?;
    app.people.post(&email, &found.person.language, &Letter::PasswordChanged(requester.address));
    Ok(StatusCode::NO_CONTENT)
}

/// Sensitive things that were done with the account, the newest first.
#[utoipa::path(get, path = "/account/audit", tag = "account", params(PageQuery), responses(
    (status = 200, body = Page<AuditEntry>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn history(
    State(app): State<App>,
    Caller(owner): Caller,
    Query(query): Query<PageQuery>,
) -> Answer<axum::Json<Page<AuditEntry>>> {
    with_accounts(&app)?;
    Ok(axum::Json(audit::page(&app.db, &owner, &query.asked()?).await?))
}

/// Everything of one's own, as a JSON document.
#[utoipa::path(get, path = "/account/export", tag = "account", responses(
    (status = 200, description = "everything of one's own", content_type = "application/json"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn take_along(State(app): State<App>, Caller(owner): Caller) -> Answer<Response> {
    with_accounts(&app)?;
    let all = export::everything(&app, &owner).await?;
    let name = "attachment; filename=\"craftstrat-account.json\"";
    Ok(([(header::CONTENT_DISPOSITION, name)], axum::Json(all)).into_response())
}

/// Deletes the account and everything of its owner's. What runs is stopped first.
#[utoipa::path(post, path = "/account/delete", tag = "account", request_body = DeleteAccount, responses(
    (status = 204, description = "there is no such account any more"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn delete(
    State(app): State<App>,
    Caller(owner): Caller,
    Json(asked): Json<DeleteAccount>,
) -> Answer<Response> {
    with_accounts(&app)?;
    let found = known(&app, &owner).await?.person;
    let typed = Email::parse(&asked.email).ok();
    if typed.is_none_or(|typed| typed.key() != found.email_key) {
        let detail = "Type the address of this account to delete it: this is another one.";
        return Err(Refusal::unprocessable("wrong_email", detail));
    }
    if wallets::count_keys(&app.db, &owner).await? > 0 {
        let detail = "There are wallets with keys in this account, and with the keys whatever is in them would be lost: \
                      delete each of these wallets first.";
        return Err(Refusal::conflict("wallets_left", detail));
    }
    live::end_all(&app, &owner).await?;
    people::delete(&app.db, &owner).await?;
    let cookie = clearing_cookie(app.people.is_secure());
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

async fn known(app: &App, owner: &Owner) -> Answer<WithPassword> {
    people::find(&app.db, owner).await?.ok_or_else(Refusal::sign_in)
}

async fn show_password(app: &App, found: &WithPassword, text: String) -> Answer<()> {
    let stored = StoredPassword::from_stored(found.password.clone());
    let right = app.people.verify(Password::new(text), Some(stored)).await?;
    let wrong = || Refusal::unprocessable("wrong_password", "This is not the password of this account.");
    if right { Ok(()) } else { Err(wrong()) }
}
