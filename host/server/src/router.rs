//! Every path, with its limits, and the OpenAPI document that comes from the same table.

use crate::app::App;
use crate::guard::Guard;
use crate::metrics::observe;
use crate::people::Mode;
use crate::problem::Refusal;
use crate::routes::{
    account, alerts, assignments, backtests, components, data, health, imports, jobs, live, metrics,
    operator, people, plan, ready, second_factor, sessions, strategies, sweeps, trash, versions, wallets,
};
use crate::{access, guard, internal, openapi, page};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use craftstrat_api::studio::{BASE, ImportFormat};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Bytes of a body where nothing else is said: a document may have one MiB, and JSON may escape every byte of it.
const BODY_MAX: usize = 8 << 20;

/// Bytes of an uploaded component that are read at all: enough to say by how much it is too large.
const COMPONENT_MAX: usize = 16 << 20;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "CraftStrat studio",
        description = "Strategies, backtests, sweeps, tick data and runs on paper of a local CraftStrat. Errors are \
                       `application/problem+json` with a stable `code`. Times are milliseconds since the Unix epoch, \
                       amounts decimal strings."
    ),
    components(schemas(ImportFormat))
)]
struct Document;

fn api() -> OpenApiRouter<App> {
    let uploads =
        OpenApiRouter::new().routes(routes!(components::check)).layer(DefaultBodyLimit::max(COMPONENT_MAX));
    let imports = OpenApiRouter::new().routes(routes!(imports::create)).layer(DefaultBodyLimit::disable());
    let all = OpenApiRouter::new()
        .routes(routes!(health::health))
        .routes(routes!(health::schema))
        .routes(routes!(strategies::list, strategies::create))
        .routes(routes!(strategies::find, strategies::change, strategies::delete))
        .routes(routes!(strategies::save))
        .routes(routes!(strategies::component))
        .routes(routes!(versions::list, versions::create))
        .routes(routes!(versions::find))
        .routes(routes!(components::find))
        .routes(routes!(backtests::list, backtests::create))
        .routes(routes!(backtests::find, backtests::delete))
        .routes(routes!(backtests::explain))
        .routes(routes!(sweeps::list, sweeps::create))
        .routes(routes!(sweeps::find, sweeps::delete))
        .routes(routes!(jobs::list))
        .routes(routes!(jobs::find, jobs::cancel))
        .routes(routes!(jobs::events))
        .routes(routes!(data::markets))
        .routes(routes!(data::series))
        .routes(routes!(data::ticks))
        .routes(routes!(data::delete_market))
        .routes(routes!(data::delete_day))
        .routes(routes!(imports::find))
        .routes(routes!(trash::restore))
        .routes(routes!(health::starter))
        .merge(live::routes())
        .merge(assignments::routes())
        .merge(alerts::routes())
        .merge(people::routes())
        .merge(account::routes())
        .merge(second_factor::routes())
        .merge(sessions::routes())
        .merge(plan::routes())
        .merge(wallets::routes())
        .merge(operator::routes())
        .layer(DefaultBodyLimit::max(BODY_MAX));
    OpenApiRouter::with_openapi(Document::openapi()).nest(BASE, all.merge(uploads).merge(imports))
}

/// The OpenAPI document of everything under `/api/v1`.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = api().into_openapi();
    openapi::complete(&mut document);
    document
}

/// The whole service.
pub(crate) fn service(app: App) -> Router {
    let (router, _) = api().split_for_parts();
    let mut document = document();
    if app.people.mode == Mode::Local {
        openapi::without_accounts(&mut document);
    }
    let document = axum::Json(openapi::served(&document));
    let router = router
        .route(&format!("{BASE}/openapi.json"), get(async move || document.clone()))
        .merge(ready::routes())
        .merge(metrics::routes())
        .method_not_allowed_fallback(not_allowed)
        .fallback(elsewhere);
    let gate = axum::middleware::from_fn_with_state(app.clone(), access::gate);
    let names = app.people.names();
    let observed = axum::middleware::from_fn_with_state(app.clone(), observe);
    guarded(router.layer(gate), Guard { within: guard::ANSWER_WITHIN, names }).layer(observed).with_state(app)
}

/// `router` behind what every request passes. Each is answered within the time.
pub(crate) fn guarded<S: Clone + Send + Sync + 'static>(router: Router<S>, guard: Guard) -> Router<S> {
    router
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(axum::middleware::from_fn_with_state(guard, guard::guard))
}

pub(crate) async fn not_allowed(method: Method, uri: Uri) -> Refusal {
    let detail = format!("{} does not take {method}.", uri.path());
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
}

/// Everything that is no path of the API: the page, whose own routes all lead to its index.
async fn elsewhere(method: Method, uri: Uri, headers: axum::http::HeaderMap) -> Response {
    // What other processes ask is known on their own listener alone: here it is not even the page.
    let is_beneath =
        |root: &str| uri.path().strip_prefix(root).is_some_and(|p| p.is_empty() || p.starts_with('/'));
    if is_beneath("/api") || is_beneath(internal::BASE) {
        return Refusal::not_found("path").into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return not_allowed(method, uri).await.into_response();
    }
    page::serve(uri.path(), &headers)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::{Request, header};
    use craftstrat_api::studio::ApiProblem;
    use std::future::{pending, ready};
    use std::sync::Arc;
    use std::time::Duration;
    use tokio::sync::Notify;
    use tower::ServiceExt;

    async fn get_from(router: &Router, path: &str) -> Response {
        let request = Request::get(path).header(header::HOST, "localhost").body(Body::empty()).unwrap();
        router.clone().oneshot(request).await.unwrap()
    }

    /// The problem of an answer that must be one, and its text.
    async fn problem(response: Response) -> (ApiProblem, String) {
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert!(response.headers().contains_key(header::CONTENT_SECURITY_POLICY));
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), BODY_MAX).await.unwrap();
        let problem: ApiProblem = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem.status, status.as_u16());
        (problem, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn broken() -> StatusCode {
        // What a handler holds must not show in the answer.
        let secret = "hunter2".to_owned();
        assert!(secret.is_empty(), "a handler broke over {secret}");
        StatusCode::OK
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_without_details_and_the_next_request_is_met() {
        let routes = Router::new().route("/broken", get(broken)).route("/sound", get(|| ready("sound")));
        let router = guarded(routes, Guard::local(guard::ANSWER_WITHIN));
        let (problem, text) = problem(get_from(&router, "/broken").await).await;
        assert_eq!((problem.status, problem.code.as_str()), (500, "internal"));
        assert!(!text.contains("hunter2") && !text.contains("broke over"), "{text}");
        assert_eq!(get_from(&router, "/sound").await.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn a_request_is_given_up_when_its_time_is_over_and_an_upload_is_not() {
        let over = Arc::new(Notify::new());
        let wait = over.clone();
        let upload = get(async move || {
            wait.notified().await;
            "uploaded"
        });
        let routes = Router::new()
            .route("/at-once", get(|| ready("at once")))
            .route("/never", get(pending::<StatusCode>))
            .route("/imports", upload);
        let router = guarded(routes, Guard::local(Duration::ZERO));
        assert_eq!(get_from(&router, "/at-once").await.status(), StatusCode::OK);
        // The upload begins first, and goes on after the other's time, which is as short, is over.
        let (uploaded, given_up) = tokio::join!(get_from(&router, "/imports"), async {
            let given_up = get_from(&router, "/never").await;
            over.notify_one();
            given_up
        });
        assert_eq!(uploaded.status(), StatusCode::OK);
        let (problem, _) = problem(given_up).await;
        assert_eq!((problem.status, problem.code.as_str()), (503, "timeout"));
    }
}
