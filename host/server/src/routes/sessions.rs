//! Where one is signed in, and tokens for programs.

use super::people::{NAME_MAX, with_accounts};
use crate::access::Requester;
use crate::app::App;
use crate::caller::Caller;
use crate::clock::now_ms;
use crate::extract::{Json, Path};
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use craftstrat_accounts::access::{Scope as Held, Scopes};
use craftstrat_accounts::entropy::Os;
use craftstrat_accounts::secret::{Kind, Secret, TOKEN_DAYS_MAX, session_ends, token_ends};
use craftstrat_api::studio::people::{MadeToken, NewToken, Scope, SessionSummary, TokenSummary};
use craftstrat_api::studio::{ApiProblem, Page};
use craftstrat_model::TimeMs;
use craftstrat_storage::{sessions, tokens};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Tokens of one person, at most.
const TOKENS_MAX: u64 = 50;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, end_others))
        .routes(routes!(end))
        .routes(routes!(list_tokens, make_token))
        .routes(routes!(revoke))
}

/// Where one is signed in.
#[utoipa::path(get, path = "/sessions", tag = "account", responses(
    (status = 200, body = Page<SessionSummary>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn list(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
) -> Answer<axum::Json<Page<SessionSummary>>> {
    with_accounts(&app)?;
    let now = now_ms();
    let all = sessions::all(&app.db, &owner).await?;
    let shown = all.into_iter().filter_map(|session| {
        let ends = session_ends(TimeMs(session.created_at), TimeMs(session.used_at)).0;
        let current = requester.session.as_ref() == Some(&session.id);
        (now < ends).then_some(SessionSummary {
            id: session.id,
            current,
            agent: session.agent,
            address: session.address,
            created_at_ms: session.created_at,
            used_at_ms: session.used_at,
            ends_at_ms: ends,
        })
    });
    Ok(axum::Json(Page { items: shown.collect(), next: None }))
}

/// Ends every session but the one that asks.
#[utoipa::path(delete, path = "/sessions", tag = "account", responses(
    (status = 204, description = "they are over"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn end_others(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
) -> Answer<StatusCode> {
    with_accounts(&app)?;
    let current = requester.session.as_deref().unwrap_or_default();
    sessions::end_others(&app.db, &owner, current).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a session.
#[utoipa::path(delete, path = "/sessions/{id}", tag = "account", params(("id" = String, Path)), responses(
    (status = 204, description = "it is over"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn end(State(app): State<App>, Caller(owner): Caller, Path(id): Path<String>) -> Answer<StatusCode> {
    with_accounts(&app)?;
    if sessions::end(&app.db, &owner, &id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Refusal::not_found("session"))
    }
}

/// One's tokens.
#[utoipa::path(get, path = "/tokens", tag = "account", responses(
    (status = 200, body = Page<TokenSummary>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn list_tokens(
    State(app): State<App>,
    Caller(owner): Caller,
) -> Answer<axum::Json<Page<TokenSummary>>> {
    with_accounts(&app)?;
    let all = tokens::all(&app.db, &owner).await?;
    let items = all.into_iter().map(summary).collect::<Answer<_>>()?;
    Ok(axum::Json(Page { items, next: None }))
}

/// Makes a token, which is shown this once.
#[utoipa::path(post, path = "/tokens", tag = "account", request_body = NewToken, responses(
    (status = 201, body = MadeToken),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn make_token(
    State(app): State<App>,
    Caller(owner): Caller,
    Json(asked): Json<NewToken>,
) -> Answer<(StatusCode, axum::Json<MadeToken>)> {
    with_accounts(&app)?;
    let name = asked.name.trim();
    if name.is_empty() || name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
        let detail = format!("A token has a name of 1 to {NAME_MAX} characters on one line.");
        return Err(Refusal::unprocessable("bad_name", detail));
    }
    let scopes: Scopes = asked.scopes.iter().map(|scope| held(*scope)).collect();
    if scopes.is_empty() {
        return Err(Refusal::unprocessable("bad_scopes", "Say what the token may be used for."));
    }
    let now = now_ms();
    let ends = token_ends(TimeMs(now), asked.days).ok_or_else(|| {
        Refusal::unprocessable("bad_days", format!("A token lives 1 to {TOKEN_DAYS_MAX} days."))
    })?;
    if tokens::count(&app.db, &owner).await? >= TOKENS_MAX {
        let detail = format!("There are {TOKENS_MAX} tokens already: revoke one first.");
        return Err(Refusal::unprocessable("too_many_tokens", detail));
    }
    let secret = Secret::generate(Kind::Token, &mut Os).map_err(Refusal::internal)?;
    let (hash, scopes) = (secret.hashed(), scopes.to_string());
    let new = tokens::New { hash: hash.as_bytes(), name, scopes: &scopes, expires_at: ends.0 };
    let id = tokens::insert(&app.db, &owner, new, now).await?;
    let mut asked_scopes = asked.scopes;
    asked_scopes.sort_unstable();
    asked_scopes.dedup();
    let summary = TokenSummary {
        id,
        name: name.to_owned(),
        scopes: asked_scopes,
        created_at_ms: now,
        used_at_ms: None,
        expires_at_ms: ends.0,
    };
    Ok((StatusCode::CREATED, axum::Json(MadeToken { summary, token: secret.expose().to_owned() })))
}

/// Takes a token away.
#[utoipa::path(delete, path = "/tokens/{id}", tag = "account", params(("id" = String, Path)), responses(
    (status = 204, description = "nothing can be done with it any more"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn revoke(State(app): State<App>, Caller(owner): Caller, Path(id): Path<String>) -> Answer<StatusCode> {
    with_accounts(&app)?;
    if tokens::revoke(&app.db, &owner, &id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Refusal::not_found("token"))
    }
}

fn summary(token: tokens::Stored) -> Answer<TokenSummary> {
    let scopes: Scopes = token.scopes.parse().map_err(Refusal::internal)?;
    Ok(TokenSummary {
        id: token.id,
        name: token.name,
        scopes: scopes.iter().map(shown).collect(),
        created_at_ms: token.created_at,
        used_at_ms: token.used_at,
        expires_at_ms: token.expires_at,
    })
}

const fn held(scope: Scope) -> Held {
    match scope {
        Scope::Read => Held::Read,
        Scope::Strategies => Held::Strategies,
        Scope::Backtests => Held::Backtests,
        Scope::Live => Held::Live,
        Scope::Wallets => Held::Wallets,
    }
}

const fn shown(scope: Held) -> Scope {
    match scope {
        Held::Read => Scope::Read,
        Held::Strategies => Scope::Strategies,
        Held::Backtests => Scope::Backtests,
        Held::Live => Scope::Live,
        Held::Wallets => Scope::Wallets,
    }
}
