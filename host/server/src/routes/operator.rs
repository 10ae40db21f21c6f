//! What the operator of an installation sees and sets.

use super::people::with_accounts;
use crate::access::Requester;
use crate::app::App;
use crate::clock::now_ms;
use crate::extract::{Json, Path, Query};
use crate::paging::PageQuery;
use crate::people::Mode;
use crate::problem::{Answer, Refusal};
use crate::{live, plans};
use axum::extract::State;
use axum::http::StatusCode;
use craftstrat_accounts::access::Role as Held;
use craftstrat_accounts::mail::Mailer;
use craftstrat_accounts::plan::Plan;
use craftstrat_api::studio::operator::{
    AuditEntry, OperatorJob, ParkedRun, SystemState, UserChange, UserSummary,
};
use craftstrat_api::studio::people::Role;
use craftstrat_api::studio::{ApiProblem, Page};
use craftstrat_storage::system::people as everybody;
use craftstrat_storage::{Engine, audit};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Paths under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(users))
        .routes(routes!(change_user))
        .routes(routes!(history))
        .routes(routes!(state))
        .routes(routes!(jobs))
        .routes(routes!(parked))
}

/// What of the audit log is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Only of people whose address contains this.
    email: Option<String>,
    /// Only this action.
    action: Option<String>,
    /// Only what was done, or only what was refused.
    done: Option<bool>,
}

/// People, the newest first; those whose address contains `q`.
#[utoipa::path(get, path = "/operator/users", tag = "operator", params(PageQuery), responses(
    (status = 200, body = Page<UserSummary>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn users(
    State(app): State<App>,
    Query(query): Query<PageQuery>,
) -> Answer<axum::Json<Page<UserSummary>>> {
    with_accounts(&app)?;
    let page = everybody::users(&app.db, &query.asked()?).await?;
    let items = page.items.into_iter().map(|user| summary(&app, user)).collect();
    Ok(axum::Json(Page { items, next: page.next }))
}

fn summary(app: &App, user: everybody::User) -> UserSummary {
    let role = match app.people.role(&user.person) {
        Held::User => Role::User,
        Held::Operator => Role::Operator,
    };
    let (strategies, wallets) = user.counts();
    UserSummary {
        id: user.person.owner().as_str().to_owned(),
        email: user.person.email,
        verified: user.person.verified_at.is_some(),
        name: user.person.name,
        role,
        plan: user.person.plan,
        second_factor: user.person.totp_at.is_some(),
        strategies,
        wallets,
        locked: user.person.locked_at.is_some(),
        created_at_ms: user.person.created_at,
    }
}

/// Sets somebody's plan, or whether they may sign in. A smaller plan pauses what is over its limits.
#[utoipa::path(patch, path = "/operator/users/{id}", tag = "operator", params(("id" = String, Path)),
    request_body = UserChange, responses(
    (status = 204, description = "it is set"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn change_user(
    State(app): State<App>,
    requester: Requester,
    Path(id): Path<String>,
    Json(asked): Json<UserChange>,
) -> Answer<StatusCode> {
    with_accounts(&app)?;
    let plan = asked.plan.as_deref().map(str::parse::<Plan>).transpose();
    let plan = plan.map_err(|e| Refusal::unprocessable("bad_plan", e.to_string()))?;
    if asked.locked == Some(true) && requester.owner.as_ref().is_some_and(|owner| owner.as_str() == id) {
        let detail = "This is your own account: nobody would be left to unlock it.";
        return Err(Refusal::unprocessable("own_account", detail));
    }
    let changed =
        everybody::change_user(&app.db, &id, plan.map(Plan::as_str), asked.locked, now_ms()).await?;
    let owner = changed.ok_or_else(|| Refusal::not_found("person"))?;
    if asked.locked == Some(true) {
        live::pause_all(&app, &owner).await?;
    }
    if let Some(plan) = plan {
        plans::hold(&app, &owner, plan).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// What everybody did, the newest first.
#[utoipa::path(get, path = "/operator/audit", tag = "operator", params(PageQuery, Wanted), responses(
    (status = 200, body = Page<AuditEntry>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn history(
    State(app): State<App>,
    Query(query): Query<PageQuery>,
    Query(wanted): Query<Wanted>,
) -> Answer<axum::Json<Page<AuditEntry>>> {
    with_accounts(&app)?;
    let wanted =
        audit::Wanted { email: wanted.email.unwrap_or_default(), action: wanted.action, done: wanted.done };
    Ok(axum::Json(audit::of_all(&app.db, &query.asked()?, &wanted).await?))
}

/// The state of the installation.
#[utoipa::path(get, path = "/operator/system", tag = "operator", responses(
    (status = 200, body = SystemState),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn state(State(app): State<App>) -> Answer<axum::Json<SystemState>> {
    let counts = everybody::counts(&app.db, now_ms()).await?;
    let mail = match (&app.people.mode, &app.people.mailer) {
        (Mode::Local, _) | (_, None) => "none",
        (_, Some(mailer)) => match **mailer {
            Mailer::Outbox(_) => "outbox",
            Mailer::Smtp(_) => "smtp",
        },
    };
    Ok(axum::Json(SystemState {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        database: match app.db.engine() {
            Engine::Sqlite => "sqlite".to_owned(),
            Engine::Postgres => "postgres".to_owned(),
        },
        up_s: app.began.elapsed().as_secs(),
        users: counts.users(),
        sessions: counts.sessions(),
        jobs_open: counts.jobs_open(),
        runs: live::running(&app).await,
        mail: mail.to_owned(),
        killed: live::is_killed(&app).await,
    }))
}

/// Jobs of everybody, the newest first.
#[utoipa::path(get, path = "/operator/jobs", tag = "operator", params(PageQuery), responses(
    (status = 200, body = Page<OperatorJob>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn jobs(
    State(app): State<App>,
    Query(query): Query<PageQuery>,
) -> Answer<axum::Json<Page<OperatorJob>>> {
    Ok(axum::Json(everybody::jobs(&app.db, &query.asked()?).await?))
}

/// Runs that were parked because they failed or broke a limit of theirs.
#[utoipa::path(get, path = "/operator/parked", tag = "operator", responses(
    (status = 200, body = Page<ParkedRun>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
async fn parked(State(app): State<App>) -> Answer<axum::Json<Page<ParkedRun>>> {
    Ok(axum::Json(Page { items: live::parked(&app).await?, next: None }))
}
