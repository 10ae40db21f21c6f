//! Every path, with its limits, and the OpenAPI document that comes from the same table.

use crate::app::App;
use crate::problem::Refusal;
use crate::routes::{
    backtests, components, data, health, imports, jobs, strategies, sweeps, trash, versions,
};
use crate::{guard, page};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use craftstrat_api::studio::{BASE, ImportFormat};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{OpenApi, PartialSchema, ToSchema};
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
        description = "Strategies, backtests, sweeps and tick data of a local CraftStrat. Errors are \
                       `application/problem+json` with a stable `code`. Times are milliseconds since the Unix epoch, \
                       amounts decimal strings."
    ),
    components(schemas(ImportFormat))
)]
struct Document;

/// Bytes, in the OpenAPI document.
pub(crate) enum Binary {}

impl PartialSchema for Binary {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl ToSchema for Binary {}

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
        .layer(DefaultBodyLimit::max(BODY_MAX));
    OpenApiRouter::with_openapi(Document::openapi()).nest(BASE, all.merge(uploads).merge(imports))
}

/// The OpenAPI document of everything under `/api/v1`.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = api().into_openapi();
    for (path, item) in &mut document.paths.paths {
        let place = path.trim_start_matches(BASE).replace(['/', '{', '}', '.'], "_");
        let operations = [
            ("get", &mut item.get),
            ("put", &mut item.put),
            ("post", &mut item.post),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                // Handlers are called alike from file to file; ids have to differ.
                operation.operation_id = Some(format!("{method}{}", place.trim_end_matches('_')));
            }
        }
    }
    document
}

/// The whole service.
pub(crate) fn service(app: App) -> Router {
    let (router, _) = api().split_for_parts();
    let document = axum::Json(openapi());
    router
        .route(&format!("{BASE}/openapi.json"), get(async move || document.clone()))
        .method_not_allowed_fallback(not_allowed)
        .fallback(elsewhere)
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(axum::middleware::from_fn(guard::guard))
        .with_state(app)
}

async fn not_allowed(method: Method, uri: Uri) -> Refusal {
    let detail = format!("{} does not take {method}.", uri.path());
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
}

/// Everything that is no path of the API: the page, whose own routes all lead to its index.
async fn elsewhere(method: Method, uri: Uri, headers: axum::http::HeaderMap) -> Response {
    if uri.path() == "/api" || uri.path().starts_with("/api/") {
        return Refusal::not_found("path").into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return not_allowed(method, uri).await.into_response();
    }
    page::serve(uri.path(), &headers)
}
