//! Strategies and their documents.

use super::{attachment, discard, name};
use crate::access::Requester;
use crate::app::App;
use crate::assignments;
use crate::caller::Caller;
use crate::clock::now_ms;
use crate::extract::{IfMatch, Json, Path, Query};
use crate::openapi::Binary;
use crate::paging::PageQuery;
use crate::plans;
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use craftstrat_api::report::StrategyKind as Written;
use craftstrat_api::studio::assignments::StopCode;
use craftstrat_api::studio::{
    ApiProblem, Deleted, NewStrategy, Page, SaveDocument, Strategy, StrategyChange, StrategyKind,
    StrategySummary,
};
use craftstrat_compiler::document::DOCUMENT_BYTES_MAX;
use craftstrat_runs::RunError;
use craftstrat_storage::Owner;
use craftstrat_storage::strategies::{self, Material, Stored};
use craftstrat_storage::{components, trash};

/// Strategies, the last changed first.
#[utoipa::path(get, path = "/strategies", tag = "strategies", params(PageQuery), responses(
    (status = 200, body = Page<StrategySummary>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn list(
    State(app): State<App>,
    Caller(owner): Caller,
    Query(query): Query<PageQuery>,
) -> Answer<axum::Json<Page<StrategySummary>>> {
    Ok(axum::Json(strategies::page(&app.db, &owner, &query.asked()?).await?))
}

/// Makes a strategy of a document, which may still have errors, or of a checked component.
#[utoipa::path(post, path = "/strategies", tag = "strategies", request_body = NewStrategy, responses(
    (status = 201, body = Strategy),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn create(
    State(app): State<App>,
    Caller(owner): Caller,
    requester: Requester,
    Json(new): Json<NewStrategy>,
) -> Answer<Response> {
    let name = name(&new.name)?;
    let made = match (new.document, new.component) {
        (Some(document), None) => material(&app, document).await?,
        (None, Some(hash)) => {
            if components::inspection(&app.db, &owner, &hash).await?.is_none() {
                let detail = "This component was not uploaded or did not pass its checks.";
                return Err(Refusal::unprocessable("unknown_component", detail));
            }
            let kind = StrategyKind::Component;
            Material { kind, document: None, component: Some(hash), errors: 0 }
        }
        _ => return Err(Refusal::bad_request("A strategy is made of either `document` or `component`.")),
    };
    let id = match plans::strategies_most(&app, &requester) {
        None => strategies::insert(&app.db, &owner, name, &made, now_ms()).await?,
        Some(most) => {
            let id = strategies::insert_at_most(&app.db, &owner, name, &made, most, now_ms()).await?;
            id.ok_or_else(|| plans::no_room(&requester, most))?
        }
    };
    let answer = full(&app, &owner, present(&app, &owner, &id).await?).await?;
    let location = format!("{}/strategies/{id}", craftstrat_api::studio::BASE);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], tagged(answer)).into_response())
}

/// Checks a document without refusing its errors.
async fn material(app: &App, document: String) -> Answer<Material> {
    if document.len() > DOCUMENT_BYTES_MAX {
        return Err(Refusal::too_large(format!("A document has at most {DOCUMENT_BYTES_MAX} bytes.")));
    }
    app.heavy(move |_| {
        let errors = craftstrat_compiler::check(&document).iter().filter(|p| p.is_error()).count() as u64;
        let kind = match craftstrat_runs::strategy::kind_of_document(&document) {
            Written::Form => StrategyKind::Form,
            Written::Graph | Written::Component => StrategyKind::Graph,
        };
        Ok::<_, RunError>(Material { kind, document: Some(document), component: None, errors })
    })
    .await
}

async fn present(app: &App, owner: &Owner, id: &str) -> Answer<Stored> {
    strategies::find(&app.db, owner, id).await?.ok_or_else(|| Refusal::not_found("strategy"))
}

async fn full(app: &App, owner: &Owner, stored: Stored) -> Answer<Strategy> {
    let inspection = match &stored.component {
        Some(hash) => components::inspection(&app.db, owner, hash).await?,
        None => None,
    };
    let summary = stored.summary();
    Ok(Strategy { summary, document: stored.document, component: stored.component, inspection })
}

fn etag(revision: u64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{revision}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
}

/// The strategy with its ETag.
fn tagged(strategy: Strategy) -> impl IntoResponse {
    ([(header::ETAG, etag(strategy.summary.revision))], axum::Json(strategy))
}

/// A strategy; its ETag is its revision in quotes.
#[utoipa::path(get, path = "/strategies/{id}", tag = "strategies", params(("id" = String, Path)), responses(
    (status = 200, body = Strategy),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn find(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<Response> {
    let stored = present(&app, &owner, &id).await?;
    Ok(tagged(full(&app, &owner, stored).await?).into_response())
}

/// Saves a document over the revision in `If-Match`. 412 `conflict` when someone saved in between.
#[utoipa::path(put, path = "/strategies/{id}/document", tag = "strategies", request_body = SaveDocument,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "the ETag it is based on, or `*`")),
    responses(
        (status = 200, body = Strategy),
        (status = 412, body = ApiProblem, content_type = "application/problem+json"),
        (status = 428, body = ApiProblem, content_type = "application/problem+json"),
        (status = "default", body = ApiProblem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn save(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    IfMatch(based_on): IfMatch,
    Json(save): Json<SaveDocument>,
) -> Answer<Response> {
    let made = material(&app, save.document).await?;
    let done = strategies::save(&app.db, &owner, &id, based_on, &made, now_ms()).await?;
    let stored = present(&app, &owner, &id).await?;
    if stored.document.is_none() {
        return Err(Refusal::conflict("not_a_document", "A component has no document to save."));
    }
    if !done {
        let detail = format!(
            "Someone saved this strategy in between: it is at revision {} now. Load it, then save again.",
            stored.revision()
        );
        let refusal = Refusal::new(StatusCode::PRECONDITION_FAILED, "conflict", detail);
        return Ok(([(header::ETAG, etag(stored.revision()))], refusal).into_response());
    }
    Ok(tagged(full(&app, &owner, stored).await?).into_response())
}

/// Changes what is not the document.
#[utoipa::path(patch, path = "/strategies/{id}", tag = "strategies", request_body = StrategyChange,
    params(("id" = String, Path)), responses(
    (status = 200, body = Strategy),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn change(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
    Json(change): Json<StrategyChange>,
) -> Answer<Response> {
    if let Some(text) = &change.name {
        strategies::rename(&app.db, &owner, &id, name(text)?, now_ms()).await?;
    }
    Ok(tagged(full(&app, &owner, present(&app, &owner, &id).await?).await?).into_response())
}

/// Deletes a strategy with its versions; it can be brought back for a day. Where it runs on a wallet, it is stopped.
#[utoipa::path(delete, path = "/strategies/{id}", tag = "strategies", params(("id" = String, Path)), responses(
    (status = 200, body = Deleted),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn delete(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<axum::Json<Deleted>> {
    let stored = present(&app, &owner, &id).await?;
    let (code, why) = (StopCode::StrategyDeleted, "Its strategy was deleted.");
    assignments::end_strategies(&app, &owner, &[id.as_str()], code, why).await?;
    discard(&app, &owner, trash::Kind::Strategy, &id, &stored.name).await
}

/// The component: compiled from the document, or as it was uploaded.
#[utoipa::path(get, path = "/strategies/{id}/component", tag = "strategies", params(("id" = String, Path)), responses(
    (status = 200, body = Binary, content_type = "application/wasm"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn component(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<Response> {
    let stored = present(&app, &owner, &id).await?;
    let file = format!("{}.wasm", stored.name);
    let bytes = match (stored.document, stored.component) {
        (_, Some(hash)) => components::bytes(&app.db, &owner, &hash).await?,
        (Some(text), None) => Some(app.heavy(move |_| compile(&text)).await?),
        (None, None) => None,
    };
    let bytes = bytes.ok_or_else(|| Refusal::not_found("component"))?;
    Ok(attachment(bytes, "application/wasm", &file))
}

fn compile(text: &str) -> Result<Vec<u8>, RunError> {
    let told =
        |all: Vec<_>| RunError::Document(all.into_iter().map(craftstrat_runs::error::problem).collect());
    craftstrat_compiler::compile(text).map(|c| c.component).map_err(told)
}
