//! Bringing back what was deleted.

use crate::access::Requester;
use crate::app::{App, Studio};
use crate::caller::Caller;
use crate::clock::now_ms;
use crate::extract::Path;
use crate::plans;
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use craftstrat_api::studio::ApiProblem;
use craftstrat_data::Silent;
use craftstrat_storage::trash;

/// Brings back what a deletion's token stands for.
#[utoipa::path(post, path = "/trash/{token}/restore", tag = "trash", params(("token" = String, Path)), responses(
    (status = 204, description = "it is back"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn restore(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Path(token): Path<String>,
) -> Answer<StatusCode> {
    let Some(kind) = trash::kind(&app.db, &owner, &token, now_ms()).await? else {
        let detail = "This was brought back before, or its time is over.";
        return Err(Refusal::new(StatusCode::NOT_FOUND, "not_found", detail));
    };
    if kind == trash::Kind::Strategy
        && let Some(most) = plans::strategies_most(&app, &requester)
    {
        let is_back = trash::restore_at_most(&app.db, &owner, &token, most).await?;
        return if is_back { Ok(StatusCode::NO_CONTENT) } else { Err(plans::no_room(&requester, most)) };
    }
    if kind == trash::Kind::Ticks {
        let token = token.clone();
        app.heavy(move |studio: &Studio| studio.store.restore(&token, &Silent)).await?;
    }
    trash::restore(&app.db, &owner, kind, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}
