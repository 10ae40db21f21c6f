//! Signing up, in and out.

use crate::access::{Requester, clearing_cookie, session_cookie};
use crate::app::App;
use crate::clock::now_ms;
use crate::extract::Json;
use crate::people::{Letter, Mode, handover, person, session_of};
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use craftstrat_accounts::email::Email;
use craftstrat_accounts::entropy::Os;
use craftstrat_accounts::password::{Password, StoredPassword, acceptable, needs_rehash};
use craftstrat_accounts::rate::Class;
use craftstrat_accounts::secret::{Kind, RESET_MS, Secret, VERIFICATION_MS};
use craftstrat_api::studio::ApiProblem;
use craftstrat_api::studio::people::{
    AccessMode, Login, LoginAnswer, MailAsk, ResetPassword, Session, SignUp, Verify,
};
use craftstrat_model::TimeMs;
use craftstrat_storage::Owner;
use craftstrat_storage::people::{self, Code};
use craftstrat_storage::sessions;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Characters of a name, at most.
pub(super) const NAME_MAX: usize = 100;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(session))
        .routes(routes!(sign_up))
        .routes(routes!(verify))
        .routes(routes!(again))
        .routes(routes!(login))
        .routes(routes!(logout))
        .routes(routes!(forgot))
        .routes(routes!(reset))
}

/// Who asks.
#[utoipa::path(get, path = "/session", tag = "people", responses(
    (status = 200, body = Session),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn session(State(app): State<App>, requester: Requester) -> Answer<axum::Json<Session>> {
    Ok(axum::Json(session_of(&app, &requester).await?))
}

/// Makes an account. The answer does not tell whether the address has one; the mail does.
#[utoipa::path(post, path = "/signup", tag = "people", request_body = SignUp, responses(
    (status = 202, description = "mail is on its way"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn sign_up(
    State(app): State<App>,
    requester: Requester,
    Json(asked): Json<SignUp>,
) -> Answer<StatusCode> {
    with_accounts(&app)?;
    limit(&app, &requester, Class::SignUp, None)?;
    let email = Email::parse(&asked.email).map_err(|e| Refusal::unprocessable("bad_email", e.to_string()))?;
    let password = checked(asked.password, &email)?;
    let name = checked_name(&asked.name)?;
    let language = checked_language(asked.language.as_deref().unwrap_or("en"))?;
    let password = app.people.hash(password).await?;
    let new = people::New {
        email: email.as_str(),
        email_key: email.key(),
        password: password.as_str(),
        name,
        language,
    };
    let made = people::insert(&app.db, new, now_ms()).await?;
    let letter = match made {
        Some(owner) => verification(&app, &owner).await?,
        None => Letter::HasAccount,
    };
    app.people.post(&email, language, &letter);
    Ok(StatusCode::ACCEPTED)
}

/// Shows that mail arrives.
#[utoipa::path(post, path = "/signup/verify", tag = "people", request_body = Verify, responses(
    (status = 204, description = "it does"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn verify(
    State(app): State<App>,
    requester: Requester,
    Json(asked): Json<Verify>,
) -> Answer<StatusCode> {
    with_accounts(&app)?;
    limit(&app, &requester, Class::Login, None)?;
    let code = Secret::parse(Kind::Verification, asked.code.trim()).map_err(|_| expired())?;
    let owner = people::redeem(&app.db, Code::Verification, code.hashed().as_bytes(), now_ms()).await?;
    people::verify(&app.db, &owner.ok_or_else(expired)?, now_ms()).await?;
    handover::verified(&app).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends the code that shows that mail arrives once more, where it is still needed. The answer is always the same.
#[utoipa::path(post, path = "/signup/again", tag = "people", request_body = MailAsk, responses(
    (status = 202, description = "mail is on its way if it is needed"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn again(
    State(app): State<App>,
    requester: Requester,
    Json(asked): Json<MailAsk>,
) -> Answer<StatusCode> {
    let Some((email, found)) = asked_for(&app, &requester, &asked).await? else {
        return Ok(StatusCode::ACCEPTED);
    };
    if found.verified_at.is_none() {
        let letter = verification(&app, &found.owner()).await?;
        app.people.post(&email, &found.language, &letter);
    }
    Ok(StatusCode::ACCEPTED)
}

/// Sends mail that lets one choose a new password. The answer is always the same.
#[utoipa::path(post, path = "/password/forgot", tag = "people", request_body = MailAsk, responses(
    (status = 202, description = "mail is on its way if there is such an account"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn forgot(
    State(app): State<App>,
    requester: Requester,
    Json(asked): Json<MailAsk>,
) -> Answer<StatusCode> {
    let Some((email, found)) = asked_for(&app, &requester, &asked).await? else {
        return Ok(StatusCode::ACCEPTED);
    };
    let code = Secret::generate(Kind::Reset, &mut Os).map_err(Refusal::internal)?;
    let now = now_ms();
    let (owner, hash) = (found.owner(), code.hashed());
    people::send(&app.db, &owner, Code::Reset, hash.as_bytes(), now, now + RESET_MS).await?;
    app.people.post(&email, &found.language, &Letter::Reset(code));
    Ok(StatusCode::ACCEPTED)
}

/// Chooses a new password with what the mail said. Every session ends.
#[utoipa::path(post, path = "/password/reset", tag = "people", request_body = ResetPassword, responses(
    (status = 204, description = "sign in with the new password"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn reset(
    State(app): State<App>,
    requester: Requester,
    Json(asked): Json<ResetPassword>,
) -> Answer<StatusCode> {
    with_accounts(&app)?;
    limit(&app, &requester, Class::Login, None)?;
    let code = Secret::parse(Kind::Reset, asked.code.trim()).map_err(|_| expired())?;
    let hash = code.hashed();
    let now = now_ms();
    let owner = people::holder(&app.db, Code::Reset, hash.as_bytes(), now).await?;
    let owner = owner.ok_or_else(expired)?;
    let found = people::find(&app.db, &owner).await?.ok_or_else(expired)?.person;
    let email = Email::parse(&found.email).map_err(Refusal::internal)?;
    // A password that is refused does not use the code up.
    let password = app.people.hash(checked(asked.password, &email)?).await?;
    let redeemed = people::redeem(&app.db, Code::Reset, hash.as_bytes(), now).await?;
    redeemed.ok_or_else(expired)?;
    people::set_password(&app.db, &owner, password.as_str(), None, now).await?;
    // Mail reached them.
    people::verify(&app.db, &owner, now).await?;
    handover::verified(&app).await;
    app.people.post(&email, &found.language, &Letter::PasswordChanged(requester.address));
    Ok(StatusCode::NO_CONTENT)
}

/// Signs in. Where there is a second factor and no code, the answer asks for one.
#[utoipa::path(post, path = "/login", tag = "people", request_body = Login, responses(
    (status = 200, body = LoginAnswer),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn login(State(app): State<App>, requester: Requester, Json(asked): Json<Login>) -> Answer<Response> {
    with_accounts(&app)?;
    // What is no address has no account, and is as slow to find out.
    let email = Email::parse(&asked.email).ok();
    let key = email.as_ref().map_or_else(|| asked.email.to_lowercase(), |email| email.key().to_owned());
    limit(&app, &requester, Class::Login, Some(&key))?;
    let found = people::by_email(&app.db, &key).await?;
    let stored = found.as_ref().map(|found| StoredPassword::from_stored(found.password.clone()));
    let password = Password::new(asked.password);
    let right = app.people.verify(password.clone(), stored.clone()).await?;
    let (Some(found), Some(stored), true) = (found, stored, right) else {
        return Err(bad_credentials());
    };
    let found = found.person;
    if found.locked_at.is_some() {
        return Err(locked());
    }
    let owner = found.owner();
    if found.totp_at.is_some() {
        let Some(code) = asked.code.as_deref().map(str::trim).filter(|code| !code.is_empty()) else {
            return Ok(axum::Json(LoginAnswer::SecondFactor).into_response());
        };
        super::second_factor::show(&app, &owner, code).await?;
    }
    if needs_rehash(&stored) {
        let hash = app.people.hash(password).await?;
        people::rehash(&app.db, &owner, hash.as_str()).await?;
    }
    let secret = Secret::generate(Kind::Session, &mut Os).map_err(Refusal::internal)?;
    let (now, address) = (now_ms(), requester.address.to_string());
    let hash = secret.hashed();
    let known = sessions::all(&app.db, &owner).await?;
    // Who signs in for the first time knows it.
    if !known.is_empty() && !known.iter().any(|session| session.agent == requester.agent) {
        let email = Email::parse(&found.email).map_err(Refusal::internal)?;
        app.people.post(
            &email,
            &found.language,
            &Letter::NewDevice(requester.agent.clone(), requester.address),
        );
    }
    sessions::begin(&app.db, &owner, hash.as_bytes(), &requester.agent, &address, now).await?;
    let session = Session { mode: AccessMode::Accounts, person: Some(person(&app.people, &found, None)) };
    let cookie = session_cookie(&secret, app.people.is_secure())?;
    Ok(([(header::SET_COOKIE, cookie)], axum::Json(LoginAnswer::SignedIn(session))).into_response())
}

/// Signs out: the session ends.
#[utoipa::path(post, path = "/logout", tag = "people", responses(
    (status = 204, description = "nobody is signed in"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn logout(State(app): State<App>, requester: Requester) -> Answer<Response> {
    if let (Some(owner), Some(session)) = (&requester.owner, &requester.session) {
        sessions::end(&app.db, owner, session).await?;
    }
    let cookie = clearing_cookie(app.people.is_secure());
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// One refusal for every code that is not taken: who guesses must not learn that something was there.
fn expired() -> Refusal {
    let detail = "This link was used already, or its time is over: ask for another one.";
    Refusal::unprocessable("expired_code", detail)
}

fn bad_credentials() -> Refusal {
    let detail = "E-mail or password is wrong.";
    Refusal::new(StatusCode::UNAUTHORIZED, "bad_credentials", detail)
}

fn locked() -> Refusal {
    let detail = "This account is locked: ask the operator of this installation.";
    Refusal::new(StatusCode::FORBIDDEN, "locked", detail)
}

fn no_accounts() -> Refusal {
    let detail =
        "This server is its owner's alone: nobody has an account. `craftstrat up --accounts` changes that.";
    Refusal::conflict("no_accounts", detail)
}

/// The account that mail is asked for, if there is one.
async fn asked_for(
    app: &App,
    requester: &Requester,
    asked: &MailAsk,
) -> Answer<Option<(Email, people::Stored)>> {
    with_accounts(app)?;
    let email = Email::parse(&asked.email).map_err(|e| Refusal::unprocessable("bad_email", e.to_string()))?;
    limit(app, requester, Class::Reset, Some(email.key()))?;
    let found = people::by_email(&app.db, email.key()).await?;
    Ok(found.map(|found| (email, found.person)))
}

/// A new code that shows that mail arrives.
async fn verification(app: &App, owner: &Owner) -> Answer<Letter> {
    let code = Secret::generate(Kind::Verification, &mut Os).map_err(Refusal::internal)?;
    let (now, hash) = (now_ms(), code.hashed());
    people::send(&app.db, owner, Code::Verification, hash.as_bytes(), now, now + VERIFICATION_MS).await?;
    Ok(Letter::Verify(code))
}

/// Refuses where nobody has an account.
pub(super) fn with_accounts(app: &App) -> Answer<()> {
    if app.people.mode == Mode::Accounts { Ok(()) } else { Err(no_accounts()) }
}

pub(super) fn limit(app: &App, requester: &Requester, class: Class, account: Option<&str>) -> Answer<()> {
    app.people.rates.check(class, requester.address, account, TimeMs(now_ms())).map_err(Refusal::too_many)
}

/// A password that may be used for an account.
pub(super) fn checked(text: String, email: &Email) -> Answer<Password> {
    let password = Password::new(text);
    acceptable(&password, email).map_err(|e| Refusal::unprocessable(e.code(), e.to_string()))?;
    Ok(password)
}

pub(super) fn checked_name(name: &str) -> Answer<&str> {
    let name = name.trim();
    if name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
        let detail = format!("A name has up to {NAME_MAX} characters on one line.");
        return Err(Refusal::unprocessable("bad_name", detail));
    }
    Ok(name)
}

pub(super) fn checked_language(language: &str) -> Answer<&str> {
    match language {
        "en" | "fr" => Ok(language),
        _ => Err(Refusal::unprocessable("bad_language", "Mail is written in `en` or `fr`.")),
    }
}
